//! What this device keeps because the person said so, by name; nothing where the browser keeps nothing.

use serde_json::Value;

use crate::document::json;
use crate::order::sort;

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

/// Everything kept here, by name, with its size in bytes.
pub(super) fn all() -> Vec<(String, usize)> {
    let Some(storage) = storage() else { return Vec::new() };
    let size = |name: String| {
        let text = storage.get_item(&name).ok().flatten()?;
        Some((name.clone(), name.len() + text.len()))
    };
    names(&storage).into_iter().filter_map(size).collect()
}

/// Forgets everything kept here.
pub(super) fn forget_all() {
    let Some(storage) = storage() else { return };
    for name in names(&storage) {
        // What cannot be removed is listed still.
        let _ = storage.remove_item(&name);
    }
}

/// The names that are ours, in order; others may keep things on the same site.
fn names(storage: &web_sys::Storage) -> Vec<String> {
    let count = storage.length().unwrap_or(0);
    let all = (0..count).filter_map(|index| storage.key(index).ok().flatten());
    let mut names: Vec<String> = all.filter(|name| name.starts_with("proofmark.")).collect();
    sort(&mut names);
    names
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
