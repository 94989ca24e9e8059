//! RevocationList2020 (W3C CCG; CHECKLIST E3): the first generation of lists of bits.

use serde_json::Value;

use super::list::{Kind, Parts, answer, number, single};
use super::{Answer, Entry, StatusMethod};
use crate::report::{Code, Stop};
use crate::resource::Context;

/// The method's entry in the table.
pub(super) static METHOD: StatusMethod =
    StatusMethod { entry_type: "RevocationList2020Status", check };

static LIST: Kind = Kind {
    credential: "RevocationList2020Credential",
    subject: "RevocationList2020",
    prefixed: false,
    purpose: Some("revocation"),
};

fn check(entry: &Entry<'_>, context: &Context<'_>) -> Answer {
    let list = single(entry.json, "revocationListCredential").and_then(|list| match list {
        Value::String(url) => Some(url.as_str()),
        other => other.get("id")?.as_str(),
    });
    match (list, number(entry.json, "revocationListIndex")) {
        (Some(list), Some(index)) => {
            let parts = Parts { kind: &LIST, purpose: "revocation", list, index, size: 1 };
            answer(entry, &parts, context)
        }
        _ => Answer::deciding(Err(Stop::unknown(Code::MalformedStatus, "the entry")), Vec::new()),
    }
}
