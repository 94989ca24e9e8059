//! What this device keeps: badges to be finished, and one place for all of it.

use yew::{Callback, Html, html};

use super::{next, said};
use crate::locale::Locale;
use crate::report::Request;
use crate::time::Timestamp;

/// A badge that waits.
pub struct Unfinished<'a> {
    /// What it is kept under.
    pub key: &'a str,
    /// Its file name.
    pub name: &'a str,
    /// Since when it waits.
    pub since: Timestamp,
}

/// What is kept.
pub struct ShelfView<'a> {
    /// The badges that wait.
    pub unfinished: Vec<Unfinished<'a>>,
    /// Whether there is a network, as far as the browser knows.
    pub online: bool,
    /// Everything that is kept, by name, with its size in bytes.
    pub kept: Vec<(String, usize)>,
    /// Why nothing can be kept, by the name of the sentence.
    pub refused: Option<&'static str>,
}

/// What can be done with it.
#[derive(Clone, Default)]
pub struct ShelfActions {
    /// Look at everything that waits.
    pub finish: Callback<()>,
    /// Keep what was checked in this tab.
    pub keep_history: Callback<()>,
    /// Forget one thing.
    pub forget: Callback<String>,
    /// Forget everything.
    pub delete_all: Callback<()>,
}

/// What becomes of the list of what was checked: it goes with the tab, unless it is kept.
pub(super) fn keep_history(view: &ShelfView<'_>, locale: &Locale, actions: &ShelfActions) -> Html {
    let keep = actions.keep_history.reform(|_| ());
    let kept = view.kept.iter().any(|(name, _)| name.starts_with("history/"));
    html! {
        <p class="fine">
            { locale.text(if kept { "history-note-kept" } else { "history-note" }) }{ " " }
            <button class="plain" onclick={keep}>{ locale.text("history-keep") }</button>
        </p>
    }
}

/// The badges that wait, on the start page.
pub(super) fn unfinished(view: &ShelfView<'_>, locale: &Locale, actions: &ShelfActions) -> Html {
    if view.unfinished.is_empty() {
        return Html::default();
    }
    let finish = actions.finish.reform(|_| ());
    let lead = if view.online { "unfinished-online" } else { "unfinished-offline" };
    html! {
        <section class="history unfinished" aria-labelledby="unfinished-title">
            <h2 id="unfinished-title">{ locale.text("unfinished-title") }</h2>
            <p>{ locale.text(lead) }</p>
            <ul class="hosts">{ for view.unfinished.iter().map(|one| {
                let key = one.key.to_owned();
                let forget = actions.forget.reform(move |_| key.clone());
                html! {
                    <li>
                        { said(one.name) }{ " " }<small>{ locale.moment(one.since) }</small>{ " " }
                        <button class="plain" onclick={forget}>{ locale.text("forget") }</button>
                    </li>
                }
            }) }</ul>
            <p class="buttons"><button class="primary" onclick={finish}>{ locale.text("unfinished-open") }</button></p>
        </section>
    }
}

/// That the network is back, wherever the person is.
pub fn network_back(waiting: usize, locale: &Locale, finish: &Callback<()>) -> Html {
    let count = waiting.to_string();
    let finish = finish.reform(|_| ());
    html! {
        <>
            { locale.format("network-back", &[("count", &count)]) }{ " " }
            <button onclick={finish}>{ locale.text("unfinished-open") }</button>
        </>
    }
}

/// The one place for everything that is kept.
pub(super) fn kept(view: &ShelfView<'_>, locale: &Locale, actions: &ShelfActions) -> Html {
    if view.kept.is_empty() && view.refused.is_none() {
        return Html::default();
    }
    let delete = actions.delete_all.reform(|_| ());
    html! {
        <details class="kept">
            <summary>{ locale.text("kept-title") }</summary>
            if let Some(refused) = view.refused {
                <p>{ locale.text(refused) }</p>
            }
            if !view.kept.is_empty() {
                <ul class="hosts">{ for view.kept.iter().map(|(name, bytes)| html! {
                    <li>{ label(name, view, locale) }{ " " }<small>{ size(*bytes, locale) }</small></li>
                }) }</ul>
                <p class="fine">{ locale.text("kept-note") }</p>
                <p class="buttons"><button onclick={delete}>{ locale.text("kept-delete") }</button></p>
            }
        </details>
    }
}

/// What it is called for people.
fn label(name: &str, view: &ShelfView<'_>, locale: &Locale) -> Html {
    if let Some(one) = view.unfinished.iter().find(|one| one.key == name) {
        return html! { <bdi>{ locale.format("kept-unfinished", &[("name", one.name)]) }</bdi> };
    }
    let message = match name {
        "proofmark.hosts" => "kept-hosts",
        "proofmark.issuers" => "kept-issuers",
        "proofmark.language" => "kept-language",
        "proofmark.explorers" => "kept-explorers",
        "proofmark.device" => "kept-device",
        _ if name.starts_with("evidence/") => "kept-evidence",
        _ if name.starts_with("history/") => "kept-history",
        // Something of another version: at least its name.
        _ => return html! { <code>{ name.to_owned() }</code> },
    };
    html! { { locale.text(message) } }
}

fn size(bytes: usize, locale: &Locale) -> String {
    locale.format("kept-size", &[("count", &bytes.div_ceil(1000).to_string())])
}

/// The question whether to ask for all badges of a list.
pub fn ask_all(
    (wanted, foreseen): &(Vec<Request>, Vec<Request>),
    asking: Option<(usize, usize)>,
    locale: &Locale,
    ask: &Callback<()>,
    stop: &Callback<()>,
) -> Html {
    if let Some(progress) = asking {
        return next::under_way(progress, locale, stop);
    }
    if wanted.is_empty() {
        return Html::default();
    }
    let ask = ask.reform(|_| ());
    html! {
        <section class="next" aria-labelledby="next-title">
            { next::question(wanted, foreseen, locale) }
            <p class="buttons"><button class="primary" onclick={ask}>{ locale.text("ask") }</button></p>
        </section>
    }
}
