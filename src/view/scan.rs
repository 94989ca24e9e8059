//! QR codes: what the camera sees, and which of several codes is meant.

use yew::{Callback, Html, NodeRef, html};

use super::{VERDICT_ID, said, start};
use crate::credential::site;
use crate::locale::Locale;
use crate::report::Problem;
use crate::scan::no_badge;

/// The id of the button that turns the camera on, which gets the focus back.
pub const CAMERA_BUTTON: &str = "camera";

/// The most of a code that is shown, in characters.
const SHOWN: usize = 200;

/// The camera's view; or why there is none.
pub fn camera(
    video: &NodeRef,
    problem: Option<&Problem>,
    locale: &Locale,
    stop: &Callback<()>,
) -> Html {
    if let Some(problem) = problem {
        return start::failed("camera-failed", problem, None, locale, ("camera-back", stop));
    }
    let stop = stop.reform(|_| ());
    html! {
        <section class="next camera" aria-labelledby={VERDICT_ID}>
            <h1 id={VERDICT_ID} tabindex="-1">{ locale.text("camera-title") }</h1>
            <p>{ locale.text("camera-lead") }</p>
            <video ref={video.clone()} muted={true} playsinline={true} aria-label={locale.text("camera-view")}></video>
            <p class="buttons"><button onclick={stop}>{ locale.text("camera-stop") }</button></p>
        </section>
    }
}

/// The choice between codes that say different things.
pub fn codes(codes: &[String], locale: &Locale, choose: &Callback<usize>) -> Html {
    let count = codes.len().to_string();
    html! {
        <section class="next codes" aria-labelledby={VERDICT_ID}>
            <h1 id={VERDICT_ID} tabindex="-1">{ locale.format("codes-title", &[("count", &count)]) }</h1>
            <p>{ locale.text("codes-lead") }</p>
            <ul>{ for codes.iter().enumerate().map(|(index, text)| {
                let choose = choose.reform(move |_| index);
                let shown: String = text.chars().take(SHOWN).collect();
                let more = if shown.len() < text.len() { "…" } else { "" };
                html! {
                    <li>
                        <button class="plain" onclick={choose}>{ said(&kind(text, locale)) }</button>
                        <code>{ said(&shown) }{ more }</code>
                    </li>
                }
            }) }</ul>
        </section>
    }
}

/// What a code is, as far as its text tells.
fn kind(text: &str, locale: &Locale) -> String {
    match site(text.trim()) {
        Some(host) => locale.format("codes-link", &[("host", host)]),
        None if no_badge(text).is_some() => locale.text("codes-other").to_owned(),
        None => locale.text("codes-badge").to_owned(),
    }
}
