//! Whose key is it? From the name of a key in a proof to the key, and from the key to the issuer.
//!
//! A key proves who signed only when the *issuer's own* document lists it (VERDICT section 5,
//! CHECKLIST C5). A key written into the badge proves that nothing was altered, and nothing more.

use serde_json::{Map, Value};

use crate::budget;
use crate::did::{self, ControlledDocument, Did, Relationship, Standing, VerificationMethod};
use crate::key::VerificationKey;
use crate::report::{Code, Problem, Signer, SignerKind, Stop};
use crate::resource::{Context, Options, PublishedKeys};
use crate::time::Timestamp;

mod badge_key;
mod jws;
pub mod open_badge;
mod sender;
mod web;

pub use badge_key::find_for_badge;
pub use sender::{FoundSender, Sender, find_sender, place_of_issuer, profile_of};

/// What the name of a key in a proof leads to.
#[derive(Debug)]
pub struct Found {
    /// The key to check the signature with.
    pub key: Result<VerificationKey, Stop>,
    /// Why the key itself may not be the right one: it was read from evidence that came with the
    /// badge. `None` when it is named by the badge itself or by trusted evidence.
    pub key_doubt: Option<Stop>,
    /// Where the key was read.
    pub source: KeySource,
    /// Whether the key is the issuer's.
    pub binding: Result<Bound, Stop>,
    /// Things worth knowing.
    pub notes: Vec<Problem>,
}

/// Where a key was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeySource {
    /// It was not found.
    #[default]
    Nowhere,
    /// In the identifier itself: a did:key, a did:jwk, the fragment of an address.
    Identifier,
    /// In the header of the JWS.
    Header,
    /// In the document at this address.
    Address(String),
}

/// The key is the issuer's: made only where a document says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    signer: Signer,
}

impl KeySource {
    /// This place, or another where this is none.
    pub fn or(self, other: Self) -> Self {
        if self == Self::Nowhere { other } else { self }
    }
}

impl Bound {
    /// Who signed.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    fn new(standing: Standing, id: &str, options: &Options) -> Self {
        let known = options.trust.find(id);
        let kind = match (known, standing) {
            (Some(_), _) => SignerKind::Trusted,
            (None, Standing::Domain) => SignerKind::Domain,
            (None, Standing::Key) => SignerKind::Key,
        };
        let name = known.map(|entry| entry.name.clone()).filter(|name| !name.is_empty());
        Self { signer: Signer { kind, id: id.to_owned(), name } }
    }
}

/// Whom a signature is said to be by, and in which role: what is to be confirmed.
#[derive(Clone, Copy, Debug)]
pub struct Party<'a> {
    /// Who: the issuer of a credential, the holder of a presentation.
    pub id: Option<&'a str>,
    /// What the key was used for.
    pub relationship: Relationship,
}

impl<'a> Party<'a> {
    /// The one who issued.
    pub fn issuer(id: Option<&'a str>) -> Self {
        Self { id, relationship: Relationship::Assertion }
    }

    /// The one who presents.
    pub fn holder(id: Option<&'a str>) -> Self {
        Self { id, relationship: Relationship::Authentication }
    }

    /// The https address of the party, if that is how it is named.
    fn home(&self) -> Option<&'a str> {
        self.id.filter(|id| id.starts_with("https://"))
    }

    /// Why a key that the document knows may not be used for this.
    fn not_listed(&self) -> Stop {
        let detail = format!("not listed under {}", self.relationship.as_str());
        Stop::failed(Code::KeyNotIssuers, detail)
    }
}

/// Looks up the key a proof names and whether it belongs to `party`.
///
/// `created` is when the proof says it was made; it only softens a later withdrawal of the key
/// (CHECKLIST G11).
pub fn find(
    method: &str,
    party: Party<'_>,
    created: Option<Timestamp>,
    context: &Context<'_>,
) -> Found {
    let mut found = match Did::parse(method) {
        Some((did, fragment)) => by_did(method, &did, fragment, party, created, context),
        None if method.starts_with("https://") || method.starts_with("http://") => {
            web::find(method, party, created, context)
        }
        None => by_fragment(method, party),
    };
    found.refuse_published(method, context);
    found
}

/// Looks up the key of a JWS by its header (`kid`, `jwk`), and whether it belongs to `party`.
pub fn find_for_jws(header: &Map<String, Value>, party: Party<'_>, context: &Context<'_>) -> Found {
    let mut found = jws::find(header, party, context);
    found.refuse_published("kid", context);
    found
}

fn by_did(
    method: &str,
    did: &Did<'_>,
    fragment: Option<&str>,
    party: Party<'_>,
    created: Option<Timestamp>,
    context: &Context<'_>,
) -> Found {
    let mut notes = Vec::new();
    // A key written into the fragment checks the signature, but confirms nobody (C5.3). Reading it costs
    // a square root, so it is read only where it counts.
    let written = || fragment.and_then(|fragment| VerificationKey::from_multibase(fragment).ok());
    let resolved = match did::resolve(did, context) {
        Ok(resolved) => resolved,
        Err(stop) => {
            let binding = Err(another_party(did, party).unwrap_or_else(|| stop.clone()));
            let (key, key_doubt, source) = match written() {
                Some(key) => (Ok(key), None, KeySource::Identifier),
                None => {
                    let at_hand = web::key_at_hand(method, did.text, context);
                    let (key, doubt) =
                        at_hand.map_or((Err(stop), None), |(key, doubt)| (Ok(key), doubt));
                    (key, doubt, KeySource::Nowhere)
                }
            };
            return Found { key, key_doubt, source, binding, notes };
        }
    };
    let source = source_of(did);
    let id = match (fragment, did.method) {
        // G3: a did:key without its fragment is seen in the wild and names the same key.
        (None, "key" | "jwk") => {
            notes.push(Problem::new(Code::UnusualKeyName, method));
            resolved.document.methods.first().map(|only| only.id.clone()).unwrap_or_default()
        }
        _ => method.to_owned(),
    };
    let Some(entry) = resolved.document.method(&id) else {
        let stop = Stop::Failed(Problem::new(Code::KeyNotIssuers, method).at(did.text));
        let stop = resolved.doubt.unwrap_or(stop);
        let key = if did.method == "key" { None } else { written() };
        return Found {
            key: key.ok_or_else(|| stop.clone()),
            key_doubt: None,
            source: KeySource::Identifier,
            binding: Err(stop),
            notes,
        };
    };
    notes.extend(entry.notes.iter().cloned());
    let is_written = || written().is_some_and(|written| entry.key.as_ref() == Ok(&written));
    let key_doubt = resolved.doubt.clone().filter(|_| !is_written());
    let other = another_party(did, party);
    let binding = match &other {
        Some(stop) if party.home().is_none() || matches!(stop, Stop::Failed(_)) => {
            Err(stop.clone())
        }
        _ => authorised(entry, did.text, created, context, &mut notes)
            .and_then(|()| {
                if resolved.document.lists(&entry.id, party.relationship) {
                    Ok(())
                } else {
                    Err(party.not_listed())
                }
            })
            .and_then(|()| nowhere_withdrawn(&resolved.document, entry, created, context))
            .map_err(|stop| resolved.doubt.clone().unwrap_or(stop).at(did.text))
            .and_then(|()| match &resolved.doubt {
                Some(doubt) => Err(doubt.clone()),
                None if other.is_some() => web::vouched(entry, party, created, context, &mut notes),
                None => Ok(Bound::new(resolved.standing, did.text, context.options)),
            }),
    };
    Found { key: entry.key.clone(), key_doubt, source, binding, notes }
}

/// A key in the fragment of an identifier that nobody can look up (`urn:uuid:…#z6Mk…`): it checks the
/// signature, and whose it is stays open.
fn by_fragment(method: &str, party: Party<'_>) -> Found {
    let fragment = method.split_once('#').filter(|(id, _)| oxiri::Iri::parse(*id).is_ok());
    let key = fragment.and_then(|(_, key)| VerificationKey::from_multibase(key).ok());
    let Some(key) = key else {
        return Found::nothing(Stop::failed(Code::MalformedIdentifier, method));
    };
    let open = Stop::unknown(Code::IssuerNotConfirmed, party.id.unwrap_or(method)).at("/issuer");
    Found {
        key: Ok(key),
        key_doubt: None,
        source: KeySource::Identifier,
        binding: Err(open),
        notes: Vec::new(),
    }
}

impl Found {
    /// Somebody else may hold a key whose private half is printed in a standard.
    fn refuse_published(&mut self, method: &str, context: &Context<'_>) {
        // A stranger's document settles nothing about a key, not even that it is bad.
        if let (Some(doubt), Err(Stop::Failed(_))) = (&self.key_doubt, &self.key) {
            self.key = Err(doubt.clone());
        }
        if context.options.published_keys == PublishedKeys::Refuse
            && self.key_doubt.is_none()
            && self.key.as_ref().is_ok_and(VerificationKey::is_published)
            && !matches!(self.binding, Err(Stop::Failed(_)))
        {
            self.binding = Err(Stop::failed(Code::KeyIsPublic, method));
        }
    }

    fn nothing(stop: Stop) -> Self {
        Self {
            key: Err(stop.clone()),
            key_doubt: None,
            source: KeySource::Nowhere,
            binding: Err(stop),
            notes: Vec::new(),
        }
    }
}

/// Where the document of a DID is read.
fn source_of(did: &Did<'_>) -> KeySource {
    match did.method {
        "web" => did::document_url(did).map_or(KeySource::Nowhere, KeySource::Address),
        _ => KeySource::Identifier,
    }
}

/// C5.2: a DID method belongs to the issuer only if its DID *is* the issuer. A presentation that names
/// no holder is by whoever signed it.
fn another_party(did: &Did<'_>, party: Party<'_>) -> Option<Stop> {
    let Some(issuer) = party.id else {
        if party.relationship == Relationship::Authentication {
            return None;
        }
        let detail = format!("signed with a key of {}, no issuer named", did.text);
        return Some(Stop::unknown(Code::IssuerNotConfirmed, detail).at("/issuer"));
    };
    (issuer != did.text).then(|| {
        let detail = format!("signed with a key of {}, issued by {issuer}", did.text);
        // An issuer with an address may list the key of a DID in its own document ([`web::vouched`]); a key that
        // is its own name is nobody's but its own (VERDICT section 5).
        match issuer.starts_with("https://") && !["key", "jwk"].contains(&did.method) {
            true => Stop::unknown(Code::IssuerNotConfirmed, detail).at("/issuer"),
            false => Stop::failed(Code::KeyNotIssuers, detail).at("/issuer"),
        }
    })
}

/// Whether the entry is under the document's own control and in force (C5.1 g, G11, G12).
fn authorised(
    entry: &VerificationMethod,
    owner: &str,
    created: Option<Timestamp>,
    context: &Context<'_>,
    notes: &mut Vec<Problem>,
) -> Result<(), Stop> {
    if entry.controller != owner {
        let detail = format!("controlled by {:?}", entry.controller);
        return Err(Stop::failed(Code::KeyNotIssuers, detail));
    }
    in_force(entry, created, context, notes)
}

/// Whether the key has not ended, or had not when it signed (G11).
fn in_force(
    entry: &VerificationMethod,
    created: Option<Timestamp>,
    context: &Context<'_>,
    notes: &mut Vec<Problem>,
) -> Result<(), Stop> {
    for end in [entry.revoked, entry.expires].into_iter().flatten() {
        if end > context.options.at {
            continue;
        }
        if !is_before(created, end) {
            return Err(Stop::failed(Code::KeyNoLongerPublished, format!("ended {end}")));
        }
        notes.push(Problem::new(Code::UnusualKeyName, format!("the key ended {end}")));
    }
    Ok(())
}

/// Whether an issuer's document names a key that may be used, and takes it back nowhere.
fn stands(
    document: &ControlledDocument,
    entry: &VerificationMethod,
    owner: &str,
    created: Option<Timestamp>,
    context: &Context<'_>,
    notes: &mut Vec<Problem>,
) -> Result<(), Stop> {
    match &entry.key {
        Ok(_) => authorised(entry, owner, created, context, notes)?,
        Err(Stop::Unknown(_)) => in_force(entry, created, context, notes)?,
        Err(stop) => return Err(stop.clone()),
    }
    nowhere_withdrawn(document, entry, created, context)?;
    entry.key.as_ref().map(|_| ()).map_err(Stop::clone)
}

/// Whether it was signed before this end (G11).
fn is_before(created: Option<Timestamp>, end: Timestamp) -> bool {
    created.is_some_and(|created| created < end)
}

/// Whether a document takes this key back in no other entry, in whatever order they stand: by withdrawing it,
/// by publishing its private half, or with an end that cannot be read. Of an entry of the same name every end
/// counts; under another name a key may have been renewed.
fn nowhere_withdrawn(
    document: &ControlledDocument,
    entry: &VerificationMethod,
    created: Option<Timestamp>,
    context: &Context<'_>,
) -> Result<(), Stop> {
    context.spend(budget::COMPARED, document.methods.len())?;
    let mut open = Ok(());
    // An older key may stand under the same name.
    let is_another = |other: &&VerificationMethod| {
        other.material.is_some() && entry.material.is_some() && other.material != entry.material
    };
    for other in document.others(entry).filter(|other| !is_another(other)) {
        let expires = other.expires.filter(|_| other.id == entry.id);
        let has_ended = |end: &Timestamp| *end <= context.options.at && !is_before(created, *end);
        if let Some(end) = [other.revoked, expires].into_iter().flatten().find(has_ended) {
            return Err(Stop::failed(Code::KeyNoLongerPublished, format!("ended {end}")));
        }
        let is_same = other.material.is_some() && other.material == entry.material;
        match &other.key {
            Err(stop @ Stop::Failed(_)) if is_same => return Err(stop.clone()),
            Err(stop) if is_same => open = Err(stop.clone()),
            _ => {}
        }
    }
    open
}

/// Scheme, host and port of a web address.
fn web_origin(url: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| url.starts_with(scheme))?;
    let rest = &url[scheme.len()..];
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    (end > 0).then(|| &url[..scheme.len() + end])
}

#[cfg(test)]
mod tests;
