//! The one place a request leaves from: https to a public name, without credentials or referrer, with
//! a cap on size and time (VERDICT section 8, CHECKLIST K19).

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestInit, RequestMode, RequestRedirect, Response, ResponseType, Url,
};

use crate::report::{Purpose, Request};
use crate::resource::{FetchError, Origin, Resource, call};

/// How long an answer may take, in milliseconds.
const LONGEST: i32 = 10_000;

/// The largest answer in bytes (A25): a status list of 2^24 entries is 2 MB unpacked.
fn largest(purpose: Purpose) -> usize {
    match purpose {
        Purpose::StatusList => 4 << 20,
        _ => 5 << 20,
    }
}

/// Asks one address, until it answers, `abort` is told to, or the time is over.
pub(super) async fn fetch(
    request: &Request,
    abort: &AbortController,
) -> Result<Resource, FetchError> {
    if !is_public_https(&request.url) && !is_here(&request.url) {
        return Err(FetchError::Blocked);
    }
    // Only hosts that the person agreed to are asked, and where a redirect leads is not told before.
    ask(request, RequestRedirect::Manual, abort).await
}

/// Asks for what a page itself names on it, as it names its pictures: wherever that is, without
/// credentials or referrer.
pub(super) async fn fetch_named(url: &str) -> Result<Resource, FetchError> {
    let request = Request { url: url.to_owned(), purpose: Purpose::Assertion };
    let abort = AbortController::new().map_err(|_| FetchError::Blocked)?;
    ask(&request, RequestRedirect::Follow, &abort).await
}

async fn ask(
    request: &Request,
    redirect: RequestRedirect,
    abort: &AbortController,
) -> Result<Resource, FetchError> {
    let window = web_sys::window().ok_or(FetchError::Blocked)?;
    let late = Rc::new(Cell::new(false));
    let expired = {
        let (abort, late) = (abort.clone(), Rc::clone(&late));
        Closure::once(move || {
            late.set(true);
            abort.abort();
        })
    };
    let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(
        expired.as_ref().unchecked_ref(),
        LONGEST,
    );
    let init = RequestInit::new();
    // A call of JSON-RPC is written as an address and sent as what it is.
    let call = (request.purpose == Purpose::Transaction).then(|| call(&request.url)).flatten();
    let url = match &call {
        None => {
            init.set_method("GET");
            request.url.as_str()
        }
        Some((base, body)) => {
            init.set_method("POST");
            init.set_body(&body.as_str().into());
            if let Ok(headers) = Headers::new() {
                headers.set("content-type", "application/json").ok();
                init.set_headers(&headers);
            }
            base
        }
    };
    init.set_mode(RequestMode::Cors);
    init.set_credentials(RequestCredentials::Omit);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_redirect(redirect);
    init.set_cache(RequestCache::NoCache);
    init.set_signal(Some(&abort.signal()));
    let answer = receive(&window, url, request.purpose, &init).await;
    if let Ok(timer) = timer {
        window.clear_timeout_with_handle(timer);
    }
    answer.map_err(|error| match error {
        // A page cannot tell a refusal by the server's rules from a server that is not there.
        FetchError::Blocked if late.get() => FetchError::TimedOut,
        FetchError::Blocked if abort.signal().aborted() => FetchError::Declined,
        FetchError::Blocked if !window.navigator().on_line() => FetchError::Offline,
        error => error,
    })
}

async fn receive(
    window: &web_sys::Window,
    url: &str,
    purpose: Purpose,
    init: &RequestInit,
) -> Result<Resource, FetchError> {
    let blocked = |_: JsValue| FetchError::Blocked;
    let response =
        JsFuture::from(window.fetch_with_str_and_init(url, init)).await.map_err(blocked)?;
    let response: Response = response.dyn_into().map_err(blocked)?;
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(FetchError::Redirected);
    }
    match response.status() {
        200..=299 => {}
        404 => return Err(FetchError::NotFound),
        410 => return Err(FetchError::Gone),
        status => return Err(FetchError::Status(status)),
    }
    let media_type = response.headers().get("content-type").ok().flatten();
    Ok(Resource {
        body: body(&response, largest(purpose)).await?,
        media_type,
        // As it was asked for: a browser writes an address otherwise (ports, names in other scripts).
        final_url: match response.redirected() || !url.contains("://") {
            true => response.url(),
            false => url.to_owned(),
        },
        fetched_at: Some(super::now()),
        origin: Origin::Fetched,
    })
}

/// Reads the answer piece by piece, so that one without end is cut off.
async fn body(response: &Response, largest: usize) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else { return Ok(bytes) };
    let reader: ReadableStreamDefaultReader =
        stream.get_reader().dyn_into().map_err(|_| FetchError::Blocked)?;
    loop {
        let step = JsFuture::from(reader.read()).await.map_err(|_| FetchError::Blocked)?;
        let member = |name: &str| Reflect::get(&step, &name.into()).unwrap_or(JsValue::UNDEFINED);
        if member("done").is_truthy() {
            return Ok(bytes);
        }
        let piece = Uint8Array::new(&member("value"));
        if bytes.len() + piece.length() as usize > largest {
            // What the server goes on sending is of no interest.
            let _ = reader.cancel();
            return Err(FetchError::TooLarge);
        }
        bytes.extend(piece.to_vec());
    }
}

/// The address that a page may ask in place of this one: http only on this machine, where somebody builds
/// an issuer.
pub(super) fn secured(url: String) -> String {
    match url.strip_prefix("http://") {
        Some(rest) if !is_here(&url) => format!("https://{rest}"),
        _ => url,
    }
}

/// Whether it is on this machine, and so is the page (CHECKLIST K19).
pub(super) fn is_here(url: &str) -> bool {
    let Ok(url) = Url::new(url) else { return false };
    super::is_local()
        && ["http:", "https:"].contains(&url.protocol().as_str())
        && ["127.0.0.1", "localhost"].contains(&url.hostname().as_str())
}

/// Whether the browser's own reading of an address is https to a public name.
fn is_public_https(url: &str) -> bool {
    let Ok(url) = Url::new(url) else { return false };
    let host = url.hostname();
    let is_address = host.starts_with('[')
        || host.rsplit('.').next().is_some_and(|last| last.parse::<u32>().is_ok());
    url.protocol() == "https:"
        && url.username().is_empty()
        && url.password().is_empty()
        && host.contains('.')
        && !is_address
        && !host.ends_with(".localhost")
        && !host.ends_with(".local")
}
