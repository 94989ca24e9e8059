//! Many files, checked in a worker (`www/pile.js`): what comes in, what the worker says, and what follows.

use std::cell::RefCell;
use std::collections::BTreeSet;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Worker;
use yew::Context;

use super::app::{App, Msg};
use super::files::{Source, Taken};
use super::item::{Badge, Item};
use super::picture::PictureUrl;
use super::table::Table;
use super::{packs, save, work};
use crate::pile::Row;
use crate::pile::work::LARGEST_PILE;
use crate::report::{Code, Outcome, Problem};
use crate::verify::read;
use crate::view::Contact;

mod state;

pub(super) use state::Pile;
use state::RowPicture;

/// More files than this are checked in a worker.
const FEW: usize = 10;

/// Larger pictures, in bytes, are not drawn in a table.
const LARGEST_PICTURE: usize = 2 << 20;

#[wasm_bindgen]
extern "C" {
    /// The exports of `www/pile.js`.
    pub(super) type Piler;

    #[wasm_bindgen(method)]
    fn start(this: &Piler, question: &str, left: &Array, spared: u32, told: &JsValue) -> Worker;

    #[wasm_bindgen(method)]
    fn unfold(this: &Piler, folders: &Array, most: u32) -> Promise;
}

thread_local! {
    /// How the other side is fetched.
    static FETCH: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Takes the function that fetches the other side when it is needed.
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
#[wasm_bindgen]
pub fn take_piles(fetch: Function) {
    FETCH.set(Some(fetch));
}

/// What can happen with a pile.
pub(super) enum PileMsg {
    /// The other side is there, or did not arrive.
    Arrived(Result<Piler, Problem>),
    /// Files out of folders.
    Unfolded(Array),
    /// The worker says something.
    Said(JsValue),
    Pause(bool),
    /// What was found so far is enough.
    Cancel,
    /// Ask again those that gave no answer.
    Again,
    /// Look at a row.
    Open(usize),
    SaveReports,
    SaveEvidence,
}

/// Whether so much is dropped that it is checked in a worker.
pub(super) fn is_pile(sources: &[Source]) -> bool {
    sources.len() > FEW
        || sources.iter().any(|source| match source {
            Source::Folder(_) => true,
            Source::File(file) => file.name().to_ascii_lowercase().ends_with(".zip"),
        })
}

impl App {
    /// Checks files in a worker. Those that come while a pile is on screen are put on it.
    pub(super) fn pile_up(&mut self, context: &Context<Self>, sources: Vec<Source>) {
        let files = Array::new();
        let folders = Array::new();
        for source in sources {
            match source {
                Source::File(file) => _ = files.push(&Array::of2(&file.name().into(), &file)),
                Source::Folder(folder) => _ = folders.push(&folder),
            }
        }
        self.pile_on(context, &files, folders);
    }

    /// The same for a file whose bytes are at hand.
    pub(super) fn pile_up_bytes(&mut self, context: &Context<Self>, taken: Vec<Taken>) {
        let files = Array::new();
        for (name, bytes) in taken {
            let content: JsValue = match bytes {
                Ok(bytes) => Uint8Array::from(bytes.as_slice()).into(),
                Err(problem) => {
                    Array::of2(&problem.code.as_str().into(), &problem.detail.into()).into()
                }
            };
            files.push(&Array::of2(&name.into(), &content));
        }
        self.pile_on(context, &files, Array::new());
    }

    fn pile_on(&mut self, context: &Context<Self>, files: &Array, folders: Array) {
        self.focus = true;
        // One that has come to a stop takes nothing more.
        if self.pile.as_ref().is_none_or(|pile| pile.problem.is_some()) {
            self.clear();
            self.table = Table::default();
            self.pile = Some(Pile::default());
            self.begin(context, async { Msg::Pile(PileMsg::Arrived(piler().await)) });
        } else {
            self.ask_pile();
        }
        self.close_row();
        let Some(pile) = &mut self.pile else { return };
        pile.put(files);
        if folders.length() > 0 {
            pile.work();
            self.begin(context, async move {
                let found = match piler().await {
                    Ok(piler) => {
                        JsFuture::from(piler.unfold(&folders, LARGEST_PILE as u32 + 1)).await
                    }
                    Err(_) => Err(JsValue::NULL),
                };
                Msg::Pile(PileMsg::Unfolded(found.map(JsCast::unchecked_into).unwrap_or_default()))
            });
        }
    }

    /// Goes on with a pile; whether there is something to draw.
    pub(super) fn on_pile(&mut self, context: &Context<Self>, message: PileMsg) -> bool {
        let Some(pile) = &mut self.pile else { return false };
        match message {
            PileMsg::Arrived(Ok(piler)) => self.start_pile(context, &piler),
            PileMsg::Arrived(Err(problem)) => {
                pile.progress = None;
                pile.problem = Some(problem);
            }
            PileMsg::Unfolded(files) => match files.length() {
                0 => pile.progress = pile.progress.filter(|progress| progress.of > 0),
                _ => pile.put(&files),
            },
            PileMsg::Said(said) => return self.pile_said(context, &said),
            PileMsg::Pause(paused) => {
                pile.tell("pause", &paused.into());
                if let Some(progress) = &mut pile.progress {
                    progress.paused = paused;
                }
                self.focus = true;
            }
            PileMsg::Cancel => {
                pile.tell("cancel", &true.into());
                pile.is_cut = true;
                if let Some(progress) = &mut pile.progress {
                    progress.paused = false;
                }
                self.focus = true;
            }
            PileMsg::Again => {
                let refused: Vec<String> = pile.refused().map(str::to_owned).collect();
                for url in refused {
                    self.forget_answer(&url);
                    self.beside.spend(&url);
                }
                self.focus = true;
            }
            PileMsg::Open(place) => {
                let row = pile.rows.get(place).cloned();
                let Some((number, row)) = pile.numbers.get(place).copied().zip(row) else {
                    return false;
                };
                // A file that cannot be read has no more to show, and a worker that has stopped nothing.
                let problem = row.content.as_ref().err().or(pile.problem.as_ref());
                if let Some(problem) = problem.cloned() {
                    let item = Item { name: row.file, content: Err(problem) };
                    self.show_row(context, item);
                } else {
                    pile.opening = Some((number, row));
                    pile.tell("open", &(number as f64).into());
                }
            }
            PileMsg::SaveReports => pile.tell("reports", &true.into()),
            PileMsg::SaveEvidence => pile.tell("evidence", &true.into()),
        }
        true
    }

    fn start_pile(&mut self, context: &Context<Self>, piler: &Piler) {
        let options = self.question().options();
        let again = self.pile.as_ref().map(|pile| (pile.left.clone(), pile.spared));
        let (left, spared) = again.unwrap_or_default();
        let link = context.link().clone();
        let told = Closure::<dyn FnMut(JsValue)>::new(move |said| {
            link.send_message(Msg::Pile(PileMsg::Said(said)));
        });
        let worker = piler.start(&work::question(&options), &left, spared, told.as_ref());
        let Some(pile) = &mut self.pile else { return worker.terminate() };
        pile.asked = Some(options.at);
        let unsaid = std::mem::take(&mut pile.unsaid);
        (pile.worker, pile.told) = (Some(worker), Some(told));
        // What is known already need not be asked for.
        for (url, answer) in self.resources.iter() {
            pile.answer(url, answer);
        }
        for message in unsaid {
            if let Some(worker) = &pile.worker {
                // As in `tell`.
                let _ = worker.post_message(&message);
            }
        }
    }

    fn pile_said(&mut self, context: &Context<Self>, said: &JsValue) -> bool {
        let member = |name: &str| Reflect::get(said, &name.into()).unwrap_or(JsValue::UNDEFINED);
        let Some(pile) = &mut self.pile else { return false };
        if let Some(detail) = member("stopped").as_string() {
            pile.take(&member("rows").as_string().unwrap_or_default());
            self.table.forget_places();
            if pile.leave(&member("broken"), &detail) {
                self.begin(context, async { Msg::Pile(PileMsg::Arrived(piler().await)) });
            } else {
                pile.progress = None;
                pile.problem = Some(Problem::new(Code::ReaderStopped, detail));
            }
            return true;
        }
        if let Some(reports) = member("reports").as_string() {
            save::file("proofmark-reports.json", &reports);
            return false;
        }
        if let Ok(used) = member("used").dyn_into::<Array>() {
            let used = used.iter().filter_map(|url| url.as_string()).collect();
            packs::save_prepared(&self.resources, &used);
            return false;
        }
        if let Some(name) = member("name").as_string() {
            let number = member("open").as_f64().map(|number| number as usize);
            let wanted = pile.opening.take_if(|(wanted, _)| Some(*wanted) == number);
            let Some((_, row)) = wanted else { return false };
            let bytes = Uint8Array::new(&member("bytes")).to_vec();
            self.open_row(context, row, &name, bytes);
            return true;
        }
        if let Some(number) = member("picture").as_f64() {
            let bytes = Uint8Array::new(&member("bytes")).to_vec();
            let picture = PictureUrl::fetched(&bytes).filter(|_| bytes.len() <= LARGEST_PICTURE);
            let picture = picture.map_or(RowPicture::Missing, RowPicture::Here);
            // A number that the page has given.
            pile.set_picture(number as usize, picture);
            return !pile.pictures.iter().flatten().any(|it| matches!(it, RowPicture::Coming));
        }
        let moved = pile.take(&member("rows").as_string().unwrap_or_default());
        if moved {
            self.table.forget_places();
        }
        let Some(pile) = &mut self.pile else { return false };
        let count = |name: &str| member(name).as_f64().unwrap_or_default() as usize;
        let due = pile.advance(count("done"), count("of"));
        // What it was told since then makes work again.
        if member("idle").as_f64() != Some(pile.told_of.into()) {
            return due;
        }
        // Files may have changed since an earlier worker had them.
        let end = pile.numbers.partition_point(|number| *number < count("count"));
        if end < pile.numbers.len() {
            pile.numbers.truncate(end);
            pile.rows.truncate(end);
            self.table.forget_places();
        }
        pile.at = pile.asked;
        pile.progress = None;
        pile.sum_up();
        self.refresh(context);
        // Hosts that were allowed for good are asked at once.
        self.go_on(context);
        true
    }

    /// Asks the worker anew: what is asked of every badge has changed, or time has passed.
    pub(super) fn ask_pile(&mut self) {
        let options = self.question().options();
        if let Some(pile) = &mut self.pile {
            pile.asked = Some(options.at);
            pile.work();
            pile.tell("question", &work::question(&options).into());
        }
    }

    /// Forgets what an address answered, so that it is asked again.
    pub(super) fn forget_answer(&mut self, url: &str) {
        self.resources.remove(url);
        if let Some(pile) = &mut self.pile {
            pile.forget(url);
        }
    }

    /// Shows the row that was asked for, verified here once more.
    fn open_row(&mut self, context: &Context<Self>, row: Row, name: &str, bytes: Vec<u8>) {
        let Some(pile) = &mut self.pile else { return };
        let contacts = pile.contacts.clone();
        let lost = || Problem::new(Code::NotABadgeFile, name);
        let reading = read(name, &bytes)
            .and_then(|readings| readings.into_iter().nth(row.index).ok_or_else(lost));
        let content = reading.map(|reading| {
            let mut badge = Badge::new(reading, bytes, false, self.question());
            (badge.entry, badge.path) = (row.within.len(), row.within);
            badge.note_contacts(&contacts);
            badge
        });
        self.show_row(context, Item { name: name.to_owned(), content });
    }

    fn show_row(&mut self, context: &Context<Self>, item: Item) {
        self.offer = None;
        self.items = vec![item];
        self.open = Some(0);
        self.focus = true;
        context.link().send_message(Msg::Hash);
    }

    /// Back from a row to the table.
    pub(super) fn close_row(&mut self) {
        if self.pile.is_some() {
            self.items.clear();
        }
        self.offer = None;
        self.open = None;
        self.focus = true;
    }
}

impl Badge {
    /// Notes who was asked for this badge among others.
    fn note_contacts(&mut self, contacts: &[Contact]) {
        let sources = self.verification.evidence();
        let problems = self.verification.report.checks.iter();
        let named: BTreeSet<&str> = problems
            .filter_map(|check| match &check.outcome {
                Outcome::Failed(problem) | Outcome::Unknown(problem) => problem.at.as_deref(),
                _ => None,
            })
            .collect();
        let is_own = |contact: &&Contact| {
            sources.iter().any(|source| source.url == contact.url)
                || named.contains(contact.url.as_str())
        };
        self.contacts = contacts.iter().filter(is_own).cloned().collect();
    }
}

/// The other side, fetched if it is not there yet.
async fn piler() -> Result<Piler, Problem> {
    let missing = || Problem::new(Code::ReaderMissing, "");
    let fetch = FETCH.with_borrow(Clone::clone).ok_or_else(missing)?;
    let arriving = fetch.call0(&JsValue::NULL).map_err(|_| missing())?;
    let arrived = JsFuture::from(Promise::resolve(&arriving)).await.map_err(|_| missing())?;
    Ok(arrived.unchecked_into())
}
