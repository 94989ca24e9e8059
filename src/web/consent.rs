//! Hosts that the person allows for good: kept on this device, to be seen and forgotten.

use std::collections::BTreeSet;

use serde_json::Value;

use super::kept;
use crate::order::set;

/// Where they are kept.
const NAME: &str = "proofmark.hosts";

/// What is kept.
pub(super) fn load() -> BTreeSet<String> {
    let list = kept::load(NAME);
    let hosts = list.iter().filter_map(Value::as_array).flatten();
    set(hosts.filter_map(|host| host.as_str().map(str::to_owned)))
}

/// Keeps them.
pub(super) fn save(hosts: &BTreeSet<String>) {
    kept::save(NAME, &hosts.iter().map(String::as_str).collect());
}
