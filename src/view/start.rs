//! The start: one big target, and what is said when a file holds no badge.

use std::collections::BTreeSet;

use yew::{Callback, Event, Html, SubmitEvent, html};

use super::pile::table::{Columns, table};
use super::shelf::{ShelfActions, ShelfView, keep_history, kept, unfinished};
use super::{CAMERA_BUTTON, VERDICT_ID, icons, known_issuers, said};
use crate::credential::site;
use crate::locale::{LANGUAGES, Locale};
use crate::pile::Row;
use crate::report::Problem;
use crate::resource::TrustList;

/// The id of the hidden file field, which the big target is a label for.
pub const FILE_FIELD: &str = "file";

/// One of the page's own samples.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The name of its message.
    pub message: &'static str,
    /// Its file name.
    pub file: &'static str,
}

/// The field for a link to a badge.
pub const LINK_FIELD: &str = "link";

/// The id of the start's heading, which gets the focus when somebody comes back to it.
pub const START_ID: &str = "start-title";

/// What the start view shows besides the target.
pub struct Start<'a> {
    /// The file field, which the shell makes because it listens to it.
    pub field: Html,
    /// The page's own samples.
    pub samples: &'a [Sample],
    /// Hosts that are asked without asking.
    pub remembered: &'a BTreeSet<String>,
    /// The issuers that the person knows.
    pub known: &'a TrustList,
    /// What was checked before in this tab.
    pub history: &'a [Row],
    /// Whether what was typed as a link is none.
    pub no_link: bool,
    /// What this device keeps.
    pub shelf: &'a ShelfView<'a>,
}

/// What can be done from there.
pub struct StartActions {
    /// Look at a sample.
    pub sample: Callback<usize>,
    /// Forget a host.
    pub forget: Callback<String>,
    /// Take an issuer off the list.
    pub unknow: Callback<String>,
    /// Save the list of issuers.
    pub export: Callback<()>,
    /// Open the link in [`LINK_FIELD`].
    pub link: Callback<SubmitEvent>,
    /// Look again at what was checked before.
    pub reopen: Callback<usize>,
    /// Use the camera, if there is one.
    pub camera: Option<Callback<()>>,
    /// Collect evidence for a machine without a network.
    pub prepare: Callback<()>,
    /// With what this device keeps.
    pub shelf: ShelfActions,
}

/// The start view.
pub fn start(start: Start<'_>, locale: &Locale, actions: &StartActions) -> Html {
    let Start { field, samples, remembered, known, history, no_link, shelf } = start;
    let (try_sample, forget) = (&actions.sample, &actions.forget);
    html! {
        <section class="start">
            <h1 id={START_ID} tabindex="-1">{ locale.text("app-title") }</h1>
            <p class="lead">{ locale.text("app-lead") }</p>
            <div class="target">
                { field }
                <label for={FILE_FIELD}>
                    { icons::drop() }
                    <strong>{ locale.text("drop-here") }</strong>
                    <span class="button">{ locale.text("choose-file") }</span>
                    <span>{ locale.text("or-paste") }</span>
                    <small>{ locale.text("takes") }</small>
                </label>
            </div>
            <p class="promise">{ locale.text("promise") }</p>
            if let Some(camera) = &actions.camera {
                <p class="buttons centred">
                    <button id={CAMERA_BUTTON} onclick={camera.reform(|_| ())}>{ locale.text("camera-use") }</button>
                </p>
            }
            <form class="link-form" onsubmit={actions.link.clone()}>
                <label>
                    { locale.text("link-label") }
                    <input name={LINK_FIELD} type="text" inputmode="url"
                        aria-invalid={no_link.to_string()} aria-describedby={no_link.then_some("link-wrong")} autocomplete="off" spellcheck="false"
                        required={true} dir="ltr" placeholder="https://" />
                </label>
                <button>{ locale.text("link-button") }</button>
                if no_link {
                    <p id="link-wrong" class="wrong" role="alert">{ locale.text("link-wrong") }</p>
                }
            </form>
            { unfinished(shelf, locale, &actions.shelf) }
            if !history.is_empty() {
                <section class="history" aria-labelledby="history-title">
                    <h2 id="history-title">{ locale.text("history-title") }</h2>
                    { table(history, Columns::Few, locale, &actions.reopen) }
                    { keep_history(shelf, locale, &actions.shelf) }
                </section>
            }
            <section class="samples" aria-labelledby="samples-title">
                <h2 id="samples-title">{ locale.text("try-sample") }</h2>
                <p class="buttons">
                    { for samples.iter().enumerate().map(|(index, sample)| {
                        let try_sample = try_sample.reform(move |_| index);
                        html! { <button onclick={try_sample}>{ locale.text(sample.message) }</button> }
                    }) }
                </p>
            </section>
            { known_issuers(known, locale, &actions.unknow, &actions.export) }
            if !remembered.is_empty() {
                <details class="remembered">
                    <summary>{ locale.text("remembered-title") }</summary>
                    <p class="fine">{ locale.text("remembered-lead") }</p>
                    <ul class="hosts">{ for remembered.iter().map(|host| {
                        let name = host.clone();
                        let forget = forget.reform(move |_| name.clone());
                        html! { <li>{ said(host) }{ " " }<button onclick={forget}>{ locale.text("forget") }</button></li> }
                    }) }</ul>
                </details>
            }
            <details class="offline">
                <summary>{ locale.text("prepare-title") }</summary>
                <p class="fine">{ locale.text("prepare-offer") }</p>
                <p class="buttons"><button onclick={actions.prepare.reform(|_| ())}>{ locale.text("prepare-begin") }</button></p>
            </details>
            { kept(shelf, locale, &actions.shelf) }
        </section>
    }
}

/// The choice of a language, each by its own name. `choose` hears the change of the field.
pub fn languages(locale: &Locale, choose: &Callback<Event>) -> Html {
    html! {
        <label class="languages">
            { locale.text("choose-language") }{ " " }
            <select onchange={choose.clone()}>{ for LANGUAGES.iter().map(|language| html! {
                <option value={language.tag} lang={language.tag} selected={language.tag == locale.tag}>
                    { language.name }
                </option>
            }) }</select>
        </label>
    }
}

/// The question whether to open a link.
pub fn link_offer(url: &str, locale: &Locale, answer: &Callback<bool>) -> Html {
    let host = site(url).unwrap_or(url);
    let open = answer.reform(|_| true);
    let leave = answer.reform(|_| false);
    html! {
        <section class="next link-offer" aria-labelledby={VERDICT_ID}>
            <h1 id={VERDICT_ID} tabindex="-1">{ locale.text("link-offer-title") }</h1>
            <p><code>{ said(url) }</code></p>
            <p><bdi>{ locale.format("link-offer-lead", &[("host", host)]) }</bdi></p>
            <p class="buttons">
                <button class="primary" onclick={open}>{ said(&locale.format("link-open", &[("host", host)])) }</button>
                <button onclick={leave}>{ locale.text("link-leave") }</button>
            </p>
        </section>
    }
}

/// What is said about a file that holds no badge.
pub fn problem(name: &str, problem: &Problem, locale: &Locale, leave: &Callback<()>) -> Html {
    // What the network did not give says nothing about what is there.
    let reached = !problem.code.is_of_the_network();
    let title = if reached { "problem-title" } else { "link-problem-title" };
    failed(title, problem, Some(name), locale, ("try-another", leave))
}

/// What could not be done, why, what to do, and the way on.
pub(super) fn failed(
    title: &str,
    problem: &Problem,
    name: Option<&str>,
    locale: &Locale,
    (label, leave): (&str, &Callback<()>),
) -> Html {
    let leave = leave.reform(|_| ());
    html! {
        <section class="verdict neutral problem" aria-live="polite">
            <div class="verdict-row">
                { icons::seal(super::Shape::Empty) }
                <div>
                    <h1 id={VERDICT_ID} tabindex="-1">{ locale.text(title) }</h1>
                    <p class="sentence">{ said(&locale.code(problem.code, &problem.detail)) }</p>
                    <p>{ locale.means(problem.code, &problem.detail) }{ " " }{ locale.todo(problem.code, &problem.detail) }</p>
                    if let Some(name) = name {
                        <p class="fine">{ said(name) }</p>
                    }
                    <p class="buttons"><button onclick={leave}>{ locale.text(label) }</button></p>
                </div>
            </div>
        </section>
    }
}
