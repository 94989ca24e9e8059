//! WebDriver over plain TCP: a chromedriver of its own for each test, one session, one command at
//! a time. <https://www.w3.org/TR/webdriver2/>
//!
//! A client crate would bring an HTTP stack and an async runtime: 184 crates and a minute of CI.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use xtask::chromium::ARGUMENTS;

/// A running chromedriver with one session in a fresh Chromium.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    session: String,
    profile: PathBuf,
    knocks: Arc<Mutex<Vec<String>>>,
}

impl Driver {
    /// Starts chromedriver on a free port and Chromium with an empty profile.
    pub(crate) fn start() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let profile =
            env::temp_dir().join(format!("proofmark-test-{}-{number}", std::process::id()));
        let (process, port) = chromedriver();
        let (door, knocks) = closed_door();
        let mut driver = Self { process, port, session: String::new(), profile, knocks };
        let answer = driver.send("POST", "/session", &capabilities(&driver.profile, door));
        let answer = answer.unwrap_or_else(|error| panic!("Chromium did not start: {error}"));
        driver.session = answer["sessionId"].as_str().expect("a new session has an id").to_owned();
        driver
    }

    /// Runs one of the session's commands and gives back its value, or the driver's error message.
    pub(crate) fn command(&self, path: &str, body: &Value) -> Result<Value, String> {
        self.send("POST", &format!("/session/{}{path}", self.session), body)
    }

    /// Asks for one of the session's values.
    pub(crate) fn get(&self, path: &str) -> Result<Value, String> {
        self.send("GET", &format!("/session/{}{path}", self.session), &Value::Null)
    }

    /// Every address outside this machine that Chromium tried to reach, from any page, worker or
    /// part of itself, as `host:port` or as a URL. All of them were refused.
    pub(crate) fn knocks(&self) -> Vec<String> {
        self.knocks.lock().expect("the door's thread does not panic").clone()
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let (status, body) = exchange(self.port, method, path, &text)
            .map_err(|error| format!("chromedriver does not answer: {error}"))?;
        let mut answer: Value = serde_json::from_slice(&body)
            .map_err(|error| format!("chromedriver did not answer in JSON: {error}"))?;
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
        // Best effort, in this order: the session's end closes Chromium.
        if !self.session.is_empty() {
            let _ = self.send("DELETE", &format!("/session/{}", self.session), &Value::Null);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// Chromedriver takes a free port of one kind of address and then wants the same number of the
/// other kind; when somebody else has it, it ends. A few beginnings are therefore no failure.
fn chromedriver() -> (Child, u16) {
    const BEGINNINGS: u32 = 5;
    let mut said = String::new();
    for _ in 0..BEGINNINGS {
        match begin_chromedriver() {
            Ok(started) => return started,
            Err(error) => said = error,
        }
    }
    panic!("chromedriver named no port in {BEGINNINGS} beginnings: {said} {}", crate::HOW_TO_RUN);
}

/// One beginning. The error is what chromedriver said instead of its port.
fn begin_chromedriver() -> Result<(Child, u16), String> {
    let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
    let mut process = Command::new(&program)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("{} could not be started: {error}. {}", program.display(), crate::HOW_TO_RUN)
        });
    let mut lines = BufReader::new(process.stdout.take().expect("stdout was piped above")).lines();
    let mut said = String::new();
    // "ChromeDriver was started successfully on port 43211."
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        said.push_str(&line);
        said.push(' ');
        line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
    });
    // Read on, or the driver would wait for room in the pipe.
    thread::spawn(move || lines.for_each(drop));
    if let Some(port) = port {
        return Ok((process, port));
    }
    let _ = process.kill();
    let _ = process.wait();
    Err(said)
}

fn capabilities(profile: &std::path::Path, door: u16) -> Value {
    let own = [
        "--window-size=1000,800".to_owned(),
        format!("--user-data-dir={}", profile.display()),
        format!("--proxy-server=127.0.0.1:{door}"),
    ];
    let arguments: Vec<&str> =
        ARGUMENTS.iter().copied().chain(own.iter().map(String::as_str)).collect();
    // Without a first page of its own, Chromium shows its search engine's.
    let first = json!({ "session.restore_on_startup": 4, "session.startup_urls": ["about:blank"] });
    let mut options = json!({ "args": arguments, "prefs": first });
    if let Some(program) = env::var_os("CHROME") {
        options["binary"] = program.to_string_lossy().into();
    }
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
    }}})
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
fn exchange(port: u16, method: &str, path: &str, body: &str) -> std::io::Result<(u16, Vec<u8>)> {
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
