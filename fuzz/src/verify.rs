//! The whole way, evidence and all: a badge, or a file of evidence with a badge in it. What comes out valid
//! on a stranger's word must say what some badge among the seeds said whose signature is good.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use proofmark::report::{Axis, Outcome, Verdict};
use proofmark::resource::{PackMaker, Resources};
use proofmark::verify::{Verification, verify_file};

use crate::Target;
use crate::meaning::sorted;
use crate::seeds::list;
use crate::world::question;

pub(crate) const TARGET: Target =
    Target { name: "verify", run, seeds: |seed| vec![seed.bytes.clone()] };

/// A verification and everything inside it.
fn all<'a>(found: &'a Verification, into: &mut Vec<&'a Verification>) {
    into.push(found);
    let endorsements = found.endorsements.iter().map(|one| &one.verification);
    for inner in found.members.iter().chain(endorsements).chain(found.newer.as_deref()) {
        all(inner, into);
    }
}

fn verified(bytes: &[u8], maker: PackMaker) -> Vec<Verification> {
    verify_file("fuzz", bytes, &Resources::new(), &question(), maker).unwrap_or_default()
}

fn meaning(found: &Verification) -> String {
    sorted(&format!("{:?}", found.credential))
}

/// What the seeds say whose signature is good.
fn known() -> &'static BTreeSet<String> {
    static KNOWN: OnceLock<BTreeSet<String>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let folder = std::env::var_os("PROOFMARK_KNOWN").expect("PROOFMARK_KNOWN names the seeds");
        let mut files = Vec::new();
        list(folder.as_ref(), &mut files);
        let mut known = BTreeSet::new();
        for bytes in &files {
            let verified = verified(bytes, PackMaker::Trusted);
            let mut found = Vec::new();
            verified.iter().for_each(|one| all(one, &mut found));
            found.retain(|one| one.report.axis(Axis::Integrity) == Outcome::Passed);
            known.extend(found.into_iter().map(meaning));
        }
        assert!(!known.is_empty(), "there are signed badges among the seeds");
        known
    })
}

fn run(bytes: &[u8]) {
    let known = known();
    for found in verified(bytes, PackMaker::Unknown) {
        found.to_json();
        let mut inside = Vec::new();
        all(&found, &mut inside);
        for one in inside.into_iter().filter(|one| one.report.verdict() == Verdict::Valid) {
            let meaning = meaning(one);
            assert!(known.contains(&meaning), "valid, and nobody signed it: {meaning}");
        }
    }
    verified(bytes, PackMaker::Trusted);
}
