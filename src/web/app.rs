//! The page: one state, one list of messages.

use std::collections::BTreeSet;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::HtmlElement;
use yew::{Component, Context, Html};

use super::asking::Asking;
use super::back::Trail;
use super::beside::Beside;
use super::item::{Badge, Item};
use super::listen::listen;
pub(super) use super::message::Msg;
use super::pile::{self, Pile};
use super::prepare::Preparing;
use super::scan::Scan;
use super::shelf::Shelf;
use super::table::Table;
use super::update::Update;
use super::{
    camera, consent, doors, explorers, files, keys, known, language, packs, samples, save, site,
};
use crate::encoding::to_base64url;
use crate::locale::{ENGLISH, Locale};
use crate::report::Request;
use crate::resource::{Explorer, FetchError, Resources, TrustList};
use crate::view::{CAMERA_BUTTON, Choice, Offer, START_ID, VERDICT_ID};

/// Everything the page knows.
pub(super) struct App {
    pub(super) locale: &'static Locale,
    pub(super) resources: Resources,
    pub(super) items: Vec<Item>,
    /// Many files, checked in a worker. While one is there, the items are the row that is open.
    pub(super) pile: Option<Pile>,
    pub(super) table: Table,
    /// Which item is shown; `None` shows the table.
    pub(super) open: Option<usize>,
    /// The question that was made for holders; kept until the page is closed.
    pub(super) challenge: Option<String>,
    /// Whether something is being dragged over the window.
    pub(super) over: bool,
    pub(super) reading: bool,
    /// Lives as long as what is on screen: answers for what was left are dropped.
    pub(super) visit: Rc<()>,
    /// Lives as long as what is about to be on screen.
    pub(super) entry: Rc<()>,
    /// What waits for the arithmetic of keys.
    pub(super) waiting: Option<Box<Msg>>,
    /// Whether what is on screen waits for it: verified without it, and not shown.
    pub(super) held: bool,
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
    /// Whether the latest copying succeeded, by the name of its message.
    pub(super) copied: Option<&'static str>,
    /// What was typed into the field for links is none.
    pub(super) no_link: bool,
    /// What was typed as a host to ask about transactions cannot be one.
    pub(super) no_host: bool,
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

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let mut app = Self {
            locale: &ENGLISH,
            resources: Resources::new(),
            items: Vec::new(),
            pile: None,
            table: Table::default(),
            open: None,
            challenge: None,
            over: false,
            reading: false,
            visit: Rc::default(),
            entry: Rc::default(),
            waiting: None,
            held: false,
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
            link: None,
            history: Vec::new(),
            offer: None,
            scan: Scan::default(),
            focus: false,
            copied: None,
            no_link: false,
            no_host: false,
            trail: Trail::begin(),
            build: None,
            update: None,
            choice: Choice::default(),
            _listeners: listen(context),
        };
        doors::open(context);
        app.bring(context, language::preferred());
        Self::bring_index(context);
        camera::on_camera(context.link().callback(|()| Msg::HasCamera));
        context.link().send_future(async { Msg::Built(site::build().await) });
        let keys = context.link().callback(|()| Msg::Keys);
        keys::on_settled(keys);
        // At once: what the address brings along is the first thing that is drawn.
        app.update(context, Msg::Address);
        app
    }

    fn update(&mut self, context: &Context<Self>, message: Msg) -> bool {
        let Some(message) = self.when_ready(message) else { return true };
        let draws = self.act(context, message);
        self.hold();
        draws
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        self.follow();
        self.start_camera(context);
        let leaving = std::mem::take(&mut self.scan.leaving);
        if !std::mem::take(&mut self.focus) && !leaving {
            return;
        }
        let document = web_sys::window().and_then(|window| window.document());
        let ids = if leaving { [CAMERA_BUTTON, START_ID] } else { [VERDICT_ID, START_ID] };
        let find = |id: &str| document.as_ref()?.get_element_by_id(id)?.dyn_into().ok();
        let heading: Option<HtmlElement> = ids.into_iter().find_map(find);
        if let Some(heading) = heading {
            // An element that cannot take the focus leaves it where it is.
            let _ = heading.focus();
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        self.draw(context)
    }
}

impl App {
    /// Does what a message says; whether there is something to draw.
    fn act(&mut self, context: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::Begun(owner, message) => {
                return owner.strong_count() > 0 && self.update(context, *message);
            }
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
                if pile::is_pile(&sources) && self.preparing.is_none() {
                    self.pile_up(context, sources);
                } else {
                    self.enter(context, async { Msg::Taken(files::take(sources).await) });
                }
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
                    self.enter(context, async {
                        Msg::Sampled(sample.file, samples::load(sample).await)
                    });
                }
            }
            Msg::Sampled(name, loaded) => self.show_sample(context, name, loaded),
            Msg::Open(None) => self.close_row(),
            Msg::Open(open) => {
                self.open = open;
                self.focus = true;
                self.compare_pictures(context);
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
                    self.ask_pile();
                }
            }
            Msg::Ask => {
                self.ask(context);
                self.focus = true;
            }
            Msg::Answered(request, answer) => self.answered(context, request, answer),
            Msg::Beside(arrival) => self.arrived(context, arrival),
            Msg::Keys => {
                self.release(context);
                self.recall();
                if let Some(waiting) = self.waiting.take() {
                    self.reading = false;
                    return self.update(context, *waiting);
                }
            }
            Msg::Stop => self.stop_asking(),
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
                    let taken = vec![(offer.name, Ok(offer.bytes))];
                    if self.pile.is_some() {
                        self.pile_up_bytes(context, taken);
                    } else {
                        self.show(taken, false);
                        context.link().send_message(Msg::Hash);
                    }
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
            Msg::Address => self.follow_address(context),
            Msg::OpenLink(open) => self.open_link(context, open),
            Msg::Linked(url, answer) => self.linked(context, url, answer),
            Msg::Reopen(index) => {
                self.reopen(index);
                self.compare_pictures(context);
            }
            Msg::Snippet(open) => self.open_snippet(open),
            Msg::SnippetOf(field, value) => self.choice = self.choice.with(&field, &value),
            Msg::Save(name, text) => save::file(&name, &text),
            Msg::Print => save::print(),
            Msg::Pack(message) => self.pack(context, message),
            Msg::Pile(message) => return self.on_pile(context, message),
            Msg::Table(message) => self.on_table(context, message),
            Msg::Prepare(message) => self.prepare(context, message),
            Msg::Shelf(message) => self.on_shelf(context, message),
            Msg::Language(tag) => self.choose_language(context, &tag),
            Msg::Speak(locale) => self.speak(locale),
            Msg::Built(build) => self.build = build,
            Msg::Newer(load) => self.newer(load),
            Msg::LoadNewer => self.load_newer(context),
            Msg::Others(others) => self.in_the_way(others),
            Msg::Copy(text) => {
                self.copied = None;
                context.link().send_future(async move { Msg::Copied(save::copy(&text).await) });
            }
            Msg::Copied(done) => self.copied = Some(if done { "copied" } else { "not-copied" }),
            // The verdict is on screen: now there is time for what only the report needs.
            Msg::Hash => {
                self.finish();
                if self.has_table() && self.pile.is_none() {
                    self.refresh(context);
                }
                self.compare_pictures(context);
            }
        }
        true
    }
}
