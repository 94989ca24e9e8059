//! RevocationList2020 (W3C CCG; CHECKLIST E3): the first generation of lists of bits.

use serde_json::Value;

use super::list::{Kind, Parts, answer, number, single};
use super::{Answer, Entry, StatusMethod};
use crate::proof::Clause;
use crate::report::{Code, Stop};
use crate::resource::Context;

/// The method's entry in the table.
pub(super) static METHOD: StatusMethod =
    StatusMethod { entry_type: "RevocationList2020Status", check, locate: parts };

static LIST: Kind = Kind {
    credential: "RevocationList2020Credential",
    subject: "RevocationList2020",
    prefixed: false,
    purpose: Some("revocation"),
    clause: Clause {
        name: "Revocation List 2020",
        url: "https://w3c-ccg.github.io/vc-status-rl-2020/",
    },
};

fn check(entry: &Entry<'_>, context: &Context<'_>) -> Answer {
    match parts(entry.json) {
        Some(parts) => answer(entry, &parts, context),
        None => {
            Answer::deciding(Err(Stop::unknown(Code::MalformedStatus, "the entry")), Vec::new())
        }
    }
}

/// Reads an entry.
fn parts(json: &Value) -> Option<Parts<'_>> {
    let list = single(json, "revocationListCredential").and_then(|list| match list {
        Value::String(url) => Some(url.as_str()),
        other => other.get("id")?.as_str(),
    });
    let index = number(json, "revocationListIndex")?;
    Some(Parts { kind: &LIST, purpose: "revocation", list: list?, index, size: 1 })
}
