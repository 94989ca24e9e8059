//! Looking into pictures, PDF files and the camera's view: the part of the page that is fetched when it
//! is needed (`www/scan.js`), and what is made of what it finds.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::Context;

use super::app::{App, Msg};
use super::camera::Camera;
use super::files::Taken;
use super::link;
use crate::credential::visible;
use crate::report::{Code, Problem};
use crate::scan::{Kind, kind, no_badge};
use crate::verify::{Reading, read, read_within};
use crate::view::Contact;

/// The name of what was found in a code, where a file has its own.
const CODE_NAME: &str = "QR code";

#[wasm_bindgen]
extern "C" {
    /// The exports of `www/scan.js`.
    pub(super) type Scanner;

    #[wasm_bindgen(method, catch)]
    fn picture(this: &Scanner, bytes: Uint8Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn paper(this: &Scanner, bytes: Uint8Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = paperCodes)]
    fn paper_codes(this: &Scanner) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(super) fn camera(
        this: &Scanner,
        video: &JsValue,
        told: &JsValue,
    ) -> Result<Promise, JsValue>;

    /// What is attached to a PDF.
    type Attached;

    #[wasm_bindgen(method, getter)]
    fn names(this: &Attached) -> Array;

    #[wasm_bindgen(method, getter)]
    fn files(this: &Attached) -> Array;

    #[wasm_bindgen(method, getter)]
    fn signed(this: &Attached) -> bool;
}

thread_local! {
    /// How the scanner is fetched.
    static FETCH: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Takes the function that fetches the scanner when it is needed.
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
#[wasm_bindgen]
pub fn take_scan(fetch: Function) {
    FETCH.set(Some(fetch));
}

/// What the page knows of codes and the camera.
#[derive(Default)]
pub(super) struct Scan {
    /// Codes that say different things, to be chosen from.
    pub(super) codes: Vec<String>,
    /// Whether they were on a PDF that is signed itself.
    signed: bool,
    /// The camera, while it is looked through.
    pub(super) camera: Option<Camera>,
    pub(super) has_camera: bool,
    /// Who was asked on the way here: what a link led to may hold another.
    pub(super) asked: Vec<Contact>,
    /// The camera was just left: its button gets the focus.
    pub(super) leaving: bool,
    /// How often the camera was turned on: late answers are for an earlier one.
    pub(super) number: u32,
}

impl Scan {
    /// Forgets the codes and turns the camera off.
    pub(super) fn forget(&mut self) {
        self.codes.clear();
        self.camera = None;
    }
}

/// A file that was looked into, as far as was needed.
pub(super) struct Looked {
    name: String,
    found: Found,
}

enum Found {
    /// There was no need to: it is read as it is.
    AsItIs(Result<Vec<u8>, Problem>),
    /// Files attached to a PDF that hold badges, and whether that PDF is signed itself.
    Files(Vec<(String, Vec<u8>)>, bool),
    /// Texts of codes, and whether they stand in a PDF that is signed itself.
    Codes(Vec<String>, bool),
    /// Nothing, or why nothing could be found.
    Nothing(Problem),
}

/// Whether there may be more in a file than can be read from it directly.
pub(super) fn is_worth_it((name, bytes): &Taken) -> bool {
    bytes.as_ref().is_ok_and(|bytes| kind(bytes).is_some() && read(name, bytes).is_err())
}

/// Looks into every file where that is worth it, one after the other.
async fn look_into(taken: Vec<Taken>) -> Vec<Looked> {
    let mut looked = Vec::new();
    for file in taken {
        let found = match (&file.1, is_worth_it(&file)) {
            (Ok(bytes), true) => {
                let found = match kind(bytes) {
                    Some(Kind::Pdf) => look_into_pdf(bytes).await,
                    _ => look_into_picture(&file.0, bytes).await,
                };
                found.unwrap_or_else(Found::Nothing)
            }
            _ => Found::AsItIs(file.1),
        };
        looked.push(Looked { name: file.0, found });
    }
    looked
}

async fn look_into_picture(name: &str, bytes: &[u8]) -> Result<Found, Problem> {
    let codes = texts(&answer(scanner().await?.picture(Uint8Array::from(bytes))).await?);
    if codes.is_empty() {
        // What was wrong with it as a badge is still what is wrong with it.
        let problem = read(name, bytes).err();
        return Ok(problem.map_or_else(|| Found::Codes(codes, false), Found::Nothing));
    }
    Ok(Found::Codes(codes, false))
}

async fn look_into_pdf(bytes: &[u8]) -> Result<Found, Problem> {
    let scanner = scanner().await?;
    let attached: Attached = answer(scanner.paper(Uint8Array::from(bytes))).await?.unchecked_into();
    let signed = attached.signed();
    let files = texts(&attached.names()).into_iter().zip(attached.files());
    let files = files.map(|(name, bytes)| (name, Uint8Array::new(&bytes).to_vec()));
    let badges: Vec<_> = files.filter(|(name, bytes)| read(name, bytes).is_ok()).collect();
    if !badges.is_empty() {
        return Ok(Found::Files(badges, signed));
    }
    let codes = texts(&answer(scanner.paper_codes()).await?);
    if codes.is_empty() {
        return Err(Problem::new(Code::NoBadgeInPdf, "PDF"));
    }
    Ok(Found::Codes(codes, signed))
}

/// The scanner, fetched if it is not there yet.
pub(super) async fn scanner() -> Result<Scanner, Problem> {
    let missing = || Problem::new(Code::ReaderMissing, "");
    let fetch = FETCH.with_borrow(Clone::clone).ok_or_else(missing)?;
    let arriving = fetch.call0(&JsValue::NULL).map_err(|_| missing())?;
    let arrived = JsFuture::from(Promise::resolve(&arriving)).await.map_err(|_| missing())?;
    Ok(arrived.unchecked_into())
}

/// What the scanner answers; it fails with the name of a code, a space and a detail.
pub(super) async fn answer(asked: Result<Promise, JsValue>) -> Result<JsValue, Problem> {
    let answered = match asked {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    answered.map_err(|error| problem(&error))
}

pub(super) fn problem(error: &JsValue) -> Problem {
    let text = error.as_string().unwrap_or_default();
    let (name, detail) = text.split_once(' ').unwrap_or((&text, ""));
    match Code::ALL.iter().find(|code| code.as_str() == name) {
        Some(code) => Problem::new(*code, detail),
        None => Problem::new(Code::ReaderStopped, text),
    }
}

pub(super) fn texts(array: &JsValue) -> Vec<String> {
    Array::from(array).iter().filter_map(|text| text.as_string()).collect()
}

/// What a code holds, read as a badge; links are for the caller.
fn read_code(name: &str, text: &str, signed: bool) -> Result<(Vec<Reading>, Vec<u8>), Problem> {
    if let Some(problem) = no_badge(text) {
        return Err(Problem { detail: visible(&problem.detail).into_owned(), ..problem });
    }
    let mut readings = read_within("qr", name, text.trim().as_bytes())?;
    note_signature(&mut readings, signed);
    Ok((readings, text.trim().as_bytes().to_vec()))
}

/// A PDF's own signature is another matter than the badge's, and was not looked at.
fn note_signature(readings: &mut [Reading], signed: bool) {
    for reading in readings.iter_mut().filter(|_| signed) {
        reading.notes.push(Problem::new(Code::PdfSignature, "PDF"));
    }
}

/// Codes of few squares are in capitals; the name of a scheme may be.
fn as_link(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://")?;
    let link = format!("{}://{rest}", scheme.to_ascii_lowercase());
    link::is_link(&link).then_some(link)
}

impl App {
    /// Looks into what was taken.
    pub(super) fn look(&mut self, context: &Context<Self>, taken: Vec<Taken>) {
        self.enter(context, async { Msg::Looked(look_into(taken).await) });
    }

    /// What was found.
    pub(super) fn looked(&mut self, context: &Context<Self>, mut looked: Vec<Looked>) {
        self.end_entry();
        if let [Looked { found: Found::Codes(codes, signed), .. }] = &mut looked[..] {
            let (codes, signed) = (std::mem::take(codes), *signed);
            return self.offer_codes(context, codes, signed);
        }
        self.clear();
        for Looked { name, found } in looked {
            match found {
                Found::AsItIs(bytes) => {
                    let found = bytes.and_then(|bytes| Ok((read(&name, &bytes)?, bytes)));
                    self.add(name, found, false);
                }
                Found::Files(files, signed) => {
                    for (inner, bytes) in files {
                        let name = format!("{name}, {inner}");
                        let found =
                            read_within("pdf:attachment", &name, &bytes).map(|mut readings| {
                                note_signature(&mut readings, signed);
                                (readings, bytes)
                            });
                        self.add(name, found, false);
                    }
                }
                Found::Codes(codes, signed) => {
                    for text in codes {
                        let name = format!("{name}, {CODE_NAME}");
                        let found = match as_link(&text) {
                            Some(link) => Err(Problem::new(Code::OnlyALink, link)),
                            None => read_code(&name, &text, signed),
                        };
                        self.add(name, found, false);
                    }
                }
                Found::Nothing(problem) => self.add(name, Err(problem), false),
            }
        }
        self.settle_added(context);
    }

    /// Codes that were seen in one place: one is looked at, of several one is chosen.
    pub(super) fn offer_codes(
        &mut self,
        context: &Context<Self>,
        mut codes: Vec<String>,
        signed: bool,
    ) {
        if codes.len() == 1 {
            let text = codes.swap_remove(0);
            return self.open_code(context, &text, signed);
        }
        self.clear();
        self.scan.codes = codes;
        self.scan.signed = signed;
        self.focus = true;
    }

    /// The person chose one of several.
    pub(super) fn choose_code(&mut self, context: &Context<Self>, index: usize) {
        if let Some(text) = self.scan.codes.get(index).cloned() {
            self.open_code(context, &text, self.scan.signed);
        }
    }

    /// A link is offered, a badge is verified, everything else is named.
    fn open_code(&mut self, context: &Context<Self>, text: &str, signed: bool) {
        self.clear();
        if let Some(link) = as_link(text) {
            return self.offer_link(&link);
        }
        self.add(CODE_NAME.to_owned(), read_code(CODE_NAME, text, signed), false);
        self.settle_added(context);
    }

    fn settle_added(&mut self, context: &Context<Self>) {
        self.opened();
        self.settle(context);
    }

    /// What was opened is on screen: whom it took to get there, and what may be asked at once.
    pub(super) fn settle(&mut self, context: &Context<Self>) {
        let mut asked = std::mem::take(&mut self.scan.asked);
        if let Some(badge) = self.badge_mut() {
            badge.contacts.append(&mut asked);
        }
        // Hosts that were allowed for good are asked at once.
        self.go_on(context);
        context.link().send_message(Msg::Hash);
    }
}
