//! Firefox, by geckodriver.

use std::{env, fs, path::Path, process::Command};

use serde_json::{Value, json};

use super::{Started, begin, program, with_luck};

/// The extension's name in its manifest, and the host of its pages, which Firefox would draw by lot.
const EXTENSION: &str = "proofmark@example.org";
pub(crate) const EXTENSION_HOST: &str = "6f1f8f4e-4c0e-4c55-9d5c-0d6a3f1d2b7a";

/// Starts geckodriver on a port of its choice.
pub(super) fn start(profile: &Path, door: u16) -> Started {
    fs::create_dir_all(profile).expect("the temporary folder can be written to");
    let (process, port) = with_luck("geckodriver", || {
        let mut command = Command::new(program("GECKODRIVER", "geckodriver"));
        command.args(["--port", "0", "--profile-root"]).arg(profile);
        // Else it leads to no page of an extension.
        command.arg("--allow-system-access");
        // The one host that Firefox asked without this line, found by listening: geckodriver sets an
        // empty address for it, which counts only beside this variable.
        command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
        // "1700000000000 geckodriver INFO Listening on 127.0.0.1:43211"
        begin(command, |line| line.rsplit_once("Listening on 127.0.0.1:")?.1.parse().ok())
    });
    Started { port, capabilities: capabilities(door), processes: vec![process] }
}

fn capabilities(door: u16) -> Value {
    let mut options = json!({
        "args": ["-headless"],
        "prefs": {
            // What an extension asks for within a click is granted: there is nobody to press "Allow".
            "extensions.webextOptionalPermissionPrompts": false,
            "extensions.webextensions.uuids": json!({ (EXTENSION): EXTENSION_HOST }).to_string(),
        },
    });
    if let Some(program) = env::var_os("FIREFOX") {
        options["binary"] = program.to_string_lossy().into();
    }
    let door = format!("127.0.0.1:{door}");
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": options,
        "proxy": { "proxyType": "manual", "httpProxy": door, "sslProxy": door },
    })
}
