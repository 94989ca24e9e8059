//! A badge on somebody else's page: `<proof-mark>` (`www/widget.js`). Only what the page names is fetched;
//! whoever else would have to be asked is asked if the page's owner or its reader wants it.

use std::cell::RefCell;

use js_sys::Function;
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use yew::{AppHandle, Callback, Component, Context, Html, Properties};

use super::link::{is_link, is_page};
use super::once::once;
use super::picture::PictureUrl;
use super::{fetch, language, site};
use crate::encoding::{data_url, to_base64url};
use crate::locale::{ENGLISH, LANGUAGES, Locale};
use crate::report::{Code, Problem, Request};
use crate::resource::Resources;
use crate::verify::{Reading, Verification, read};
use crate::view::{self, Card, Found, Ground, Layout};

#[wasm_bindgen]
extern "C" {
    /// What an element says about itself.
    #[derive(Clone, PartialEq)]
    pub type Wish;

    /// Where the badge is; or nothing, when it is in `text`.
    #[wasm_bindgen(method, getter)]
    fn url(this: &Wish) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn text(this: &Wish) -> String;

    #[wasm_bindgen(method, getter)]
    fn language(this: &Wish) -> String;

    #[wasm_bindgen(method, getter)]
    fn layout(this: &Wish) -> String;

    /// Whether issuers may be asked without the reader's click.
    #[wasm_bindgen(method, getter)]
    fn online(this: &Wish) -> bool;

    /// Whether who did not answer before is asked once more.
    #[wasm_bindgen(method, getter)]
    fn again(this: &Wish) -> bool;

    /// Whether the page is the verifier's own, and the verdict may have its colour.
    #[wasm_bindgen(method, getter)]
    fn own(this: &Wish) -> bool;

    /// The address of the page that shows full results.
    #[wasm_bindgen(method, getter)]
    fn home(this: &Wish) -> String;

    /// Called with a report (`true`) or a problem, as JSON.
    #[wasm_bindgen(method, getter)]
    fn told(this: &Wish) -> Function;
}

/// A card in an element, until it is taken out.
#[wasm_bindgen]
pub struct Widget(AppHandle<Badge>);

#[wasm_bindgen]
impl Widget {
    /// Takes it out.
    pub fn end(self) {
        self.0.destroy();
    }
}

/// Puts a card into an element. `beside` brings a file of the verifier's own site, as `fetch` does.
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
#[wasm_bindgen]
pub fn mount_widget(root: web_sys::Element, wish: Wish, beside: Function) -> Widget {
    site::reached_by(beside);
    Widget(yew::Renderer::<Badge>::with_root_and_props(root, Wished { wish }).render())
}

thread_local! {
    /// What issuers answered, for every card of the page.
    static ANSWERS: RefCell<Resources> = RefCell::new(Resources::new());
}

#[derive(Clone, PartialEq, Properties)]
struct Wished {
    wish: Wish,
}

/// What can happen.
enum Msg {
    Speak(&'static Locale),
    Came(Result<Vec<u8>, Problem>),
    Ask,
    Answered,
}

/// The badge of one element.
struct Badge {
    locale: &'static Locale,
    picture: Option<PictureUrl>,
    content: Option<Result<(Reading, Verification), Problem>>,
    full: String,
    /// Whether issuers may be asked.
    agreed: bool,
    asking: bool,
}

impl Component for Badge {
    type Message = Msg;
    type Properties = Wished;

    fn create(context: &Context<Self>) -> Self {
        let wish = &context.props().wish;
        if wish.again() {
            ANSWERS.with_borrow_mut(Resources::forget_refusals);
        }
        let tag = wish.language();
        let exact = LANGUAGES.iter().find(|language| language.tag.eq_ignore_ascii_case(&tag));
        if let Some(language) = exact.or_else(|| language::spoken(&tag)).copied() {
            context.link().send_future(async move { Msg::Speak(language::load(language).await) });
        }
        match wish.url() {
            // What is inside the address itself is not asked for: not every page allows that.
            Some(url) => match data_url(&url) {
                Some((_, bytes)) => context.link().send_message(Msg::Came(Ok(bytes))),
                None => {
                    context.link().send_future(async move { Msg::Came(bring(&url).await) });
                }
            },
            None => context.link().send_message(Msg::Came(Ok(wish.text().into_bytes()))),
        }
        let full = address(wish).map_or_else(
            || wish.home(),
            |url| {
                let url = String::from(js_sys::encode_uri_component(&url));
                format!("{}#url={url}", wish.home())
            },
        );
        let (agreed, locale) = (wish.online(), &*ENGLISH);
        Self { locale, picture: None, content: None, full, agreed, asking: false }
    }

    fn update(&mut self, context: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::Speak(locale) => self.locale = locale,
            Msg::Came(Ok(bytes)) => self.came(context, &bytes),
            Msg::Came(Err(problem)) => self.fail(context, problem),
            Msg::Ask => {
                self.agreed = true;
                self.go_on(context);
            }
            Msg::Answered => {
                self.asking = false;
                self.verify();
                self.go_on(context);
                self.tell(context);
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let wish = &context.props().wish;
        let card = Card {
            found: match &self.content {
                None => Found::Waiting,
                Some(Err(problem)) => Found::Nothing(problem),
                Some(Ok((_, verification))) => Found::Badge(verification),
            },
            picture: self.picture.as_ref().map(PictureUrl::url),
            layout: Layout::named(&wish.layout()),
            ground: if wish.own() { Ground::Own } else { Ground::Foreign },
            asking: self.asking,
            full: self.full.clone().into(),
        };
        let ask: Callback<()> = context.link().callback(|()| Msg::Ask);
        view::card(&card, self.locale, &ask)
    }
}

impl Badge {
    fn came(&mut self, context: &Context<Self>, bytes: &[u8]) {
        let wish = &context.props().wish;
        let name = address(wish);
        let readings = read(name.as_deref().unwrap_or("badge"), bytes);
        let first = readings.map(|readings| readings.into_iter().next());
        let reading = match first {
            Ok(Some(reading)) => reading,
            Ok(None) => return self.fail(context, Problem::new(Code::NotABadgeFile, "")),
            Err(problem) => return self.fail(context, problem),
        };
        self.picture = PictureUrl::new(bytes, &reading.input.container);
        if name.is_none() && bytes.len() <= LARGEST_IN_ADDRESS {
            self.full = format!("{}#badge={}", wish.home(), to_base64url(bytes));
        }
        let mut verification = judge(&reading);
        verification.input.hash(bytes);
        self.content = Some(Ok((reading, verification)));
        self.go_on(context);
        self.tell(context);
    }

    fn verify(&mut self) {
        if let Some(Ok((reading, verification))) = &mut self.content {
            let hash = verification.input.sha256.take();
            *verification = judge(reading);
            verification.input.sha256 = hash;
        }
    }

    /// Asks everything that is wanted, if that was agreed to.
    fn go_on(&mut self, context: &Context<Self>) {
        let Some(Ok((_, verification))) = &self.content else { return };
        let wanted = verification.wanted();
        if !self.agreed || self.asking || wanted.is_empty() {
            return;
        }
        self.asking = true;
        context.link().send_future(async move {
            for request in wanted {
                once(&request.url.clone(), ask(request)).await;
            }
            Msg::Answered
        });
    }

    fn fail(&mut self, context: &Context<Self>, problem: Problem) {
        let json = problem.to_json();
        self.content = Some(Err(problem));
        tell(context, false, &json);
    }

    fn tell(&self, context: &Context<Self>) {
        if let Some(Ok((_, verification))) = &self.content {
            tell(context, true, &verification.to_json());
        }
    }
}

/// Where on the web the badge is, if it is not on the page itself.
fn address(wish: &Wish) -> Option<String> {
    wish.url().filter(|url| is_link(url))
}

/// The largest badge in bytes that is handed over within an address: browsers cut longer ones.
const LARGEST_IN_ADDRESS: usize = 1 << 20;

fn judge(reading: &Reading) -> Verification {
    ANSWERS.with_borrow(|answers| reading.verify(answers, &super::options()))
}

/// What the page names. It comes from where it says, so a badge that lives there was asked for there.
async fn bring(url: &str) -> Result<Vec<u8>, Problem> {
    let refused = |code| Problem::new(code, url);
    let resource = fetch::fetch_named(url).await.map_err(|error| refused(error.code()))?;
    let body = resource.body.clone();
    if resource.final_url == url {
        ANSWERS.with_borrow_mut(|answers| answers.insert(url, Ok(resource)));
    }
    if is_page(url, &body) { Err(refused(Code::LinkToPage)) } else { Ok(body) }
}

async fn ask(request: Request) {
    let Ok(abort) = web_sys::AbortController::new() else { return };
    let answer = fetch::fetch(&request, &abort).await;
    ANSWERS.with_borrow_mut(|answers| answers.insert(&request.url, answer));
}

fn tell(context: &Context<Badge>, good: bool, json: &Value) {
    let told = context.props().wish.told();
    // A listener of the page that throws is the page's own affair.
    let _ = told.call2(&JsValue::NULL, &good.into(), &json.to_string().into());
}
