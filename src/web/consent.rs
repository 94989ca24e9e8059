//! Hosts that the person allows for good: kept on this device, to be seen and forgotten.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::json;

/// Where they are kept.
const NAME: &str = "proofmark.hosts";

/// What is kept; nothing where the browser keeps nothing.
pub(super) fn load() -> BTreeSet<String> {
    let kept = storage().and_then(|storage| storage.get_item(NAME).ok().flatten());
    let list = kept.and_then(|text| json::parse(&text).ok());
    let hosts = list.iter().filter_map(Value::as_array).flatten();
    hosts.filter_map(|host| host.as_str().map(str::to_owned)).collect()
}

/// Keeps them. A private window or a full disk keeps nothing, and the person is asked again.
pub(super) fn save(hosts: &BTreeSet<String>) {
    let Some(storage) = storage() else { return };
    let list = Value::Array(hosts.iter().map(|host| host.as_str().into()).collect());
    let _ = match hosts.is_empty() {
        true => storage.remove_item(NAME),
        false => storage.set_item(NAME, &list.to_string()),
    };
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
