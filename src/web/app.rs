//! The page: one state, one list of messages, the loop of asking.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{FormData, HtmlElement, HtmlFormElement, HtmlInputElement};
use yew::{Component, Context, Html, SubmitEvent, TargetCast, html};

use super::files::{self, PictureUrl, Source, Taken};
use super::item::{Badge, Item};
use super::listen::listen;
use super::{fetch, samples};
use crate::credential::host;
use crate::encoding::to_base64url;
use crate::locale::{ENGLISH, Locale};
use crate::report::Request;
use crate::resource::{FetchError, Resource, Resources};
use crate::verify::read;
use crate::view::{self, Actions, COMPARE_FIELD, Contact, FILE_FIELD, Shown, VERDICT_ID};

/// Everything the page knows.
pub(super) struct App {
    locale: &'static Locale,
    resources: Resources,
    items: Vec<Item>,
    /// Which item is shown; `None` shows the list.
    open: Option<usize>,
    /// The question that was made for holders; kept until the page is closed.
    challenge: Option<String>,
    /// Whether something is being dragged over the window.
    over: bool,
    reading: bool,
    asking: bool,
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
    Sample(usize),
    Open(Option<usize>),
    Leave,
    /// Look at one of the credentials inside.
    Inside(usize),
    /// Back to what it stands in.
    Up,
    Challenge,
    Ask,
    Answered(Vec<(Request, Result<Resource, FetchError>)>),
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
        let mut resources = Resources::new();
        samples::insert_evidence(&mut resources);
        Self {
            locale: &ENGLISH,
            resources,
            items: Vec::new(),
            open: None,
            challenge: None,
            over: false,
            reading: false,
            asking: false,
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
                    let bytes = samples::bytes(sample).to_vec();
                    self.show(vec![(sample.file.to_owned(), Ok(bytes))], true);
                    context.link().send_message(Msg::Hash);
                }
            }
            Msg::Open(open) => {
                self.open = open;
                self.focus = true;
            }
            Msg::Leave => {
                self.items.clear();
                self.open = None;
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
            Msg::Answered(answers) => self.answered(context, answers),
            Msg::Stay => {
                let declined = |request: Request| (request, Err(FetchError::Declined));
                let wanted = self.badge().map(|badge| badge.verification.wanted());
                let wanted = wanted.unwrap_or_default();
                self.record(wanted.into_iter().map(declined).collect());
            }
            Msg::Again => {
                let open = self.open.and_then(|open| self.items.get_mut(open));
                if let Some(Item { content: Ok(badge), .. }) = open {
                    for contact in badge.contacts.extract_if(.., |c| c.refusal.is_some()) {
                        self.resources.remove(&contact.url);
                    }
                }
                self.verify_all();
            }
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
                locale,
                &link.callback(Msg::Sample),
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
    fn badge(&self) -> Option<&Badge> {
        self.open.and_then(|open| self.items.get(open)).and_then(|item| item.content.as_ref().ok())
    }

    fn result(&self, badge: &Badge, context: &Context<Self>) -> Html {
        let link = context.link();
        let actions = Actions {
            ask: link.callback(|()| Msg::Ask),
            stay: link.callback(|()| Msg::Stay),
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
            asking: self.asking,
        };
        view::result(&shown, self.locale, &actions)
    }

    fn take(&mut self, context: &Context<Self>, taken: Vec<Taken>) {
        self.reading = false;
        self.show(taken, false);
        context.link().send_message(Msg::Hash);
    }

    /// Reads and verifies what was taken: the offline answer, at once.
    fn show(&mut self, taken: Vec<Taken>, sample: bool) {
        self.copied = false;
        self.items.clear();
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

    /// Asks everything wanted, after the person agreed to the hosts that were listed.
    fn ask(&mut self, context: &Context<Self>) {
        let Some(Item { content: Ok(badge), .. }) =
            self.open.and_then(|open| self.items.get_mut(open))
        else {
            return;
        };
        let (wanted, foreseen) = (badge.verification.wanted(), badge.verification.foreseen());
        let hosts = wanted.iter().chain(&foreseen).filter_map(|request| host(&request.url));
        badge.agreed.extend(hosts.map(str::to_owned));
        let requests = badge.agreed_requests();
        self.send(context, requests);
    }

    fn send(&mut self, context: &Context<Self>, requests: Vec<Request>) {
        self.asking = !requests.is_empty();
        if requests.is_empty() {
            return;
        }
        context.link().send_future(async move {
            let mut answers = Vec::new();
            for request in requests {
                let answer = fetch::fetch(&request).await;
                answers.push((request, answer));
            }
            Msg::Answered(answers)
        });
    }

    /// Verifies again with the answers; asks on if only hosts are wanted that were agreed to.
    fn answered(
        &mut self,
        context: &Context<Self>,
        answers: Vec<(Request, Result<Resource, FetchError>)>,
    ) {
        self.record(answers);
        let next = self.badge().map(Badge::agreed_requests).unwrap_or_default();
        self.send(context, next);
        self.finish();
    }

    fn record(&mut self, answers: Vec<(Request, Result<Resource, FetchError>)>) {
        let contacts: Vec<Contact> = answers
            .iter()
            .map(|(request, answer)| Contact {
                url: request.url.clone(),
                refusal: answer.as_ref().err().map(|error| error.code()),
            })
            .collect();
        for (request, answer) in answers {
            self.resources.insert(&request.url, answer);
        }
        if let Some(Item { content: Ok(badge), .. }) =
            self.open.and_then(|open| self.items.get_mut(open))
        {
            badge.contacts.extend(contacts);
        }
        self.verify_all();
    }

    fn verify_all(&mut self) {
        for item in &mut self.items {
            if let Ok(badge) = &mut item.content {
                badge.verify(self.challenge.as_deref(), &self.resources);
            }
        }
    }

    fn finish(&mut self) {
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
