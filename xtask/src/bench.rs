//! `cargo xtask bench`: the benchmark table natively under criterion, then as wasm in Chromium.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    time::{Duration, Instant},
};

use xtask::{chromium::ARGUMENTS, server::Server};

use crate::{
    Result,
    budgets::Budgets,
    build as page,
    machine::{self, Browser},
    process, project,
    tools::{self, BuildTools},
};

/// Far more than the whole table takes.
const LIMIT: Duration = Duration::from_secs(300);

/// Measures, and prints the times in wasm beside their budgets. A time that is passed is marked and
/// fails nothing: a busy machine is no fault of the code.
pub(crate) fn bench() -> Result {
    process::step("Measuring natively", || {
        process::run(
            Command::new("cargo")
                .args(["bench", "--locked", "--bench", "stages"])
                .current_dir(project::root()),
        )
    })?;
    let tools = tools::build_tools()?;
    let browser = machine::browser()?;
    let site = project::target().join("bench-site");
    process::step("Building the table as wasm", || build(&tools, &site))?;
    let table = process::step("Measuring in Chromium", || measure(&browser, site))?;
    print(&table, &Budgets::read()?)
}

/// Cargo, wasm-bindgen and wasm-opt as Trunk calls them for the page.
fn build(tools: &BuildTools, site: &Path) -> Result {
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
    process::run(optimise.arg("-Oz").arg(&module).arg("-o").arg(&module))?;

    for name in ["bench.html", "bench.js"] {
        project::copy(&root.join("benches/web").join(name), &site.join(name))?;
    }
    Ok(())
}

/// Shows the page to a fresh Chromium and waits for the table that it posts.
fn measure(browser: &Browser, site: PathBuf) -> Result<Vec<Row>> {
    let (sender, receiver) = mpsc::channel();
    let server = Server::bind(site, 0)
        .map_err(|error| format!("No port could be opened on 127.0.0.1: {error}."))?;
    let url = format!("{}bench.html", server.url());
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
    rows(&text).ok_or_else(|| format!("The page could not measure: {text}"))
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

/// One benchmark's times in milliseconds.
#[derive(Debug, PartialEq)]
struct Row {
    name: String,
    median: f64,
    least: f64,
}

/// Reads what `bench.js` posts.
fn rows(text: &str) -> Option<Vec<Row>> {
    let row = |line: &str| {
        let mut parts = line.split('\t');
        let (name, median, least) =
            (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Row { name: name.to_owned(), median, least })
    };
    text.lines().map(row).collect()
}

fn print(table: &[Row], budgets: &Budgets) -> Result {
    println!(
        "\nIn wasm, warm, milliseconds:\n{:<28} {:>10} {:>10} {:>10}",
        "", "median", "least", "budget"
    );
    for Row { name, median, least } in table {
        let budget = budgets.time.get(name);
        let shown = budget.map_or(String::new(), |budget| format!("{budget:.3}"));
        let mark = if budget.is_some_and(|budget| median > budget) { "  OVER" } else { "" };
        println!("{name:<28} {median:>10.4} {least:>10.4} {shown:>10}{mark}");
    }
    let unmeasured: Vec<&str> = budgets
        .time
        .keys()
        .filter(|name| table.iter().all(|row| row.name != **name))
        .map(String::as_str)
        .collect();
    if !unmeasured.is_empty() {
        println!("Not measured though budgeted: {}.", unmeasured.join(", "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posted_tables_are_read() {
        let row = Row { name: "whole small".into(), median: 0.5, least: 0.25 };
        assert_eq!(rows("whole small\t0.50000\t0.25000"), Some(vec![row]));
        assert_eq!(rows("error\tTypeError: no"), None);
    }
}
