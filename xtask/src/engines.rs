//! The engines that the page is tested in beside Chromium: found, or installed where that can be done.
//!
//! Chromium is needed; these are wanted. Where one cannot be had, its tests are skipped, counted and
//! named.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{Result, machine, process, tools};

/// An engine whose tests can be left out.
pub(crate) struct Engine {
    /// Its name, as people say it.
    pub(crate) name: &'static str,
    /// What the names of its tests contain, in `tests/browser`.
    pub(crate) tests: &'static str,
    /// Finds its programs, installing what is missing, by the variables that the tests look for.
    pub(crate) programs: fn() -> Result<Vec<Program>>,
}

/// A variable and the program that it names.
pub(crate) type Program = (&'static str, PathBuf);

/// Every engine beside Chromium.
pub(crate) const ENGINES: [Engine; 2] = [
    Engine { name: "Firefox", tests: "::firefox::", programs: firefox },
    Engine { name: "WebKit", tests: "::webkit::", programs: webkit },
];

fn firefox() -> Result<Vec<Program>> {
    let missing = |reason: String| {
        format!(
            "Firefox is not on this machine. {reason} Install Firefox so that it is on PATH, or name its program in FIREFOX."
        )
    };
    let browser = installed(find_firefox, "Firefox", &["firefox-esr"]).map_err(missing)?;
    // No package of Debian brings it.
    let driver = match named("GECKODRIVER").or_else(|| process::find("geckodriver")) {
        Some(driver) => driver,
        None => tools::geckodriver()?,
    };
    Ok(vec![("FIREFOX", browser), ("GECKODRIVER", driver)])
}

fn find_firefox() -> Option<PathBuf> {
    const ON_A_MAC: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";
    named("FIREFOX")
        .or_else(|| ["firefox-esr", "firefox"].into_iter().find_map(process::find))
        .or_else(|| Some(PathBuf::from(ON_A_MAC)).filter(|path| path.is_file()))
}

fn webkit() -> Result<Vec<Program>> {
    if !cfg!(target_os = "linux") {
        return Err("WebKit is tested as its GTK port, which is there on Linux only.".into());
    }
    let missing = |reason: String| {
        format!(
            "WebKit with its driver, or the display that nobody sees, is not on this machine. {reason} Install the WebKitWebDriver and the MiniBrowser of WebKitGTK and Xvfb; or name their programs in WEBKIT_DRIVER, MINIBROWSER and XVFB."
        )
    };
    installed(find_webkit, "WebKit and Xvfb", &["webkit2gtk-driver", "xvfb"]).map_err(missing)
}

fn find_webkit() -> Option<Vec<Program>> {
    let find = |variable, name| named(variable).or_else(|| process::find(name));
    Some(vec![
        ("WEBKIT_DRIVER", find("WEBKIT_DRIVER", "WebKitWebDriver")?),
        ("MINIBROWSER", named("MINIBROWSER").or_else(mini_browser)?),
        ("XVFB", find("XVFB", "Xvfb")?),
    ])
}

/// Nobody calls it by hand, so it lies below the libraries: `lib/x86_64-linux-gnu/webkit2gtk-4.1`
/// on Debian, `libexec/webkit2gtk-4.1` elsewhere.
fn mini_browser() -> Option<PathBuf> {
    let below = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        // The newest of several versions.
        paths.sort_by(|one, other| other.cmp(one));
        paths
    };
    let roots = ["/usr/lib", "/usr/lib64", "/usr/libexec"].map(PathBuf::from);
    let deeper = roots.iter().flat_map(|root| below(root)).filter(|path| path.is_dir());
    let folders = roots.iter().cloned().chain(deeper).flat_map(|folder| below(&folder));
    folders
        .filter(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit"))
        })
        .map(|path| path.join("MiniBrowser"))
        .find(|path| path.is_file())
}

/// What was found, before or after the packages were installed.
fn installed<T>(find: fn() -> Option<T>, what: &str, packages: &[&str]) -> Result<T> {
    if let Some(found) = find() {
        return Ok(found);
    }
    machine::apt(what, packages)?;
    find().ok_or_else(|| "The packages were installed, but no program of theirs was found.".into())
}

/// The program that a variable names.
fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_engine_has_tests_of_that_name() {
        let root = crate::project::root();
        let text = crate::project::read(&root.join("tests/browser/engines.rs")).unwrap();
        for Engine { name, tests, .. } in ENGINES {
            let module = tests.trim_matches(':');
            assert!(text.contains(&format!("in_each_engine!({module}, {name},")), "{tests}");
        }
    }
}
