//! Answers from outside on their way to a worker: the bytes as they are, the rest as JSON.

use serde_json::{Map, Value};

use crate::resource::{FetchError, Origin, Resource};
use crate::time::Timestamp;

const ORIGINS: [Origin; 4] = [Origin::Fetched, Origin::Host, Origin::Saved, Origin::Supplied];

/// Refusals without a number.
const REFUSALS: [FetchError; 8] = [
    FetchError::Offline,
    FetchError::Blocked,
    FetchError::NotFound,
    FetchError::Gone,
    FetchError::TooLarge,
    FetchError::TimedOut,
    FetchError::Redirected,
    FetchError::Declined,
];

/// Everything but the bytes.
pub(super) fn to_json(answer: &Result<Resource, FetchError>) -> Value {
    let mut members = Map::new();
    match answer {
        Err(FetchError::Status(status)) => drop(members.insert("status".into(), (*status).into())),
        Err(error) => drop(members.insert("refusal".into(), error.code().as_str().into())),
        Ok(resource) => {
            members.insert("finalUrl".into(), resource.final_url.as_str().into());
            members.insert("origin".into(), resource.origin.as_str().into());
            let media_type = resource.media_type.as_deref().map(Value::from);
            members.extend(media_type.map(|text| ("mediaType".to_owned(), text)));
            let day = resource.fetched_at.map(|at| Value::from(at.to_string()));
            members.extend(day.map(|day| ("fetchedAt".to_owned(), day)));
        }
    }
    Value::Object(members)
}

/// The answer again; what is not understood was no answer.
pub(super) fn from_json(about: &Value, body: Vec<u8>) -> Result<Resource, FetchError> {
    let text = |name: &str| about.get(name).and_then(Value::as_str);
    if let Some(status) = about.get("status").and_then(Value::as_u64) {
        return Err(FetchError::Status(u16::try_from(status).unwrap_or(u16::MAX)));
    }
    let refused = || {
        let name = text("refusal");
        let found = REFUSALS.into_iter().find(|error| Some(error.code().as_str()) == name);
        found.unwrap_or(FetchError::Blocked)
    };
    let origin = ORIGINS.into_iter().find(|origin| Some(origin.as_str()) == text("origin"));
    let (Some(origin), Some(final_url)) = (origin, text("finalUrl")) else {
        return Err(refused());
    };
    Ok(Resource {
        body,
        media_type: text("mediaType").map(str::to_owned),
        final_url: final_url.to_owned(),
        fetched_at: text("fetchedAt").and_then(|day| Some(Timestamp::parse(day).ok()?.instant)),
        origin,
    })
}
