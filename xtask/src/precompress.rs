//! Files ready to be sent: `.br` and `.gz` beside each that gets smaller, for servers that look there.

use std::{fs, path::Path, process::Command};

use xtask::site;

use crate::{Result, gzip, process, project};

/// Writes them. Brotli comes from Node: there is no small one in Rust, and Node is needed anyway.
pub(crate) fn write(site: &Path) -> Result {
    let names: Vec<String> =
        project::files(site)?.into_iter().filter(|name| site::compressible(name)).collect();
    for name in &names {
        let path = site.join(name);
        let bytes = fs::read(&path).map_err(|error| project::cannot("read", &path, &error))?;
        let packed = site.join(format!("{name}.gz"));
        fs::write(&packed, gzip::compress(&bytes))
            .map_err(|error| project::cannot("write", &packed, &error))?;
    }
    process::run(Command::new("node").current_dir(site).args(["-e", BROTLI]).args(names))
}

const BROTLI: &str = r#"
const { brotliCompressSync, constants } = require("zlib"), { readFileSync, writeFileSync } = require("fs");
for (const name of process.argv.slice(1)) {
  const bytes = readFileSync(name);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(name + ".br", brotliCompressSync(bytes, { params }));
}"#;
