//! `cargo xtask test`: every test there is, and one line at the end that counts them.

use std::{
    fs,
    io::{BufRead, BufReader},
    ops::AddAssign,
    path::Path,
    process::{Command, ExitCode, Stdio},
};

use xtask::site::{EVIDENCE, lies_in};

use crate::{Result, build, bundlers, engines, machine, process, project, servers, tools};

/// Runs the tests, prints what failed and, last, how many passed, failed and were skipped.
pub(crate) fn test() -> Result<ExitCode> {
    let parts: [(&str, Part); 4] = [
        ("native tests", native),
        ("the build", built),
        ("browser tests", browsers),
        ("reproducible build", reproducible),
    ];
    let mut total = Count::default();
    let mut sentences = Vec::new();
    for (name, part) in parts {
        if let Err(sentence) = process::step(&format!("Testing: {name}"), || part(&mut total)) {
            println!("\n{name}: {sentence}");
            sentences.push(format!("{name}: {sentence}"));
        }
    }
    if !sentences.is_empty() {
        println!("\nWhat did not pass:\n- {}", sentences.join("\n- "));
    }
    // A part that could not even count has failed all the same.
    total.failed = total.failed.max(sentences.len() as u64);
    println!("\n{} passed, {} failed, {} skipped", total.passed, total.failed, total.ignored);
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the names of the tests begin with that are none: they take pictures for people to look at.
pub(crate) const SCREENSHOTS: &str = "screenshots::";

/// One kind of tests: counts what it ran, and tells in a sentence why it did not pass.
type Part = fn(&mut Count) -> Result;

/// Tests counted by `test result:` lines.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Count {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

fn native(total: &mut Count) -> Result {
    let mut command = Command::new("cargo");
    command.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
    command.args(["--", "--skip", SCREENSHOTS]);
    let (count, outcome) = counted(&mut command)?;
    *total += count;
    outcome
}

/// The build is no test by itself, yet its budgets are promises.
fn built(_: &mut Count) -> Result {
    build::build()
}

/// The tests that the native run left out, for they need browsers and a site.
fn browsers(total: &mut Count) -> Result {
    let mut command = browser_tests()?;
    command.args(["--ignored", "--skip", SCREENSHOTS]);
    for engine in engines::ENGINES.iter().chain(&servers::SERVERS).chain(&bundlers::BUNDLERS) {
        match (engine.programs)() {
            Ok(programs) => _ = command.envs(programs),
            Err(reason) => {
                println!("    Skipping the tests in {}. {reason}", engine.name);
                command.args(["--skip", engine.tests]);
            }
        }
    }
    let (count, outcome) = counted(&mut command)?;
    // What runs here was counted as ignored by the native run; what is left out here stays so.
    total.ignored = total.ignored.saturating_sub(count.passed + count.failed);
    *total += count;
    outcome
}

/// `cargo test` of the built page, up to the arguments that choose tests.
pub(crate) fn browser_tests() -> Result<Command> {
    let browser = machine::browser()?;
    if !project::dist().join("index.html").is_file() {
        return Err("there is no page to test, see the build above.".into());
    }
    let mut command = Command::new("cargo");
    command.args(["test", "--locked", "--test", "browser", "--"]);
    command.env("CHROME", browser.program).env("CHROMEDRIVER", browser.driver);
    command.env("PROOFMARK_DIST", project::dist()).env("PROOFMARK_AXE", tools::axe()?);
    Ok(command)
}

/// Builds a copy in another folder at another depth and compares every byte.
fn reproducible(total: &mut Count) -> Result {
    let tools = tools::build_tools()?;
    let home = std::env::temp_dir().join(format!("proofmark-copy-{}", std::process::id()));
    let copy = home.join("one/two/three");
    let compared = copy_project(&copy) // A target folder of its own: nothing of the first build may be found again.
        .and_then(|()| build::trunk(&tools, &copy, &copy.join("target")))
        .and_then(|()| same(&project::dist(), &copy.join("dist")));
    // Best effort: the folder is temporary.
    let _ = fs::remove_dir_all(&home);
    match compared {
        Ok(()) => total.passed += 1,
        Err(_) => total.failed += 1,
    }
    compared
}

/// Copies what git knows or would take in, so that neither target nor dist come along.
fn copy_project(copy: &Path) -> Result {
    let root = project::root();
    let mut list = Command::new("git");
    list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(&root);
    for name in process::output(&mut list)?.split_terminator('\0') {
        // Git lists what was deleted and not yet committed.
        if root.join(name).is_file() {
            project::copy(&root.join(name), &copy.join(name))?;
        }
    }
    Ok(())
}

fn same(one: &Path, other: &Path) -> Result {
    let built = |folder| {
        let mut names = project::files(folder)?;
        names.retain(|name| !lies_in(name, EVIDENCE));
        Ok::<_, String>(names)
    };
    let (names, others) = (built(one)?, built(other)?);
    if names != others {
        return Err(format!(
            "two builds of one source have different files:\n  {}\n  {}",
            names.join(" "),
            others.join(" ")
        ));
    }
    for name in names {
        if fs::read(one.join(&name)).ok() != fs::read(other.join(&name)).ok() {
            return Err(format!("two builds of one source differ in {name}."));
        }
    }
    Ok(())
}

/// Runs `cargo test`, shows what it prints and counts what it says.
fn counted(command: &mut Command) -> Result<(Count, Result)> {
    command.current_dir(project::root()).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child =
        command.spawn().map_err(|error| format!("cargo could not be started: {error}."))?;
    let mut count = Count::default();
    // The line above asked for the pipe.
    for line in child
        .stdout
        .take()
        .into_iter()
        .flat_map(|pipe| BufReader::new(pipe).lines())
        .map_while(|line| line.ok())
    {
        println!("{line}");
        count += result(&line).unwrap_or_default();
    }
    let status = child.wait().map_err(|error| format!("cargo was lost: {error}."))?;
    if status.success() {
        return Ok((count, Ok(())));
    }
    let sentence = match count.failed {
        0 => format!(
            "`{}` ended with {status} before its tests could be counted; what it said is above.",
            process::line(command)
        ),
        failed => format!("{failed} failed; they are named above."),
    };
    Ok((count, Err(sentence)))
}

/// Reads `test result: ok. 5 passed; 0 failed; 1 ignored; …`.
fn result(line: &str) -> Option<Count> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let number = |word: &str| {
        counts.split("; ").find_map(|part| part.strip_suffix(word)?.trim_end().parse().ok())
    };
    Some(Count {
        passed: number("passed")?,
        failed: number("failed")?,
        ignored: number("ignored")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_counted() {
        let line = "test result: FAILED. 5 passed; 2 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.00s";
        assert_eq!(result(line), Some(Count { passed: 5, failed: 2, ignored: 1 }));
        assert_eq!(result("running 3 tests"), None);
    }

    #[test]
    fn folders_are_compared_by_name_and_byte() {
        let root = project::root();
        assert_eq!(same(&root.join("xtask/src"), &root.join("xtask/src")), Ok(()));
        assert!(same(&root.join("xtask/src"), &root.join("xtask")).is_err());
    }
}
