//! Chromium, by chromedriver.

use std::{env, fs, path::Path, process::Command};

use serde_json::{Value, json};
use xtask::chromium::ARGUMENTS;

use super::{FILM, Started, begin, film, program, with_luck};

/// Starts chromedriver on a port of its choice. It takes a free one of one kind of address and then
/// wants the same number of the other kind; when somebody else has it, it ends.
pub(super) fn start(profile: &Path, door: u16, extension: Option<&Path>) -> Started {
    fs::create_dir_all(profile).expect("the temporary folder can be written to");
    let grey = film(640, &[128; 640 * 480]);
    fs::write(profile.join(FILM), grey).expect("the temporary folder can be written to");
    let (process, port) = with_luck("chromedriver", || {
        let mut command = Command::new(program("CHROMEDRIVER", "chromedriver"));
        command.arg("--port=0");
        // "ChromeDriver was started successfully on port 43211."
        begin(command, |line| {
            line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
        })
    });
    Started { port, capabilities: capabilities(profile, door, extension), processes: vec![process] }
}

fn capabilities(profile: &Path, door: u16, extension: Option<&Path>) -> Value {
    let mut own = vec![
        "--window-size=1000,800".to_owned(),
        format!("--user-data-dir={}", profile.display()),
        format!("--proxy-server=127.0.0.1:{door}"),
        // A camera that shows a file; whether the page may use it is asked all the same.
        "--use-fake-device-for-media-stream".to_owned(),
        format!("--use-file-for-fake-video-capture={}", profile.join(FILM).display()),
    ];
    own.extend(extension.map(|folder| format!("--load-extension={}", folder.display())));
    let arguments: Vec<&str> =
        ARGUMENTS.iter().copied().chain(own.iter().map(String::as_str)).collect();
    // Without a first page of its own, Chromium shows its search engine's.
    let first = json!({ "session.restore_on_startup": 4, "session.startup_urls": ["about:blank"] });
    let mut options = json!({ "args": arguments, "prefs": first });
    if let Some(program) = env::var_os("CHROME") {
        options["binary"] = program.to_string_lossy().into();
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
    })
}
