//! The three engines, and how each is started: a driver of its own, an empty profile, every way out
//! closed.

mod chromium;
pub(crate) mod firefox;
mod webkit;

use std::{
    env,
    ffi::OsString,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use serde_json::Value;

/// The name of the file, in the profile, that Chromium's camera shows.
pub(crate) const FILM: &str = "film.y4m";

/// A film of one grey picture, over and over.
pub(crate) fn film(width: usize, luma: &[u8]) -> Vec<u8> {
    let height = luma.len() / width;
    let head = format!("YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\nFRAME\n");
    let colours = vec![128; 2 * (width / 2) * (height / 2)];
    [head.as_bytes(), luma, &colours].concat()
}

/// What shows the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// A driver that takes commands, and what a session has to be asked for.
pub(crate) struct Started {
    pub(crate) port: u16,
    pub(crate) capabilities: Value,
    /// The driver and what it needs, in the order in which they are ended.
    pub(crate) processes: Vec<Child>,
}

impl Engine {
    /// Starts the driver. `door` is the port of a proxy that lets nobody out.
    pub(crate) fn start(self, profile: &Path, door: u16, extension: Option<&Path>) -> Started {
        match self {
            Self::Chromium => chromium::start(profile, door, extension),
            // It takes an extension once it runs.
            Self::Firefox => firefox::start(profile, door),
            Self::WebKit => webkit::start(profile, door),
        }
    }
}

/// How long a program may take to say that it is ready.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program that a variable names, or the one of this name on `PATH`.
fn program(variable: &str, name: &str) -> OsString {
    env::var_os(variable).unwrap_or_else(|| name.into())
}

/// Starts a program and waits for the line that tells what is asked, `None` from lines that do not.
/// The error is what it said instead.
pub(crate) fn begin<T>(
    mut command: Command,
    told: impl Fn(&str) -> Option<T>,
) -> Result<(Child, T), String> {
    let mut process = spawn(command.stdout(Stdio::piped()));
    let output = process.stdout.take().expect("stdout was piped above");
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        // To the end, or the program would wait for room in the pipe. Nobody listens once it told.
        BufReader::new(output).lines().map_while(Result::ok).for_each(|line| _ = sender.send(line));
    });
    let mut said = String::new();
    // Whoever ends without having told closes the channel.
    while let Ok(line) = lines.recv_timeout(PATIENCE) {
        if let Some(told) = told(&line) {
            return Ok((process, told));
        }
        said.push_str(&line);
        said.push(' ');
    }
    end(&mut process);
    Err(said)
}

/// Ends a process that may have ended by itself.
pub(crate) fn end(process: &mut Child) {
    let _ = process.kill();
    let _ = process.wait();
}

fn spawn(command: &mut Command) -> Child {
    // The page speaks the browser's language, and the stories are told in English.
    command.env("LANGUAGE", "en").env("LC_ALL", "C.UTF-8");
    command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().unwrap_or_else(|error| {
        let program = Path::new(command.get_program()).display();
        panic!("{program} could not be started: {error}. {}", crate::HOW_TO_RUN)
    })
}

/// Ports are taken by others between two looks: a few beginnings are no failure.
pub(crate) fn with_luck<T>(what: &str, begin: impl Fn() -> Result<T, String>) -> T {
    const BEGINNINGS: u32 = 3;
    let mut said = String::new();
    for _ in 0..BEGINNINGS {
        match begin() {
            Ok(started) => return started,
            Err(error) => said = error,
        }
    }
    panic!("{what} was not ready in {BEGINNINGS} beginnings: {said} {}", crate::HOW_TO_RUN);
}
