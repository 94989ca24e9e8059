//! Preparing for a machine without a network: which issuers, whom to ask, what came of it.

use yew::{Callback, Html, SubmitEvent, html};

use super::{next, said};
use crate::credential::host;
use crate::locale::Locale;
use crate::report::{Code, Problem, Request};

/// The field for addresses of issuers.
pub const ISSUERS_FIELD: &str = "issuers";

/// What is being prepared.
pub struct PrepareView {
    /// The issuers and badges that were named.
    pub sought: Vec<String>,
    /// What names no issuer; of a file, why it holds no badge.
    pub odd: Vec<(String, Option<Problem>)>,
    /// What is to be asked next.
    pub needed: Vec<Request>,
    /// How many are being asked now.
    pub pending: usize,
    /// What answered.
    pub collected: Vec<String>,
    /// What did not, and why.
    pub refused: Vec<(String, Code)>,
}

/// What can be done there.
pub struct PrepareActions {
    /// Add the issuers in [`ISSUERS_FIELD`].
    pub add: Callback<SubmitEvent>,
    /// Ask the hosts that are listed.
    pub ask: Callback<()>,
    /// Give up on what is under way.
    pub stop: Callback<()>,
    /// Ask those again that gave no answer.
    pub again: Callback<()>,
    /// Save what was collected.
    pub save: Callback<()>,
}

/// The page for it.
pub fn prepare(view: &PrepareView, locale: &Locale, actions: &PrepareActions) -> Html {
    let idle = view.pending == 0;
    html! {
        <section class="next prepare" aria-labelledby={super::VERDICT_ID}>
            <h1 id={super::VERDICT_ID} tabindex="-1">{ locale.text("prepare-title") }</h1>
            <p>{ locale.text("prepare-lead") }</p>
            <form onsubmit={actions.add.clone()}>
                <label>
                    { locale.text("prepare-label") }
                    <textarea name={ISSUERS_FIELD} rows="3" spellcheck="false" autocomplete="off" required={true} />
                </label>
                <p class="fine">{ locale.text("prepare-hint") }</p>
                <p class="buttons"><button>{ locale.text("prepare-add") }</button></p>
            </form>
            <div aria-live="polite">
                { for view.odd.iter().map(|(name, problem)| odd(name, problem.as_ref(), locale)) }
                if !view.sought.is_empty() {
                    <h2>{ locale.text("prepare-for") }</h2>
                    <ul class="hosts">{ for view.sought.iter().map(|name| html! { <li>{ said(name) }</li> }) }</ul>
                }
                if idle {
                    { question(view, locale, actions) }
                } else {
                    { under_way(view, locale, actions) }
                }
                { outcome(view, idle, locale, actions) }
            </div>
        </section>
    }
}

fn odd(name: &str, problem: Option<&Problem>, locale: &Locale) -> Html {
    let reason = match problem {
        None => said(&locale.format("prepare-odd", &[("text", name)])),
        Some(problem) => {
            let why = said(&locale.code(problem.code, &problem.detail));
            html! { <><strong>{ said(name) }</strong>{ " " }{ why }</> }
        }
    };
    html! { <p class="warning">{ reason }</p> }
}

/// Whom it would ask next.
fn question(view: &PrepareView, locale: &Locale, actions: &PrepareActions) -> Html {
    if view.needed.is_empty() {
        return Html::default();
    }
    let ask = actions.ask.reform(|_| ());
    html! {
        <>
            <h2>{ locale.text("next-title") }</h2>
            <p>{ locale.text("prepare-ask") }</p>
            { next::hosts(&view.needed, locale) }
            <p class="fine">{ locale.text("prepare-warning") }</p>
            <p class="buttons"><button class="primary" onclick={ask}>{ locale.text("ask") }</button></p>
        </>
    }
}

fn under_way(view: &PrepareView, locale: &Locale, actions: &PrepareActions) -> Html {
    let stop = actions.stop.reform(|_| ());
    let count = view.pending.to_string();
    html! {
        <>
            <p>{ locale.format("prepare-asking", &[("count", &count)]) }</p>
            <p class="buttons"><button onclick={stop}>{ locale.text("stop") }</button></p>
        </>
    }
}

/// What was collected so far, and what was not to be had.
fn outcome(view: &PrepareView, idle: bool, locale: &Locale, actions: &PrepareActions) -> Html {
    let save = actions.save.reform(|_| ());
    let again = actions.again.reform(|_| ());
    let count = view.collected.len().to_string();
    html! {
        <>
            if !view.collected.is_empty() {
                <h2>{ locale.format("prepare-collected", &[("count", &count)]) }</h2>
                <ul class="hosts">{ for view.collected.iter().map(|url| html! { <li><code>{ said(url) }</code></li> }) }</ul>
                if idle {
                    <p class="buttons">
                        <button class={yew::classes!(view.needed.is_empty().then_some("primary"))} onclick={save}>
                            { locale.text("prepare-save") }
                        </button>
                    </p>
                    <p class="fine">{ locale.text("prepare-then") }</p>
                }
            }
            if !view.refused.is_empty() {
                <h2>{ locale.text("prepare-refused") }</h2>
                if view.refused.iter().all(|(_, code)| *code == Code::NotFound) {
                    <p class="fine">{ locale.text("prepare-refused-note") }</p>
                }
                <ul class="hosts">{ for view.refused.iter().map(|(url, code)| html! {
                    <li><code>{ said(url) }</code><br />
                        <small><bdi>{ locale.code(*code, host(url).unwrap_or(url)) }</bdi></small></li>
                }) }</ul>
                if idle {
                    <p class="buttons"><button onclick={again}>{ locale.text("ask-again") }</button></p>
                }
            }
        </>
    }
}
