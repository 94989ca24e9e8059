//! did:web: a document at a web address (CHECKLIST G6-G8).

use super::{ControlledDocument, Did, DidMethod, Resolved, Standing};
use crate::document::json;
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::Context;

/// The method's entry in the table.
pub(super) static METHOD: DidMethod = DidMethod { name: "web", resolve };

/// The address of a did:web document (did:web method specification, "Read").
pub fn document_url(did: &Did<'_>) -> Option<String> {
    let mut segments = did.id.split(':');
    let host = segments.next()?;
    // Only the port's colon is percent-encoded; anything else encoded in a host is a trick.
    let host = match host.split_once("%3A").or_else(|| host.split_once("%3a")) {
        Some((name, port)) => {
            let number =
                !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
            format!("{}:{}", number.then_some(name)?, port)
        }
        None => host.to_owned(),
    };
    let name = host.split(':').next()?;
    let labels_ok = name.split('.').all(|label| !label.is_empty());
    let address = name.split('.').next_back()?.bytes().all(|byte| byte.is_ascii_digit());
    if name.contains('%') || !labels_ok || address {
        return None;
    }
    let path: Vec<&str> = segments.collect();
    let dots = |segment: &str| {
        matches!(segment, "" | "." | "..")
            || segment.to_ascii_lowercase().contains("%2e")
            || segment.to_ascii_lowercase().contains("%2f")
    };
    if path.iter().any(|segment| dots(segment)) {
        return None;
    }
    let path = if path.is_empty() { ".well-known".to_owned() } else { path.join("/") };
    Some(format!("https://{host}/{path}/did.json"))
}

fn resolve(did: &Did<'_>, context: &Context<'_>) -> Result<Resolved, Stop> {
    let url = document_url(did)
        .ok_or_else(|| Stop::failed(Code::MalformedIdentifier, did.text).at(did.text))?;
    let evidence = context.get_owned(&url, Purpose::DidDocument)?;
    let name = format!("document of {} at {}", did.text, evidence.url);
    let body = &evidence.resource.body;
    Ok(Resolved {
        document: ControlledDocument::kept(context, &name, || read(did, &url, body))?,
        standing: Standing::Domain,
        doubt: evidence.trusted().err(),
    })
}

fn read(did: &Did<'_>, url: &str, body: &[u8]) -> Result<ControlledDocument, Stop> {
    let malformed =
        |detail: String| Stop::Unknown(Problem::new(Code::MalformedAnswer, detail).at(url));
    let text = std::str::from_utf8(body).map_err(|_| malformed("not UTF-8".into()))?;
    let value = json::parse(text.trim_start_matches('\u{feff}'))
        .map_err(|problem| malformed(problem.to_string()))?;
    // G6 (7): a document about somebody else proves nothing.
    if value.get("id").and_then(serde_json::Value::as_str) != Some(did.text) {
        return Err(malformed(format!("the document is not about {}", did.text)));
    }
    Ok(ControlledDocument::read(&value, did.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(did: &str) -> Option<String> {
        document_url(&Did::parse(did)?.0)
    }

    #[test]
    fn maps_to_addresses() {
        let table = [
            ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
            ("did:web:example.com:user:alice", "https://example.com/user/alice/did.json"),
            ("did:web:example.com%3A3000", "https://example.com:3000/.well-known/did.json"),
            (
                "did:web:example.com%3A3000:user:alice",
                "https://example.com:3000/user/alice/did.json",
            ),
        ];
        for (did, address) in table {
            assert_eq!(url(did).as_deref(), Some(address), "{did}");
        }
    }

    #[test]
    fn refuses_tricks() {
        for did in [
            "did:web:example.com%2Fevil",
            "did:web:user%40example.com",
            "did:web:example.com%3Aport",
            "did:web:example.com%3A",
            "did:web:127.0.0.1",
            "did:web:example..com",
            "did:web:example.com::x",
            "did:web:example.com:..:x",
            "did:web:example.com:%2e%2e:x",
            "did:web:example.com:a%2Fb",
        ] {
            assert_eq!(url(did), None, "{did}");
        }
    }
}
