//! For engineers: what was found, what was signed, the report.

use yew::{Html, html};

use super::{Actions, Shown};
use crate::credential::visible;
use crate::locale::Locale;

/// The inspector, closed at first.
pub(super) fn inspector(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let input = &shown.verification.input;
    let report = format!("{:#}", shown.verification.to_json());
    let model = input.data_model.as_ref().map(|model| format!(" ({model})")).unwrap_or_default();
    html! {
        <details class="inspector">
            <summary>{ locale.text("inspector-title") }</summary>
            <dl>
                <dt>{ locale.text("inspector-container") }</dt>
                <dd><code>{ input.container.clone() }</code></dd>
                <dt>{ locale.text("inspector-format") }</dt>
                <dd><code>{ input.format.clone().unwrap_or_default() }{ model }</code></dd>
                if let Some(hash) = &input.sha256 {
                    <dt>{ locale.text("inspector-hash") }</dt>
                    <dd><code>{ hash.clone() }</code></dd>
                }
            </dl>
            { text(&locale.text("inspector-json"), shown.source, locale, actions) }
            { text(&locale.text("inspector-report"), &report, locale, actions) }
            { for shown.evidence.iter().map(|(name, content)| {
                text(&format!("{} {name}", locale.text("inspector-evidence")), content, locale, actions)
            }) }
        </details>
    }
}

/// A text with a button to copy it.
fn text(title: &str, content: &str, locale: &Locale, actions: &Actions) -> Html {
    let copy = actions.copy.clone();
    let whole = content.to_owned();
    let copy = copy.reform(move |_| whole.clone());
    // What is shown is cut so that the page stays quick; what is copied is whole.
    let end = content.char_indices().nth(20_000).map_or(content.len(), |(at, _)| at);
    let cut = if end < content.len() { "\n…" } else { "" };
    html! {
        <details class="source">
            <summary>{ title.to_owned() }</summary>
            <button onclick={copy}>{ locale.text("copy") }</button>
            <pre tabindex="0"><code>{ visible(&content[..end]) }{ cut }</code></pre>
        </details>
    }
}
