//! What this device keeps because the person said so: badges to be finished later, and prepared
//! evidence. All of it is listed in one place, and goes with one button.

use serde_json::{Map, Value};
use yew::Context;

use super::app::{App, Msg};
use super::asking::may_answer;
use super::files::Taken;
use super::item::{Badge, Item};
use super::store::{self, Refusal};
use super::{kept, keys, now, packs};
use crate::document::json;
use crate::encoding::{base64_lenient, hex, sha256, to_base64};
use crate::resource::{EvidencePack, PackMaker, TrustList};
use crate::time::Timestamp;
use crate::verify::read;
use crate::view::{ShelfView, Unfinished};

/// What badges that wait are kept under.
const UNFINISHED: &str = "unfinished/";

/// What prepared evidence is kept under.
const EVIDENCE: &str = "evidence/";

/// What badges that were checked are kept under.
const HISTORY: &str = "history/";

/// What can happen with it.
pub(super) enum ShelfMsg {
    /// What the database holds, and whether it is the first look.
    Read(Result<Vec<(String, String)>, Refusal>, bool),
    /// Something was kept or forgotten; what to say when that succeeded.
    Done(Option<&'static str>, Result<(), Refusal>),
    /// Keep the open badge, to be finished later.
    Later,
    /// Keep what was checked in this tab.
    KeepHistory,
    /// Forget what is kept under a name.
    Forget(String),
    /// Look at everything that waits.
    Finish,
    /// Ask every host that any badge on the list wants.
    AskAll,
    DeleteAll,
    /// The network came or went.
    Online(bool),
}

/// What is kept.
#[derive(Default)]
pub(super) struct Shelf {
    entries: Vec<(String, usize)>,
    waiting: Vec<(String, Waiting)>,
    /// What was checked on other days, until it is checked again.
    recalled: Vec<Waiting>,
    refusal: Option<Refusal>,
    /// What is to be said, by the name of its message.
    pub(super) notice: Option<&'static str>,
    /// Whether the network came back while something waited.
    back: bool,
}

/// A badge that waits, with the question that was asked.
struct Waiting {
    name: String,
    bytes: Vec<u8>,
    as_of: Option<Timestamp>,
    compared: Option<String>,
    since: Timestamp,
}

impl Waiting {
    fn of(badge: &Badge) -> Self {
        Self {
            name: badge.reading.input.name.clone(),
            bytes: badge.bytes.clone(),
            as_of: badge.as_of,
            compared: badge.compared.clone(),
            since: now(),
        }
    }

    fn to_json(&self) -> Value {
        let mut object = Map::new();
        object.insert("name".into(), self.name.as_str().into());
        object.insert("body".into(), to_base64(&self.bytes).into());
        object.insert("since".into(), self.since.to_string().into());
        object.extend(self.as_of.map(|day| ("asOf".to_owned(), day.to_string().into())));
        let compared = self.compared.as_deref();
        object.extend(compared.map(|whom| ("recipient".to_owned(), whom.into())));
        Value::Object(object)
    }

    fn read(text: &str) -> Option<Self> {
        let json = json::parse(text).ok()?;
        let text = |name: &str| json.get(name).and_then(Value::as_str);
        let date = |name: &str| Some(Timestamp::parse(text(name)?).ok()?.instant);
        Some(Self {
            name: text("name")?.to_owned(),
            bytes: base64_lenient(text("body")?)?,
            as_of: date("asOf"),
            compared: text("recipient").map(str::to_owned),
            since: date("since")?,
        })
    }
}

impl Shelf {
    /// Looks what is kept; until that is known, nothing is.
    pub(super) fn open(context: &Context<App>) -> Self {
        look(context, true);
        Self::default()
    }

    /// How many badges wait for the network, which is back.
    pub(super) fn can_go_on(&self) -> Option<usize> {
        (self.back && !self.waiting.is_empty()).then_some(self.waiting.len())
    }

    /// What the start page lists.
    pub(super) fn view(&self) -> ShelfView<'_> {
        let waiting = self.waiting.iter();
        let unfinished =
            waiting.map(|(key, one)| Unfinished { key, name: &one.name, since: one.since });
        let mut all = kept::all();
        all.extend(self.entries.iter().cloned());
        ShelfView {
            unfinished: unfinished.collect(),
            online: is_online(),
            kept: all,
            refused: self.refusal.map(why),
        }
    }
}

/// The sentence for a refusal.
fn why(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Refused => "kept-refused",
        Refusal::Full => "kept-full",
    }
}

fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

fn look(context: &Context<App>, first: bool) {
    context
        .link()
        .send_future(async move { Msg::Shelf(ShelfMsg::Read(store::all().await, first)) });
}

impl App {
    pub(super) fn on_shelf(&mut self, context: &Context<Self>, message: ShelfMsg) {
        match message {
            ShelfMsg::Read(Err(refusal), _) => self.shelf.refusal = Some(refusal),
            ShelfMsg::Read(Ok(all), first) => {
                self.lay_out(all, first);
                self.recall();
            }
            ShelfMsg::KeepHistory => self.keep_history(context),
            ShelfMsg::Done(said, result) => {
                self.shelf.refusal = result.err();
                self.shelf.notice = result.map_or_else(|refusal| Some(why(refusal)), |()| said);
                look(context, false);
            }
            ShelfMsg::Later => self.finish_later(context),
            ShelfMsg::Forget(name) => forget(context, vec![name]),
            ShelfMsg::Finish => self.finish_waiting(context),
            ShelfMsg::AskAll => self.ask_all(context),
            ShelfMsg::DeleteAll => self.delete_all(context),
            ShelfMsg::Online(online) => self.shelf.back = online,
        }
    }

    /// Lists what was found. Prepared evidence is taken up when the page opens.
    fn lay_out(&mut self, all: Vec<(String, String)>, first: bool) {
        self.shelf.entries.clear();
        self.shelf.waiting.clear();
        for (name, text) in all {
            self.shelf.entries.push((name.clone(), name.len() + text.len()));
            if name.starts_with(UNFINISHED)
                && let Some(waiting) = Waiting::read(&text)
            {
                self.shelf.waiting.push((name, waiting));
            } else if first && name.starts_with(HISTORY) {
                self.shelf.recalled.extend(Waiting::read(&text));
            } else if first
                && name.starts_with(EVIDENCE)
                && let Some(Ok(pack)) = packs::read(text.as_bytes())
            {
                // It was kept only because somebody answered for it.
                let sealed = packs::is_sealed(&pack);
                let maker = if sealed { PackMaker::ThisDevice } else { PackMaker::Trusted };
                self.prepare_from(&pack, maker);
            }
        }
        if first && !self.items.is_empty() {
            self.verify_all();
        }
    }

    fn finish_later(&self, context: &Context<Self>) {
        let Some(badge) = self.badge() else { return };
        let waiting = Waiting::of(badge);
        let name = format!("{UNFINISHED}{}", hex(&sha256(&badge.bytes)));
        keep(context, vec![(name, waiting.to_json().to_string())], "finish-later-kept");
    }

    /// Keeps what was checked in this tab, each with its question.
    fn keep_history(&self, context: &Context<Self>) {
        let badges = self.history.iter().filter_map(|item| item.content.as_ref().ok());
        let entry = |badge: &Badge| {
            let name = format!("{HISTORY}{}", hex(&sha256(&badge.bytes)));
            (name, Waiting::of(badge).to_json().to_string())
        };
        keep(context, badges.map(entry).collect(), "history-kept");
    }

    /// Checks again what was kept of other days, as soon as every key can be used.
    pub(super) fn recall(&mut self) {
        if !keys::are_settled() {
            return;
        }
        for one in std::mem::take(&mut self.shelf.recalled) {
            for reading in read(&one.name, &one.bytes).unwrap_or_default() {
                let mut badge = Badge::new(reading, one.bytes.clone(), false, self.question());
                badge.as_of = one.as_of;
                badge.compared = one.compared.clone();
                badge.verify(self.question());
                badge.finish(self.question());
                self.history.push(Item { name: one.name.clone(), content: Ok(badge) });
            }
        }
    }

    /// Keeps prepared evidence for other days.
    pub(super) fn keep_pack(&self, context: &Context<Self>, pack: &EvidencePack) {
        let text = pack.to_text();
        let name = format!("{EVIDENCE}{} {}", pack.made, &hex(&sha256(text.as_bytes()))[..8]);
        keep(context, vec![(name, text)], "pack-kept");
    }

    /// Opens everything that waits, each with its own question.
    fn finish_waiting(&mut self, context: &Context<Self>) {
        let waiting = std::mem::take(&mut self.shelf.waiting);
        let files = waiting.iter().map(|(_, one)| (one.name.clone(), Ok(one.bytes.clone())));
        let files: Vec<Taken> = files.collect();
        self.shelf.back = false;
        self.show(files, false);
        for badge in self.items.iter_mut().filter_map(|item| item.content.as_mut().ok()) {
            if let Some((_, one)) = waiting.iter().find(|(_, one)| one.bytes == badge.bytes) {
                badge.as_of = one.as_of;
                badge.compared = one.compared.clone();
            }
        }
        self.shelf.waiting = waiting;
        self.verify_all();
        self.go_on(context);
        self.clear_shelf(context);
        context.link().send_message(Msg::Hash);
    }

    /// Forgets what waited and is finished.
    pub(super) fn clear_shelf(&mut self, context: &Context<Self>) {
        let badges = || self.items.iter().filter_map(|item| item.content.as_ref().ok());
        let is_finished = |bytes: &[u8]| {
            let mut of_it = badges().filter(|badge| badge.bytes == bytes).peekable();
            of_it.peek().is_some() && of_it.all(Badge::is_settled)
        };
        let finished = self.shelf.waiting.extract_if(.., |(_, one)| is_finished(&one.bytes));
        let names: Vec<String> = finished.map(|(name, _)| name).collect();
        if !names.is_empty() {
            forget(context, names);
        }
    }

    fn delete_all(&mut self, context: &Context<Self>) {
        kept::forget_all();
        self.remembered.clear();
        self.explorers.clear();
        self.known = TrustList::default();
        for url in self.desk.forget() {
            self.forget_answer(&url);
        }
        self.verify_all();
        self.ask_pile();
        let done = |result| Msg::Shelf(ShelfMsg::Done(Some("kept-deleted"), result));
        context.link().send_future(async move { done(store::clear().await) });
    }
}

fn keep(context: &Context<App>, entries: Vec<(String, String)>, said: &'static str) {
    context.link().send_future(async move {
        Msg::Shelf(ShelfMsg::Done(Some(said), store::put(&entries).await))
    });
}

fn forget(context: &Context<App>, names: Vec<String>) {
    context
        .link()
        .send_future(async move { Msg::Shelf(ShelfMsg::Done(None, store::delete(&names).await)) });
}

impl Badge {
    /// Whether nothing more is to be had: nothing is wanted, and nobody who may answer later refused.
    fn is_settled(&self) -> bool {
        let refused = self.contacts.iter().filter_map(|contact| contact.refusal);
        self.verification.wanted().is_empty() && !refused.into_iter().any(may_answer)
    }
}
