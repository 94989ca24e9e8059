//! Bitstring Status List 1.0 (W3C; CHECKLIST E1) and StatusList2021 (E2), which it grew from.

use serde_json::Value;

use super::list::{Kind, Parts, answer, number, single};
use super::{Answer, Entry, StatusMethod};
use crate::proof::Clause;
use crate::report::{Code, Stop};
use crate::resource::Context;

/// The method's entry in the table.
pub(super) static BITSTRING: StatusMethod = StatusMethod {
    entry_type: "BitstringStatusListEntry",
    check: |entry, context| check(&LIST, entry, context),
    locate: |json| parts(&LIST, json).ok(),
};

/// The same of the method before it.
pub(super) static STATUS_LIST_2021: StatusMethod = StatusMethod {
    entry_type: "StatusList2021Entry",
    check: |entry, context| check(&LIST_2021, entry, context),
    locate: |json| parts(&LIST_2021, json).ok(),
};

static LIST: Kind = Kind {
    credential: "BitstringStatusListCredential",
    subject: "BitstringStatusList",
    prefixed: true,
    purpose: None,
    clause: Clause {
        name: "Bitstring Status List 1.0, section 3.2",
        url: "https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm",
    },
};

static LIST_2021: Kind = Kind {
    credential: "StatusList2021Credential",
    subject: "StatusList2021",
    prefixed: false,
    purpose: None,
    clause: Clause {
        name: "Status List 2021, draft of April 2023",
        url: "https://www.w3.org/TR/2023/WD-vc-status-list-20230427/",
    },
};

fn check(kind: &'static Kind, entry: &Entry<'_>, context: &Context<'_>) -> Answer {
    match parts(kind, entry.json) {
        Ok(parts) => answer(entry, &parts, context),
        Err(stop) => Answer::deciding(Err(stop), Vec::new()),
    }
}

/// Reads an entry (E1.1, E2.1).
fn parts<'a>(kind: &'static Kind, json: &'a Value) -> Result<Parts<'a>, Stop> {
    let malformed = |what: &str| Stop::unknown(Code::MalformedStatus, what);
    let text =
        |name: &str| single(json, name).and_then(Value::as_str).ok_or_else(|| malformed(name));
    let size = match json.get("statusSize") {
        None | Some(Value::Null) => 1,
        // Written twice, it has no size: with a bit too few the entry is another's. Sixteen bits are 65 536
        // different messages; more is no status.
        Some(_) => number(json, "statusSize")
            .filter(|size| (1..=16).contains(size))
            .ok_or_else(|| malformed("statusSize"))?,
    };
    Ok(Parts {
        kind,
        purpose: text("statusPurpose")?,
        list: text("statusListCredential").or_else(|stop| {
            single(json, "statusListCredential")
                .and_then(|list| list.get("id")?.as_str())
                .ok_or(stop)
        })?,
        index: number(json, "statusListIndex").ok_or_else(|| malformed("statusListIndex"))?,
        size,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_entries_and_refuses_odd_numbers() {
        let entry = |index: Value| {
            let json = json!({
                "statusPurpose": "revocation",
                "statusListIndex": index,
                "statusListCredential": "https://example.edu/1"
            });
            parts(&LIST, &json).map(|parts| parts.index).ok()
        };
        assert_eq!(entry(json!("94567")), Some(94_567));
        assert_eq!(entry(json!(["7"])), Some(7));
        assert_eq!(entry(json!(7)), Some(7));
        for wrong in [
            json!("-1"),
            json!("+1"),
            json!(" 1"),
            json!("1.0"),
            json!(""),
            json!(-1),
            json!(1.5),
            json!("99999999999999999999"),
            json!(null),
            json!({}),
            json!(["1", "2"]),
        ] {
            assert_eq!(entry(wrong.clone()), None, "{wrong}");
        }
    }
}
