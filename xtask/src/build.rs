//! `cargo xtask build`: the site in dist/, the same bytes wherever it is built.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use xtask::{
    service_worker,
    site::{EVIDENCE, EXTENSION, PACKAGE, SINGLE_FILE, SUMS, lies_in},
};

use crate::{
    Result,
    budgets::Budgets,
    measure::{self, Size},
    process, project, published,
    tools::{self, BuildTools},
    weigh,
};

/// What wasm-opt is asked for: as much as makes the page smaller once it is packed. What is slow is already
/// compiled for speed. Large functions stay apart even where only one other calls them: a browser compiles
/// a function when it is first called, as a whole. `index.html` says the same to Trunk; a test compares them.
pub(crate) const WASM_OPT: [&str; 3] =
    ["-O2", "--shrink-level=1", "--one-caller-inline-max-function-size=60"];

/// Builds the site and holds it against its budgets.
pub(crate) fn build() -> Result {
    let tools = tools::build_tools()?;
    fetch_sources()?;
    process::step("Building the page into dist", || {
        trunk(&tools, &project::root(), &project::target())
    })?;
    no_private_path(&project::dist())?;
    // As cargo left it: what comes after takes the names away.
    let module = project::target().join("wasm32-unknown-unknown/release/proofmark-app.wasm");
    process::step("Weighing the page's module", || weigh::print(&module))?;
    process::step("Measuring dist", || report_sizes(&project::dist()))
}

/// Runs Trunk in a folder that holds the project, the real one or a copy.
pub(crate) fn trunk(tools: &BuildTools, folder: &Path, target: &Path) -> Result {
    let mut trunk = tools.command("trunk");
    // Everything is at hand: a download that Trunk would try is a mistake to be told of.
    trunk.args(["build", "--locked", "--offline", "true"]).current_dir(folder);
    trunk.env("CARGO_TARGET_DIR", target);
    reproducibly(&mut trunk, folder, target);
    process::run(&mut trunk)
}

/// Brings every dependency's source, so that the build itself needs no network.
fn fetch_sources() -> Result {
    let mut fetch = Command::new("cargo");
    fetch.args(["fetch", "--locked", "--quiet"]).current_dir(project::root());
    process::run(&mut fetch).map_err(|reason| {
        format!("The dependencies' sources could not all be fetched.\n{reason}\nThey are fetched once: check the network connection and run this command again.")
    })
}

/// Tells rustc to write neutral paths: panic locations hold them, and with them the user's name.
pub(crate) fn reproducibly(command: &mut Command, folder: &Path, target: &Path) {
    let mut flags: Vec<String> = private_folders(folder, target)
        .into_iter()
        .map(|(path, neutral)| format!("--remap-path-prefix={}={neutral}", path.display()))
        .collect();
    // rustc says where its own sources lie when they are installed, and this when they are not.
    flags.extend(sources_of_std());
    if flags.iter().any(|flag| flag.contains(char::is_whitespace)) {
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    } else {
        // For the wasm target only, so that the hook's xtask need not be compiled anew.
        command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" "));
    }
}

/// Folders that must not show in what is built, and what stands in their place. The last that fits
/// counts, so the innermost come last.
fn private_folders(folder: &Path, target: &Path) -> Vec<(PathBuf, &'static str)> {
    let mut folders = Vec::new();
    if let Some(home) = project::cargo_home() {
        // One folder per registry, named after its address: a mirror must not show in what is built.
        let registries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
        let registries: Vec<PathBuf> = registries.map(|entry| entry.path()).collect();
        folders.push((home, "/cargo"));
        folders.extend(registries.into_iter().map(|path| (path, "/crates")));
    }
    folders.push((folder.to_path_buf(), "/src"));
    folders.push((target.to_path_buf(), "/target"));
    folders
}

fn sources_of_std() -> Option<String> {
    let asked = |arguments: &[&str]| {
        process::output(Command::new("rustc").args(arguments).current_dir(project::root())).ok()
    };
    let sysroot = asked(&["--print", "sysroot"])?;
    let version = asked(&["--version", "--verbose"])?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: "))?;
    Some(format!("--remap-path-prefix={}/lib/rustlib/src/rust=/rustc/{commit}", sysroot.trim()))
}

/// Fails where a finished file names a folder of this machine.
fn no_private_path(dist: &Path) -> Result {
    let homes =
        private_folders(&project::root(), &project::target()).into_iter().map(|(path, _)| path);
    for name in project::files(dist)? {
        let path = dist.join(&name);
        let bytes = fs::read(&path).map_err(|error| project::cannot("read", &path, &error))?;
        for folder in homes.clone() {
            let needle = folder.to_string_lossy();
            if bytes.windows(needle.len()).any(|window| window == needle.as_bytes()) {
                return Err(format!(
                    "dist/{name} names the folder {needle} of this machine: it would differ on another one and tell who built it. Look at the remap flags in xtask/src/build.rs."
                ));
            }
        }
    }
    Ok(())
}

fn report_sizes(dist: &Path) -> Result {
    let mut names = project::files(dist)?;
    // Measured is the site: what is gathered is not built, and the extension is the same page again.
    names.retain(|name| ![EVIDENCE, EXTENSION, PACKAGE].iter().any(|folder| lies_in(name, folder)));
    names.retain(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
    let sizes = measure::sizes(dist, &names)?;
    let first = reached(dist, &names, "index.html")?;
    println!("    {:>9} {:>9}   {:64}   file (* = first load)", "bytes", "brotli", "SHA-256");
    for (name, size) in names.iter().zip(&sizes) {
        let mark = if first.contains(name) { "*" } else { " " };
        let sum = published::of_file(dist, name)?;
        println!("    {:>9} {:>9}   {sum} {mark} {name}", size.raw, size.brotli);
    }
    let of = |which: &dyn Fn(&str) -> bool| -> Size {
        names.iter().zip(&sizes).filter(|(name, _)| which(name)).map(|(_, size)| *size).sum()
    };
    for later in LATER {
        let files = reached(dist, &names, later)?;
        let Size { raw, brotli } = of(&|name| files.contains(name) && !first.contains(name));
        println!("    {raw:>9} {brotli:>9}   later: {later} and what it brings");
    }
    let kept = |name: &str| service_worker::is_kept(name) || name == service_worker::MARK;
    let total = of(&|name| first.contains(name));
    let single = of(&|name| name == SINGLE_FILE);
    let promises = Budgets::read()?;
    let mut over = Vec::new();
    for (what, measured, promise) in [
        ("first load", total.brotli, Some("first_load")),
        ("kept for offline use", of(&kept).brotli, None),
        ("single file, as it is", single.raw, Some("single_file")),
    ] {
        let Some(promise) = promise else {
            println!("    {measured:>9} {what}");
            continue;
        };
        let budget = promises.size(promise)?;
        let share = measured as f64 / budget as f64 * 100.0;
        println!("    {measured:>9} {what}: {share:.0} % of its {budget} bytes");
        if measured > budget {
            over.push(format!(
                "The {what} is {} bytes over its budget of {budget}.",
                measured - budget
            ));
        }
    }
    println!("    build {}", published::of_file(dist, SUMS)?);
    if over.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} Make it smaller, or argue for another budget in xtask/budgets.toml.",
        over.join(" ")
    ))
}

/// What is fetched when the page is there already, or when it is needed; each with what hangs on it.
const LATER: [&str; 8] =
    ["keys.js", "offline.js", "scan.js", "qr.js", "pdf.js", "pile.js", "work.js", "v1/widget.js"];

/// A file, every file that it names, every file that such a script names, and so on, but for what comes
/// [`LATER`].
fn reached(dist: &Path, names: &[String], from: &str) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut next = vec![from.to_owned()];
    while let Some(name) = next.pop() {
        // The glue names the module's unhashed name, and no text stands in a module.
        // The service worker lists the whole site, which it fetches when nobody waits for it.
        let tells = [".html", ".js", ".css"].iter().any(|ending| name.ends_with(ending))
            && name != service_worker::NAME;
        if found.insert(name.clone()) && tells {
            let text = project::read(&dist.join(&name))?;
            let now = |other: &&String| !LATER.contains(&other.as_str()) && mentions(&text, other);
            next.extend(names.iter().filter(now).cloned());
        }
    }
    Ok(found)
}

/// Whether a text names a file as an address does: quoted, perhaps after `./`.
fn mentions(text: &str, name: &str) -> bool {
    [format!("\"./{name}\""), format!("\"{name}\"")].iter().any(|address| text.contains(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_asks_the_same_of_wasm_opt() {
        let page = project::read(&project::root().join("index.html")).unwrap();
        let [level, others @ ..] = WASM_OPT;
        let (level, others) = (level.trim_start_matches("-O"), others.join(" "));
        let asked = format!(r#"data-wasm-opt="{level}" data-wasm-opt-params="{others}">"#);
        assert!(page.contains(&asked), "{asked}");
    }

    #[test]
    fn files_are_mentioned_by_their_address() {
        assert!(mentions(r#"import("./wasm.js")"#, "wasm.js"));
        assert!(mentions(r#"<link href="style.css">"#, "style.css"));
        assert!(!mentions("// see wasm.js", "wasm.js"));
        assert!(!mentions(r#"import "./my-wasm.js""#, "wasm.js"));
    }

    #[test]
    fn private_folders_are_remapped_for_wasm() {
        let mut command = Command::new("trunk");
        reproducibly(&mut command, Path::new("/somewhere"), Path::new("/elsewhere"));
        let flags: Vec<_> = command.get_envs().filter_map(|(_, value)| value?.to_str()).collect();
        assert!(flags.concat().contains("--remap-path-prefix=/somewhere=/src"));
    }
}
