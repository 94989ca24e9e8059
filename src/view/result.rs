//! A result: verdict, next step, three questions, badge, how we know, for engineers (EXPERIENCE 1).

use yew::{Html, html};

use super::{
    Actions, Shown, anchor, badge, checks, endorsements, headline, icons, inspector, keep, members,
    next, packs, questions, snippet,
};
use crate::locale::Locale;
use crate::report::Axis;

/// The id of the verdict's heading, which gets the focus when a result appears.
pub const VERDICT_ID: &str = "verdict-title";

/// One badge's result.
pub fn result(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    html! {
        <div class="result">
            <div class="answer">
                { verdict(shown, locale) }
                { packs::packed(shown, locale, actions) }
                { next::next_step(shown, locale, actions) }
                { anchor::anchor(shown, locale, actions) }
                { members::presenter(shown, locale, actions) }
                { questions::questions(shown, locale, actions) }
            </div>
            <div class="content">
                { members::newer(shown, locale) }
                { members::members(shown, locale, actions) }
                { badge::badge(shown, locale, actions) }
                { members::disclosed(shown.sd_jwt, locale) }
                { endorsements::endorsements(shown.verification, locale, actions) }
            </div>
            <div class="reasons">
                { checks::checks(shown, locale) }
                { next::contacts(shown, locale) }
                { keep::keep(shown, locale, actions) }
                { for shown.snippet.iter().map(|it| snippet::snippet(it, locale, actions)) }
                { inspector::inspector(shown, locale, actions) }
            </div>
        </div>
    }
}

fn verdict(shown: &Shown<'_>, locale: &Locale) -> Html {
    let headline = headline(shown.verification, locale);
    let tally = members::tally(shown.verification, locale);
    html! {
        <section class={yew::classes!("verdict", headline.tone.class())} aria-live="polite">
            if shown.sample {
                <p class="band">{ locale.text("sample-band") }</p>
            }
            if let Some(day) = shown.verification.report.as_of {
                <p class="band">{ locale.format("as-of-band", &[("date", &locale.date(day))]) }</p>
            }
            <div class="verdict-row">
                { icons::seal(headline.shape) }
                <div>
                    <h1 id={VERDICT_ID} tabindex="-1">{ headline.title(locale) }</h1>
                    <p class="sentence"><bdi>{ headline.sentence(locale) }</bdi></p>
                    if !tally.is_empty() {
                        <p class="fine">{ tally }</p>
                    }
                    { person(shown, locale) }
                </div>
            </div>
        </section>
    }
}

/// Whether it is the person asked about: an answer of its own, which nobody may overlook (VERDICT
/// section 2).
fn person(shown: &Shown<'_>, locale: &Locale) -> Html {
    let Some(words) = questions::person(shown) else { return Html::default() };
    if shown.compared.is_none() {
        return html! { <p class="fine">{ locale.text(words) }</p> };
    }
    let outcome = shown.verification.report.axis(Axis::Recipient);
    html! {
        <p class={yew::classes!("line", "person", outcome.as_str())}>
            { icons::sign(outcome.as_str()) }<strong>{ locale.text(words) }</strong>
        </p>
    }
}
