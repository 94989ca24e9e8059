//! Listening on the whole window: it is the target for drops and pastes, and hears Escape.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{ClipboardEvent, DragEvent, EventTarget, KeyboardEvent, PopStateEvent};
use yew::Context;

use super::app::{App, Msg};
use super::files;
use super::shelf::ShelfMsg;

const HEARD: [&str; 9] = [
    "dragover",
    "dragleave",
    "drop",
    "paste",
    "keydown",
    "popstate",
    "hashchange",
    "online",
    "offline",
];

/// Listens on the whole window: it is the target for drops and pastes.
pub(super) fn listen(context: &Context<App>) -> Vec<Closure<dyn FnMut(web_sys::Event)>> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let mut listeners = Vec::new();
    for name in HEARD {
        let link = context.link().clone();
        let listener = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            if let Some(message) = heard(name, &event) {
                link.send_message(message);
            }
        });
        let target: &EventTarget = window.as_ref();
        // Listening on the window fails only for a name that is not a text.
        let _ = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        listeners.push(listener);
    }
    listeners
}

fn heard(name: &str, event: &web_sys::Event) -> Option<Msg> {
    if let Some(step) = event.dyn_ref::<PopStateEvent>() {
        // The start itself has no number.
        return Some(Msg::Went(step.state().as_f64().unwrap_or_default() as u32));
    }
    if name == "hashchange" {
        return Some(Msg::Address);
    }
    if name == "online" || name == "offline" {
        return Some(Msg::Shelf(ShelfMsg::Online(name == "online")));
    }
    if name == "paste" {
        let paste = event.dyn_ref::<ClipboardEvent>()?;
        if files::is_typing(paste.target()) {
            return None;
        }
        let transfer = paste.clipboard_data()?;
        let sources = files::sources(&transfer);
        if !sources.is_empty() {
            return Some(Msg::Dropped(sources));
        }
        let text = files::text(&transfer)?;
        return Some(Msg::Taken(vec![("pasted text".to_owned(), Ok(text.into_bytes()))]));
    }
    if name == "keydown" {
        let key = event.dyn_ref::<KeyboardEvent>()?.key();
        return (key == "Escape").then_some(Msg::CameraOff);
    }
    let drag = event.dyn_ref::<DragEvent>()?;
    // Without this the browser would leave the page and open the file.
    drag.prevent_default();
    match name {
        "dragover" => Some(Msg::Over(true)),
        "dragleave" if drag.related_target().is_none() => Some(Msg::Over(false)),
        "drop" => {
            let transfer = drag.data_transfer()?;
            let sources = files::sources(&transfer);
            match files::text(&transfer) {
                Some(text) if sources.is_empty() => {
                    Some(Msg::Taken(vec![("dropped text".to_owned(), Ok(text.into_bytes()))]))
                }
                _ => Some(Msg::Dropped(sources)),
            }
        }
        _ => None,
    }
}
