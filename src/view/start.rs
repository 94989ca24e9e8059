//! The start: one big target, and what is said when a file holds no badge.

use std::collections::BTreeSet;

use yew::{Callback, Html, html};

use super::{icons, said};
use crate::locale::Locale;
use crate::report::Problem;

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

/// The start view. `field` is the file field, which the shell makes because it listens to it.
pub fn start(
    field: Html,
    samples: &[Sample],
    remembered: &BTreeSet<String>,
    locale: &Locale,
    try_sample: &Callback<usize>,
    forget: &Callback<String>,
) -> Html {
    html! {
        <section class="start">
            <h1>{ locale.text("app-title") }</h1>
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
            <section class="samples" aria-labelledby="samples-title">
                <h2 id="samples-title">{ locale.text("try-sample") }</h2>
                <p class="buttons">
                    { for samples.iter().enumerate().map(|(index, sample)| {
                        let try_sample = try_sample.reform(move |_| index);
                        html! { <button onclick={try_sample}>{ locale.text(sample.message) }</button> }
                    }) }
                </p>
            </section>
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
        </section>
    }
}

/// What is said about a file that holds no badge.
pub fn problem(name: &str, problem: &Problem, locale: &Locale, leave: &Callback<()>) -> Html {
    let leave = leave.reform(|_| ());
    html! {
        <section class="verdict neutral problem" aria-live="polite">
            <div class="verdict-row">
                { icons::seal(super::Shape::Empty) }
                <div>
                    <h2 id={super::result::VERDICT_ID} tabindex="-1">{ locale.text("problem-title") }</h2>
                    <p class="sentence"><bdi>{ locale.code(problem.code, &problem.detail) }</bdi></p>
                    <p>{ locale.means(problem.code) }{ " " }{ locale.todo(problem.code) }</p>
                    <p class="fine">{ said(name) }</p>
                    <p class="buttons"><button onclick={leave}>{ locale.text("try-another") }</button></p>
                </div>
            </div>
        </section>
    }
}
