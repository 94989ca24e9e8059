//! The recipes of `docs/hosting`, run by the servers that they are for; and hosts that do less well than
//! they could.

use std::{
    env, fs,
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use xtask::site::{POLICY, answer};

use crate::HOW_TO_RUN;
use crate::engine::{Engine, end};
use crate::engines::in_each_engine;
use crate::host::{Fault, Host};
use crate::page::Page;
use crate::site;

const VERDICT: &str = "#verdict-title";

in_each_engine! {
    a_host_without_the_right_type_will_do
}

/// Modules of a wrong type or of none, on a sub-path, and without a rule for any of it.
fn a_host_without_the_right_type_will_do(engine: Engine) {
    for kind in [Some("application/octet-stream"), Some("text/plain"), None] {
        let host = Host::open(engine);
        host.suffers(Fault::Type(kind));
        let page = host.visit(engine);
        for _ in 0..2 {
            page.click(".samples button:nth-of-type(1)");
            page.wait_for_text(VERDICT, "Signed and unaltered");
            page.open(host.url());
        }
        assert_eq!(page.violations(), [""; 0], "{kind:?}");
        assert_eq!(page.console_errors(), [""; 0], "{kind:?}");
    }
}

mod nginx {
    #[test]
    #[ignore = "needs dist, chromium and nginx: run cargo xtask test"]
    fn the_recipe_serves_the_page() {
        super::serves_the_page(super::Server::nginx());
    }
}

mod caddy {
    #[test]
    #[ignore = "needs dist, chromium and caddy: run cargo xtask test"]
    fn the_recipe_serves_the_page() {
        super::serves_the_page(super::Server::caddy());
    }
}

/// A real server with the recipe for it and a copy of the page below `/badges/`.
struct Server {
    process: Child,
    folder: PathBuf,
    port: u16,
}

impl Server {
    fn nginx() -> Self {
        Self::start("nginx.conf", |recipe, folder, port| {
            let recipe = recipe.replace("listen 8080", &format!("listen 127.0.0.1:{port}"));
            let here = folder.display();
            // What a distribution has in its nginx.conf, and nothing of this machine's own.
            let brotli = program("NGINX_BROTLI");
            let around = format!(
                "load_module {};\ndaemon off;\nmaster_process off;\npid {here}/pid;\nerror_log {here}/log;\nevents {{}}\n\
                 http {{\n  access_log off;\n  client_body_temp_path {here}/a;\n  proxy_temp_path {here}/b;\n  \
                 fastcgi_temp_path {here}/c;\n  uwsgi_temp_path {here}/d;\n  scgi_temp_path {here}/e;\n{recipe}\n}}\n",
                brotli.display()
            );
            fs::write(folder.join("conf"), around).unwrap();
            let mut command = Command::new(program("NGINX"));
            command.arg("-p").arg(folder).arg("-c").arg(folder.join("conf"));
            command.arg("-e").arg(folder.join("log"));
            command
        })
    }

    fn caddy() -> Self {
        Self::start("Caddyfile", |recipe, folder, port| {
            let recipe = recipe.replace("\n:8080 {", &format!("\nhttp://127.0.0.1:{port} {{"));
            fs::write(folder.join("conf"), format!("{{\n\tadmin off\n}}\n{recipe}")).unwrap();
            let mut command = Command::new(program("CADDY"));
            command.args(["run", "--adapter", "caddyfile", "--config"]).arg(folder.join("conf"));
            for home in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
                command.env(home, folder);
            }
            command
        })
    }

    fn start(recipe: &str, prepare: impl FnOnce(String, &Path, u16) -> Command) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("server-{}-{recipe}", std::process::id()));
        site::copy(&site::dist(), &folder.join("www/badges"));
        let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/hosting").join(recipe);
        let www = folder.join("www");
        let text = fs::read_to_string(text).unwrap().replace("/srv/www", &www.to_string_lossy());
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let mut command = prepare(text, &folder, port);
        let log = fs::File::create(folder.join("said")).unwrap();
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let process = command.spawn().unwrap();
        let server = Self { process, folder, port };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let said = ["said", "log"].map(|name| fs::read_to_string(server.folder.join(name)));
            assert!(start.elapsed() < Duration::from_secs(20), "{recipe} did not start: {said:?}");
            thread::sleep(Duration::from_millis(20));
        }
        server
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}/badges/", self.port)
    }

    /// The status line and the headers of an answer, and how long its body is.
    fn ask(&self, name: &str, accept: &str) -> (String, usize) {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        write!(
            stream,
            "GET /badges/{name} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept-Encoding: {accept}\r\nConnection: close\r\n\r\n",
            self.port
        )
        .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head ends");
        (String::from_utf8_lossy(&bytes[..end]).into_owned(), bytes.len() - end - 4)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        end(&mut self.process);
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn program(variable: &str) -> PathBuf {
    env::var_os(variable).unwrap_or_else(|| panic!("{variable} names no file. {HOW_TO_RUN}")).into()
}

fn header<'a>(head: &'a str, name: &str) -> Vec<&'a str> {
    let is = |line: &&str| {
        line.split_once(':').is_some_and(|(found, _)| found.eq_ignore_ascii_case(name))
    };
    head.lines().filter(is).filter_map(|line| Some(line.split_once(':')?.1.trim())).collect()
}

fn serves_the_page(server: Server) {
    let page = Page::start(Engine::Chromium, &server.url());
    page.open(&server.url());
    page.requests();
    page.click(".samples button:nth-of-type(1)");
    page.wait_for_text(VERDICT, "Signed and unaltered");
    page.wait_for("footer code");
    assert_eq!(page.foreign(&page.requests()), [""; 0]);
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);

    // Every file as `cargo xtask serve` sends it, but for what only builders on this machine need.
    let folder = server.folder.join("www/badges");
    for name in xtask::site::files(&folder).unwrap() {
        if name.ends_with(".br") || name.ends_with(".gz") || name == "_headers" {
            continue;
        }
        let (head, length) = server.ask(&name, "identity");
        assert!(head.starts_with("HTTP/1.1 200"), "{name}: {head}");
        assert_eq!(length as u64, fs::metadata(folder.join(&name)).unwrap().len(), "{name}");
        let plain = |value: &str| value.to_ascii_lowercase().replace("; charset=utf-8", "");
        for (header_name, value) in answer(&folder, &format!("/{name}")).headers {
            let expected = match header_name {
                "Content-Security-Policy" => {
                    format!("{POLICY}; frame-ancestors {}", xtask::site::framing(&name))
                }
                // A type that nobody reads may be any that is not a page.
                "Content-Type" if value == "application/octet-stream" => continue,
                _ => value,
            };
            let sent: Vec<String> = header(&head, header_name).into_iter().map(plain).collect();
            assert_eq!(sent, [plain(&expected)], "{name}: {header_name}\n{head}");
        }
    }
    let mut names = xtask::site::files(&folder).unwrap().into_iter();
    let module = names.rfind(|name| name.ends_with(".wasm")).unwrap();
    for name in ["", "page.js", &module] {
        for (accept, ending) in [("gzip, br", "br"), ("gzip", "gz")] {
            let (head, length) = server.ask(name, accept);
            let coding = if ending == "br" { "br" } else { "gzip" };
            assert_eq!(header(&head, "content-encoding"), [coding], "{name}: {head}");
            let file = if name.is_empty() { "index.html" } else { name };
            let packed = fs::metadata(folder.join(format!("{file}.{ending}"))).unwrap().len();
            assert!(length as u64 >= packed && (length as u64) < packed + 64, "{name}: {length}");
        }
    }
    assert!(server.ask("nothing", "identity").0.starts_with("HTTP/1.1 404"));
    let (head, _) = server.ask("../badges", "identity");
    assert!(head.contains("30") && header(&head, "location")[0].ends_with("/badges/"), "{head}");
}
