//! `cargo xtask evidence`: what issuers publish, in a folder beside the page.
//!
//! The work is done by a program of the crate itself (`src/bin/evidence`): what a badge needs is known
//! to the verifier, and to nobody a second time.

use std::{
    fs,
    path::Path,
    process::{Command, ExitCode},
};

use xtask::site::EVIDENCE;

use crate::{Result, process, project};

/// Gathers for what the arguments name; without any, refreshes what the folder holds.
pub(crate) fn evidence(arguments: &[&str]) -> Result<ExitCode> {
    let mut command = Command::new("cargo");
    command.args(["run", "--locked", "--quiet", "--bin", "proofmark-evidence", "--manifest-path"]);
    command.arg(project::root().join("Cargo.toml")).arg("--");
    // Another one that was named comes later and counts.
    command.arg("--into").arg(project::dist().join(EVIDENCE)).args(arguments);
    let status = command
        .status()
        .map_err(|error| format!("`{}` could not be started: {error}.", process::line(&command)))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

/// Puts into a new build what was gathered for the one before, or an index of nothing: the page asks for
/// it when it is loaded, and a file that is not there would be an error on its console.
pub(crate) fn carry_over(staging: &Path, dist: &Path) -> Result {
    let (from, to) = (dist.join(EVIDENCE), staging.join(EVIDENCE));
    fs::create_dir_all(&to).map_err(|error| project::cannot("make", &to, &error))?;
    if !from.join("index.json").is_file() {
        return project::write(&to.join("index.json"), "{}\n");
    }
    // What is being written, or was and never finished, answers nothing.
    for name in project::files(&from)?.iter().filter(|name| !name.ends_with(".part")) {
        project::copy(&from.join(name), &to.join(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_keeps_what_was_gathered() {
        let home = std::env::temp_dir().join(format!("proofmark-beside-{}", std::process::id()));
        let (old, new, newer) = (home.join("old"), home.join("new"), home.join("newer"));
        carry_over(&new, &old).unwrap();
        let index = |folder: &Path| project::read(&folder.join("evidence/index.json")).unwrap();
        assert_eq!(index(&new), "{}\n");
        project::write(&new.join("evidence/index.json"), "{ \"x\": 1 }").unwrap();
        project::write(&new.join("evidence/x-0123456789abcdef.txt"), "x").unwrap();
        project::write(&new.join("evidence/index.json.part"), "{").unwrap();
        fs::create_dir_all(new.join("evidence/mine")).unwrap();
        project::write(&new.join("evidence/mine/notes.txt"), "y").unwrap();
        carry_over(&newer, &new).unwrap();
        assert_eq!(index(&newer), "{ \"x\": 1 }");
        let names = ["index.json", "mine/notes.txt", "x-0123456789abcdef.txt"];
        assert_eq!(project::files(&newer).unwrap(), names.map(|name| format!("evidence/{name}")));
        fs::remove_dir_all(&home).unwrap();
    }
}
