//! `cargo xtask screenshots`: pictures of every state of the page, for people to look at.

use std::fs;

use crate::{
    Result, build, process, project,
    test::{self, SCREENSHOTS},
};

/// Builds the page if there is none, and writes the pictures.
pub(crate) fn screenshots() -> Result {
    if !project::dist().join("index.html").is_file() {
        build::build()?;
    }
    let folder = project::target().join("screenshots");
    // Pictures of states that are no more would be looked at in vain.
    if folder.is_dir() {
        fs::remove_dir_all(&folder).map_err(|error| project::cannot("empty", &folder, &error))?;
    }
    fs::create_dir_all(&folder).map_err(|error| project::cannot("create", &folder, &error))?;
    let mut command = test::browser_tests()?;
    command.args(["--ignored", SCREENSHOTS]).env("PROOFMARK_SCREENSHOTS", &folder);
    command.current_dir(project::root());
    process::step("Taking screenshots", || process::run(&mut command))?;
    println!("{} pictures in {}", project::files(&folder)?.len(), folder.display());
    Ok(())
}
