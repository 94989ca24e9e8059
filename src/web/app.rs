//! The page: one state, one list of messages.

use std::collections::BTreeSet;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{FormData, HtmlElement, HtmlFormElement, HtmlInputElement};
use yew::{Component, Context, Html, SubmitEvent, TargetCast, html};

use super::asking::Asking;
use super::files::{self, PictureUrl, Source, Taken};
use super::item::{Badge, Item};
use super::listen::listen;
use super::{consent, keys, samples};
use crate::encoding::to_base64url;
use crate::locale::{ENGLISH, Locale};
use crate::report::{Problem, Request};
use crate::resource::{FetchError, Resource, Resources};
use crate::verify::read;
use crate::view::{self, Actions, COMPARE_FIELD, FILE_FIELD, Offer, Shown, VERDICT_ID};

/// Everything the page knows.
pub(super) struct App {
    locale: &'static Locale,
    pub(super) resources: Resources,
    pub(super) items: Vec<Item>,
    /// Which item is shown; `None` shows the list.
    pub(super) open: Option<usize>,
    /// The question that was made for holders; kept until the page is closed.
    pub(super) challenge: Option<String>,
    /// Whether something is being dragged over the window.
    over: bool,
    reading: bool,
    /// Files that wait for the arithmetic of keys.
    waiting: Vec<Taken>,
    pub(super) asking: Asking,
    /// Hosts that were allowed for good.
    pub(super) remembered: BTreeSet<String>,
    pub(super) always: bool,
    /// A dropped file that may be an answer.
    pub(super) offer: Option<Offer>,
    /// The verdict gets the focus after the next drawing.
    focus: bool,
    /// What was just copied is said once.
    copied: bool,
    /// Listeners on the window live as long as the page.
    _listeners: Vec<Closure<dyn FnMut(web_sys::Event)>>,
}

/// What can happen.
pub(super) enum Msg {
    Over(bool),
    Dropped(Vec<Source>),
    Taken(Vec<Taken>),
    /// The arithmetic of keys has arrived.
    Keys,
    Sample(usize),
    Sampled(&'static str, Result<(Vec<u8>, Resources), Problem>),
    Open(Option<usize>),
    Leave,
    /// Look at one of the credentials inside.
    Inside(usize),
    /// Back to what it stands in.
    Up,
    Challenge,
    Ask,
    Answered(Request, Result<Resource, FetchError>),
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
    Copy(String),
    Hash,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        Self {
            locale: &ENGLISH,
            resources: Resources::new(),
            items: Vec::new(),
            open: None,
            challenge: None,
            over: false,
            reading: false,
            waiting: Vec::new(),
            asking: Asking::default(),
            remembered: consent::load(),
            always: false,
            offer: None,
            focus: false,
            copied: false,
            _listeners: listen(context),
        }
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
            Msg::Leave => {
                self.asking.stop();
                self.items.clear();
                self.open = None;
                self.offer = None;
            }
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
            Msg::Ask => self.ask(context),
            Msg::Answered(request, answer) => self.answered(context, request, answer),
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
            }
            Msg::Again => self.again(),
            Msg::Compare(typed) => {
                let typed = Some(typed).filter(|typed| !typed.trim().is_empty());
                if let Some(badge) = self.open.and_then(|open| self.items.get_mut(open))
                    && let Ok(badge) = &mut badge.content
                {
                    badge.compared = typed;
                    badge.verify(self.challenge.as_deref(), &self.resources);
                }
            }
            Msg::Copy(text) => {
                if let Some(window) = web_sys::window() {
                    // A browser that refuses the clipboard leaves the text on the page to be marked.
                    drop(window.navigator().clipboard().write_text(&text));
                }
                self.copied = true;
            }
            // The verdict is on screen: now there is time for what only the report needs.
            Msg::Hash => self.finish(),
        }
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if !std::mem::take(&mut self.focus) {
            return;
        }
        let document = web_sys::window().and_then(|window| window.document());
        let heading = document.and_then(|document| document.get_element_by_id(VERDICT_ID));
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the focus leaves it where it is.
            let _ = heading.focus();
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let locale = self.locale;
        let link = context.link();
        let leave = link.callback(|()| Msg::Leave);
        let inner = match self.open.and_then(|open| self.items.get(open)) {
            _ if self.reading => {
                html! { <p class="reading" role="status">{ locale.text("reading") }</p> }
            }
            Some(Item { content: Ok(badge), .. }) => self.result(badge, context),
            Some(Item { content: Err(problem), name }) => {
                view::problem(name, problem, locale, &leave)
            }
            None if self.items.is_empty() => view::start(
                file_field(context),
                samples::SAMPLES,
                &self.remembered,
                locale,
                &link.callback(Msg::Sample),
                &link.callback(Msg::Forget),
            ),
            None => {
                let rows: Vec<view::Row<'_>> = self
                    .items
                    .iter()
                    .map(|item| {
                        let content = item.content.as_ref().map(|badge| &badge.verification);
                        (item.name.as_str(), content)
                    })
                    .collect();
                view::list(&rows, locale, &link.callback(|index| Msg::Open(Some(index))))
            }
        };
        let shown = !self.items.is_empty();
        html! {
            <>
                <header class="site">
                    { view::hallmark() }
                    <span class="name">{ locale.text("app-name") }</span>
                    if shown && self.items.len() > 1 && self.open.is_some() {
                        <button onclick={link.callback(|_| Msg::Open(None))}>{ locale.text("back-to-list") }</button>
                    }
                    if shown {
                        <button onclick={link.callback(|_| Msg::Leave)}>{ locale.text("start-over") }</button>
                    }
                </header>
                <main>{ inner }</main>
                if self.over {
                    <div class="overlay" aria-hidden="true"><p>{ locale.text("drop-anywhere") }</p></div>
                }
                <p class="toast" role="status">
                    if self.copied { { locale.text("copied") } }
                </p>
            </>
        }
    }
}

impl App {
    fn result(&self, badge: &Badge, context: &Context<Self>) -> Html {
        let link = context.link();
        let actions = Actions {
            ask: link.callback(|()| Msg::Ask),
            stay: link.callback(|()| Msg::Stay),
            stop: link.callback(|()| Msg::Stop),
            always: link.callback(Msg::Always),
            choose: link.callback(Msg::Choose),
            accept: link.callback(Msg::Accept),
            not_offered: link.callback(|()| Msg::NotOffered),
            again: link.callback(|()| Msg::Again),
            compare: link.callback(|event: SubmitEvent| {
                event.prevent_default();
                Msg::Compare(typed(&event))
            }),
            open: link.callback(Msg::Inside),
            up: link.callback(|()| Msg::Up),
            challenge: link.callback(|()| Msg::Challenge),
            copy: link.callback(Msg::Copy),
            leave: link.callback(|()| Msg::Leave),
        };
        let focus = badge.focus();
        let document = focus.reading.document.as_ref().ok();
        let shown = Shown {
            verification: focus.verification,
            sample: badge.sample,
            picture: badge.picture.as_ref().map(PictureUrl::url),
            source: document.map_or("", |document| &document.text),
            within: focus.within,
            sd_jwt: document.and_then(|document| document.sd_jwt.as_ref()),
            challenge: self.challenge.as_deref(),
            dossiers: &badge.dossiers,
            contacts: &badge.contacts,
            compared: badge.compared.as_deref(),
            asking: self.asking.progress(),
            offer: self.offer.as_ref(),
            always: self.always,
        };
        view::result(&shown, self.locale, &actions)
    }

    fn take(&mut self, context: &Context<Self>, taken: Vec<Taken>) {
        self.reading = true;
        let waiting = context.link().callback(|()| Msg::Keys);
        if keys::awaited(waiting) {
            self.waiting = taken;
            return;
        }
        self.reading = false;
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
    fn show(&mut self, taken: Vec<Taken>, sample: bool) {
        self.copied = false;
        self.offer = None;
        self.asking.stop();
        self.items.clear();
        // Who did not answer for the badge before may answer for this one.
        self.resources.forget_refusals();
        for (name, bytes) in taken {
            match bytes.and_then(|bytes| read(&name, &bytes).map(|readings| (readings, bytes))) {
                Err(problem) => self.items.push(Item { name, content: Err(problem) }),
                Ok((readings, bytes)) => {
                    for reading in readings {
                        let badge = Badge::new(
                            reading,
                            bytes.clone(),
                            sample,
                            self.challenge.as_deref(),
                            &self.resources,
                        );
                        self.items.push(Item { name: name.clone(), content: Ok(badge) });
                    }
                }
            }
        }
        self.open = (self.items.len() == 1).then_some(0);
        self.focus = true;
    }

    pub(super) fn verify_all(&mut self) {
        for item in &mut self.items {
            if let Ok(badge) = &mut item.content {
                badge.verify(self.challenge.as_deref(), &self.resources);
            }
        }
    }

    pub(super) fn finish(&mut self) {
        for item in &mut self.items {
            if let Ok(badge) = &mut item.content {
                badge.finish(self.challenge.as_deref(), &self.resources);
            }
        }
    }

    /// Goes into the badge that is shown, or out again.
    fn walk(&mut self, step: impl FnOnce(&mut Vec<usize>)) {
        if let Some(Item { content: Ok(badge), .. }) =
            self.open.and_then(|open| self.items.get_mut(open))
        {
            step(&mut badge.path);
            badge.finish(self.challenge.as_deref(), &self.resources);
        }
        self.focus = true;
    }
}

/// The file field behind the big target.
fn file_field(context: &Context<App>) -> Html {
    let chosen = context.link().callback(|event: yew::Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        let sources = field.files().map(|list| files::chosen(&list)).unwrap_or_default();
        // So that the same file can be chosen again.
        field.set_value("");
        Msg::Dropped(sources)
    });
    html! { <input id={FILE_FIELD} class="file" type="file" multiple={true} onchange={chosen} /> }
}

/// What the person typed to compare with.
fn typed(event: &SubmitEvent) -> String {
    let form = event.target_dyn_into::<HtmlFormElement>();
    let data = form.and_then(|form| FormData::new_with_form(&form).ok());
    data.and_then(|data| data.get(COMPARE_FIELD).as_string()).unwrap_or_default()
}

/// What is left when the program has stopped: a plain sentence instead of a blank page.
pub(super) fn announce_panic(detail: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(body) = document.as_ref().and_then(web_sys::Document::body) else { return };
    let text = format!("{} {}", ENGLISH.text("panic-title"), ENGLISH.text("panic-text"));
    body.set_text_content(Some(&format!("{text} ({detail})")));
}
