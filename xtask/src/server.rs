//! A static file server on this machine only: plain HTTP/1.1, one thread for each connection.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{Arc, mpsc::Sender},
    thread,
    time::Duration,
};

use crate::site::{self, Answer};

/// A listening server. It answers only once [`Server::run`] or [`Server::start`] is called.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    folder: PathBuf,
    posted: Option<Sender<String>>,
    change: Option<Change>,
}

/// What a server does to an answer, by the target that was asked for; with `None` it hangs up.
pub type Change = Arc<dyn Fn(&str, Answer) -> Option<Answer> + Send + Sync>;

impl Server {
    /// Listens on 127.0.0.1; port 0 takes a free one.
    pub fn bind(folder: PathBuf, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address, folder, posted: None, change: None })
    }

    /// The address of the site, with a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers until the program ends.
    pub fn run(self) {
        let (posted, change) = (self.posted, self.change);
        let folder: Arc<Path> = self.folder.into();
        for stream in self.listener.incoming().flatten() {
            let (folder, posted, change) = (Arc::clone(&folder), posted.clone(), change.clone());
            // A connection that breaks is the browser's affair.
            thread::spawn(move || {
                _ = converse(&stream, &folder, posted.as_ref(), change.as_ref());
            });
        }
    }

    /// Answers in the background until the program ends.
    pub fn start(self) {
        thread::spawn(move || self.run());
    }

    /// Hands over the bodies of POST requests, which are refused otherwise.
    pub fn posts_to(mut self, posted: Sender<String>) -> Self {
        self.posted = Some(posted);
        self
    }

    /// Changes answers, as hosts do that are less good or not there at all.
    pub fn changing(mut self, change: Change) -> Self {
        self.change = Some(change);
        self
    }
}

/// Answers one connection's requests, one after the other.
fn converse(
    stream: &TcpStream,
    folder: &Path,
    posted: Option<&Sender<String>>,
    change: Option<&Change>,
) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut reader = BufReader::new(stream);
    while let Some((method, target, length)) = read_head(&mut reader)? {
        let answer = match (method.as_str(), posted) {
            ("GET" | "HEAD", _) => site::answer(folder, &target),
            ("POST", Some(posted)) => {
                let mut body = String::new();
                (&mut reader).take(length).read_to_string(&mut body)?;
                // The one who waits may have stopped waiting.
                let _ = posted.send(body);
                site::plain("200 OK", "")
            }
            // The body, if any, is left unread: close.
            _ => {
                return write_answer(
                    stream,
                    &site::plain("405 Method Not Allowed", "Files can only be read here.\n"),
                    Body::Sent,
                );
            }
        };
        let answer = match change {
            Some(change) => change(&target, answer),
            None => Some(answer),
        };
        let Some(answer) = answer else { break };
        write_answer(stream, &answer, if method == "HEAD" { Body::Left } else { Body::Sent })?;
    }
    Ok(())
}

/// The method, the target and the body's length of the next request; `None` at the end.
fn read_head(reader: &mut impl BufRead) -> io::Result<Option<(String, String, u64)>> {
    // More than any browser sends here, and little enough to hold.
    let mut reader = reader.take(64 * 1024);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let (method, target) = (method.to_owned(), target.to_owned());
    let mut length = 0;
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().map_err(|_| io::ErrorKind::InvalidData)?;
            }
            Some(_) => {}
            None => return Ok(Some((method, target, length))),
        }
    }
}

enum Body {
    Sent,
    Left,
}

fn write_answer(mut stream: &TcpStream, answer: &Answer, body: Body) -> io::Result<()> {
    let mut head =
        format!("HTTP/1.1 {}\r\nContent-Length: {}\r\n", answer.status, answer.body.len());
    for (name, value) in &answer.headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += "\r\n";
    stream.write_all(head.as_bytes())?;
    match body {
        Body::Sent => stream.write_all(&answer.body),
        Body::Left => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(url: &str, request: &str) -> String {
        let address = url.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn answers_over_one_connection() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let server = Server::bind(folder, 0).unwrap();
        let url = server.url();
        server.start();
        let twice = ask(&url, "GET /none HTTP/1.1\r\nHost: x\r\n\r\nHEAD /none HTTP/1.1\r\n\r\n");
        assert_eq!(twice.matches("HTTP/1.1 404 Not Found").count(), 2);
        assert_eq!(twice.matches("no such file").count(), 1);
        assert!(ask(&url, "POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
    }
}
