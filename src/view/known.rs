//! The issuers a person knows: the list itself, and putting one on it. Advisory: it names signers and
//! decides nothing (EXPERIENCE 1, VERDICT section 4).

use yew::{Callback, Html, html};

use super::{Actions, Shown, said, short};
use crate::credential::Credential;
use crate::locale::Locale;
use crate::report::{Axis, Outcome, Signer, SignerKind};
use crate::resource::{TrustEntry, TrustList};

/// The field for what the person calls the issuer.
pub const KNOW_NAME: &str = "know-name";

/// The field for why the person knows it.
pub const KNOW_NOTE: &str = "know-note";

/// Under the issuer: that it is on the list, or a way to put it there.
pub(super) fn know(
    shown: &Shown<'_>,
    credential: &Credential,
    locale: &Locale,
    actions: &Actions,
) -> Html {
    let report = &shown.verification.report;
    let sure =
        [Axis::Integrity, Axis::Issuer].iter().all(|axis| report.axis(*axis) == Outcome::Passed);
    let Some(signer) = report.signer.as_ref().filter(|_| sure && !shown.sample) else {
        return Html::default();
    };
    match shown.known.find(&signer.id) {
        Some(entry) => listed(shown, entry, locale, actions),
        None => offer(signer, credential, locale, actions),
    }
}

fn listed(shown: &Shown<'_>, entry: &TrustEntry, locale: &Locale, actions: &Actions) -> Html {
    let id = entry.id.clone();
    let remove = actions.unknow.reform(move |_| id.clone());
    let key = shown.inspection.proofs.first().and_then(|dossier| dossier.key.as_ref());
    let changed =
        key.is_some_and(|key| !entry.keys.is_empty() && !entry.keys.contains(&key.to_multibase()));
    html! {
        <p class="known">
            <span class="label">{ locale.text("known-label") }</span>
            if !entry.note.is_empty() {
                { " " }{ said(&entry.note) }
            }
            { " " }<button class="plain" onclick={remove}>{ locale.text("known-remove") }</button>
            if changed {
                <strong class="warning">{ locale.text("known-key-changed") }</strong>
            }
        </p>
    }
}

fn offer(signer: &Signer, credential: &Credential, locale: &Locale, actions: &Actions) -> Html {
    let claimed = credential.issuer.name.any().map_or_else(|| short(&signer.id), str::to_owned);
    let by_key = signer.kind == SignerKind::Key;
    html! {
        <details class="compare know">
            <summary>{ locale.text("know") }</summary>
            <form onsubmit={actions.know.clone()}>
                <p class="fine">{ locale.text(if by_key { "know-lead-key" } else { "know-lead" }) }</p>
                <label>
                    { locale.text("know-name") }
                    <input name={KNOW_NAME} type="text" autocomplete="off" required={true} maxlength="200" value={claimed} />
                </label>
                <label>
                    { locale.text("know-note") }
                    <input name={KNOW_NOTE} type="text" autocomplete="off" maxlength="500" />
                </label>
                <button>{ locale.text("know-button") }</button>
                <small>{ locale.text("know-promise") }</small>
            </form>
        </details>
    }
}

/// The list, to be seen, saved and shortened; nothing while it is empty.
pub fn known_issuers(
    list: &TrustList,
    locale: &Locale,
    remove: &Callback<String>,
    export: &Callback<()>,
) -> Html {
    if list.0.is_empty() {
        return Html::default();
    }
    let export = export.reform(|_| ());
    html! {
        <details class="remembered issuers">
            <summary>{ locale.format("known-title", &[("count", &list.0.len().to_string())]) }</summary>
            <p class="fine">{ locale.text("known-lead") }</p>
            <ul class="hosts">{ for list.0.iter().map(|entry| {
                let id = entry.id.clone();
                let remove = remove.reform(move |_| id.clone());
                html! {
                    <li>
                        <strong>{ said(if entry.name.is_empty() { &entry.id } else { &entry.name }) }</strong>
                        { " " }<small>{ said(&entry.id) }</small>
                        if !entry.note.is_empty() {
                            <p class="fine">{ said(&entry.note) }</p>
                        }
                        { " " }<button onclick={remove}>{ locale.text("forget") }</button>
                    </li>
                }
            }) }</ul>
            <p class="buttons"><button onclick={export}>{ locale.text("known-export") }</button></p>
        </details>
    }
}

/// The question whether to take over a list that was dropped.
pub fn import(list: &TrustList, locale: &Locale, take: &Callback<bool>) -> Html {
    let answer = |yes: bool| take.reform(move |_| yes);
    let count = list.0.len().to_string();
    html! {
        <section class="next import" aria-labelledby={super::VERDICT_ID}>
            <h1 id={super::VERDICT_ID} tabindex="-1">{ locale.format("import-title", &[("count", &count)]) }</h1>
            <p>{ locale.text("import-lead") }</p>
            <ul class="hosts">{ for list.0.iter().take(50).map(|entry| html! {
                <li><strong>{ said(&entry.name) }</strong>{ " " }<small>{ said(&entry.id) }</small></li>
            }) }</ul>
            <p class="buttons">
                <button class="primary" onclick={answer(true)}>{ locale.text("import-take") }</button>
                <button onclick={answer(false)}>{ locale.text("import-leave") }</button>
            </p>
        </section>
    }
}
