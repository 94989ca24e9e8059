//! A whole file, as the native command and the page's own door for other programs verify it.

use super::{Verification, read};
use crate::document::json;
use crate::report::{Code, Problem};
use crate::resource::{EvidencePack, Options, PackMaker, Resources, SuppliedEvidence};

/// Verifies every badge of a file. `evidence` is what the caller knows, worth what `options` say.
///
/// An evidence pack is verified from the pack and `evidence` alone. Where nobody answers for its `maker`,
/// what is not signed in it is doubted, and the question in it is not asked: whoever made it could have
/// chosen a day on which the badge still counted. Else it is asked, unless the caller asks another.
///
/// # Errors
/// Why there is no badge in it.
pub fn verify_file(
    name: &str,
    bytes: &[u8],
    evidence: &Resources,
    options: &Options,
    maker: PackMaker,
) -> Result<Vec<Verification>, Problem> {
    let text = std::str::from_utf8(bytes).ok();
    let json = text.and_then(|text| json::parse(text.trim_start_matches('\u{feff}').trim()).ok());
    let Some(pack) = json.and_then(EvidencePack::read) else {
        return verify_bytes(name, bytes, evidence, options);
    };
    let pack = pack.map_err(|error| Problem::new(Code::DamagedFile, error.0))?;
    let mut resources = pack.resources(maker);
    resources.merge(match options.supplied {
        SuppliedEvidence::Trust => evidence.answered_for(),
        SuppliedEvidence::Doubt => evidence.iter().collect(),
    });
    let none = || Problem::new(Code::NotABadgeFile, "evidence without a badge");
    let badge = pack.badge.ok_or_else(none)?;
    let mut options = options.clone();
    options.supplied = SuppliedEvidence::Doubt;
    if maker != PackMaker::Unknown {
        options.as_of = options.as_of.or(badge.as_of);
        options.recipient = options.recipient.or(badge.recipient);
    }
    verify_bytes(&badge.name, &badge.bytes, &resources, &options)
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
