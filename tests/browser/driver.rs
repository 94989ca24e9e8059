//! WebDriver over plain TCP: a driver of its own for each test, one session, one command at a time.
//! <https://www.w3.org/TR/webdriver2/>
//!
//! A client crate would bring an HTTP stack and an async runtime: 184 crates and a minute of CI.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Child,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::engine::{Engine, FILM, Started, end, with_luck};

/// A running driver with one session in a fresh browser.
pub(crate) struct Driver {
    pub(crate) engine: Engine,
    processes: Vec<Child>,
    port: u16,
    session: String,
    profile: PathBuf,
    knocks: Arc<Mutex<Vec<String>>>,
}

impl Driver {
    /// Starts the engine's driver on a free port and its browser with an empty profile, and with an
    /// extension from a folder if there is one.
    pub(crate) fn start(engine: Engine, extension: Option<&Path>) -> Self {
        // WebKit's driver loses its browser now and then while both start.
        with_luck(&format!("{engine:?}"), || Self::begin(engine, extension))
    }

    fn begin(engine: Engine, extension: Option<&Path>) -> Result<Self, String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let profile =
            env::temp_dir().join(format!("proofmark-test-{}-{number}", std::process::id()));
        let (door, knocks) = closed_door();
        let Started { port, capabilities, processes } = engine.start(&profile, door, extension);
        let session = String::new();
        let mut driver = Self { engine, processes, port, session, profile, knocks };
        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let answer = driver.send("POST", "/session", &wanted)?;
        driver.session = answer["sessionId"].as_str().expect("a new session has an id").to_owned();
        if let (Engine::Firefox, Some(folder)) = (engine, extension) {
            let addon = json!({ "path": folder.to_string_lossy(), "temporary": true });
            driver.command("/moz/addon/install", &addon)?;
        }
        Ok(driver)
    }

    /// Runs one of the session's commands and gives back its value, or the driver's error message.
    pub(crate) fn command(&self, path: &str, body: &Value) -> Result<Value, String> {
        self.send("POST", &format!("/session/{}{path}", self.session), body)
    }

    /// Asks for one of the session's values.
    pub(crate) fn get(&self, path: &str) -> Result<Value, String> {
        self.send("GET", &format!("/session/{}{path}", self.session), &Value::Null)
    }

    /// Ends one of the session's things.
    pub(crate) fn delete(&self, path: &str) -> Result<Value, String> {
        self.send("DELETE", &format!("/session/{}{path}", self.session), &Value::Null)
    }

    /// Every address outside this machine that the browser tried to reach, from any page, worker or
    /// part of itself, as `host:port` or as a URL. All of them were refused.
    pub(crate) fn knocks(&self) -> Vec<String> {
        self.knocks.lock().expect("the door's thread does not panic").clone()
    }

    /// What the camera shows, where the engine has one that is only a file.
    pub(crate) fn film(&self) -> PathBuf {
        self.profile.join(FILM)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let (status, body) = exchange(self.port, method, path, &text)
            .map_err(|error| format!("the driver does not answer: {error}"))?;
        let mut answer: Value = serde_json::from_slice(&body)
            .map_err(|error| format!("the driver did not answer in JSON: {error}"))?;
        let value = answer["value"].take();
        if status == 200 {
            return Ok(value);
        }
        Err(format!(
            "{}: {}",
            value["error"].as_str().unwrap_or("error"),
            value["message"].as_str().unwrap_or_default()
        ))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Best effort, in this order: the session's end closes the browser.
        if !self.session.is_empty() {
            let _ = self.send("DELETE", &format!("/session/{}", self.session), &Value::Null);
        }
        self.processes.iter_mut().for_each(end);
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// A proxy that writes down who wants to go where and lets nobody out. This machine's own addresses
/// are not asked of a proxy.
fn closed_door() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on 127.0.0.1");
    let port = listener.local_addr().expect("a bound listener has an address").port();
    let knocks = Arc::new(Mutex::new(Vec::new()));
    let written = Arc::clone(&knocks);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut line = String::new();
            // Someone who hangs up has asked for nothing.
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let _ = BufReader::new(&stream).read_line(&mut line);
            let target = line.split_whitespace().nth(1).map(str::to_owned);
            written.lock().expect("nobody panics with the lock").extend(target);
            let _ = stream.write_all(
                b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            );
        }
    });
    (port, knocks)
}

/// One request and its answer: status and body.
pub(crate) fn exchange(
    port: u16,
    method: &str,
    path: &str,
    body: &str,
) -> std::io::Result<(u16, Vec<u8>)> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    let mut length = 0;
    while !line.trim_end().is_empty() {
        line.clear();
        reader.read_line(&mut line)?;
        let header = line.to_ascii_lowercase();
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok((status, body))
}
