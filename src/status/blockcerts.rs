//! Blockcerts without a status of their own: withdrawn on the list that the issuer's profile names
//! (CHECKLIST J8).

use serde_json::Value;

use super::called::Called;
use super::{Answer, named};
use crate::document::Document;
use crate::issuer::{place_of_issuer, profile_of};
use crate::report::{Code, Stop};
use crate::resource::Context;

/// What the issuer's list says; empty when its profile names none.
///
/// The profile counts as its issuer publishes it. While it is missing, the copy in the certificate
/// says where to look, and no copy says that there is nothing to look at.
pub fn check(document: &Document, claims: &Value, context: &Context<'_>) -> Vec<Answer> {
    let mut answers = on_the_list(document, claims, context);
    // Not signed, it may not hide what the list says.
    if !document.json.get("credentialStatus").is_none_or(Value::is_null) {
        let stop = Stop::unknown(Code::UnsupportedStatus, "not covered by the signature");
        let answer = Answer::deciding(Err(stop), Vec::new());
        answers.push(Answer { at: "/credentialStatus".to_owned(), ..answer });
    }
    answers
}

fn on_the_list(document: &Document, claims: &Value, context: &Context<'_>) -> Vec<Answer> {
    let place = place_of_issuer(document.format);
    let copy = claims.pointer(place);
    let at = format!("{place}/revocationList");
    let open =
        |stop: Stop| vec![Answer { at: at.clone(), ..Answer::deciding(Err(stop), Vec::new()) }];
    let (copied, odd) = copy.map(named::lists_of).unwrap_or_default();
    let is_empty = copied.is_empty() && odd.is_none();
    let profile = profile_of(claims, document.format, context);
    // What the candidate may have written can say where to look, and not that there is nowhere else to. An
    // issuer without an address has no profile that could name a list.
    let doubt = match &profile {
        Ok(profile) => profile.doubt.clone(),
        Err(Stop::Unknown(why)) if why.code == Code::IssuerNotConfirmed => None,
        Err(stop) => Some(stop.clone()),
    };
    let mut own = Vec::new();
    let (lists, odd) = match (&profile, &doubt) {
        (Ok(profile), None) => {
            // What the certificate names may withdraw it as well.
            let (mut all, own_odd) = named::lists_of(&profile.json);
            own.clone_from(&all);
            let more: Vec<&str> = copied.into_iter().filter(|url| !all.contains(url)).collect();
            all.extend(more);
            (all, own_odd.or(odd))
        }
        // A DID document may name a profile, and that a list; neither is looked up here.
        (Err(_), _) if is_empty && copy.is_some_and(may_have_a_profile) => {
            return open(Stop::unknown(Code::UnsupportedStatus, "the profile of a DID"));
        }
        (_, Some(doubt)) if is_empty => return open(doubt.clone()),
        _ => (copied, odd),
    };
    let called = Called::of(claims);
    let issuer = profile.as_ref().ok().map(|profile| profile.id.as_str());
    let answers = lists.into_iter().map(|url| {
        let answer = named::look_up(url, &["revokedAssertions"], &called, issuer, context);
        let result = answer.result.and_then(|good| doubt.clone().map_or(Ok(good), Err));
        (url, Answer { at: at.clone(), result, ..answer })
    });
    // A list that the issuer's profile has left, and that is gone, says nothing any more.
    let is_gone = |stop: &Stop| {
        stop.problem().is_some_and(|why| matches!(why.code, Code::NotFound | Code::Gone))
    };
    let is_left = |url: &str| !own.is_empty() && !own.contains(&url);
    let answers = answers
        .filter(|(url, answer)| !is_left(url) || !answer.result.as_ref().is_err_and(is_gone));
    let answers = answers.map(|(_, answer)| answer);
    answers.chain(odd.into_iter().flat_map(open)).collect()
}

/// Whether an issuer is named by a DID whose document is kept somewhere, and not by a key alone.
fn may_have_a_profile(issuer: &Value) -> bool {
    let id = issuer.as_str().or_else(|| issuer.get("id")?.as_str()).unwrap_or_default();
    id.starts_with("did:") && !["did:key:", "did:jwk:"].iter().any(|method| id.starts_with(method))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::document::Format;
    use crate::resource::{Options, Origin, Resource, Resources};
    use crate::time::Timestamp;

    const PROFILE: &str = "https://issuer.example/profile";
    const LIST: &str = "https://issuer.example/revoked";

    /// Where each answer stands and what it says, for a certificate of this issuer; its profile, where one
    /// is given, came with the candidate (`Supplied`) or from the issuer.
    fn answers(issuer: &Value, profile: Option<(Origin, Value)>) -> Vec<(String, Code)> {
        let claims = json!({ "type": ["VerifiableCredential"], "issuer": issuer });
        let mut document = Document::parse(&claims.to_string()).unwrap();
        document.format = Format::Blockcerts;
        let now = Timestamp::from_unix(1_800_000_000);
        let (mut resources, options) = (Resources::new(), Options::new(now));
        if let Some((origin, profile)) = profile {
            let said = Resource::saying(PROFILE, &profile.to_string(), origin);
            resources.insert(PROFILE, Ok(Resource { fetched_at: Some(now), ..said }));
        }
        let context = Context::new(&resources, &options);
        let told = |answer: Answer| {
            let Err(stop) = answer.result else { panic!("there is no list to answer") };
            (answer.at, stop.problem().map_or(Code::NotFetched, |problem| problem.code))
        };
        check(&document, &claims, &context).into_iter().map(told).collect()
    }

    fn profile(list: Option<&str>) -> Value {
        let mut profile = json!({ "@context": "https://w3id.org/openbadges/v2", "type": "Profile", "id": PROFILE, "name": "A" });
        profile
            .as_object_mut()
            .unwrap()
            .extend(list.map(|list| ("revocationList".into(), list.into())));
        profile
    }

    #[test]
    fn only_the_issuers_own_profile_says_that_there_is_no_list() {
        let issuer = json!({ "id": PROFILE, "name": "A" });
        let at = "/issuer/revocationList".to_owned();
        // Missing, from the candidate, from the issuer.
        assert_eq!(answers(&issuer, None), [(at.clone(), Code::NotFetched)]);
        let supplied = Some((Origin::Supplied, profile(None)));
        assert_eq!(answers(&issuer, supplied), [(at.clone(), Code::SuppliedEvidence)]);
        assert_eq!(answers(&issuer, Some((Origin::Fetched, profile(None)))), []);
        // A list that is named is looked at, whoever names it.
        let fetched = Some((Origin::Fetched, profile(Some(LIST))));
        assert_eq!(answers(&issuer, fetched), [(at.clone(), Code::NotFetched)]);
        let copy = json!({ "id": PROFILE, "revocationList": LIST });
        assert_eq!(answers(&copy, None), [(at.clone(), Code::NotFetched)]);
        assert_eq!(
            answers(&copy, Some((Origin::Fetched, profile(None)))),
            [(at, Code::NotFetched)]
        );
    }

    /// What the copy in the certificate names can withdraw it; that it does not is for the issuer's own profile
    /// to say, which may name another list.
    #[test]
    fn a_list_that_only_the_copy_names_withdraws_and_never_clears() {
        let issuer = json!({ "id": PROFILE, "revocationList": LIST });
        let claims = json!({ "id": "urn:a", "type": ["VerifiableCredential"], "issuer": issuer });
        let mut document = Document::parse(&claims.to_string()).unwrap();
        document.format = Format::Blockcerts;
        let now = Timestamp::from_unix(1_800_000_000);
        let options = Options::new(now);
        let told = |withdrawn: &str| {
            let mut resources = Resources::new();
            let list = json!({ "type": "RevocationList", "revokedAssertions": [withdrawn] });
            let said = Resource::saying(LIST, &list.to_string(), Origin::Fetched);
            resources.insert(LIST, Ok(Resource { fetched_at: Some(now), ..said }));
            let context = Context::new(&resources, &options);
            let answers = check(&document, &claims, &context);
            let stop = answers[0].result.as_ref().err().and_then(Stop::problem).cloned();
            (answers.len(), stop.map(|problem| problem.code))
        };
        assert_eq!(told("urn:a"), (1, Some(Code::Revoked)));
        assert_eq!(told("urn:b"), (1, Some(Code::NotFetched)));
    }

    #[test]
    fn who_may_have_a_profile_elsewhere_may_have_a_list_there() {
        let at = "/issuer/revocationList".to_owned();
        let answer = [(at, Code::UnsupportedStatus)];
        assert_eq!(answers(&json!("did:web:issuer.example"), None), answer);
        assert_eq!(answers(&json!({ "id": "did:ion:abc" }), None), answer);
        // A key alone has none, and neither has what is no address.
        assert_eq!(answers(&json!("did:key:z6Mk"), None), []);
        assert_eq!(answers(&json!({ "id": "did:jwk:e30" }), None), []);
        assert_eq!(answers(&json!("urn:example:a"), None), []);
    }
}
