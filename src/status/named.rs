//! Plain lists that name what was withdrawn: 1EdTechRevocationList (CHECKLIST E4) and the
//! RevocationList of Open Badges 2 and 1 (E5).
//!
//! They are not signed. What they are worth is the connection they came over, so a list that was
//! handed over confirms nothing.

use serde_json::Value;

use super::called::{Called, Entry as Named, Told, address};
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
    // Read once for all entries that lead to it, and paid for once in each file.
    let name = format!("list {} at {}", lists[0], evidence.url);
    let bytes = if context.budget().meets(&name) { evidence.resource.body.len() } else { 0 };
    context.spend(budget::READ, bytes)?;
    let list = context.memo().get_or(&name, || List::read(&evidence.resource.body, lists));
    let list = Result::as_ref(&list).map_err(|why| unreadable(why))?;
    evidence.trusted()?;
    if let (Some(owner), Some(issuer)) = (&list.owner, issuer)
        && owner != issuer
    {
        notes.push(Problem::new(Code::StatusListOfOther, owner).at(url));
    }
    context.spend(budget::ENTRY, list.entries.len())?;
    let mut is_unread = false;
    for entry in &list.entries {
        match entry.tells(called) {
            // What it says was withdrawn counts at any age (VERDICT section 6).
            Told::Withdrawn(reason) => return Err(Stop::failed(Code::Revoked, reason).at(url)),
            Told::Unread => is_unread = true,
            Told::Nothing => {}
        }
    }
    if is_unread || !list.is_whole {
        return Err(unreadable(if is_unread { "an entry" } else { "no list in it" }));
    }
    if called.is_unread {
        return Err(Stop::unknown(Code::MalformedStatus, "the badge has an id of no text").at(url));
    }
    super::recent(evidence, Purpose::StatusList, context.options.limits.status_age, context)
        .map_err(|stop| stop.at(url))?;
    Ok(NotWithdrawn(()))
}

/// A list as it was read.
struct List {
    owner: Option<String>,
    entries: Vec<Named>,
    /// Whether all of it is a list.
    is_whole: bool,
}

impl List {
    fn read(body: &[u8], lists: &[&str]) -> Result<Self, String> {
        let text = std::str::from_utf8(body).map_err(|_| "not UTF-8".to_owned())?;
        let list = json::parse(text.trim_start_matches('\u{feff}').trim())
            .map_err(|problem| problem.to_string())?;
        let object = list.as_object().ok_or_else(|| "no object".to_owned())?;
        let owner = owner(&list).map(str::to_owned);
        let found = lists.iter().flat_map(|name| spelled(&list, name));
        let mut found = found.filter(|entries| !entries.is_null()).peekable();
        let (entries, is_whole) = if found.peek().is_some() {
            let entries = found.flat_map(|entries| one_or_many(Some(entries)));
            (entries.filter_map(Named::read).collect(), true)
        } else if lists.contains(&"revokedAssertions") && !object.contains_key("type") {
            // Version 1 of Open Badges: the identifiers are the members, the reasons their values. An answer that
            // tells of an error is an object, too.
            let is_list = object.iter().all(|(name, it)| it.is_string() && name != "error");
            (object.iter().map(|(name, why)| Named::named(name, why)).collect(), is_list)
        } else {
            (Vec::new(), false)
        };
        Ok(Self { owner, entries, is_whole })
    }
}

/// The lists that a profile names, each once; and what keeps others from being looked at, which may withdraw a
/// badge as well.
pub(super) fn lists_of(profile: &Value) -> (Vec<&str>, Option<Stop>) {
    let said = spelled(profile, "revocationList").flat_map(|said| one_or_many(Some(said)));
    let (mut lists, mut odd) = (Vec::new(), None);
    for list in said.filter(|list| !list.is_null()) {
        match address(list) {
            Some(list) if lists.contains(&list) => {}
            Some(list) if lists.len() < super::MOST_ENTRIES => lists.push(list),
            Some(_) => odd = Some(Stop::unknown(Code::TooComplex, "revocationList")),
            None => odd = Some(Stop::unknown(Code::MalformedStatus, "revocationList")),
        }
    }
    (lists, odd)
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
