//! The npm package where neither a browser nor Node runs it: in Deno, in Bun, and at the edge, where nothing
//! may be compiled.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};

use serde_json::{Value, json};

use crate::HOW_TO_RUN;
use crate::embedding::example;
use crate::package::{DOCUMENT, badge_on_the_web, done, node, project};
use crate::widget::{badge, tampered};

/// The program that a variable names.
fn program(variable: &str) -> Command {
    let found = std::env::var_os(variable);
    Command::new(found.unwrap_or_else(|| panic!("no {variable}. {HOW_TO_RUN}")))
}

/// A script that verifies, asks, and prints what came of it; `fetch` has to be one that the runtime takes.
fn script() -> String {
    let (web, document) = badge_on_the_web();
    let texts: Vec<String> =
        [badge(), tampered(), web, document].iter().map(Value::to_string).collect();
    format!(
        "import {{ verify, verifyMany }} from \"proofmark\";
         const [good, tampered, web, document] = {};
         const asked = [];
         const fetch = async (url, init) => {{
           asked.push(new Request(url, init).url);
           return new Response(document, {{ headers: {{ \"content-type\": \"application/json\" }} }});
         }};
         const many = await verifyMany([new TextEncoder().encode(good), tampered, web]);
         const verdicts = many.map(({{ verdict }}) => verdict);
         console.log(JSON.stringify([...verdicts, (await verify(web, {{ fetch }})).verdict, asked]));",
        json!(texts)
    )
}

fn expected() -> Value {
    json!(["valid", "invalid", "indeterminate", "valid", [DOCUMENT]])
}

/// What the script says when a program runs it.
fn said(mut command: Command, folder: &Path) -> Value {
    fs::write(folder.join("script.js"), script()).unwrap();
    let output = done(command.arg("script.js").current_dir(folder));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Where a runtime says so, nothing is compiled: what was compiled beforehand is enough. In Node, which can
/// always be had.
#[test]
#[ignore = "needs dist and node: run cargo xtask test"]
fn compiled_modules_are_enough() {
    let folder = project("compiled");
    let told = node(
        &folder,
        &format!(
            "import {{ readFileSync }} from \"node:fs\";
             import {{ createRequire }} from \"node:module\";
             import {{ load, verify }} from \"proofmark\";
             const {{ resolve }} = createRequire(import.meta.url);
             const [program, keys] = [\"program\", \"keys\"].map((name) =>
               new WebAssembly.Module(readFileSync(resolve(`proofmark/${{name}}.wasm`))));
             const {{ instantiate, Instance, Module }} = WebAssembly;
             // Node compiles something of its own when it first asks.
             await fetch(\"data:,\");
             const refuse = () => {{ throw new Error(\"nothing may be compiled here\"); }};
             globalThis.fetch = refuse;
             globalThis.WebAssembly = {{
               compile: refuse, compileStreaming: refuse, instantiateStreaming: refuse, Instance, Module,
               instantiate: (module, imports) => module instanceof Module ? instantiate(module, imports) : refuse(),
             }};
             const before = await load().catch(({{ message }}) => message);
             await load({{ program, keys }});
             console.log(JSON.stringify([before, (await verify({})).verdict]));",
            json!(badge().to_string())
        ),
    );
    assert_eq!(told, json!(["nothing may be compiled here", "valid"]));
}

mod deno {
    use super::*;

    fn deno(folder: &Path) -> Command {
        let mut command = program("DENO");
        command.env("DENO_DIR", folder.join(".deno")).env("DENO_NO_UPDATE_CHECK", "1");
        command.args(["run", "--no-prompt"]);
        command
    }

    /// Without a single permission.
    #[test]
    #[ignore = "needs dist, node and deno: run cargo xtask test"]
    fn it_needs_no_permission() {
        let folder = project("deno");
        assert_eq!(said(deno(&folder), &folder), expected());
    }

    /// As in a Deno that cannot import modules.
    #[test]
    #[ignore = "needs dist, node and deno: run cargo xtask test"]
    fn an_older_one_reads_the_files() {
        let folder = project("deno-older");
        let modules = folder.join("node_modules/proofmark/modules.js");
        let text = fs::read_to_string(&modules).unwrap();
        assert!(text.contains("import source "));
        fs::write(&modules, text.replace("import source ", "import tomorrow ")).unwrap();
        let mut command = deno(&folder);
        command.arg("--allow-read=node_modules");
        assert_eq!(said(command, &folder), expected());
    }
}

mod bun {
    use super::*;

    #[test]
    #[ignore = "needs dist, node and bun: run cargo xtask test"]
    fn it_verifies() {
        let folder = project("bun");
        let mut command = program("BUN");
        command.env("BUN_RUNTIME_TRANSPILER_CACHE_PATH", "0");
        assert_eq!(said(command, &folder), expected());
    }
}

/// At the edge: one script made by a bundler, modules beside it.
mod workerd {
    use super::*;
    use crate::driver::exchange;
    use crate::engine::{begin, end};

    /// A worker that runs.
    struct Worker {
        process: Child,
        port: u16,
    }

    impl Worker {
        /// Bundles `worker.js` as for a runtime with this condition, and runs it; whom it asks is
        /// another worker, which has the issuer's document.
        fn start(
            folder: &Path,
            condition: &str,
            prefix: &str,
            ending: &str,
            document: &str,
        ) -> Self {
            let mut bundle = program("ESBUILD");
            bundle.args(["worker.js", "--bundle", "--format=esm", "--outfile=out/worker.js"]);
            bundle.arg(format!("--conditions={condition}"));
            bundle.arg(format!("--external:*{ending}"));
            done(bundle.current_dir(folder));
            let package = folder.join("node_modules/proofmark");
            let out = folder.join("out");
            let mut modules = String::new();
            for name in ["program", "keys"] {
                let file = format!("{name}_bg.wasm");
                fs::copy(package.join(&file), out.join(&file)).unwrap();
                modules +=
                    &format!(", (name = \"{prefix}{name}{ending}\", wasm = embed \"{file}\")");
            }
            let issuer = format!(
                "export default {{ fetch: ({{ url }}) => url === \"{DOCUMENT}\"
                   ? Response.json({document}) : new Response(\"\", {{ status: 404 }}) }};"
            );
            fs::write(out.join("issuer.js"), issuer).unwrap();
            let config = format!(
                "using Workerd = import \"/workerd/workerd.capnp\";
                 const config :Workerd.Config = (
                   services = [(name = \"main\", worker = .main), (name = \"issuer\", worker = .issuer)],
                   sockets = [(name = \"http\", address = \"127.0.0.1:0\", http = (), service = \"main\")],
                 );
                 const main :Workerd.Worker = (
                   modules = [(name = \"worker.js\", esModule = embed \"worker.js\"){modules}],
                   compatibilityDate = \"2024-09-23\",
                   globalOutbound = \"issuer\",
                 );
                 const issuer :Workerd.Worker = (
                   modules = [(name = \"issuer.js\", esModule = embed \"issuer.js\")],
                   compatibilityDate = \"2024-09-23\",
                 );"
            );
            fs::write(out.join("config.capnp"), config).unwrap();
            let mut serve = program("WORKERD");
            serve.args(["serve", "config.capnp", "--control-fd=1"]).current_dir(&out);
            // {"event":"listen","socket":"http","port":43211}
            let (process, port) = begin(serve, |line| {
                let told: Value = serde_json::from_str(line).ok()?;
                told["port"].as_u64().and_then(|port| u16::try_from(port).ok())
            })
            .expect("workerd says where it listens");
            Self { process, port }
        }

        fn ask(&self, badge: &Value) -> Value {
            let (status, body) = exchange(self.port, "POST", "/", &badge.to_string()).unwrap();
            let text = String::from_utf8(body).unwrap();
            assert_eq!(status, 200, "{text}");
            serde_json::from_str(&text).unwrap()
        }
    }

    impl Drop for Worker {
        fn drop(&mut self) {
            end(&mut self.process);
        }
    }

    /// The guide's own worker, found by its condition.
    #[test]
    #[ignore = "needs dist, node, workerd and esbuild: run cargo xtask test"]
    fn a_worker_verifies_and_asks() {
        let folder = project("workerd");
        fs::write(folder.join("worker.js"), example("At the edge", "js", 0)).unwrap();
        let (web, document) = badge_on_the_web();
        let document = document.to_string();
        let worker = Worker::start(&folder, "workerd", "", "_bg.wasm?module", &document);
        assert_eq!(worker.ask(&badge())["verdict"], "valid");
        assert_eq!(worker.ask(&tampered())["verdict"], "invalid");
        let signer = json!({ "kind": "domain", "id": "did:web:issuer.example" });
        assert_eq!(worker.ask(&web), json!({ "verdict": "valid", "signer": signer }));
    }

    /// Modules that are handed over, as in a runtime whose bundlers know no condition.
    #[test]
    #[ignore = "needs dist, node, workerd and esbuild: run cargo xtask test"]
    fn a_worker_hands_the_modules_over() {
        let folder = project("workerd-plain");
        let text = example("At the edge", "js", 1)
            + "import { verify } from \"proofmark\";
               export default { fetch: async (request) => Response.json(await verify(await request.text())) };";
        fs::write(folder.join("worker.js"), text).unwrap();
        let worker = Worker::start(&folder, "unknown", "proofmark/", ".wasm", "null");
        assert_eq!(worker.ask(&badge())["verdict"], "valid");
        assert_eq!(worker.ask(&tampered())["verdict"], "invalid");
    }
}
