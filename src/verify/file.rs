//! A whole file, as the native command and the page's own door for other programs verify it.

use super::{Verification, read};
use crate::document::json;
use crate::report::{Code, Problem};
use crate::resource::{
    EvidencePack, Options, Origin, PackMaker, Resource, Resources, SuppliedEvidence,
};

/// Verifies every badge of a file. `evidence` is what the caller knows, worth what `options` say.
///
/// An evidence pack is verified from the pack alone, with the question that is written in it unless the
/// caller asks another. Nobody answers for it: what is not signed in it is doubted, except for pieces
/// that are in `evidence`, too.
///
/// # Errors
/// Why there is no badge in it.
pub fn verify_file(
    name: &str,
    bytes: &[u8],
    evidence: &Resources,
    options: &Options,
) -> Result<Vec<Verification>, Problem> {
    let text = std::str::from_utf8(bytes).ok();
    let json = text.and_then(|text| json::parse(text.trim_start_matches('\u{feff}').trim()).ok());
    let Some(pack) = json.and_then(EvidencePack::read) else {
        return verify_bytes(name, bytes, evidence, options);
    };
    let pack = pack.map_err(|error| Problem::new(Code::DamagedFile, error.0))?;
    let mut resources = pack.resources(PackMaker::Unknown);
    resources.merge(answered_for(evidence, options.supplied));
    let none = || Problem::new(Code::NotABadgeFile, "evidence without a badge");
    let badge = pack.badge.ok_or_else(none)?;
    let mut options = options.clone();
    options.supplied = SuppliedEvidence::Doubt;
    options.as_of = options.as_of.or(badge.as_of);
    options.recipient = options.recipient.or(badge.recipient);
    verify_bytes(&badge.name, &badge.bytes, &resources, &options)
}

/// The caller's evidence with its worth written on each piece.
fn answered_for(evidence: &Resources, supplied: SuppliedEvidence) -> Resources {
    let mut marked = Resources::new();
    for (url, answer) in evidence.iter() {
        let worth = |resource: Resource| match (resource.origin, supplied) {
            (Origin::Supplied, SuppliedEvidence::Trust) => {
                Resource { origin: Origin::Saved, ..resource }
            }
            _ => resource,
        };
        marked.insert(url, answer.clone().map(worth));
    }
    marked
}

fn verify_bytes(
    name: &str,
    bytes: &[u8],
    evidence: &Resources,
    options: &Options,
) -> Result<Vec<Verification>, Problem> {
    let mut verifications = Vec::new();
    for reading in read(name, bytes)? {
        let mut verification = reading.verify(evidence, options);
        verification.input.hash(bytes);
        verifications.push(verification);
    }
    Ok(verifications)
}
