//! WebKit, as its GTK port's small browser shows it, by WebKitWebDriver.

use std::{
    env,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{PATIENCE, Started, begin, end, program, spawn, with_luck};

/// Starts a display that nobody sees and a driver that shows its browser there.
pub(super) fn start(profile: &Path, door: u16) -> Started {
    let (display, number) = with_luck("Xvfb", || {
        let mut command = Command::new(program("XVFB", "Xvfb"));
        // It looks for a free number and tells it on its output.
        command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
        begin(command, |line| line.trim().parse::<u32>().ok())
    });
    let (process, port) = with_luck("WebKitWebDriver", || {
        let port = free_port();
        let mut command = Command::new(program("WEBKIT_DRIVER", "WebKitWebDriver"));
        command.arg(format!("--port={port}")).env("DISPLAY", format!(":{number}"));
        command.env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
        for folder in ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
            command.env(folder, profile);
        }
        let mut process = spawn(command.stdout(Stdio::null()));
        let start = Instant::now();
        while start.elapsed() < PATIENCE && matches!(process.try_wait(), Ok(None)) {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok((process, port));
            }
            thread::sleep(Duration::from_millis(20));
        }
        end(&mut process);
        Err(String::new())
    });
    Started { port, capabilities: capabilities(door), processes: vec![process, display] }
}

/// The driver names no port of its own choice.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on 127.0.0.1");
    listener.local_addr().expect("a bound listener has an address").port()
}

fn capabilities(door: u16) -> Value {
    let program = env::var("MINIBROWSER")
        .unwrap_or_else(|_| panic!("MINIBROWSER names no browser. {}", crate::HOW_TO_RUN));
    // As arguments: the driver's own capability for a proxy came to nothing.
    let door = format!("--proxy=http://127.0.0.1:{door}");
    json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": {
            "binary": program,
            "args": ["--automation", door, "--ignore-host=127.0.0.1"],
        },
    })
}
