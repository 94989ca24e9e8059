//! Firefox, by geckodriver.

use std::{env, fs, path::Path, process::Command};

use serde_json::{Value, json};

use super::{Started, begin, program, with_luck};

/// Starts geckodriver on a port of its choice.
pub(super) fn start(profile: &Path, door: u16) -> Started {
    fs::create_dir_all(profile).expect("the temporary folder can be written to");
    let (process, port) = with_luck("geckodriver", || {
        let mut command = Command::new(program("GECKODRIVER", "geckodriver"));
        command.args(["--port", "0", "--profile-root"]).arg(profile);
        // The one host that Firefox asked without this line, found by listening: geckodriver sets an
        // empty address for it, which counts only beside this variable.
        command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
        // "1700000000000 geckodriver INFO Listening on 127.0.0.1:43211"
        begin(command, |line| line.rsplit_once("Listening on 127.0.0.1:")?.1.parse().ok())
    });
    Started { port, capabilities: capabilities(door), processes: vec![process] }
}

fn capabilities(door: u16) -> Value {
    let mut options = json!({ "args": ["-headless"] });
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
