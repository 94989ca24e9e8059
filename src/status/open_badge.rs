//! Open Badges 2 and older: withdrawn where it is hosted, or on the issuer's list (CHECKLIST E5, E6).

use serde_json::Value;

use super::called::Called;
use super::{Answer, NotWithdrawn, named, recent};
use crate::document::{Document, Securing, json};
use crate::proof::{home, is_revoked};
use crate::report::{Code, Purpose, Stop};
use crate::resource::Context;

/// Everything that could say that a badge was withdrawn; empty when nothing could.
///
/// `claims` are the badge with its class and its issuer's own profile.
pub fn check(document: &Document, claims: &Value, context: &Context<'_>) -> Vec<Answer> {
    let mut answers = Vec::new();
    let hosted = document.securing.iter().find_map(|way| match way {
        Securing::Hosted(url) if !url.is_empty() => Some(url.as_str()),
        _ => None,
    });
    let mut called = Called::of(claims);
    if let Some(url) = hosted {
        called.also(url);
        // A pointer on another site leads there; what withdraws it stands at its own address.
        let purpose = document.format.at_its_address();
        let result = home(url, purpose, context).and_then(|home| {
            let good = at_home(&home, purpose, context).map_err(|stop| stop.at(home.as_str()))?;
            if home != url {
                // It could be withdrawn where it was.
                let pointer = context.get_owned(url, purpose)?;
                recent(pointer, purpose, context.options.limits.status_age, context)?;
            }
            Ok(good)
        });
        let result = result.map_err(|stop| stop.at(url));
        answers.push(Answer { at: "/id".to_owned(), ..Answer::deciding(result, Vec::new()) });
    }
    // An endorsement has its issuer at the top (F18).
    let place = if claims.get("badge").is_some() { "/badge/issuer" } else { "/issuer" };
    let issuer = claims.pointer(place);
    let at = format!("{place}/revocationList");
    let (lists, odd) = issuer.map(named::lists_of).unwrap_or_default();
    let issuer = issuer.and_then(|issuer| issuer.get("id")?.as_str());
    answers.extend(lists.into_iter().map(|url| {
        let answer = named::look_up(url, &["revokedAssertions"], &called, issuer, context);
        Answer { at: at.clone(), ..answer }
    }));
    answers.extend(odd.map(|stop| Answer { at, ..Answer::deciding(Err(stop), Vec::new()) }));
    answers
}

/// What the badge's own address says (E6.1): gone, withdrawn, or there as ever.
fn at_home(url: &str, purpose: Purpose, context: &Context<'_>) -> Result<NotWithdrawn, Stop> {
    let evidence = match context.get_owned(url, purpose) {
        Err(Stop::Unknown(problem)) if problem.code == Code::Gone => {
            return Err(Stop::failed(Code::Revoked, "gone"));
        }
        evidence => evidence?,
    };
    evidence.trusted()?;
    let text = std::str::from_utf8(&evidence.resource.body).unwrap_or_default();
    let badge = json::parse(text.trim_start_matches('\u{feff}').trim())
        .map_err(|problem| Stop::unknown(Code::MalformedAnswer, problem.to_string()))?;
    match is_revoked(&badge) {
        Some(false) => {}
        Some(true) => {
            let reason = badge.get("revocationReason").and_then(Value::as_str).unwrap_or_default();
            return Err(Stop::failed(Code::Revoked, reason));
        }
        None => return Err(Stop::unknown(Code::MalformedStatus, "revoked")),
    }
    recent(evidence, purpose, context.options.limits.status_age, context)?;
    Ok(NotWithdrawn(()))
}
