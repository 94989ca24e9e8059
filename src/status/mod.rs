//! Has it been withdrawn? Status entries, read from what was signed, against the lists they name.

use serde_json::Value;

use crate::document::one_or_many;
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::{Context, Evidence};
use crate::time::Timestamp;

mod bitstring;
mod blockcerts;
mod called;
mod list;
mod named;
mod open_badge;
mod place;
mod revocation_list_2020;

pub use blockcerts::check as check_blockcerts;
pub use open_badge::check as check_open_badge;
pub use place::{Place, places};

/// A way to publish that credentials were withdrawn.
///
/// To add one: write its file, add its line to [`METHODS`].
pub struct StatusMethod {
    /// The `type` of a status entry.
    pub entry_type: &'static str,
    /// Looks one entry up.
    pub check: for<'a> fn(&Entry<'_>, &Context<'a>) -> Answer,
    /// Where an entry stands in a list of bits; `None` for lists of another kind.
    locate: for<'a> fn(&'a Value) -> Option<list::Parts<'a>>,
}

/// Every status method the verifier knows.
pub static METHODS: &[&StatusMethod] = &[
    &bitstring::BITSTRING,
    &bitstring::STATUS_LIST_2021,
    &revocation_list_2020::METHOD,
    &named::METHOD,
];

/// One entry of `credentialStatus`.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The entry itself.
    pub json: &'a Value,
    /// The issuer of the credential it belongs to.
    pub issuer: Option<&'a str>,
    /// The identifier of that credential.
    pub id: Option<&'a str>,
}

/// A list was found, verified and searched, and the credential is not withdrawn in it.
#[derive(Debug)]
pub struct NotWithdrawn(());

/// What an entry says about the credential.
#[derive(Debug)]
pub struct Answer {
    /// JSON pointer to the entry.
    pub at: String,
    /// Whether this entry decides anything (revocation, suspension) or only informs.
    pub weight: Weight,
    /// What was found.
    pub result: Result<NotWithdrawn, Stop>,
    /// Things worth knowing.
    pub notes: Vec<Problem>,
}

/// Whether an entry can decide the verdict (VERDICT section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Revocation, suspension, and whatever purpose is not known.
    Deciding,
    /// Refresh and message.
    Advisory,
}

/// Whether what was fetched then is young enough to say that nothing happened since (VERDICT section
/// 6, "Age"); `longest` in seconds. A copy beside the page that is not is asked for anew.
fn recent(
    evidence: Evidence<'_>,
    purpose: Purpose,
    longest: i64,
    context: &Context<'_>,
) -> Result<(), Stop> {
    recent_since(evidence.resource.fetched_at, evidence, purpose, longest, context)
}

/// As [`recent`], for evidence that is known to have been so since then.
fn recent_since(
    known: Option<Timestamp>,
    evidence: Evidence<'_>,
    purpose: Purpose,
    longest: i64,
    context: &Context<'_>,
) -> Result<(), Stop> {
    let stale = match known {
        None => Stop::unknown(Code::Stale, "of unknown age"),
        Some(fetched) if fetched.plus_seconds(longest) < context.options.at => {
            Stop::unknown(Code::Stale, fetched.to_string())
        }
        Some(_) => return Ok(()),
    };
    context.renew(evidence, purpose);
    Err(stale)
}

impl Answer {
    fn deciding(result: Result<NotWithdrawn, Stop>, notes: Vec<Problem>) -> Self {
        Self { at: String::new(), weight: Weight::Deciding, result, notes }
    }
}

/// More places in lists than any badge has: each may lead to a list of megabytes.
const MOST_ENTRIES: usize = 64;

/// Looks up every entry; empty when the issuer publishes no way to withdraw.
///
/// `claims` are what was signed. `raw` is the document as written: an entry that is there and not
/// signed is never taken for no entry (CHECKLIST K5).
pub fn check(
    claims: &Value,
    raw: &Value,
    issuer: Option<&str>,
    context: &Context<'_>,
) -> Vec<Answer> {
    let entries = entries(claims);
    if entries.is_empty() && !one_or_many(raw.get("credentialStatus")).is_empty() {
        let stop = Stop::unknown(Code::UnsupportedStatus, "not covered by the signature");
        return vec![Answer {
            at: "/credentialStatus".into(),
            ..Answer::deciding(Err(stop), vec![])
        }];
    }
    if entries.len() > MOST_ENTRIES {
        let stop = Stop::unknown(Code::TooComplex, entries.len().to_string());
        let answer = Answer::deciding(Err(stop), Vec::new());
        return vec![Answer { at: "/credentialStatus".into(), ..answer }];
    }
    let id = claims.get("id").and_then(Value::as_str);
    let answer = |(at, json): (String, &Value)| {
        let mut answer = match method(json) {
            Some(method) => (method.check)(&Entry { json, issuer, id }, context),
            None => {
                let stop = Stop::unknown(Code::UnsupportedStatus, types(json).join(" "));
                Answer::deciding(Err(stop), vec![])
            }
        };
        answer.result = answer.result.map_err(|stop| stop.at(&at));
        answer.at = at;
        answer
    };
    entries.into_iter().map(answer).collect()
}

/// The entries of a credential, each with the JSON pointer to it.
fn entries(claims: &Value) -> Vec<(String, &Value)> {
    let entries = claims.get("credentialStatus");
    let at = |index: usize| match entries {
        Some(Value::Array(_)) => format!("/credentialStatus/{index}"),
        _ => "/credentialStatus".to_owned(),
    };
    one_or_many(entries).iter().enumerate().map(|(index, json)| (at(index), json)).collect()
}

fn types(entry: &Value) -> Vec<&str> {
    one_or_many(entry.get("type")).iter().filter_map(Value::as_str).collect()
}

/// The method that an entry's type names.
fn method(entry: &Value) -> Option<&'static StatusMethod> {
    let types = types(entry);
    METHODS.iter().copied().find(|method| types.contains(&method.entry_type))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resource::{Options, Origin, Resource, Resources};
    use crate::time::Timestamp;

    fn answers(claims: &Value, raw: &Value) -> Vec<Answer> {
        let (resources, options) = (Resources::new(), Options::new(Timestamp::from_unix(0)));
        check(claims, raw, None, &Context::new(&resources, &options))
    }

    #[test]
    fn no_entry_is_no_answer() {
        assert!(answers(&json!({}), &json!({})).is_empty());
        assert!(answers(&json!({}), &json!({ "credentialStatus": [] })).is_empty());
    }

    #[test]
    fn an_entry_that_is_not_signed_is_unknown_not_absent() {
        let answers = answers(&json!({}), &json!({ "credentialStatus": { "type": "Foo" } }));
        assert!(matches!(answers[0].result, Err(Stop::Unknown(_))));
    }

    #[test]
    fn too_many_entries_are_not_looked_at() {
        let claims =
            |entries: usize| json!({ "credentialStatus": vec![json!({ "type": "Foo" }); entries] });
        assert_eq!(answers(&claims(MOST_ENTRIES), &json!({})).len(), MOST_ENTRIES);
        let many = answers(&claims(MOST_ENTRIES + 1), &json!({}));
        let code =
            many[0].result.as_ref().err().and_then(|stop| stop.problem()).map(|why| why.code);
        assert_eq!((many.len(), code), (1, Some(Code::TooComplex)));
    }

    #[test]
    fn evidence_is_recent_until_it_is_older_than_it_may_be() {
        let url = "https://example.edu/list";
        let fetched = Timestamp::from_unix(1_000_000);
        let at = |seconds: i64| {
            let mut resources = Resources::new();
            let said = Resource::saying(url, "", Origin::Fetched);
            resources.insert(url, Ok(Resource { fetched_at: Some(fetched), ..said }));
            let options = Options::new(fetched.plus_seconds(seconds));
            let context = Context::new(&resources, &options);
            let evidence = context.get(url, Purpose::StatusList).unwrap_or_else(|_| panic!());
            recent(evidence, Purpose::StatusList, 60, &context).is_ok()
        };
        assert_eq!([0, 59, 60, 61].map(at), [true, true, true, false]);
    }

    #[test]
    fn an_unknown_method_is_unknown() {
        let claims =
            json!({ "credentialStatus": [{ "type": "Foo" }, { "id": "https://example.edu/" }] });
        let answers = answers(&claims, &claims);
        let places: Vec<&str> = answers.iter().map(|answer| answer.at.as_str()).collect();
        assert_eq!(places, ["/credentialStatus/0", "/credentialStatus/1"]);
        let one = |status: Value| {
            let claims = json!({ "credentialStatus": status });
            check(
                &claims,
                &claims,
                None,
                &Context::new(&Resources::new(), &Options::new(Timestamp::from_unix(0))),
            )
            .remove(0)
            .at
        };
        assert_eq!(one(json!({ "type": "Foo" })), "/credentialStatus");
        assert_eq!(one(json!([{ "type": "Foo" }])), "/credentialStatus/0");
        for answer in answers {
            assert_eq!(answer.result.unwrap_err().problem().unwrap().code, Code::UnsupportedStatus);
        }
    }
}
