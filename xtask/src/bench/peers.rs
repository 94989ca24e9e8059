//! The libraries that Proofmark is measured beside: installed into the tool cache at the versions that
//! `benches/peers` locks, bundled into the page that measures.

use std::{fs, path::Path, process::Command};

use xtask::hash;

use crate::{Result, machine, process, project};

/// Bundles them into the site; `false` where they cannot be had, which is said.
pub(super) fn bundle(site: &Path) -> Result<bool> {
    machine::node()?;
    let from = project::root().join("benches/peers");
    let lock = project::read(&from.join("package-lock.json"))?;
    let home = project::tools()?.join(format!("peers-{}", &hash::sha256(lock.as_bytes())[..12]));
    if !home.join("node_modules").is_dir()
        && let Err(reason) = install(&from, &home)
    {
        println!(
            "    skipped: the peers could not be installed, which needs the network once. {reason}"
        );
        return Ok(false);
    }
    super::copy(&from, &["peers.js"], &home)?;
    let mut esbuild = Command::new(home.join("node_modules/.bin/esbuild"));
    esbuild.args(["peers.js", "--bundle", "--minify", "--format=esm", "--platform=browser"]);
    // It says which of its files is for browsers, in a way that esbuild does not understand.
    esbuild.arg("--alias:base64url-universal=./node_modules/base64url-universal/lib/browser.js");
    esbuild.arg("--log-level=error").arg(format!("--outfile={}", site.join("peers.js").display()));
    process::run(esbuild.current_dir(&home))?;
    Ok(true)
}

/// Installs beside the final place and renames, so that nobody finds half of them.
fn install(from: &Path, home: &Path) -> Result {
    let part = home.with_extension(format!("part-{}", std::process::id()));
    super::copy(from, &["package.json", "package-lock.json"], &part)?;
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
    let done = process::run(npm.current_dir(&part)).and_then(|()| {
        fs::rename(&part, home).map_err(|error| project::cannot("fill", home, &error))
    });
    // Best effort: a left-over folder takes space and nothing else.
    let _ = fs::remove_dir_all(&part);
    done
}
