//! Everything that can happen to the page, and what has to wait for what.

use std::future::Future;
use std::rc::{Rc, Weak};

use yew::{AttrValue, Context};

use super::app::App;
use super::beside::Arrival;
use super::files::{Source, Taken};
use super::keys;
use super::packs::PackMsg;
use super::pile::PileMsg;
use super::prepare::PrepareMsg;
use super::scan::Looked;
use super::shelf::ShelfMsg;
use super::table::TableMsg;
use crate::key::arithmetic;
use crate::locale::Locale;
use crate::report::{Problem, Request};
use crate::resource::{FetchError, Resource, Resources};
use crate::time::Timestamp;

/// What can happen.
pub(super) enum Msg {
    /// What was begun for something is there; it counts as long as that is on screen.
    Begun(Weak<()>, Box<Self>),
    Over(bool),
    Dropped(Vec<Source>),
    Taken(Vec<Taken>),
    /// Pictures and PDF files were looked into.
    Looked(Vec<Looked>),
    /// One of several codes was chosen.
    Code(usize),
    /// The device has a camera.
    HasCamera,
    CameraOn,
    CameraOff,
    /// The camera with this number runs, or does not.
    Running(u32, Result<js_sys::Function, Problem>),
    /// What the camera with this number saw.
    Seen(u32, Result<Vec<String>, Problem>),
    /// The arithmetic of keys has arrived.
    Keys,
    Sample(usize),
    Sampled(&'static str, Result<(Vec<u8>, Resources), Problem>),
    Open(Option<usize>),
    Leave,
    /// The browser went back or forth, to this many steps from the start.
    Went(u32),
    /// Look at one of the credentials inside.
    Inside(usize),
    /// Back to what it stands in.
    Up,
    Challenge,
    Ask,
    Answered(Request, Result<Resource, FetchError>),
    /// Something that lies beside the page.
    Beside(Arrival),
    Stop,
    /// Whether the hosts about to be asked may be asked for good.
    Always(bool),
    Forget(String),
    /// Which gap a dropped file fills.
    Choose(usize),
    /// It does, and whether the person saved it.
    Accept(bool),
    /// It is another badge.
    NotOffered,
    Stay,
    Again,
    Compare(String),
    /// Ask about another day, or about now.
    AsOf(Option<Timestamp>),
    /// The links of the badge are to work.
    Links,
    LoadPicture,
    Pictured(String, Result<Resource, FetchError>),
    /// Whether the picture at this URL is another than the one the badge names.
    Differ(AttrValue, Option<bool>),
    /// Whom to ask about a transaction: a known host, or one that was typed.
    Explore(String, String),
    Unexplore,
    Know(String, String),
    Unknow(String),
    Import(bool),
    Export,
    /// A link that was typed or pasted.
    Link(String),
    /// The page's own address may name a badge.
    Address,
    OpenLink(bool),
    Linked(String, Result<Resource, FetchError>),
    /// Look again at something that was checked before.
    Reopen(usize),
    Copy(String),
    /// Whether it was copied.
    Copied(bool),
    /// Show how to put the badge on a page, or not.
    Snippet(bool),
    /// What was chosen in a field for that page.
    SnippetOf(String, String),
    Save(String, String),
    Print,
    Pack(PackMsg),
    Pile(PileMsg),
    Table(TableMsg),
    Prepare(PrepareMsg),
    Shelf(ShelfMsg),
    /// The language with this tag was chosen.
    Language(String),
    /// A language has arrived.
    Speak(&'static Locale),
    /// Which build of the page this is.
    Built(Option<String>),
    /// A newer version waits; this has it take over.
    Newer(js_sys::Function),
    LoadNewer,
    /// How many other pages keep it from doing so.
    Others(u32),
    Hash,
}

impl Msg {
    /// Whether what it begins cannot be taken up again when the arithmetic of keys arrives.
    fn needs_keys(&self) -> bool {
        matches!(
            self,
            Self::Seen(..) | Self::Shelf(ShelfMsg::Finish) | Self::Pile(PileMsg::Open(_))
        )
    }
}

impl App {
    /// Has work done for what is on screen: when that is left, nobody waits for it any more.
    pub(super) fn begin(&self, context: &Context<Self>, work: impl Future<Output = Msg> + 'static) {
        send(context, &self.visit, work);
    }

    /// Has work done that brings something else on screen; whatever comes in later takes its place.
    pub(super) fn enter(
        &mut self,
        context: &Context<Self>,
        work: impl Future<Output = Msg> + 'static,
    ) {
        self.reading = true;
        self.waiting = None;
        self.entry = Rc::default();
        send(context, &self.entry, work);
    }

    /// Gives the message back if it can be followed now; else it is kept until the keys have arrived,
    /// the latest of several.
    pub(super) fn when_ready(&mut self, message: Msg) -> Option<Msg> {
        let prepares = matches!(message, Msg::Taken(_)) && self.preparing.is_some();
        if keys::are_settled() || !(prepares || message.needs_keys()) {
            return Some(message);
        }
        self.reading = true;
        self.entry = Rc::default();
        self.waiting = Some(Box::new(message));
        None
    }

    /// Shows nothing of what could not be verified because the arithmetic of keys is still on its way.
    pub(super) fn hold(&mut self) {
        self.held |= !keys::are_settled() && arithmetic::was_missed();
    }

    /// Verifies again what was held, now that the arithmetic is there or known not to come.
    pub(super) fn release(&mut self, context: &Context<Self>) {
        // Nothing that was concluded without it is to be found again.
        self.resources.memo.clear();
        let mut history = std::mem::take(&mut self.history);
        for item in &mut history {
            if let Ok(badge) = &mut item.content {
                badge.verify(self.question());
            }
        }
        self.history = history;
        if std::mem::take(&mut self.held) {
            self.verify_all();
            self.focus = true;
            self.go_on(context);
            context.link().send_message(Msg::Hash);
        }
    }
}

fn send(context: &Context<App>, owner: &Rc<()>, work: impl Future<Output = Msg> + 'static) {
    let owner = Rc::downgrade(owner);
    context.link().send_future(async move { Msg::Begun(owner, Box::new(work.await)) });
}
