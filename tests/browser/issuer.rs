//! A web server of an issuer on this machine: answers of every kind, and a record of who asked what.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What stands at an address.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: &'static str,
    pub(crate) media_type: &'static str,
    pub(crate) body: Vec<u8>,
    /// Whether pages of other sites may read it.
    pub(crate) open: bool,
    /// Where it sends on to.
    pub(crate) location: Option<String>,
    /// How long it takes to begin.
    pub(crate) delay: Duration,
    /// Whether it never ends.
    pub(crate) endless: bool,
}

impl Answer {
    /// JSON that every page may read.
    pub(crate) fn json(body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: "200 OK",
            media_type: "application/json",
            body: body.into(),
            open: true,
            location: None,
            delay: Duration::ZERO,
            endless: false,
        }
    }

    /// A refusal with this status.
    pub(crate) fn status(status: &'static str) -> Self {
        Self { status, ..Self::json("") }
    }
}

/// A request as it came in: its first line, its headers, and how many bytes followed.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) line: String,
    pub(crate) headers: String,
    pub(crate) body: usize,
}

/// A site with its answers.
#[derive(Clone, Default)]
pub(crate) struct Issuer {
    answers: Arc<Mutex<BTreeMap<String, Answer>>>,
    heard: Arc<Mutex<Vec<Heard>>>,
    port: u16,
}

impl Issuer {
    /// Listens on a free port of 127.0.0.1, until the program ends.
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let issuer = Self { port: listener.local_addr().unwrap().port(), ..Self::default() };
        let inside = issuer.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let issuer = inside.clone();
                // A browser that hangs up is within its rights.
                thread::spawn(move || _ = issuer.converse(stream));
            }
        });
        issuer
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The host with its port.
    pub(crate) fn site(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Answers nothing any more, as if the machine had no network.
    pub(crate) fn close(&self) {
        for answer in self.answers.lock().unwrap().values_mut() {
            *answer = Answer { open: false, ..Answer::status("503 Service Unavailable") };
        }
    }

    pub(crate) fn put(&self, path: &str, answer: Answer) {
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// What stands at a path.
    pub(crate) fn answer(&self, path: &str) -> Answer {
        self.answers.lock().unwrap()[path].clone()
    }

    /// Everything that was asked so far.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// The first lines of everything that was asked so far.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.heard().into_iter().map(|heard| heard.line).collect()
    }

    fn converse(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let (mut headers, mut length) = (String::new(), 0);
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
                break;
            }
            if let Some(value) = header.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            headers.push_str(&header.to_ascii_lowercase());
        }
        reader.take(length).read_to_end(&mut Vec::new())?;
        let line = line.trim().trim_end_matches(" HTTP/1.1").to_owned();
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let body = usize::try_from(length).unwrap_or(usize::MAX);
        self.heard.lock().unwrap().push(Heard { line, headers, body });
        let answer = self.answers.lock().unwrap().get(&path).cloned();
        answer.unwrap_or_else(|| Answer::status("404 Not Found")).send(stream)
    }
}

impl Answer {
    fn send(&self, mut stream: TcpStream) -> std::io::Result<()> {
        thread::sleep(self.delay);
        write!(stream, "HTTP/1.1 {}\r\nContent-Type: {}\r\n", self.status, self.media_type)?;
        if self.open {
            write!(stream, "Access-Control-Allow-Origin: *\r\n")?;
        }
        if let Some(location) = &self.location {
            write!(stream, "Location: {location}\r\n")?;
        }
        write!(stream, "Connection: close\r\n\r\n")?;
        stream.write_all(&self.body)?;
        if self.endless {
            loop {
                stream.write_all(&[b' '; 65_536])?;
            }
        }
        stream.flush()
    }
}
