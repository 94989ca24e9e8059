//! The browser: everything that needs `web_sys` lies below this module.

use wasm_bindgen::prelude::wasm_bindgen;
use yew::{Html, function_component, html};

/// Puts the page into the document's body. Called by `www/page.js` once the module is there.
#[wasm_bindgen]
pub fn start_page() {
    yew::Renderer::<Page>::new().render();
}

#[function_component]
fn Page() -> Html {
    html! {
        <main>
            <h1>{ "Proofmark" }</h1>
            <p>{ "Is this badge genuine?" }</p>
        </main>
    }
}
