//! Plain lists that name what was withdrawn: 1EdTechRevocationList (CHECKLIST E4) and the
//! RevocationList of Open Badges 2 and 1 (E5).
//!
//! They are not signed. What they are worth is the connection they came over, so a list that was
//! handed over confirms nothing.

use serde_json::Value;

use super::{Answer, Entry, NotWithdrawn, StatusMethod};
use crate::budget;
use crate::document::{json, one_or_many, truth};
use crate::encoding::percent_decoded;
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::Context;

/// The method's entry in the table.
pub(super) static METHOD: StatusMethod =
    StatusMethod { entry_type: "1EdTechRevocationList", check, locate: |_| None };

fn check(entry: &Entry<'_>, context: &Context<'_>) -> Answer {
    let Some(url) = entry.json.get("id").and_then(Value::as_str) else {
        let stop = Stop::unknown(Code::MalformedStatus, "no id");
        return Answer::deciding(Err(stop), Vec::new());
    };
    // Both spellings are published (E4.2).
    let lists = ["revokedCredential", "revokedCredentials"];
    look_up(url, &lists, entry.id.as_slice(), entry.issuer, context)
}

/// Whether a list names a credential by one of its identifiers.
pub(super) fn look_up(
    url: &str,
    lists: &[&str],
    ids: &[&str],
    issuer: Option<&str>,
    context: &Context<'_>,
) -> Answer {
    let mut notes = Vec::new();
    let result = search(url, lists, ids, issuer, context, &mut notes);
    Answer::deciding(result, notes)
}

fn search(
    url: &str,
    lists: &[&str],
    ids: &[&str],
    issuer: Option<&str>,
    context: &Context<'_>,
    notes: &mut Vec<Problem>,
) -> Result<NotWithdrawn, Stop> {
    let evidence = context.get_owned(url, Purpose::StatusList)?;
    if ids.is_empty() {
        return Err(Stop::unknown(Code::MalformedStatus, "the badge has no id").at(url));
    }
    let unreadable = |detail: &str| Stop::unknown(Code::StatusListUnreadable, detail).at(url);
    // Read once for all entries that lead to it.
    let list = context.memo().get_or(&format!("list at {}", evidence.url), || {
        let text =
            std::str::from_utf8(&evidence.resource.body).map_err(|_| "not UTF-8".to_owned())?;
        json::parse(text.trim_start_matches('\u{feff}').trim())
            .map_err(|problem| problem.to_string())
    });
    let list = Result::as_ref(&list).map_err(|why| unreadable(why))?;
    evidence.trusted()?;
    let object = list.as_object().ok_or_else(|| unreadable("no object"))?;
    if let (Some(owner), Some(issuer)) = (owner(list), issuer)
        && owner != issuer
    {
        notes.push(Problem::new(Code::StatusListOfOther, owner).at(url));
    }
    // Version 1 of Open Badges: the identifiers are the members, the reasons their values.
    let is_version_1 = lists.contains(&"revokedAssertions") && !object.contains_key("type");
    let mut entries = lists.iter().filter_map(|name| object.get(*name)).peekable();
    let found = if entries.peek().is_some() {
        let entries: Vec<&Value> = entries.flat_map(|list| one_or_many(Some(list))).collect();
        context.spend(budget::ENTRY, entries.len())?;
        let told: Vec<Result<Option<String>, Unread>> =
            entries.into_iter().map(|entry| withdrawn(entry, ids)).collect();
        match told.iter().find_map(|told| told.as_ref().ok()?.clone()) {
            None if told.contains(&Err(Unread)) => return Err(unreadable("an entry")),
            found => found,
        }
    } else if is_version_1 && let Some(named) = ids.iter().find_map(|id| object.get(*id)) {
        Some(reason(named))
    } else if is_version_1 && object.iter().all(|(name, it)| it.is_string() && name != "error") {
        // An answer that tells of an error is an object, too.
        None
    } else {
        return Err(unreadable("no list in it"));
    };
    // What it says was withdrawn counts at any age (VERDICT section 6).
    if let Some(reason) = found {
        return Err(Stop::failed(Code::Revoked, reason).at(url));
    }
    super::recent(evidence, Purpose::StatusList, context.options.limits.status_age, context)
        .map_err(|stop| stop.at(url))?;
    Ok(NotWithdrawn(()))
}

/// An entry that names nobody in a way that is read here: it may mean this badge.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Unread;

/// The reason, if this entry withdraws one of these.
fn withdrawn(entry: &Value, ids: &[&str]) -> Result<Option<String>, Unread> {
    let names: Vec<&str> = match entry {
        Value::Array(items) => match &items[..] {
            [one] => return withdrawn(one, ids),
            _ => return Err(Unread),
        },
        // Nobody.
        Value::Null => return Ok(None),
        Value::Object(object) if object.is_empty() => return Ok(None),
        Value::Object(object) => {
            let names = ["id", "@id", "uid"].iter().filter_map(|name| object.get(*name));
            let names = names.filter(|name| !name.is_null());
            names.map(named).collect::<Result<_, _>>()?
        }
        other => address(other).into_iter().collect(),
    };
    if names.is_empty() {
        return Err(Unread);
    }
    let same = |a: &str, b: &str| a.trim() == b.trim() || unescaped(a) == unescaped(b);
    if !names.iter().any(|name| ids.iter().any(|id| same(name, id))) {
        return Ok(None);
    }
    // Left out, it is true (E4.1, E5.1); some write it as a text (E4.2).
    let said = entry.get("revoked").filter(|said| !said.is_null() && **said != "");
    match said.map(truth) {
        Some(Some(false)) => Ok(None),
        Some(None) => Err(Unread),
        _ => Ok(Some(entry.get("revocationReason").map(reason).unwrap_or_default())),
    }
}

/// The lists that a profile names.
///
/// # Errors
/// One is named in a way that is not read here: it may withdraw this badge.
pub(super) fn lists_of(profile: &Value) -> Result<Vec<&str>, Stop> {
    let lists = one_or_many(profile.get("revocationList")).iter().filter(|list| !list.is_null());
    let unread = || Stop::unknown(Code::MalformedStatus, "revocationList");
    lists.map(|list| address(list).ok_or_else(unread)).collect()
}

/// An address or a name, written as a text or as an object with an id, or the only one in a list.
fn address(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Object(object) => address(["id", "@id"].iter().find_map(|name| object.get(*name))?),
        Value::Array(items) => match &items[..] {
            [one] => address(one),
            _ => None,
        },
        _ => None,
    }
}

/// A name, which may be a number where an address may not.
fn named(value: &Value) -> Result<&str, Unread> {
    match value {
        Value::Number(number) => Ok(number.as_str()),
        other => address(other).ok_or(Unread),
    }
}

fn reason(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn owner(list: &Value) -> Option<&str> {
    let issuer = list.get("issuer")?;
    issuer.as_str().or_else(|| issuer.get("id")?.as_str())
}

/// An identifier with its percent signs undone (E4.6).
fn unescaped(id: &str) -> String {
    String::from_utf8_lossy(&percent_decoded(id.trim()).0).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resource::{Options, Origin, Resource, Resources};
    use crate::time::Timestamp;

    #[test]
    fn an_entry_names_a_badge_in_many_ways() {
        let is = |entry: Value| withdrawn(&entry, &["urn:a b"]).is_ok_and(|told| told.is_some());
        for entry in [
            json!("urn:a b"),
            json!("urn:a%20b"),
            json!({ "id": " urn:a b " }),
            json!({ "uid": "urn:a b", "revoked": true }),
            json!({ "id": "urn:a b", "revoked": "true" }),
            json!({ "id": "urn:a b", "revoked": null }),
            json!({ "@id": "urn:a b" }),
            json!({ "id": "urn:a b", "uid": null }),
            json!({ "id": "urn:a b", "uid": 42, "revoked": 1 }),
            json!({ "id": ["urn:a b"] }),
            json!([["urn:a b"]]),
        ] {
            assert!(is(entry.clone()), "{entry}");
        }
        for entry in [
            json!("urn:b"),
            json!({ "id": "urn:a b", "revoked": false }),
            json!({ "id": "urn:a b", "revoked": "false" }),
            json!({ "name": "urn:a b" }),
            json!(1),
        ] {
            assert!(!is(entry.clone()), "{entry}");
        }
    }
    /// What a list says of a badge of `https://example.edu/issuer`, and what is noted.
    fn said(list: &Value) -> (Option<Problem>, Vec<Problem>) {
        let url = "https://example.edu/list";
        let now = Timestamp::from_unix(1_780_000_000);
        let mut resources = Resources::new();
        let said = Resource::saying(url, &list.to_string(), Origin::Fetched);
        resources.insert(url, Ok(Resource { fetched_at: Some(now), ..said }));
        let (options, issuer) = (Options::new(now), Some("https://example.edu/issuer"));
        let context = Context::new(&resources, &options);
        let answer = look_up(url, &["revokedAssertions"], &["urn:a"], issuer, &context);
        (answer.result.err().and_then(|stop| stop.problem().cloned()), answer.notes)
    }

    #[test]
    fn a_list_says_why_and_whose_it_is() {
        let entry = json!({ "id": "urn:a", "revocationReason": "Given by mistake" });
        let of = |issuer: Value, entries: Value| {
            said(
                &json!({ "type": "RevocationList", "issuer": issuer, "revokedAssertions": entries }),
            )
        };
        let own = json!("https://example.edu/issuer");
        let (problem, notes) = of(own.clone(), json!([entry]));
        let problem = problem.unwrap();
        assert_eq!((problem.code, &*problem.detail), (Code::Revoked, "Given by mistake"));
        assert!(notes.is_empty());
        assert_eq!(of(json!({ "id": own }), json!([])), (None, vec![]));
        let (problem, notes) = of(json!({ "id": "https://example.com/other" }), json!([]));
        assert_eq!(problem, None);
        assert_eq!(notes[0].code, Code::StatusListOfOther);
        assert_eq!(notes[0].detail, "https://example.com/other");
        // Lists of version 1 name nobody.
        assert_eq!(said(&json!({ "urn:b": "" })), (None, vec![]));
        assert_eq!(said(&json!({ "urn:a": "Left" })).0.unwrap().detail, "Left");
    }
}
