//! The page's own samples, which lie beside it and are asked for when somebody wants to see one.

use super::site::beside;
use crate::document::json;
use crate::report::{Code, Problem};
use crate::resource::{Origin, Resource, Resources};
use crate::view::Sample;

/// The samples, in the order of the page.
pub(super) const SAMPLES: &[Sample] = &[
    Sample { message: "sample-genuine", file: "genuine.png" },
    Sample { message: "sample-tampered", file: "tampered.json" },
    Sample { message: "sample-expired", file: "expired.json" },
    Sample { message: "sample-revoked", file: "revoked.json" },
];

/// The sample that the page's own address asks for, as the installed page's shortcut does.
pub(super) fn of_page() -> Option<usize> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let file = hash.strip_prefix("#sample=")?;
    SAMPLES.iter().position(|sample| sample.file == file)
}

/// A sample's bytes and the evidence that goes with all of them, as fresh as the page itself.
pub(super) async fn load(sample: &Sample) -> Result<(Vec<u8>, Resources), Problem> {
    let file = format!("samples/{}", sample.file);
    let missing = || Problem::new(Code::NotFound, file.as_str());
    let bytes = beside(&file).await.ok_or_else(missing)?;
    let evidence = beside("samples/evidence.json").await.ok_or_else(missing)?;
    let text = String::from_utf8(evidence).map_err(|_| missing())?;
    let mut pack = Resources::new();
    json::parse(&text).ok().and_then(|json| pack.read_pack(&json).ok()).ok_or_else(missing)?;
    let mut resources = Resources::new();
    for (url, answer) in pack.iter() {
        let answer = answer.clone().map(|resource| Resource {
            origin: Origin::Host,
            fetched_at: Some(super::now()),
            ..resource
        });
        resources.insert(url, answer);
    }
    Ok((bytes, resources))
}
