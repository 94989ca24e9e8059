//! The same thing twice. A hint for the reader and never a verdict: what is forged is told by its
//! signature, and who writes an identifier twice may have made a mistake.

use std::collections::BTreeMap;

use super::{Badge, Row, folded};
use crate::credential::Recipient;

/// What another row has to do with this one; the place is that of the other row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The same badge, made out to somebody else: one identifier (by one issuer) or one signature under two
    /// names. One of them is altered, or the issuer used an identifier twice.
    OtherPerson(usize),
    /// The same file, byte by byte.
    SameFile(usize),
    /// The same badge in another file: its text or its signature is the same, or its identifier, its issuer
    /// and somebody it names. (Of two hidden addresses it is often not known whether they are the same; then
    /// nothing is said.)
    SameBadge(usize),
}

/// The hint for each row, if there is one. Of things that are the same the first has none, so that those
/// without a hint are each thing once; of badges with two names, each has one.
pub fn hints(rows: &[Row]) -> Vec<Option<Hint>> {
    let mut hints: Vec<Option<Hint>> = vec![None; rows.len()];
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        let Some(badge) = row.badge() else { continue };
        let keys = keys(row, badge);
        for (key, by) in &keys {
            let Some(other) = first.get(key).copied() else { continue };
            let Some(twin) = rows[other].badge() else { continue };
            let (one, two) = (names(&twin.recipients), names(&badge.recipients));
            let shared = one.iter().any(|name| two.contains(name));
            let comparable = one.iter().any(|(kind, _)| two.iter().any(|(other, _)| other == kind));
            // Certainly somebody else: named in a way that can be compared (the same kind of identifier, in
            // the open or hidden with the same salt), and nothing is shared.
            if comparable && !shared {
                // What is known to be a copy stays one; what it is a copy of has this hint.
                hints[place].get_or_insert(Hint::OtherPerson(other));
                hints[other].get_or_insert(Hint::OtherPerson(place));
                break;
            }
            let nobody = one.is_empty() && two.is_empty();
            if hints[place].is_none() && (*by != By::Identifier || shared || nobody) {
                let hint = if *by == By::File { Hint::SameFile } else { Hint::SameBadge };
                hints[place] = Some(hint(other));
            }
        }
        for (key, _) in keys {
            first.entry(key).or_insert(place);
        }
    }
    hints
}

/// By what something is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    File,
    Content,
    Identifier,
}

/// By what a row is recognised, the surest first.
fn keys(row: &Row, badge: &Badge) -> Vec<(String, By)> {
    let mut keys = Vec::new();
    // Of a file with several badges, each is the twin of its own place.
    let file = badge.sha256.iter().map(|hash| format!("file {hash} {}", row.index));
    keys.extend(file.map(|key| (key, By::File)));
    keys.extend(badge.content.iter().map(|hash| (format!("content {hash}"), By::Content)));
    keys.extend(badge.signatures.iter().map(|hash| (format!("signature {hash}"), By::Content)));
    if let (Some(id), Some(issuer)) = (&badge.id, &badge.gist.issuer_id) {
        keys.push((format!("id {issuer}\n{id}"), By::Identifier));
    }
    keys
}

/// Everything that a badge calls its earners: the kind of name, and the name.
fn names(recipients: &[Recipient]) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for Recipient { id, identities } in recipients {
        names.extend(id.iter().map(|id| ("id".to_owned(), id.clone())));
        for identity in identities {
            let value = identity.identity_hash.trim();
            let (kind, value) = if identity.is_hidden() {
                let salt = identity.salt.as_deref().unwrap_or_default();
                let method = value.split('$').next().unwrap_or_default();
                (format!("{} {salt}", method.to_ascii_lowercase()), value.to_ascii_lowercase())
            } else if identity.is_email() {
                ("email".to_owned(), folded(value.strip_prefix("mailto:").unwrap_or(value)))
            } else if identity.is_name() {
                ("name".to_owned(), folded(value))
            } else {
                (identity.identity_type.clone().unwrap_or_default(), value.to_owned())
            };
            names.push((kind, value));
        }
    }
    names
}
