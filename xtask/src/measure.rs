//! Hashes and compressed sizes, computed by Node: std has neither, and the build needs Node anyway.

use std::{path::Path, process::Command};

use crate::{Result, process};

/// The hashes of one file.
#[derive(Debug, PartialEq)]
pub(crate) struct Hashes {
    /// The first 16 hex digits of SHA-256, for the file's name.
    pub(crate) name: String,
    /// SHA-384 as `fetch` and `integrity` attributes want it.
    pub(crate) integrity: String,
}

/// The sizes of one file, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Size {
    /// As it lies in dist.
    pub(crate) raw: u64,
    /// As `brotli -q 11` would send it.
    pub(crate) brotli: u64,
}

/// Hashes files of a folder, in the order given.
pub(crate) fn hashes(folder: &Path, names: &[String]) -> Result<Vec<Hashes>> {
    lines(HASHES, folder, names, |line| {
        let (name, integrity) = line.split_once(' ')?;
        Some(Hashes { name: name.to_owned(), integrity: integrity.to_owned() })
    })
}

/// Measures files of a folder, in the order given.
pub(crate) fn sizes(folder: &Path, names: &[String]) -> Result<Vec<Size>> {
    lines(SIZES, folder, names, |line| {
        let (raw, brotli) = line.split_once(' ')?;
        Some(Size { raw: raw.parse().ok()?, brotli: brotli.parse().ok()? })
    })
}

/// Runs a script that prints one line for each file.
fn lines<T>(
    script: &str,
    folder: &Path,
    names: &[String],
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>> {
    let mut node = Command::new("node");
    node.current_dir(folder).args(["-e", script]).args(names);
    let printed = process::output(&mut node)?;
    let read: Option<Vec<T>> = printed.lines().map(read).collect();
    read.filter(|found| found.len() == names.len()).ok_or_else(|| {
        format!("Node measured {} files and answered what cannot be read:\n{printed}", names.len())
    })
}

const HASHES: &str = r#"
const { createHash } = require("crypto"), { readFileSync } = require("fs");
for (const name of process.argv.slice(1)) {
  const bytes = readFileSync(name);
  const hash = (algorithm, form) => createHash(algorithm).update(bytes).digest(form);
  console.log(hash("sha256", "hex").slice(0, 16) + " sha384-" + hash("sha384", "base64"));
}"#;

const SIZES: &str = r#"
const { brotliCompressSync, constants } = require("zlib"), { readFileSync } = require("fs");
for (const name of process.argv.slice(1)) {
  const bytes = readFileSync(name);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  console.log(bytes.length + " " + brotliCompressSync(bytes, { params }).length);
}"#;
