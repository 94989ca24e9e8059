//! The page in one file, `proofmark.html`: it works by a double-click, without a network and without a
//! server.
//!
//! Nothing is listed here: the script that starts the page, every script that one of its scripts names, to
//! import it or to start a worker with it, and every other file that the site keeps for use without a
//! network come along.

use std::{collections::BTreeMap, fs, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};
use xtask::{hash, service_worker, site::SINGLE_FILE};

use crate::{Result, gzip, project};

/// Where the page starts.
const START: &str = "page.js";

/// How modules and files are found inside.
const LOADER: &str = include_str!("single_file.js");

/// The address of the site, as scripts inside see it.
const INSIDE: &str = "\"inside:/\"";

/// Writes the file beside the finished site that it is made of.
pub(crate) fn write(site: &Path) -> Result {
    let names = project::files(site)?;
    let text = |name: &str| project::read(&site.join(name));
    let is_script = |name: &str| service_worker::is_kept(name) && names.iter().any(|it| it == name);
    let script = script(&bundle(&is_script, &text)?);
    let mut style = String::new();
    let mut data = String::new();
    for name in names.iter().filter(|name| is_data(name)) {
        let path = site.join(name);
        let bytes = fs::read(&path).map_err(|error| project::cannot("read", &path, &error))?;
        if name.ends_with(".css") {
            style += &String::from_utf8_lossy(&bytes);
        } else {
            let packed = STANDARD.encode(gzip::compress(&bytes));
            data +=
                &format!("  <script type=\"application/gzip\" id=\"{name}\">{packed}</script>\n");
        }
    }
    let icon = STANDARD.encode(text("icons/icon.svg")?);
    let page = Page { script, style, data, icon };
    project::write(&site.join(SINGLE_FILE), &page.html(&text("index.html")?)?)
}

/// Whether a file is one that scripts ask for, or the style. Icons are for those who install a site.
fn is_data(name: &str) -> bool {
    let other = [".html", ".js", ".webmanifest"].iter().any(|ending| name.ends_with(ending));
    name == service_worker::MARK
        || (service_worker::is_kept(name) && !other && !name.starts_with("icons/"))
}

/// The scripts by name, each as the body of a function.
type Modules = BTreeMap<String, String>;

/// The start and everything that it leads to.
fn bundle(exists: &dyn Fn(&str) -> bool, read: &dyn Fn(&str) -> Result<String>) -> Result<Modules> {
    let mut modules = Modules::new();
    let mut next = vec![START.to_owned()];
    while let Some(name) = next.pop() {
        if modules.contains_key(&name) {
            continue;
        }
        let text = read(&name)?;
        let body = function(&text).map_err(|line| {
            format!("{name} has a line that `cargo xtask finish` cannot put into {SINGLE_FILE}: `{line}`. Write it as the other scripts do, or teach xtask/src/single_file.rs.")
        })?;
        next.extend(named(&text).filter(|name| exists(name)).map(str::to_owned));
        modules.insert(name, body);
    }
    Ok(modules)
}

/// Every script that a text names as its neighbour: `"./a.js"`.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let names = text.split("\"./").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0));
    names.filter(|name| name.ends_with(".js"))
}

/// A script as the body of a function, taken out of the world of modules. The error is a line that is
/// not understood.
fn function(text: &str) -> std::result::Result<String, String> {
    let (mut body, mut exports) = (String::new(), Vec::new());
    for line in text.lines() {
        let unknown = || line.to_owned();
        let line = line.replace("import(\"./", "$load(\"").replace("import.meta.url", INSIDE);
        if let Some(import) = line.strip_prefix("import ") {
            let (what, name) = import.split_once(" from \"./").ok_or_else(unknown)?;
            let name = name.strip_suffix("\";").ok_or_else(unknown)?;
            let pattern = pattern(what).ok_or_else(unknown)?;
            body += &format!("const {pattern} = await $load(\"{name}\");\n");
        } else if let Some(list) = line.strip_prefix("export {") {
            let list = list.trim_end().strip_suffix("};").ok_or_else(unknown)?;
            for item in list.split(',').map(str::trim).filter(|item| !item.is_empty()) {
                let (local, outside) = item.split_once(" as ").unwrap_or((item, item));
                exports.push(format!("{outside}: {local}"));
            }
        } else if let Some(declared) = line.strip_prefix("export ") {
            let kinds = ["async function ", "function ", "class ", "const "];
            let rest = kinds.iter().find_map(|kind| declared.strip_prefix(kind));
            let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '_' || *c == '$';
            exports.push(rest.ok_or_else(unknown)?.chars().take_while(is_name).collect());
            body += &format!("{declared}\n");
        } else {
            body += &format!("{line}\n");
        }
    }
    Ok(body + &format!("Object.assign($exported, {{ {} }});\n", exports.join(", ")))
}

/// What an import takes, as a pattern: `init, { a, b as c }` is `{ default: init, a, b: c }`.
fn pattern(what: &str) -> Option<String> {
    let (default, rest) = match what.split_once(',') {
        Some((default, rest)) if !default.starts_with('{') => (Some(default), rest.trim()),
        _ if what.starts_with(['{', '*']) => (None, what),
        _ => (Some(what), "{}"),
    };
    let default = default.map(|name| format!("default: {name}"));
    let rest = match rest.strip_prefix("* as ") {
        Some(all) => format!("...{all}"),
        None => rest.strip_prefix('{')?.strip_suffix('}')?.trim().replace(" as ", ": "),
    };
    let parts: Vec<String> =
        default.into_iter().chain(Some(rest)).filter(|part| !part.is_empty()).collect();
    Some(format!("{{ {} }}", parts.join(", ")))
}

/// The one script.
fn script(modules: &Modules) -> String {
    let mut script = format!("\n{LOADER}");
    for (name, body) in modules {
        script += &format!("\n$modules[\"{name}\"] = async ($exported) => {{\n{body}}};\n");
    }
    script + &format!("\n$load($worker ?? \"{START}\");\n")
}

/// What the file is put together from.
struct Page {
    script: String,
    style: String,
    data: String,
    icon: String,
}

impl Page {
    /// The site's page with everything inside.
    fn html(&self, index: &str) -> Result<String> {
        let Self { script, style, data, icon } = self;
        // Either would end or change the block that it stands in.
        for (what, text) in [("script", script), ("style", style)] {
            let text = text.to_ascii_lowercase();
            if [&*format!("</{what}"), "<!--", "<script"].iter().any(|word| text.contains(word)) {
                return Err(format!(
                    "the {what} of {SINGLE_FILE} holds a tag or a comment of HTML and would end there."
                ));
            }
        }
        let policy = policy(script, style);
        let wrong = || {
            format!(
                "index.html is not as xtask/src/single_file.rs expects it: it could not be made into {SINGLE_FILE}."
            )
        };
        let mut html = String::new();
        // What leads out of the file is inside or not needed.
        let mut rest = index;
        while let Some(start) = ["<link ", "<script "].iter().filter_map(|tag| rest.find(tag)).min()
        {
            let (before, tag) = rest.split_at(start);
            html += before;
            let end = if tag.starts_with("<link") { ">" } else { "</script>" };
            rest = tag.split_once(end).ok_or_else(wrong)?.1;
        }
        html += rest;
        let html: String = html
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| format!("{line}\n"))
            .collect();
        let (before, after) = html
            .split_once("http-equiv=\"Content-Security-Policy\" content=\"")
            .ok_or_else(wrong)?;
        let (_, after) = after.split_once('"').ok_or_else(wrong)?;
        let (head, body) = after.split_once("</head>").ok_or_else(wrong)?;
        Ok(format!(
            "{before}http-equiv=\"Content-Security-Policy\" content=\"{policy}\"{head}  \
             <link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">\n  <style>{style}</style>\n\
             {data}  <script type=\"module\">{script}</script>\n</head>{body}"
        ))
    }
}

/// The policy of a file that is alone: this script and this style, by their hashes. What issuers are
/// asked goes out; nothing else does.
fn policy(script: &str, style: &str) -> String {
    let (script, style) = (hash::integrity(script.as_bytes()), hash::integrity(style.as_bytes()));
    format!(
        "default-src 'none'; script-src '{script}' 'wasm-unsafe-eval'; style-src '{style}'; img-src blob: data:; connect-src https:; worker-src blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types proofmark inside"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_and_exports_become_calls() {
        let text = "import init, * as api from \"./a.js\";\nimport { b as c, d } from \"./b.js\";\n\
            const url = new URL(\"./x\", import.meta.url);\nexport async function go() {\n  import(\"./e.js\").then(import(\"./f.js\"));\n}\nfunction h() {}\nexport { h as default, go as g };\n";
        assert_eq!(
            function(text).unwrap(),
            "const { default: init, ...api } = await $load(\"a.js\");\nconst { b: c, d } = await $load(\"b.js\");\n\
            const url = new URL(\"./x\", \"inside:/\");\nasync function go() {\n  $load(\"e.js\").then($load(\"f.js\"));\n}\nfunction h() {}\nObject.assign($exported, { go, default: h, g: go });\n"
        );
        for line in ["import \"./a.js\";", "export default 1;", "import a from \"https://x/a.js\";"]
        {
            assert_eq!(function(line).err().as_deref(), Some(line));
        }
    }

    #[test]
    fn everything_that_is_named_comes_along() {
        let read = |name: &str| {
            Ok(match name {
                "page.js" => {
                    "import(\"./wasm.js\"); script(\"./sw.js\"); new Worker(\"./work.js\")"
                }
                "wasm.js" => "import a from \"./glue-0123456789abcdef.js\";",
                _ => "",
            }
            .to_owned())
        };
        let modules = bundle(&service_worker::is_kept, &read).unwrap();
        let names: Vec<_> = modules.keys().map(String::as_str).collect();
        assert_eq!(names, ["glue-0123456789abcdef.js", "page.js", "wasm.js", "work.js"]);
        let broken = bundle(&|_| true, &|_| Ok("export default 1;".into()));
        assert!(broken.unwrap_err().contains("page.js"));
    }

    #[test]
    fn what_would_end_a_block_is_refused() {
        let page = |script: &str| Page {
            script: script.into(),
            style: String::new(),
            data: String::new(),
            icon: String::new(),
        };
        let index = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"x\"><link rel=\"a\"><script src=\"b\"></script></head><body>";
        let html = page("go()").html(index).unwrap();
        assert!(
            html.contains("<script type=\"module\">go()</script>") && !html.contains("src=\"b\""),
            "{html}"
        );
        assert!(page("'</SCRIPT>'").html(index).is_err());
        assert!(page("go()").html("<head></head>").is_err());
    }
}
