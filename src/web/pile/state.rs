//! A pile as the page has it: the rows that were found, the worker, and what it was told.

use std::collections::BTreeSet;

use js_sys::{Array, Reflect, Uint8Array};
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::Worker;
use yew::AttrValue;

use crate::document::json;
use crate::pile::{Picture, Row};
use crate::report::{Code, Problem, Request};
use crate::resource::{FetchError, Resource};
use crate::time::Timestamp;
use crate::view::{Contact, Progress};
use crate::web::answer;
use crate::web::asking::may_answer;
use crate::web::picture::PictureUrl;

/// So many files may stop the worker; then there is something else wrong.
const MOST_STOPS: u32 = 3;

/// What makes work. Everything else the worker answers by itself.
const WORK: [&str; 6] = ["question", "put", "forget", "answers", "cancel", "pause"];

/// How often at most the table is drawn while it grows, in milliseconds.
const DRAWN: f64 = 200.0;

/// The picture of a file whose row is drawn.
pub(super) enum RowPicture {
    Coming,
    /// It is none, or too large.
    Missing,
    Here(PictureUrl),
}

/// A pile.
#[derive(Default)]
pub(in crate::web) struct Pile {
    pub(super) worker: Option<Worker>,
    pub(super) told: Option<Closure<dyn FnMut(JsValue)>>,
    /// What is to be told to the worker when it is there.
    pub(super) unsaid: Vec<JsValue>,
    /// How many messages that make work it was told, or will be: it is done when it has followed them all.
    pub(super) told_of: u32,
    /// How many of the files an earlier worker had.
    pub(super) spared: u32,
    /// Every file that was put on it, for another worker.
    pub(super) given: Array,
    /// Whether some of them are not wanted any more: nobody knows which.
    pub(super) is_cut: bool,
    /// The numbers of files that have stopped a worker, and what it said.
    pub(super) left: Array,
    /// The rows of all files, in the order of the files.
    pub(in crate::web) rows: Vec<Row>,
    /// The number of each row's file.
    pub(super) numbers: Vec<usize>,
    /// How far it is; `None` when there is nothing to do.
    pub(in crate::web) progress: Option<Progress>,
    /// Why nothing more is to be had.
    pub(in crate::web) problem: Option<Problem>,
    /// What the rows want, and what will follow, each address once; as of when it was last done.
    pub(in crate::web) wanted: (Vec<Request>, Vec<Request>),
    /// Hosts that the person agreed to have asked for all of them.
    pub(in crate::web) agreed: BTreeSet<String>,
    pub(in crate::web) contacts: Vec<Contact>,
    /// Pictures of files, by number; `None` where its row was not drawn.
    pub(super) pictures: Vec<Option<RowPicture>>,
    /// Which row is to be looked at when its file, of this number, is here.
    pub(super) opening: Option<(usize, Row)>,
    /// The moment that all rows are about; `None` before the first time that it is done.
    pub(in crate::web) at: Option<Timestamp>,
    /// The moment that is asked about.
    pub(super) asked: Option<Timestamp>,
    /// When the table was drawn last, and how much was done then.
    pub(super) drawn: (f64, usize),
}

impl Drop for Pile {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.terminate();
        }
    }
}

impl Pile {
    /// Tells the worker, or keeps it until the worker is there; one that has stopped is told nothing.
    pub(super) fn tell(&mut self, name: &str, what: &JsValue) {
        if self.problem.is_some() {
            return;
        }
        if WORK.contains(&name) {
            self.told_of += 1;
        }
        let message = js_sys::Object::new();
        // A plain object takes every member.
        let _ = Reflect::set(&message, &name.into(), what);
        match &self.worker {
            // What cannot be cloned is never sent.
            Some(worker) => _ = worker.post_message(&message),
            None => self.unsaid.push(message.into()),
        }
    }

    /// Puts files on it, as pairs of a name and what is in it.
    pub(super) fn put(&mut self, files: &Array) {
        if files.length() > 0 {
            self.work();
            if let Some(progress) = &mut self.progress {
                progress.paused = false;
            }
            // What comes now may want others than those that were listed.
            self.agreed.clear();
            self.given = self.given.concat(files);
            self.tell("put", files);
        }
    }

    /// Something is to be done from now on.
    pub(super) fn work(&mut self) {
        if self.problem.is_some() {
            return;
        }
        self.progress.get_or_insert(Progress { done: 0, of: 0, rate: 0, paused: false });
    }

    /// Tells the worker what an address answered.
    pub(in crate::web) fn answer(&mut self, url: &str, answer: &Result<Resource, FetchError>) {
        let body = answer.as_ref().map_or(&[][..], |resource| &resource.body);
        let about = answer::to_json(answer).to_string();
        let one = Array::of3(&url.into(), &Uint8Array::from(body), &about.into());
        self.work();
        self.tell("answers", &Array::of1(&one));
    }

    /// Forgets what an address answered.
    pub(in crate::web) fn forget(&mut self, url: &str) {
        self.contacts.retain(|contact| contact.url != url);
        self.work();
        self.tell("forget", &Array::of1(&url.into()));
    }

    /// Whether a host has answered for this address, or refused to. A copy beside the page is no answer of
    /// its host, as soon as it is known not to be enough.
    pub(in crate::web) fn has_heard(&self, url: &str) -> bool {
        let is_settled = |contact: &Contact| contact.beside.is_none() || self.progress.is_some();
        self.contacts.iter().any(|contact| contact.url == url && is_settled(contact))
    }

    /// The addresses of those who gave no answer and may another time.
    pub(super) fn refused(&self) -> impl Iterator<Item = &str> {
        let contacts = self.contacts.iter();
        contacts.filter(|one| one.refusal.is_some_and(may_answer)).map(|one| one.url.as_str())
    }

    /// Whether there are any.
    pub(in crate::web) fn was_refused(&self) -> bool {
        self.refused().next().is_some()
    }

    /// What may be asked for a row: everything it wants, once all its hosts were agreed to.
    pub(in crate::web) fn agreed_requests(&self, may: impl Fn(&Request) -> bool) -> Vec<Request> {
        let badges = self.rows.iter().filter_map(Row::badge);
        let agreed = badges.filter(|badge| badge.wanted.iter().all(&may));
        agreed.flat_map(|badge| badge.wanted.iter().cloned()).collect()
    }

    /// Sums up what the rows want.
    pub(super) fn sum_up(&mut self) {
        let badges = || self.rows.iter().filter_map(Row::badge);
        let once = |all: &mut dyn Iterator<Item = &Request>| {
            let mut known = BTreeSet::new();
            all.filter(|request| known.insert(request.url.as_str())).cloned().collect()
        };
        self.wanted = (
            once(&mut badges().flat_map(|badge| &badge.wanted)),
            once(&mut badges().flat_map(|badge| &badge.foreseen)),
        );
    }

    /// The picture of a row, if it is here.
    pub(in crate::web) fn picture(&self, place: usize) -> Option<AttrValue> {
        match self.pictures.get(*self.numbers.get(place)?)?.as_ref()? {
            RowPicture::Here(picture) => Some(picture.url()),
            RowPicture::Coming | RowPicture::Missing => None,
        }
    }

    /// Asks the worker for the pictures of rows.
    pub(in crate::web) fn want_pictures(&mut self, places: impl Iterator<Item = usize>) {
        let wanted = Array::new();
        for place in places {
            let is_picture = |badge: &crate::pile::Badge| badge.picture == Picture::File;
            let number = self.numbers.get(place).copied();
            let number = number.filter(|_| self.rows[place].badge().is_some_and(is_picture));
            let is_new = |number: &usize| self.pictures.get(*number).is_none_or(Option::is_none);
            if let Some(number) = number.filter(is_new) {
                self.set_picture(number, RowPicture::Coming);
                wanted.push(&(number as f64).into());
            }
        }
        if wanted.length() > 0 {
            self.tell("pictures", &wanted);
        }
    }

    /// Keeps the picture of a file.
    pub(super) fn set_picture(&mut self, number: usize, picture: RowPicture) {
        if self.pictures.len() <= number {
            self.pictures.resize_with(number + 1, || None);
        }
        self.pictures[number] = Some(picture);
    }

    /// Takes the rows of files, each in the place of its earlier ones. Whether others have moved.
    pub(super) fn take(&mut self, lines: &str) -> bool {
        let mut moved = false;
        for line in lines.lines() {
            let Ok(line) = json::parse(line) else { continue };
            let number = line.get("number").and_then(Value::as_u64);
            let Some(number) = number.and_then(|number| usize::try_from(number).ok()) else {
                continue;
            };
            let list = line.get("rows").and_then(Value::as_array);
            // What cannot be read back is missing for no reason of its own.
            let lost = |row: &Value| {
                let file = row.get("file").and_then(Value::as_str).unwrap_or_default();
                Row::problem(file, Problem::new(Code::ReaderStopped, "row"))
            };
            let read = |row: &Value| Row::from_json(row).unwrap_or_else(|| lost(row));
            let rows: Vec<Row> = list.into_iter().flatten().map(read).collect();
            let from = self.numbers.partition_point(|one| *one < number);
            let to = self.numbers.partition_point(|one| *one <= number);
            moved |= from < self.numbers.len() && to - from != rows.len();
            self.numbers.splice(from..to, std::iter::repeat_n(number, rows.len()));
            self.rows.splice(from..to, rows);
        }
        moved
    }

    /// Makes ready for another worker, which does without the file that has stopped this one; `false` when
    /// it would be of no use. The same files have the same numbers.
    pub(super) fn leave(&mut self, broken: &JsValue, detail: &str) -> bool {
        if self.is_cut || broken.as_f64().is_none() || self.left.length() >= MOST_STOPS {
            return false;
        }
        self.left.push(&Array::of2(broken, &detail.into()));
        if let Some(worker) = self.worker.take() {
            worker.terminate();
        }
        for picture in &mut self.pictures {
            picture.take_if(|picture| matches!(picture, RowPicture::Coming));
        }
        self.opening = None;
        self.drawn = (0.0, 0);
        if let Some(progress) = &mut self.progress {
            progress.paused = false;
        }
        (self.told_of, self.spared) = (0, self.given.length());
        let given = self.given.clone();
        self.tell("put", &given);
        true
    }

    /// Notes how far the worker is; whether it is time to draw.
    pub(super) fn advance(&mut self, done: usize, of: usize) -> bool {
        let now = js_sys::Date::now();
        let (then, before) = self.drawn;
        let Some(progress) = &mut self.progress else { return true };
        (progress.done, progress.of) = (done, of);
        if now - then < DRAWN {
            return false;
        }
        // The first time nothing is known; a file that is checked again was done before.
        if then > 0.0 {
            progress.rate = (done.saturating_sub(before) as f64 * 1000.0 / (now - then)) as u32;
        }
        self.drawn = (now, done);
        true
    }
}
