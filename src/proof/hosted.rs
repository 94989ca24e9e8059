//! Hosted badges (Open Badges 2.0, "Hosted Verification"; CHECKLIST F4-F8): the file only names the
//! badge. What stands at its address is the badge.

use std::rc::Rc;

use serde_json::Value;

use super::{Clause, Judgement, Verified};
use crate::budget;
use crate::document::{Document, spelled, truth};
use crate::issuer::KeySource;
use crate::issuer::open_badge::{Lineage, read, same_address};
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::Context;

/// Members that may differ between a copy and what it is a copy of; the picture in a baked file is the
/// file itself.
const FREE: &[&str] = &["@context", "image", "proof", "verify", "verification"];

/// The clause of the standard that is followed.
pub(super) const CLAUSE: Clause = Clause {
    name: "Open Badges 2.0, Hosted Verification",
    url: "https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html",
};

/// What stands for a proof: the address.
pub(super) const AT: &str = "/id";

/// Judges a hosted badge by what is at its address.
pub(super) fn judge(document: &Document, url: &str, context: &Context<'_>) -> Judgement {
    let name = "HostedBadge";
    let copy = match fetched(url, document.format.at_its_address(), context) {
        Ok(copy) => copy,
        Err(stop) => {
            // Where the file says that the rest is; asked for when the badge itself was found.
            context.later(|| Lineage::of(&document.json, context));
            return Judgement::stopped(AT, name, as_pointer(stop, url));
        }
    };
    let lineage = Lineage::of(&copy.json, context);
    let integrity = match &copy.doubt {
        Some(doubt) => Err(doubt.clone()),
        None => Ok(Verified {
            claims: Rc::new(lineage.assembled(&copy.json)),
            notes: differences(&document.json, &copy.json),
            edition: 0,
        }),
    };
    let binding = lineage.admits(&copy.url, context);
    let mut notes = copy.notes;
    if url.starts_with("http://") {
        notes.push(Problem::new(Code::HttpAddress, url));
    }
    notes.extend(lineage.notes());
    Judgement {
        at: AT.to_owned(),
        suite: name.to_owned(),
        integrity,
        binding,
        method: copy.url.clone(),
        key: None,
        source: KeySource::Address(copy.url),
        created: None,
        challenge: None,
        audience: Vec::new(),
        notes,
    }
}

/// The badge at its address.
struct Copy {
    url: String,
    json: Value,
    doubt: Option<Stop>,
    notes: Vec<Problem>,
}

fn fetched(url: &str, purpose: Purpose, context: &Context<'_>) -> Result<Copy, Stop> {
    if url.is_empty() {
        return Err(Stop::unknown(Code::Unsigned, "no address"));
    }
    let mut copy = one(url, purpose, context)?;
    // What it calls itself is where it should be (F4); version 1.0 has no ids.
    let named = itself(&copy.json).map(str::to_owned);
    if let Some(named) = named.filter(|named| !same_address(named, url)) {
        let pointer = copy.doubt;
        copy = one(&named, purpose, context)?;
        copy.doubt = copy.doubt.or(pointer);
        if !itself(&copy.json).is_some_and(|itself| same_address(itself, &named)) {
            let detail = format!("{named} is not there");
            return Err(Stop::unknown(Code::MalformedAnswer, detail).at(url));
        }
        copy.notes.push(Problem::new(Code::HostedElsewhere, named));
    }
    if ["badge", "claim"].iter().all(|name| copy.json.get(*name).is_none()) {
        let detail =
            if is_revoked(&copy.json) == Some(true) { "withdrawn" } else { "no assertion" };
        return Err(Stop::unknown(Code::MalformedAnswer, detail).at(url));
    }
    Ok(copy)
}

/// Where a hosted badge is at home: where what is at this address says that it is.
///
/// # Errors
/// What is at this address cannot be read, or was withdrawn; that nothing is there any more is no such error.
pub fn home(url: &str, purpose: Purpose, context: &Context<'_>) -> Result<String, Stop> {
    let copy = match one(url, purpose, context) {
        Err(Stop::Unknown(problem)) if problem.code == Code::Gone => return Ok(url.to_owned()),
        copy => copy?,
    };
    let Some(named) = itself(&copy.json).filter(|id| !same_address(id, url)) else {
        return Ok(url.to_owned());
    };
    // Withdrawn where it was is withdrawn, wherever it is now.
    match (is_revoked(&copy.json), copy.doubt) {
        (Some(false), _) => Ok(named.to_owned()),
        (_, Some(doubt)) => Err(doubt),
        (Some(true), None) => {
            let reason = copy.json.get("revocationReason").and_then(Value::as_str);
            Err(Stop::failed(Code::Revoked, reason.unwrap_or_default()))
        }
        (None, None) => Err(Stop::unknown(Code::MalformedStatus, "revoked")),
    }
}

/// The address that a copy gives itself.
fn itself(copy: &Value) -> Option<&str> {
    copy.get("id").or_else(|| copy.get("@id")).and_then(Value::as_str)
}

fn one(url: &str, purpose: Purpose, context: &Context<'_>) -> Result<Copy, Stop> {
    let evidence = context.get_owned(url, purpose)?;
    context.spend(budget::HOSTED, evidence.resource.body.len())?;
    let json = read(evidence)?;
    Ok(Copy { url: url.to_owned(), json, doubt: evidence.trusted().err(), notes: Vec::new() })
}

/// Whether a hosted copy says that it counts no more (E6.1); `None` where what it says cannot be read.
pub fn is_revoked(json: &Value) -> Option<bool> {
    let said = spelled(json, "revoked").filter(|said| !said.is_null());
    let said: Vec<Option<bool>> = said.map(truth).collect();
    match said.contains(&Some(true)) {
        true => Some(true),
        false => (!said.contains(&None)).then_some(false),
    }
}

/// As long as nobody was asked, the file is a pointer and nothing is wrong with it.
fn as_pointer(stop: Stop, url: &str) -> Stop {
    match stop.problem().map(|problem| problem.code) {
        Some(Code::NotFetched | Code::Declined | Code::Offline) => Stop::unknown(Code::Hosted, url),
        _ => stop,
    }
}

/// What the file says otherwise than the badge (F5); the badge is what is shown.
fn differences(file: &Value, copy: &Value) -> Vec<Problem> {
    let (Some(file), Some(copy)) = (file.as_object(), copy.as_object()) else { return Vec::new() };
    // A file that is only an address, or hardly more, says nothing else.
    let whole = file.contains_key("recipient");
    let added = copy.keys().filter(|name| whole && !file.contains_key(*name));
    let mut names: Vec<&String> = file.keys().chain(added).collect();
    names.retain(|name| !FREE.contains(&name.as_str()));
    names.retain(|name| {
        let written = file.get(*name).unwrap_or(&Value::Null);
        !agree(name, written, copy.get(*name))
    });
    let differs = |name: &String| Problem::new(Code::CopyDiffers, name).at(format!("/{name}"));
    names.into_iter().map(differs).collect()
}

/// Whether a member of the copy says the same: a link and what is behind it do.
fn agree(name: &str, written: &Value, hosted: Option<&Value>) -> bool {
    let id = |value: &Value| match value {
        Value::Object(object) => object.get("id").and_then(Value::as_str).map(str::to_owned),
        other => other.as_str().map(str::to_owned),
    };
    match hosted {
        None | Some(Value::Null) => written.is_null(),
        Some(hosted) if written == hosted => true,
        Some(hosted) if ["badge", "issuer", "id"].contains(&name) => {
            match (id(written), id(hosted)) {
                (Some(a), Some(b)) => same_address(&a, &b),
                _ => false,
            }
        }
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_copy_differs_by_its_members() {
        let hosted = json!({
            "id": "https://e.example/1", "badge": { "id": "https://e.example/b", "name": "x" },
            "issuedOn": "2020-01-01", "recipient": { "identity": "a" }
        });
        let places = |file: &Value| -> Vec<String> {
            differences(file, &hosted).into_iter().map(|note| note.detail).collect()
        };
        assert!(places(&json!({ "id": "https://e.example/1" })).is_empty());
        let same = json!({
            "id": "http://e.example/1", "badge": "https://e.example/b", "issuedOn": "2020-01-01",
            "image": "data:,", "verify": { "type": "hosted" }, "expires": null,
            "recipient": { "identity": "a" }
        });
        assert!(places(&same).is_empty());
        let other = json!({
            "id": "https://e.example/1", "badge": "https://e.example/c", "issuedOn": "2021-01-01",
            "recipient": { "identity": "b" }, "expires": "2030-01-01"
        });
        assert_eq!(places(&other), ["badge", "expires", "issuedOn", "recipient"]);
        let shorter = json!({ "id": "https://e.example/1", "recipient": { "identity": "a" } });
        assert_eq!(places(&shorter), ["badge", "issuedOn"]);
    }

    #[test]
    fn only_links_stand_for_what_is_behind_them() {
        let hosted = json!({ "id": "https://e.example/1", "name": "x" });
        let written = json!({ "id": "https://e.example/1", "name": "y" });
        for name in ["badge", "issuer", "id"] {
            assert!(agree(name, &written, Some(&hosted)), "{name}");
        }
        assert!(!agree("evidence", &written, Some(&hosted)));
        assert!(!agree("badge", &json!(["https://e.example/1"]), Some(&hosted)));
    }

    #[test]
    fn revoked_is_said_in_many_ways() {
        for (value, expected) in [
            (json!(true), Some(true)),
            (json!("True"), Some(true)),
            (json!([true]), Some(true)),
            (json!({ "@value": true }), Some(true)),
            (json!(false), Some(false)),
            (json!("false"), Some(false)),
            (json!(null), Some(false)),
            (json!(1), Some(true)),
            (json!(0), Some(false)),
            (json!(""), Some(false)),
            (json!(7), None),
            (json!("yes"), None),
            (json!([true, false]), None),
        ] {
            assert_eq!(is_revoked(&json!({ "revoked": value })), expected, "{value}");
        }
        assert_eq!(is_revoked(&json!({})), Some(false));
        let named = json!({ "revoked": false, "https://w3id.org/openbadges#revoked": true });
        assert_eq!(is_revoked(&named), Some(true));
    }
}
