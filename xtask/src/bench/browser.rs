//! The benchmark table as wasm in a Chromium of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        mpsc::{self, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use xtask::{chromium::ARGUMENTS, server::Server};

use crate::{Result, build as page, machine::Browser, process, project, tools::BuildTools};

/// Far more than all of it takes.
const LIMIT: Duration = Duration::from_secs(600);

/// How many different files of a kind are compared, as `compare.js` has it.
pub(super) const FILES: usize = 200;

/// One benchmark's times in milliseconds.
#[derive(Debug, PartialEq)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) median: f64,
    pub(super) least: f64,
}

/// One library on one kind of file: milliseconds, files a second, how many it accepts.
#[derive(Debug, PartialEq)]
pub(super) struct Rival {
    pub(super) set: String,
    pub(super) name: String,
    pub(super) low: f64,
    pub(super) median: f64,
    pub(super) high: f64,
    pub(super) rate: f64,
    pub(super) valid: usize,
}

/// Cargo, wasm-bindgen and wasm-opt as Trunk calls them for the page.
pub(super) fn build(tools: &BuildTools, site: &Path) -> Result {
    let (root, target) = (project::root(), project::target());
    let mut cargo = tools.command("cargo");
    cargo.args([
        "build",
        "--locked",
        "--release",
        "--package",
        "proofmark-bench",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    cargo.current_dir(&root).env("CARGO_TARGET_DIR", &target);
    // The page's flags, so that what was compiled for the page serves here too.
    page::reproducibly(&mut cargo, &root, &target);
    process::run(&mut cargo)?;

    let mut bindgen = tools.command("wasm-bindgen");
    bindgen
        .args(["--target", "web", "--no-typescript", "--out-name", "bench_module", "--out-dir"])
        .arg(site);
    process::run(bindgen.arg(target.join("wasm32-unknown-unknown/release/proofmark_bench.wasm")))?;

    let module = site.join("bench_module_bg.wasm");
    let mut optimise = tools.command("wasm-opt");
    process::run(optimise.args(page::WASM_OPT).arg(&module).arg("-o").arg(&module))?;
    super::copy(&root.join("benches/web"), &["bench.html", "bench.js", "compare.js"], site)
}

/// Shows the page to a fresh Chromium and waits for what it posts.
pub(super) fn measure(
    browser: &Browser,
    site: PathBuf,
    peers: bool,
) -> Result<(Vec<Row>, Vec<Rival>)> {
    let (sender, receiver) = mpsc::channel();
    let server = Server::bind(site, 0)
        .map_err(|error| format!("No port could be opened on 127.0.0.1: {error}."))?;
    let url = format!("{}bench.html{}", server.url(), if peers { "?peers" } else { "" });
    // A page by itself has a clock that ticks every 5 µs, and not every 100.
    let server = server.changing(Arc::new(|_, mut answer| {
        let alone = [
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Embedder-Policy", "require-corp"),
        ];
        answer.headers.retain(|(name, _)| alone.iter().all(|(one, _)| one != name));
        answer.headers.extend(alone.map(|(name, value)| (name, value.to_owned())));
        Some(answer)
    }));
    server.posts_to(sender).start();
    let mut running = Running::start(browser, &url)?;

    let start = Instant::now();
    let text = loop {
        match receiver.recv_timeout(Duration::from_secs(1)) {
            Ok(text) => break text,
            Err(RecvTimeoutError::Timeout) if start.elapsed() < LIMIT && running.runs() => {}
            Err(_) => {
                return Err(format!(
                    "Chromium gave no table within {}, or ended before. Run `{} {url}` by hand to see why.",
                    process::seconds(start.elapsed()),
                    browser.program.display()
                ));
            }
        }
    };
    read(&text).ok_or_else(|| format!("The page could not measure: {text}"))
}

/// A Chromium of its own, ended and cleaned up after when dropped.
struct Running {
    child: Child,
    profile: PathBuf,
}

impl Running {
    fn start(browser: &Browser, url: &str) -> Result<Self> {
        let profile = std::env::temp_dir().join(format!("proofmark-bench-{}", std::process::id()));
        let mut command = Command::new(&browser.program);
        command.args(ARGUMENTS);
        command.arg(format!("--user-data-dir={}", profile.display())).arg(url);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().map_err(|error| {
            format!("{} could not be started: {error}.", browser.program.display())
        })?;
        Ok(Self { child, profile })
    }

    fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Best effort: it may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// Reads what `bench.js` posts: the table, and after an empty line the comparison.
fn read(text: &str) -> Option<(Vec<Row>, Vec<Rival>)> {
    let (table, rivals) = text.split_once("\n\n").unwrap_or((text, ""));
    Some((
        table.lines().map(row).collect::<Option<_>>()?,
        rivals.lines().map(rival).collect::<Option<_>>()?,
    ))
}

fn row(line: &str) -> Option<Row> {
    let parts: Vec<&str> = line.split('\t').collect();
    let [name, median, least] = parts[..] else { return None };
    Some(Row { name: name.to_owned(), median: median.parse().ok()?, least: least.parse().ok()? })
}

fn rival(line: &str) -> Option<Rival> {
    let parts: Vec<&str> = line.split('\t').collect();
    let [set, name, low, median, high, rate, valid] = parts[..] else { return None };
    Some(Rival {
        set: set.to_owned(),
        name: name.to_owned(),
        low: low.parse().ok()?,
        median: median.parse().ok()?,
        high: high.parse().ok()?,
        rate: rate.parse().ok()?,
        valid: valid.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posted_tables_are_read() {
        let row = Row { name: "whole small".into(), median: 0.5, least: 0.25 };
        assert_eq!(read("whole small\t0.50000\t0.25000").unwrap().0, [row]);
        let (_, rivals) = read("a\t1\t1\n\nfull\tjose\t1\t1.5\t2\t900\t200\n").unwrap();
        assert_eq!((rivals[0].median, rivals[0].valid), (1.5, 200));
        assert_eq!(read("error\tTypeError: no"), None);
    }
}
