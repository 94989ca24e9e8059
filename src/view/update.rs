//! Which version of the page this is, and the line that tells of a newer one.

use yew::{Callback, Html, html};

use crate::locale::Locale;

/// The mark of the build, to be compared with the one that was published.
pub fn build(hash: &str, locale: &Locale) -> Html {
    html! { <>{ " " }{ locale.text("footer-build") }{ " " }<code>{ hash }</code></> }
}

/// The line, with how many other pages stand in the way.
pub fn update(others: u32, locale: &Locale, load: &Callback<()>) -> Html {
    let load = load.reform(|_| ());
    html! {
        <div class="update" role="status">
            <p>{ locale.text("update-ready") }{ " " }{ locale.text("update-note") }</p>
            if others > 0 {
                <p>{ locale.format("update-others", &[("count", &others.to_string())]) }</p>
            }
            <button onclick={load}>{ locale.text("update-load") }</button>
        </div>
    }
}
