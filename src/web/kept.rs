//! What this device keeps because the person said so, by name; nothing where the browser keeps nothing.

use serde_json::Value;

use crate::document::json;

/// What is kept under a name.
pub(super) fn load(name: &str) -> Option<Value> {
    let text = storage()?.get_item(name).ok().flatten()?;
    json::parse(&text).ok()
}

/// Keeps a list, or forgets it when it is empty. A private window or a full disk keeps nothing, and the
/// person is asked again.
pub(super) fn save(name: &str, list: &Value) {
    let Some(storage) = storage() else { return };
    let is_empty = list.as_array().is_none_or(Vec::is_empty);
    let _ = match is_empty {
        true => storage.remove_item(name),
        false => storage.set_item(name, &list.to_string()),
    };
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
