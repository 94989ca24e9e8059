//! `cargo xtask mutants`: changes the deciding modules one little thing at a time, and looks whether a test
//! notices (mutation testing, by cargo-mutants).
//!
//! Hours for each module on two cores: by hand, never as part of another command.

use std::fs;
use std::process::{Command, ExitCode};

use crate::{Result, process, project, tools};

/// The modules that decide verdicts.
const MODULES: [&str; 7] = ["report", "verify", "issuer", "status", "proof", "did", "key"];

/// How long the tests of one mutant may take, in seconds: one that never ends is caught.
const LONGEST: &str = "300";

/// What other crates do is done for every mutant and compiled once.
const FAST: &str = "--config=profile.dev.package.'*'.opt-level=2";

/// Modules that decide nothing; their unit tests take as long as all others.
const ELSEWHERE: [&str; 4] = ["locale::", "pile::", "scan::", "view::"];

/// Tries the modules or files that are named; with none, all of them, one after the other.
pub(crate) fn mutants(names: &[&str]) -> Result<ExitCode> {
    let program = tools::cargo_mutants()?;
    let all = if names.is_empty() { &MODULES[..] } else { names };
    let mut survived = Vec::new();
    for name in all {
        let files = files(name)?;
        let output = project::target().join("mutants").join(name.replace(['/', '.'], "-"));
        fs::create_dir_all(&output).map_err(|error| project::cannot("make", &output, &error))?;
        let mut command = Command::new(&program);
        command.args(["mutants", "--package", "proofmark", "--timeout", LONGEST, "--no-shuffle"]);
        files.iter().for_each(|file| _ = command.args(["--file", file]));
        command.arg("--output").arg(&output);
        // What tells a verdict apart is in the unit tests and the cases; no other test is built.
        let arguments = ["--locked", "--lib", "--test=cases", FAST];
        arguments.iter().for_each(|argument| _ = command.args(["--cargo-arg", argument]));
        command.args(["--", "--"]);
        ELSEWHERE.iter().for_each(|module| _ = command.args(["--skip", module]));
        // It builds in a folder of its own, without what debuggers want; one for all modules.
        command.env("CARGO_TARGET_DIR", project::target().join("mutants/build"));
        command.env("CARGO_PROFILE_DEV_DEBUG", "0");
        command.current_dir(project::root());
        let done = process::step(&format!("Changing {name}"), || process::run(&mut command));
        survived.extend(done.err().map(|reason| {
            format!("{name}: {reason} The table is in {}/mutants.out.", output.display())
        }));
    }
    survived.iter().for_each(|sentence| println!("\n{sentence}"));
    Ok(if survived.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The files of a module, as patterns; or the one file that is named.
fn files(name: &str) -> Result<Vec<String>> {
    if name.ends_with(".rs") && project::root().join(name).is_file() {
        return Ok(vec![name.to_owned()]);
    }
    if MODULES.contains(&name) {
        return Ok(vec![format!("src/{name}.rs"), format!("src/{name}/**/*.rs")]);
    }
    Err(format!(
        "`{name}` is neither a file of the source nor one of the modules that decide: {}.",
        MODULES.join(" ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_found() {
        for name in MODULES {
            let there = |end: &str| project::root().join(format!("src/{name}{end}")).exists();
            assert!(there(".rs") || there("/mod.rs"), "{name}");
            assert_eq!(files(name).unwrap().len(), 2);
        }
        assert_eq!(files("src/status/mod.rs").unwrap(), ["src/status/mod.rs"]);
        assert!(files("view").is_err() && files("src/none.rs").is_err());
    }
}
