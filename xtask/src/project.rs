//! Where things lie, and what the lock file names.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::Result;

/// The folder that holds `Cargo.toml` and `index.html`.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable on `cargo run`; the built-in path serves who starts the program bare.
    let package = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or(package.clone(), Path::to_path_buf)
}

/// The finished site.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's folder for what it builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |path| root().join(path))
}

/// Cargo's own folder, where the sources of the dependencies lie.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// The folder for tools that the machine lacks, shared by all clones of one person.
pub(crate) fn tools() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("PROOFMARK_TOOLS").filter(|folder| !folder.is_empty()) {
        return Ok(root().join(folder));
    }
    let cache = env::var_os("XDG_CACHE_HOME")
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cache")))
        .ok_or("There is no home folder to keep tools in. Set PROOFMARK_TOOLS to a folder that may be written to, then run this command again.")?;
    Ok(cache.join("proofmark/tools"))
}

/// The version of a package that `Cargo.lock` names.
pub(crate) fn locked(package: &str) -> Result<String> {
    let lock = read(&root().join("Cargo.lock"))?;
    version_in(&lock, package)
        .map(str::to_owned)
        .ok_or_else(|| format!("Cargo.lock names no package `{package}`. Run `cargo generate-lockfile`, then this command again."))
}

/// The version of Proofmark.
pub(crate) fn version() -> Result<String> {
    locked("proofmark")
}

/// A text file's content, or a sentence that names the file.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| cannot("read", path, &error))
}

/// Writes a text file, or says in a sentence which one could not be written.
pub(crate) fn write(path: &Path, text: &str) -> Result {
    fs::write(path, text).map_err(|error| cannot("write", path, &error))
}

/// Copies a file, into folders that need not be there yet.
pub(crate) fn copy(from: &Path, to: &Path) -> Result {
    to.parent().map_or(Ok(()), fs::create_dir_all).map_err(|error| cannot("create", to, &error))?;
    fs::copy(from, to).map(drop).map_err(|error| cannot("copy", from, &error))
}

/// Every file below a folder, as sorted names with `/`.
pub(crate) fn files(folder: &Path) -> Result<Vec<String>> {
    xtask::site::files(folder).map_err(|error| cannot("list", folder, &error))
}

/// The sentence for a file that would not do as told.
pub(crate) fn cannot(act: &str, path: &Path, error: &std::io::Error) -> String {
    format!("Could not {act} {}: {error}.", path.display())
}

fn version_in<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let after = lock.split_once(&format!("\nname = \"{package}\"\nversion = \""))?.1;
    Some(after.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_is_read_by_exact_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }

    #[test]
    fn files_come_sorted_and_with_slashes() {
        let names = files(&root().join("xtask")).unwrap();
        assert!(names.contains(&"src/main.rs".to_owned()));
        assert!(names.is_sorted());
    }
}
