//! Trunk's `post_build` hook: names that follow the final bytes, and one file that knows them.
//!
//! Trunk names files after what cargo wrote, before wasm-bindgen and wasm-opt; a new wasm-opt would
//! put other bytes under an old, `immutable` name. So every hashed file is renamed by its own bytes.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use xtask::{fill::fill_once, hash, service_worker, site};

use crate::{
    Result, build, evidence, extension, hosting, npm, precompress, process, project, published,
    single_file,
};

/// Finishes what Trunk has staged.
pub(crate) fn finish() -> Result {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or(
        "`cargo xtask finish` is called by Trunk after each build. To build, run `cargo xtask build`.",
    )?;
    for module in LATER {
        build_later(&staging, module)?;
    }
    languages(&staging)?;
    let names: Vec<String> =
        project::files(&staging)?.into_iter().filter(|name| site::hashed(name)).collect();
    let renamed = rename(&staging, &names)?;

    for (loader, package) in loaders() {
        let path = staging.join(loader);
        let glue = the_one(&renamed, package, ".js")?;
        let module = the_one(&renamed, package, ".wasm")?;
        let edited = edit_loader(&project::read(&path)?, loader, package, glue, module)?;
        project::write(&path, &edited)?;
    }
    let widget = staging.join(WIDGET);
    project::write(&widget, &edit_widget(&project::read(&widget)?, &project::version()?)?)?;
    let index = staging.join("index.html");
    let html = edit_index(&project::read(&index)?, &renamed)?;
    project::write(&index, &with_integrity(&html, &staging)?)?;
    publish(&staging)?;
    let dist = std::env::var_os("TRUNK_DIST_DIR").map_or_else(project::dist, PathBuf::from);
    evidence::carry_over(&staging, &dist)?;
    // Last, both: they copy what has become of the page.
    extension::write(&staging)?;
    npm::write(&staging)
}

/// What is made of the finished files: each step knows what the ones before it wrote.
fn publish(staging: &Path) -> Result {
    let worker = staging.join(service_worker::NAME);
    service_worker::write(staging).map_err(|error| project::cannot("write", &worker, &error))?;
    published::write(staging)?;
    single_file::write(staging)?;
    published::write_single(staging)?;
    hosting::write(staging)?;
    precompress::write(staging)
}

/// The script that knows a module, and the module.
type Loader = (&'static str, &'static str);

/// The module of the page.
const FIRST: Loader = ("wasm.js", "proofmark-app");

/// The modules that come after the page or when they are needed: the arithmetic of keys, QR codes, PDF
/// files. Each is a program of this crate, built without the feature `page`.
const LATER: [Loader; 3] =
    [("keys.js", "proofmark-keys"), ("qr.js", "proofmark-qr"), ("pdf.js", "proofmark-pdf")];

/// The most memory that a later module may have, in bytes: a file made to do harm stops there.
const MOST_MEMORY: usize = 512 << 20;

/// The script that other pages name: its own name never changes.
const WIDGET: &str = "v1/widget.js";

/// Writes in the version, by which several copies on one page agree on the newest.
fn edit_widget(text: &str, version: &str) -> Result<String> {
    fill_once(text, "\"VERSION\"", &format!("\"{version}\""), "www/widget.js")
}

fn loaders() -> impl Iterator<Item = Loader> {
    std::iter::once(FIRST).chain(LATER)
}

/// Builds a later module as Trunk builds the page: from the same sources, without the page.
fn build_later(staging: &Path, (_, program): Loader) -> Result {
    let (root, target) = (project::root(), project::target());
    let mut cargo = Command::new("cargo");
    cargo.args(["rustc", "--locked", "--quiet", "--release", "--bin", program]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--"]);
    cargo.args(["-C", &format!("link-arg=--max-memory={MOST_MEMORY}")]);
    cargo.current_dir(&root).env("CARGO_TARGET_DIR", &target);
    build::reproducibly(&mut cargo, &root, &target);
    process::run(&mut cargo)?;
    // A hash of nothing stands in the name until that of the bytes does.
    let name = format!("{program}-0000000000000000");
    let mut bindgen = Command::new("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", &name, "--out-dir"]);
    let module = target.join(format!("wasm32-unknown-unknown/release/{program}.wasm"));
    process::run(bindgen.arg(staging).arg(module))?;
    let module = staging.join(format!("{name}_bg.wasm"));
    process::run(Command::new("wasm-opt").args(build::WASM_OPT).arg(&module).arg("-o").arg(&module))
}

/// Writes each language but English, which is inside the module, as the page reads it.
fn languages(staging: &Path) -> Result {
    let (source, folder) = (project::root().join("src/locale"), staging.join("lang"));
    fs::create_dir_all(&folder).map_err(|error| project::cannot("make", &folder, &error))?;
    for name in project::files(&source)? {
        let Some(tag) = name.strip_suffix(".ftl").filter(|tag| *tag != "en") else { continue };
        let text = xtask::language::compile(&project::read(&source.join(&name))?)
            .map_err(|fault| format!("src/locale/{name}: {fault}"))?;
        project::write(&folder.join(format!("{tag}.txt")), &text)?;
    }
    Ok(())
}

/// A file before and after.
#[derive(Debug)]
struct Renamed {
    old: String,
    new: String,
    integrity: String,
}

fn rename(folder: &Path, names: &[String]) -> Result<Vec<Renamed>> {
    let mut renamed = Vec::new();
    for old in names {
        let from = folder.join(old);
        let bytes = fs::read(&from).map_err(|error| project::cannot("read", &from, &error))?;
        let new = with_hash(old, &hash::sha256(&bytes)[..16]);
        fs::rename(&from, folder.join(&new))
            .map_err(|error| project::cannot("rename", &from, &error))?;
        renamed.push(Renamed { old: old.clone(), new, integrity: hash::integrity(&bytes) });
    }
    Ok(renamed)
}

/// `proofmark-0123456789abcdef_bg.wasm` with another hash. [`site::hashed`] has found the place.
fn with_hash(name: &str, hash: &str) -> String {
    match site::hash_position(name) {
        Some(place) => [&name[..place.start], hash, &name[place.end..]].concat(),
        None => name.to_owned(),
    }
}

fn edit_index(html: &str, renamed: &[Renamed]) -> Result<String> {
    let mut html = without_preload(html)?;
    for file in renamed {
        // Trunk announces the module in the preload only, which has just gone.
        let later = LATER.iter().any(|(_, program)| file.old.starts_with(program))
            || file.old.ends_with(".wasm");
        if !later && !html.contains(&file.old) {
            return Err(format!(
                "index.html, as Trunk wrote it, does not mention {}. Has Trunk changed its output?",
                file.old
            ));
        }
        html = html.replace(&file.old, &file.new);
    }
    Ok(html)
}

/// The scripts that `index.html` itself names, with the hash that browsers hold them to. A script that
/// another one imports can only be given one by an inline import map, which the policy forbids.
const NAMED: [&str; 2] = ["page.js", "wasm.js"];

fn with_integrity(html: &str, folder: &Path) -> Result<String> {
    let mut html = html.to_owned();
    for name in NAMED {
        let path = folder.join(name);
        let bytes = fs::read(&path).map_err(|error| project::cannot("read", &path, &error))?;
        // Trunk writes the one address, `index.html` the other.
        for address in [format!("src=\"./{name}\""), format!("href=\"./{name}\"")] {
            let held = format!("{address} integrity=\"{}\"", hash::integrity(&bytes));
            html = html.replace(&address, &held);
        }
    }
    // Each of them, the style, and the glue that Trunk names.
    if html.matches(" integrity=\"sha384-").count() != NAMED.len() + 2 {
        return Err("index.html, as Trunk wrote it, does not hold every file that it names to a hash. Has Trunk changed its output?".into());
    }
    Ok(html)
}

/// Takes out Trunk's preload of the module: WebKit would fetch it twice.
fn without_preload(html: &str) -> Result<String> {
    let wrong = || {
        "index.html, as Trunk wrote it, has no `<link rel=\"preload\" …>`. Has Trunk changed its output?".to_owned()
    };
    let start = html.find("<link rel=\"preload\"").ok_or_else(wrong)?;
    let length = html[start..].find('>').ok_or_else(wrong)? + 1;
    let (tag, rest) = html[start..].split_at(length);
    if !tag.contains(".wasm") || rest.contains("<link rel=\"preload\"") {
        return Err("index.html has a preload that is not Trunk's of the module. `cargo xtask finish` would take out the wrong one.".into());
    }
    Ok([&html[..start], rest].concat())
}

fn edit_loader(
    text: &str,
    loader: &str,
    package: &str,
    glue: &Renamed,
    module: &Renamed,
) -> Result<String> {
    let mut text = text.to_owned();
    let edits = [
        (format!("./{package}.js"), format!("./{}", glue.new)),
        (format!("./{package}_bg.wasm"), format!("./{}", module.new)),
        ("INTEGRITY".to_owned(), module.integrity.clone()),
    ];
    for (place, value) in edits {
        text = fill_once(&text, &place, &value, &format!("www/{loader}"))?;
    }
    Ok(text)
}

fn the_one<'a>(renamed: &'a [Renamed], package: &str, ending: &str) -> Result<&'a Renamed> {
    let is = |file: &&Renamed| file.new.starts_with(package) && file.new.ends_with(ending);
    let mut found = renamed.iter().filter(is);
    match (found.next(), found.next()) {
        (Some(file), None) => Ok(file),
        _ => Err(format!(
            "Not exactly one hashed `{package}*{ending}` file was staged. `cargo xtask finish` needs one to name in its loader."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(old: &str, new: &str) -> Renamed {
        Renamed { old: old.into(), new: new.into(), integrity: "sha384-x".into() }
    }

    #[test]
    fn names_take_the_new_hash() {
        assert_eq!(
            with_hash("a-0123456789abcdef_bg.wasm", "ffffffffffffffff"),
            "a-ffffffffffffffff_bg.wasm"
        );
    }

    #[test]
    fn index_loses_the_preload_and_gets_the_names() {
        let html = "<link rel=\"modulepreload\" href=\"./a-1.js\"><link rel=\"preload\" href=\"./a-1_bg.wasm\" as=\"fetch\"><p>";
        let edited =
            edit_index(html, &[renamed("a-1.js", "a-2.js"), renamed("a-1_bg.wasm", "a-3_bg.wasm")]);
        assert_eq!(edited.unwrap(), "<link rel=\"modulepreload\" href=\"./a-2.js\"><p>");
    }

    #[test]
    fn a_changed_trunk_is_noticed() {
        assert!(without_preload("<p>").is_err());
        assert!(without_preload("<link rel=\"preload\" href=\"font.woff2\">").is_err());
        assert!(
            edit_index("<link rel=\"preload\" href=\"a.wasm\">", &[renamed("a-1.js", "a-2.js")])
                .is_err()
        );
    }

    #[test]
    fn the_shipped_widget_has_its_placeholder() {
        let text = project::read(&project::root().join("www/widget.js")).unwrap();
        let edited = edit_widget(&text, "1.2.3").unwrap();
        assert!(edited.contains("const version = \"1.2.3\""));
        assert!(edit_widget(&edited, "1.2.3").is_err());
    }

    #[test]
    fn the_shipped_loaders_have_every_placeholder() {
        for (loader, package) in loaders() {
            let text = project::read(&project::root().join("www").join(loader)).unwrap();
            let edit = |text: &str| {
                edit_loader(text, loader, package, &renamed("", "g.js"), &renamed("", "m.wasm"))
            };
            let edited = edit(&text).unwrap();
            let named = ["./g.js", "./m.wasm", "sha384-x"];
            assert!(named.iter().all(|name| edited.contains(name)), "{edited}");
            assert!(edit(&edited).is_err());
        }
    }
}
