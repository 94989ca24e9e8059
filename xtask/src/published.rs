//! What people compare a site by: the SHA-256 of every file, and one hash of them all.

use std::{fs, path::Path};

use xtask::{
    hash, service_worker,
    site::{SINGLE_FILE, SUMS},
};

use crate::{Result, project};

/// Writes the list of a site, and the hash of the list for the page's footer: `sha256sum SHA256SUMS`
/// prints it. What is made of the listed files is not listed.
pub(crate) fn write(site: &Path) -> Result {
    let mut sums = String::new();
    for name in project::files(site)? {
        // Types are for those who write pages, and not kept for those who read them.
        let listed = name == service_worker::NAME || name.ends_with(".d.ts");
        if listed || service_worker::is_kept(&name) {
            sums += &format!("{}  {name}\n", of_file(site, &name)?);
        }
    }
    project::write(&site.join(SUMS), &sums)?;
    let version = project::version()?;
    let build = hash::sha256(sums.as_bytes());
    let mark = format!("{{\"version\":\"{version}\",\"build\":\"{build}\"}}\n");
    project::write(&site.join(service_worker::MARK), &mark)
}

/// Writes the hash of the single file beside it.
pub(crate) fn write_single(site: &Path) -> Result {
    let sum = of_file(site, SINGLE_FILE)?;
    project::write(&site.join(format!("{SINGLE_FILE}.sha256")), &format!("{sum}  {SINGLE_FILE}\n"))
}

/// The SHA-256 of one file.
pub(crate) fn of_file(site: &Path, name: &str) -> Result<String> {
    let path = site.join(name);
    let bytes = fs::read(&path).map_err(|error| project::cannot("read", &path, &error))?;
    Ok(hash::sha256(&bytes))
}
