//! Plain lists that name what was withdrawn: 1EdTechRevocationList (CHECKLIST E4) and the
//! RevocationList of Open Badges 2 and 1 (E5).
//!
//! They are not signed. What they are worth is the connection they came over, so a list that was
//! handed over confirms nothing.

use serde_json::Value;

use super::called::{Called, Unread, address, reason};
use super::{Answer, Entry, NotWithdrawn, StatusMethod};
use crate::budget;
use crate::document::{json, one_or_many, spelled};
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
    look_up(url, &lists, &Called::by(entry.id.as_slice()), entry.issuer, context)
}

/// Whether a list names a credential by one of its identifiers.
pub(super) fn look_up(
    url: &str,
    lists: &[&str],
    called: &Called,
    issuer: Option<&str>,
    context: &Context<'_>,
) -> Answer {
    let mut notes = Vec::new();
    let result = search(url, lists, called, issuer, context, &mut notes);
    Answer::deciding(result, notes)
}

fn search(
    url: &str,
    lists: &[&str],
    called: &Called,
    issuer: Option<&str>,
    context: &Context<'_>,
    notes: &mut Vec<Problem>,
) -> Result<NotWithdrawn, Stop> {
    let evidence = context.get_owned(url, Purpose::StatusList)?;
    if called.is_nothing() {
        return Err(Stop::unknown(Code::MalformedStatus, "the badge has no id").at(url));
    }
    let unreadable = |detail: &str| Stop::unknown(Code::StatusListUnreadable, detail).at(url);
    // Read once for all entries that lead to it; its names are read each time.
    context.spend(budget::UNPACKED, evidence.resource.body.len())?;
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
    let mut entries = lists.iter().flat_map(|name| spelled(list, name)).peekable();
    let found = if entries.peek().is_some() {
        let entries: Vec<&Value> = entries.flat_map(|list| one_or_many(Some(list))).collect();
        context.spend(budget::ENTRY, entries.len())?;
        let told: Vec<Result<Option<String>, Unread>> =
            entries.into_iter().map(|entry| called.withdrawn_by(entry)).collect();
        match told.iter().find_map(|told| told.as_ref().ok()?.clone()) {
            None if told.contains(&Err(Unread)) => return Err(unreadable("an entry")),
            found => found,
        }
    } else if is_version_1 {
        context.spend(budget::ENTRY, object.len())?;
        let mut named = object.iter().filter(|(name, _)| called.is(name));
        match named.next() {
            Some((_, why)) => Some(reason(why)),
            // An answer that tells of an error is an object, too.
            None if object.iter().all(|(name, it)| it.is_string() && name != "error") => None,
            None => return Err(unreadable("no list in it")),
        }
    } else {
        return Err(unreadable("no list in it"));
    };
    // What it says was withdrawn counts at any age (VERDICT section 6).
    if let Some(reason) = found {
        return Err(Stop::failed(Code::Revoked, reason).at(url));
    }
    if called.is_unread {
        return Err(Stop::unknown(Code::MalformedStatus, "the badge has an id of no text").at(url));
    }
    super::recent(evidence, Purpose::StatusList, context.options.limits.status_age, context)
        .map_err(|stop| stop.at(url))?;
    Ok(NotWithdrawn(()))
}

/// The lists that a profile names, each once.
///
/// # Errors
/// One is named in a way that is not read here: it may withdraw this badge. So may one of too many.
pub(super) fn lists_of(profile: &Value) -> Result<Vec<&str>, Stop> {
    let said = spelled(profile, "revocationList").flat_map(|said| one_or_many(Some(said)));
    let mut lists: Vec<&str> = Vec::new();
    for list in said.filter(|list| !list.is_null()) {
        let unread = || Stop::unknown(Code::MalformedStatus, "revocationList");
        let list = address(list).ok_or_else(unread)?;
        if lists.contains(&list) {
            continue;
        }
        if lists.len() == super::MOST_ENTRIES {
            return Err(Stop::unknown(Code::TooComplex, "revocationList"));
        }
        lists.push(list);
    }
    Ok(lists)
}

fn owner(list: &Value) -> Option<&str> {
    let issuer = list.get("issuer")?;
    issuer.as_str().or_else(|| issuer.get("id")?.as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resource::{Options, Origin, Resource, Resources};
    use crate::time::Timestamp;

    /// What a list says of a badge of `https://example.edu/issuer`, and what is noted.
    fn said(list: &Value) -> (Option<Problem>, Vec<Problem>) {
        let url = "https://example.edu/list";
        let now = Timestamp::from_unix(1_780_000_000);
        let mut resources = Resources::new();
        let said = Resource::saying(url, &list.to_string(), Origin::Fetched);
        resources.insert(url, Ok(Resource { fetched_at: Some(now), ..said }));
        let (options, issuer) = (Options::new(now), Some("https://example.edu/issuer"));
        let context = Context::new(&resources, &options);
        let answer =
            look_up(url, &["revokedAssertions"], &Called::by(&["urn:a"]), issuer, &context);
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
