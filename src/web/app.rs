//! The page: one state, one list of messages.

use std::collections::BTreeSet;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::HtmlElement;
use yew::{AttrValue, Component, Context, Html};

use super::asking::Asking;
use super::back::Trail;
use super::beside::{Arrival, Beside};
use super::files::{self, Source, Taken};
use super::item::{Badge, Item, Question, timed};
use super::listen::listen;
use super::packs::{self, PackMsg};
use super::prepare::{PrepareMsg, Preparing};
use super::scan::{self, Looked, Scan};
use super::shelf::{Shelf, ShelfMsg};
use super::update::Update;
use super::{consent, doors, explorers, keys, known, language, link, samples, save, site};
use crate::encoding::to_base64url;
use crate::locale::{ENGLISH, Locale};
use crate::report::{Problem, Request};
use crate::resource::{Explorer, FetchError, Resource, Resources, TrustList};
use crate::time::Timestamp;
use crate::verify::{Reading, read};
use crate::view::{CAMERA_BUTTON, Choice, Offer, VERDICT_ID};

/// How many badges can be looked at again.
const LONGEST_HISTORY: usize = 50;

/// Everything the page knows.
pub(super) struct App {
    pub(super) locale: &'static Locale,
    pub(super) resources: Resources,
    pub(super) items: Vec<Item>,
    /// Which item is shown; `None` shows the list.
    pub(super) open: Option<usize>,
    /// The question that was made for holders; kept until the page is closed.
    pub(super) challenge: Option<String>,
    /// Whether something is being dragged over the window.
    pub(super) over: bool,
    pub(super) reading: bool,
    /// Files that wait for the arithmetic of keys.
    waiting: Vec<Taken>,
    pub(super) asking: Asking,
    /// What the host of the page put beside it.
    pub(super) beside: Beside,
    /// Hosts that were allowed for good.
    pub(super) remembered: BTreeSet<String>,
    pub(super) always: bool,
    /// The issuers that the person knows.
    pub(super) known: TrustList,
    /// The hosts that the person chose to ask about transactions.
    pub(super) explorers: Vec<Explorer>,
    /// A list of issuers that was dropped.
    pub(super) import: Option<TrustList>,
    /// Evidence packs, and what was prepared.
    pub(super) desk: packs::Desk,
    /// Evidence that is being collected for a machine without a network.
    pub(super) preparing: Option<Preparing>,
    /// What is kept on this device.
    pub(super) shelf: Shelf,
    /// A link that is to be opened, if the person wants it.
    pub(super) link: Option<String>,
    /// What was checked before in this tab, the latest first.
    pub(super) history: Vec<Item>,
    /// A dropped file that may be an answer.
    pub(super) offer: Option<Offer>,
    /// The codes that were found, and the camera.
    pub(super) scan: Scan,
    /// The verdict gets the focus after the next drawing.
    pub(super) focus: bool,
    /// What was just copied is said once.
    pub(super) copied: bool,
    /// What was typed into the field for links is none.
    pub(super) no_link: bool,
    pub(super) trail: Trail,
    /// The hash of the build, for those who compare it.
    pub(super) build: Option<String>,
    /// A newer version of the page that waits.
    pub(super) update: Option<Update>,
    /// How the badge is to look on another page.
    pub(super) choice: Choice,
    /// Listeners on the window live as long as the page.
    _listeners: Vec<Closure<dyn FnMut(web_sys::Event)>>,
}

/// What can happen.
pub(super) enum Msg {
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
    OpenLink(bool),
    Linked(String, Result<Resource, FetchError>),
    /// Look again at something that was checked before.
    Reopen(usize),
    Copy(String),
    /// Show how to put the badge on a page, or not.
    Snippet(bool),
    /// What was chosen in a field for that page.
    SnippetOf(String, String),
    Save(String, String),
    Print,
    Pack(PackMsg),
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

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let app = Self {
            locale: &ENGLISH,
            resources: Resources::new(),
            items: Vec::new(),
            open: None,
            challenge: None,
            over: false,
            reading: false,
            waiting: Vec::new(),
            asking: Asking::default(),
            beside: Beside::default(),
            remembered: consent::load(),
            always: false,
            known: known::load(),
            explorers: explorers::load(),
            import: None,
            desk: packs::Desk::default(),
            preparing: None,
            shelf: Shelf::open(context),
            link: link::of_page(),
            history: Vec::new(),
            offer: None,
            scan: Scan::default(),
            focus: false,
            copied: false,
            no_link: false,
            trail: Trail::default(),
            build: None,
            update: None,
            choice: Choice::default(),
            _listeners: listen(context),
        };
        doors::open(context);
        app.bring(context, language::preferred());
        Self::bring_index(context);
        scan::on_camera(context.link().callback(|()| Msg::HasCamera));
        context.link().send_future(async { Msg::Built(site::build().await) });
        if let Some(sample) = samples::of_page() {
            context.link().send_message(Msg::Sample(sample));
        }
        if let Some(bytes) = link::badge_of_page() {
            let taken = vec![("badge from another page".to_owned(), Ok(bytes))];
            context.link().send_message(Msg::Taken(taken));
        }
        app
    }

    fn update(&mut self, context: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::Over(over) => {
                let changed = self.over != over;
                self.over = over;
                return changed;
            }
            Msg::Dropped(sources) => {
                self.over = false;
                if sources.is_empty() {
                    return true;
                }
                self.reading = true;
                context.link().send_future(async { Msg::Taken(files::take(sources).await) });
            }
            Msg::Taken(taken) => self.take(context, taken),
            Msg::Looked(looked) => self.looked(context, looked),
            Msg::Code(index) => self.choose_code(context, index),
            Msg::HasCamera => self.scan.has_camera = true,
            Msg::CameraOn => self.camera_on(),
            Msg::CameraOff => return self.camera_off(),
            Msg::Running(number, started) => self.camera_runs(number, started),
            Msg::Seen(number, seen) => self.camera_saw(context, number, seen),
            Msg::Sample(index) => {
                if let Some(sample) = samples::SAMPLES.get(index) {
                    self.reading = true;
                    context.link().send_future(async {
                        Msg::Sampled(sample.file, samples::load(sample).await)
                    });
                }
            }
            Msg::Sampled(name, loaded) => {
                self.reading = false;
                let bytes = loaded.map(|(bytes, evidence)| {
                    for (url, answer) in evidence.iter() {
                        self.resources.insert(url, answer.clone());
                    }
                    bytes
                });
                self.show(vec![(name.to_owned(), bytes)], true);
                context.link().send_message(Msg::Hash);
            }
            Msg::Open(open) => {
                self.open = open;
                self.focus = true;
            }
            Msg::Leave => self.leave(),
            Msg::Went(depth) => self.went(depth),
            Msg::Inside(index) => self.walk(|path| path.push(index)),
            Msg::Up => self.walk(|path| path.truncate(path.len().saturating_sub(1))),
            Msg::Challenge => {
                let mut bytes = [0; 16];
                // Without randomness there is no question; the browser has always had some.
                if getrandom::fill(&mut bytes).is_ok() {
                    self.challenge = Some(to_base64url(&bytes));
                    self.verify_all();
                }
            }
            Msg::Ask => {
                self.ask(context);
                self.focus = true;
            }
            Msg::Answered(request, answer) => self.answered(context, request, answer),
            Msg::Beside(arrival) => self.arrived(context, arrival),
            Msg::Keys => {
                let waiting = std::mem::take(&mut self.waiting);
                if !waiting.is_empty() {
                    self.take(context, waiting);
                }
            }
            Msg::Stop => self.asking.stop(),
            Msg::Always(always) => self.always = always,
            Msg::Forget(host) => {
                self.remembered.remove(&host);
                consent::save(&self.remembered);
            }
            Msg::Choose(index) => {
                if let Some(offer) = &mut self.offer {
                    offer.chosen = index;
                }
            }
            Msg::Accept(saved) => self.accept(context, saved),
            Msg::NotOffered => {
                if let Some(offer) = self.offer.take() {
                    self.show(vec![(offer.name, Ok(offer.bytes))], false);
                    context.link().send_message(Msg::Hash);
                }
            }
            Msg::Stay => {
                let declined = |request: Request| (request, Err(FetchError::Declined));
                let wanted = self.badge().map(|badge| badge.verification.wanted());
                let wanted = wanted.unwrap_or_default();
                self.record(wanted.into_iter().map(declined).collect());
                // The button that had the focus is gone.
                self.focus = true;
            }
            Msg::Again => {
                self.again();
                self.focus = true;
            }
            Msg::Compare(typed) => {
                let typed = Some(typed).filter(|typed| !typed.trim().is_empty());
                self.change(|badge| badge.compared = typed);
            }
            Msg::AsOf(day) => self.change(|badge| badge.as_of = day),
            Msg::Links => self.change(|badge| badge.links = true),
            Msg::LoadPicture => self.load_picture(context),
            Msg::Pictured(url, answer) => self.pictured(context, url, answer),
            Msg::Differ(picture, differ) => {
                let is_of = |badge: &&mut Badge| {
                    badge.picture.as_ref().is_some_and(|dropped| dropped.url() == picture)
                };
                if let Some(badge) = self.badge_mut().filter(is_of) {
                    badge.differ = differ;
                }
            }
            Msg::Explore(chosen, typed) => self.explore(&chosen, &typed),
            Msg::Unexplore => self.unexplore(),
            Msg::Know(name, note) => self.know(name, note),
            Msg::Unknow(id) => self.unknow(&id),
            Msg::Import(take) => self.import(take),
            Msg::Export => self.export(),
            Msg::Link(link) => self.offer_link(&link),
            Msg::OpenLink(open) => self.open_link(context, open),
            Msg::Linked(url, answer) => self.linked(context, url, answer),
            Msg::Reopen(index) => {
                if index < self.history.len() {
                    let item = self.history.remove(index);
                    self.items = vec![item];
                    self.open = Some(0);
                    self.focus = true;
                    self.verify_all();
                    self.finish();
                }
            }
            Msg::Snippet(open) => self.open_snippet(open),
            Msg::SnippetOf(field, value) => self.choice = self.choice.with(&field, &value),
            Msg::Save(name, text) => save::file(&name, &text),
            Msg::Print => save::print(),
            Msg::Pack(message) => self.pack(context, message),
            Msg::Prepare(message) => self.prepare(context, message),
            Msg::Shelf(message) => self.on_shelf(context, message),
            Msg::Language(tag) => self.choose_language(context, &tag),
            Msg::Speak(locale) => self.speak(locale),
            Msg::Built(build) => self.build = build,
            Msg::Newer(load) => self.newer(load),
            Msg::LoadNewer => self.load_newer(context),
            Msg::Others(others) => self.in_the_way(others),
            Msg::Copy(text) => {
                if let Some(window) = web_sys::window() {
                    // A browser that refuses the clipboard leaves the text on the page to be marked.
                    drop(window.navigator().clipboard().write_text(&text));
                }
                self.copied = true;
            }
            // The verdict is on screen: now there is time for what only the report needs.
            Msg::Hash => {
                self.finish();
                self.compare_pictures(context);
            }
        }
        true
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        self.follow();
        self.start_camera(context);
        let leaving = std::mem::take(&mut self.scan.leaving);
        if !std::mem::take(&mut self.focus) && !leaving {
            return;
        }
        let document = web_sys::window().and_then(|window| window.document());
        let id = if leaving { CAMERA_BUTTON } else { VERDICT_ID };
        let heading = document.and_then(|document| document.get_element_by_id(id));
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the focus leaves it where it is.
            let _ = heading.focus();
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        self.draw(context)
    }
}

impl App {
    /// Back to the start.
    pub(super) fn leave(&mut self) {
        self.asking.stop();
        self.put_aside();
        self.open = None;
        self.offer = None;
        self.import = None;
        self.desk.clear();
        self.preparing = None;
        self.shelf.notice = None;
        self.link = None;
        self.scan.forget();
    }

    fn take(&mut self, context: &Context<Self>, mut taken: Vec<Taken>) {
        self.reading = true;
        let waiting = context.link().callback(|()| Msg::Keys);
        if keys::awaited(waiting) {
            self.waiting = taken;
            return;
        }
        self.reading = false;
        self.scan.forget();
        self.scan.asked.clear();
        self.shelf.notice = None;
        let packed = packs::take_out(&mut taken);
        if !packed.is_empty() {
            return self.open_packs(context, packed, taken);
        }
        if self.preparing.is_some() {
            return self.prepare_for(taken);
        }
        if let [(_, Ok(bytes))] = &taken[..] {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            if link::is_link(text) {
                return self.offer_link(text);
            }
            self.import = known::read(bytes);
            if self.import.is_some() {
                self.focus = true;
                return;
            }
        }
        if taken.iter().any(scan::is_worth_it) {
            return self.look(context, taken);
        }
        if let [(name, Ok(bytes))] = &taken[..] {
            self.offer = self.offer(name, bytes, read(name, bytes).is_ok());
            if self.offer.is_some() {
                return;
            }
        }
        self.show(taken, false);
        // Hosts that were allowed for good are asked at once.
        self.go_on(context);
        context.link().send_message(Msg::Hash);
    }

    /// Reads and verifies what was taken: the offline answer, at once.
    pub(super) fn show(&mut self, taken: Vec<Taken>, sample: bool) {
        self.clear();
        for (name, bytes) in taken {
            let before = self.items.len();
            let (found, took) =
                timed(|| bytes.and_then(|bytes| read(&name, &bytes).map(|found| (found, bytes))));
            self.add(name, found, sample);
            let added =
                self.items[before..].iter_mut().filter_map(|item| item.content.as_mut().ok());
            added.for_each(|badge| badge.timing.read = took);
        }
        self.opened();
    }

    /// Makes room for something else.
    pub(super) fn clear(&mut self) {
        self.copied = false;
        self.offer = None;
        self.asking.stop();
        self.put_aside();
        self.link = None;
        self.import = None;
        self.desk.clear();
        self.scan.forget();
        // Who did not answer for the badge before may answer for this one.
        self.resources.forget_refusals();
        self.beside.renew();
    }

    /// Verifies what was read from a file, and puts it beside the others.
    pub(super) fn add(
        &mut self,
        name: String,
        found: Result<(Vec<Reading>, Vec<u8>), Problem>,
        sample: bool,
    ) {
        match found {
            Err(problem) => self.items.push(Item { name, content: Err(problem) }),
            Ok((readings, bytes)) => {
                for reading in readings {
                    let badge = Badge::new(reading, bytes.clone(), sample, self.question());
                    self.items.push(Item { name: name.clone(), content: Ok(badge) });
                }
            }
        }
    }

    /// Everything was added.
    pub(super) fn opened(&mut self) {
        self.open = (self.items.len() == 1).then_some(0);
        self.focus = true;
    }

    /// What is asked of every badge alike.
    pub(super) fn question(&self) -> Question<'_> {
        let challenge = self.challenge.as_deref();
        Question {
            challenge,
            known: &self.known,
            explorers: &self.explorers,
            resources: &self.resources,
        }
    }

    pub(super) fn verify_all(&mut self) {
        self.each(Badge::verify);
    }

    pub(super) fn finish(&mut self) {
        self.each(Badge::finish);
    }

    fn each(&mut self, then: fn(&mut Badge, Question<'_>)) {
        let mut items = std::mem::take(&mut self.items);
        for item in &mut items {
            if let Ok(badge) = &mut item.content {
                then(badge, self.question());
            }
        }
        self.items = items;
    }

    /// Changes the badge that is shown, and verifies it again.
    fn change(&mut self, change: impl FnOnce(&mut Badge)) {
        if let Some(badge) = self.badge_mut() {
            change(badge);
            self.verify_all();
        }
    }

    /// Keeps what was checked within reach, for as long as the tab is open.
    fn put_aside(&mut self) {
        let checked = self
            .items
            .drain(..)
            .filter(|item| item.content.as_ref().is_ok_and(|badge| !badge.sample));
        let mut checked: Vec<Item> = checked.collect();
        let hash = |item: &Item| {
            item.content.as_ref().ok().and_then(|badge| badge.verification.input.sha256.clone())
        };
        let again = |item: &Item| {
            checked.iter().any(|one| one.name == item.name && hash(one) == hash(item))
        };
        self.history.retain(|item| !again(item));
        checked.append(&mut self.history);
        checked.truncate(LONGEST_HISTORY);
        self.history = checked;
    }

    /// Goes into the badge that is shown, or out again.
    pub(super) fn walk(&mut self, step: impl FnOnce(&mut Vec<usize>)) {
        if let Some(Item { content: Ok(badge), .. }) =
            self.open.and_then(|open| self.items.get_mut(open))
        {
            step(&mut badge.path);
        }
        self.finish();
        self.focus = true;
    }
}

/// What is left when the program has stopped: a plain sentence instead of a blank page.
pub(super) fn announce_panic(detail: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(body) = document.as_ref().and_then(web_sys::Document::body) else { return };
    let text = format!("{} {}", ENGLISH.text("panic-title"), ENGLISH.text("panic-text"));
    body.set_text_content(Some(&format!("{text} ({detail})")));
}
