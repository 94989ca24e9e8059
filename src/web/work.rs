//! The worker's side of a pile (`www/work.js`).

use serde_json::{Map, Value};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{answer, now};
use crate::container::zip::LARGEST_ZIP;
use crate::document::json;
use crate::pile;
use crate::report::{Code, Problem};
use crate::resource::{Explorer, LocalAddresses, Options, TrustList};
use crate::time::Timestamp;

/// What is asked of every badge of a pile, on its way to the worker.
pub(super) fn question(options: &Options) -> String {
    let mut members = Map::new();
    members.insert("at".into(), options.at.to_string().into());
    members.insert("local".into(), (options.local_addresses == LocalAddresses::Allow).into());
    members.insert("trust".into(), options.trust.to_json());
    members.insert("explorers".into(), Explorer::to_json(&options.explorers));
    let challenge = options.challenge.as_deref();
    members.extend(challenge.map(|text| ("challenge".to_owned(), text.into())));
    Value::Object(members).to_string()
}

fn read_question(text: &str) -> Options {
    let json = json::parse(text).unwrap_or(Value::Null);
    let text = |name: &str| json.get(name).and_then(Value::as_str);
    let at = text("at").and_then(|at| Timestamp::parse(at).ok());
    let mut options = Options::new(at.map_or_else(now, |at| at.instant));
    if json.get("local") == Some(&Value::Bool(true)) {
        options.local_addresses = LocalAddresses::Allow;
    }
    options.trust = json.get("trust").and_then(TrustList::from_json).unwrap_or_default();
    options.explorers = json.get("explorers").map(Explorer::from_json).unwrap_or_default();
    options.challenge = text("challenge").map(str::to_owned);
    options
}

/// A pile at work.
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
#[wasm_bindgen]
pub struct Work(pile::Work);

#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
#[wasm_bindgen]
impl Work {
    /// An empty one; the question is JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(question: &str) -> Self {
        Self(pile::Work::new(read_question(question)))
    }

    /// The size in bytes above which no file is read.
    pub fn largest(&self) -> f64 {
        LARGEST_ZIP as f64
    }

    /// Takes a file in.
    pub fn put(&mut self, name: &str, bytes: Vec<u8>) {
        self.0.put(name, Ok(bytes));
    }

    /// Takes a file in that is too large, of so many bytes.
    pub fn put_too_large(&mut self, name: &str, size: f64) {
        let size = format!("{} MB", (size / 1e6 + 0.5) as u64);
        self.0.put(name, Err(Problem::new(Code::FileTooLarge, size)));
    }

    /// Takes a file in that could not be read: the name of a code, and its detail.
    pub fn put_refused(&mut self, name: &str, code: &str, detail: &str) {
        let code = Code::from_name(code).unwrap_or(Code::Folder);
        self.0.put(name, Err(Problem::new(code, detail)));
    }

    /// Asks something else of all of them.
    pub fn ask(&mut self, question: &str) {
        self.0.ask(read_question(question));
    }

    /// Gives up what was never checked.
    pub fn cancel(&mut self) {
        self.0.cancel();
    }

    /// Forgets what an address answered.
    pub fn forget(&mut self, url: &str) {
        self.0.forget(url);
    }

    /// Every address that was looked at.
    pub fn used(&self) -> Vec<String> {
        self.0.used().into_iter().collect()
    }

    /// Learns what an address answered.
    pub fn answer(&mut self, url: &str, body: Vec<u8>, about: &str) {
        let about = json::parse(about).unwrap_or(Value::Null);
        self.0.answer(url, answer::from_json(&about, body));
    }

    /// Whether there is something to do.
    pub fn is_busy(&self) -> bool {
        self.0.is_busy()
    }

    /// Leaves a file alone when it comes, for it has stopped a worker, which said this.
    pub fn leave(&mut self, number: usize, detail: &str) {
        self.0.leave(number, Problem::new(Code::ReaderStopped, detail));
    }

    /// The number of the file that is looked at next.
    pub fn next(&self) -> usize {
        self.0.next()
    }

    /// Checks a file. Gives a line: its number and its rows, as JSON.
    pub fn step(&mut self) -> String {
        let Some((number, rows)) = self.0.step() else { return String::new() };
        let rows: Vec<Value> = rows.iter().map(pile::Row::to_json).collect();
        let mut line = Map::new();
        line.insert("number".into(), number.into());
        line.insert("rows".into(), rows.into());
        format!("{}\n", Value::Object(line))
    }

    /// How many files have a number.
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// How many files were checked.
    pub fn done(&self) -> usize {
        self.0.progress().0
    }

    /// How many files there are, as far as is known.
    pub fn of(&self) -> usize {
        self.0.progress().1
    }

    /// A file's name.
    pub fn name(&self, number: usize) -> String {
        self.0.file(number).map_or("", |(name, _)| name).to_owned()
    }

    /// A file's bytes.
    pub fn bytes(&self, number: usize) -> Vec<u8> {
        self.0.file(number).map_or(&[][..], |(_, bytes)| bytes).to_vec()
    }

    /// Every report, as a JSON list.
    pub fn reports(&self) -> String {
        format!("{:#}\n", Value::Array(self.0.reports()))
    }
}
