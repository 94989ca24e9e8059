//! The page's own samples, inside the module so that every state can be seen without a network.

use crate::document::json;
use crate::resource::{Origin, Resources};
use crate::view::Sample;

/// The samples, in the order of the page.
pub(super) const SAMPLES: &[Sample] = &[
    Sample { message: "sample-genuine", file: "genuine.png" },
    Sample { message: "sample-tampered", file: "tampered.json" },
    Sample { message: "sample-expired", file: "expired.json" },
    Sample { message: "sample-revoked", file: "revoked.json" },
];

/// A sample's bytes.
pub(super) fn bytes(sample: &Sample) -> &'static [u8] {
    match sample.file {
        "genuine.png" => include_bytes!("../../www/samples/genuine.png"),
        "tampered.json" => include_bytes!("../../www/samples/tampered.json"),
        "expired.json" => include_bytes!("../../www/samples/expired.json"),
        _ => include_bytes!("../../www/samples/revoked.json"),
    }
}

/// Puts the evidence of the samples beside the page, as fresh as the page itself.
pub(super) fn insert_evidence(resources: &mut Resources) {
    let Ok(pack) = json::parse(include_str!("../../www/samples/evidence.json")) else { return };
    let mut evidence = Resources::new();
    if evidence.read_pack(&pack).is_err() {
        return;
    }
    for (url, answer) in evidence.iter() {
        let answer = answer.clone().map(|resource| crate::resource::Resource {
            origin: Origin::Host,
            fetched_at: Some(super::now()),
            ..resource
        });
        resources.insert(url, answer);
    }
}
