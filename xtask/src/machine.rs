//! What the machine itself must have: the wasm target, Node, browsers with their drivers.

use std::{
    env, fs,
    io::{self, IsTerminal},
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::{Result, process, project};

/// A Chromium and the WebDriver server that drives it.
pub(crate) struct Browser {
    /// The browser's program.
    pub(crate) program: PathBuf,
    /// The WebDriver server's program.
    pub(crate) driver: PathBuf,
}

/// The first major version of Node with everything that [`crate::precompress`] asks of it.
const NODE: u32 = 16;

/// Makes sure that rustc can compile to wasm.
pub(crate) fn wasm_target() -> Result {
    let mut query = Command::new("rustc");
    query.args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]);
    let folder = process::output(query.current_dir(project::root()))?;
    if PathBuf::from(folder.trim()).is_dir() {
        return Ok(());
    }
    process::step("Adding the wasm32-unknown-unknown target", || {
        let mut add = Command::new("rustup");
        add.args(["target", "add", "wasm32-unknown-unknown"]);
        process::run(add.current_dir(project::root()))
    })
    .map_err(|reason| format!("Rust's standard library for wasm is missing and could not be added.\n{reason}\nWith rustup: `rustup target add wasm32-unknown-unknown`. Without rustup, install your system's package of the wasm32 standard library for Rust."))
}

/// Makes sure that Node and npm answer.
pub(crate) fn node() -> Result {
    if node_version().is_some_and(|(major, _)| major >= NODE) && process::find("npm").is_some() {
        return Ok(());
    }
    let by_hand = format!(
        "Node {NODE} or newer with npm is needed to install wasm-opt and to compress what was built."
    );
    apt("Node and npm", &["nodejs", "npm"]).map_err(|reason| format!("{by_hand} {reason} Install it with your system's package manager, or as the Node project says, then run this command again."))?;
    match node_version() {
        Some((major, _)) if major >= NODE => Ok(()),
        _ => Err(format!(
            "{by_hand} This machine's package is older. Install a newer one, then run this command again."
        )),
    }
}

/// Finds Chromium and its driver, or installs both.
pub(crate) fn browser() -> Result<Browser> {
    if let Some(found) = find_browser() {
        return Ok(found);
    }
    let missing = |reason: String| {
        format!(
            "Chromium and chromedriver are needed for the tests in a browser. {reason} Install Chromium (or Chrome) and the chromedriver of the same version so that both are on PATH, or name their programs in CHROME and CHROMEDRIVER; then run this command again."
        )
    };
    // Without a font there is no text to see on a screenshot.
    apt("Chromium and chromedriver", &["chromium", "chromium-driver", "fonts-liberation"])
        .map_err(missing)?;
    find_browser().ok_or_else(|| {
        missing("The packages were installed, but no program of that name is on PATH.".into())
    })
}

fn find_browser() -> Option<Browser> {
    const NAMES: [&str; 5] =
        ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
    const ON_A_MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    let named = |variable| env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
    let program = named("CHROME")
        .or_else(|| NAMES.into_iter().find_map(process::find))
        .or_else(|| Some(PathBuf::from(ON_A_MAC)).filter(|path| path.is_file()))?;
    let driver = named("CHROMEDRIVER").or_else(|| process::find("chromedriver"))?;
    Some(Browser { program, driver })
}

/// The first two numbers of Node's version.
pub(crate) fn node_version() -> Option<(u32, u32)> {
    let answer = process::output(Command::new("node").arg("--version")).ok()?;
    let mut numbers = answer.trim().strip_prefix('v')?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

/// Installs Debian packages, where this is Debian and the person may.
pub(crate) fn apt(what: &str, packages: &[&str]) -> Result {
    let Some(prefix) = may_install() else {
        return Err("This command can install it only on Debian, as root or through sudo.".into());
    };
    process::step(&format!("Installing {what} by apt-get ({})", packages.join(", ")), || {
        process::run(apt_get(prefix).arg("update"))?;
        process::run(
            apt_get(prefix).args(["install", "--yes", "--no-install-recommends"]).args(packages),
        )
    })
    .map_err(|reason| format!("apt-get could not install it: {reason}"))
}

fn apt_get(prefix: &[&str]) -> Command {
    let mut words = prefix.iter().chain(&["apt-get", "--quiet"]);
    // The chain holds at least `apt-get`.
    let mut command = Command::new(words.next().unwrap_or(&"apt-get"));
    command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// What has to stand before `apt-get`, or `None` where it cannot be used.
fn may_install() -> Option<&'static [&'static str]> {
    let system = fs::read_to_string("/etc/os-release").unwrap_or_default();
    if !is_debian(&system) || process::find("apt-get").is_none() {
        return None;
    }
    let user = process::output(Command::new("id").arg("-u")).unwrap_or_default();
    if user.trim() == "0" {
        return Some(&[]);
    }
    process::find("sudo")?;
    if io::stdin().is_terminal() {
        return Some(&["sudo"]);
    }
    // Nobody is there to type a password.
    let mut probe = Command::new("sudo");
    probe.args(["-n", "true"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    probe.status().is_ok_and(|status| status.success()).then_some(&["sudo", "-n"])
}

/// Ubuntu calls itself Debian's like, but its `chromium` package only points to a snap.
fn is_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| line.trim() == "ID=debian")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_debian_is_debian() {
        assert!(is_debian("PRETTY_NAME=\"Debian\"\nID=debian\n"));
        assert!(!is_debian("ID=ubuntu\nID_LIKE=debian\n"));
    }

    #[test]
    fn apt_get_comes_after_sudo() {
        assert_eq!(process::line(&apt_get(&["sudo", "-n"])), "sudo -n apt-get --quiet");
        assert_eq!(process::line(&apt_get(&[])), "apt-get --quiet");
    }
}
