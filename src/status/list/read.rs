//! From what an address answers to a list: its signature, its issuer, its bits.

use std::rc::Rc;

use serde_json::Value;

use super::{Kind, single};
use crate::budget;
use crate::document::{Document, has_type, one_or_many};
use crate::encoding::{InflateError, base64_lenient, base64url, inflate};
use crate::proof::{self, issuer_of};
use crate::report::{Code, Problem, Stop};
use crate::resource::{Context, Evidence, PublishedKeys, SuppliedEvidence, Trace};
use crate::time::Timestamp;

/// A list whose signature and issuer were checked.
pub(in crate::status) struct List {
    pub(super) bits: Vec<u8>,
    pub(super) purposes: Vec<String>,
    pub(super) issuer: Option<String>,
    pub(super) id: Option<String>,
    pub(super) from: Option<Timestamp>,
    pub(super) until: Option<Timestamp>,
    /// For how long it may be used, in milliseconds.
    pub(super) time_to_live: Option<i64>,
    /// When it says it was signed.
    pub(super) signed: Option<Timestamp>,
    pub(super) notes: Vec<Problem>,
}

impl List {
    /// The unpacked bits.
    pub(in crate::status) fn bits(&self) -> &[u8] {
        &self.bits
    }
}

/// The list at this address, verified and unpacked; once for all credentials and rounds.
pub(in crate::status) fn list_of(
    kind: &'static Kind,
    url: &str,
    evidence: Evidence<'_>,
    context: &Context<'_>,
) -> Rc<Result<List, Stop>> {
    // What its signature still lacks must be noted in every round, so gaps are not remembered. Of the
    // moments asked about the last is kept: a page that is open all day asks about thousands.
    let (name, at) = (kept_as(kind, url, context), context.options.at);
    if let Some(kept) = context.memo().get::<Kept>(&name).filter(|kept| kept.at == at) {
        return match context.repeat(&name, &kept.rests_on) {
            Ok(()) => Rc::clone(&kept.list),
            Err(stop) => Rc::new(Err(stop)),
        };
    }
    let mut lacks = false;
    let (list, rests_on) = context.traced(|| read(kind, evidence, context, &mut lacks));
    let list = Rc::new(list);
    if !lacks && context.budget().left() > 0 {
        let size = list.as_ref().as_ref().map_or(0, |list| list.bits.len());
        context.budget().meets(&name);
        context.memo().put(&name, Kept { at, list: Rc::clone(&list), rests_on }, size);
    }
    list
}

/// A list that was read.
pub(super) struct Kept {
    /// The moment it was judged at.
    pub(super) at: Timestamp,
    pub(super) list: Rc<Result<List, Stop>>,
    /// What says whose key signed it.
    pub(super) rests_on: Trace,
}

/// Everything a list depends on beside the evidence, of which a change clears the memo.
pub(super) fn kept_as(kind: &Kind, url: &str, context: &Context<'_>) -> String {
    let options = context.options;
    let trusts = options.supplied == SuppliedEvidence::Trust;
    let published = options.published_keys == PublishedKeys::Allow;
    format!("list {} {url} {trusts} {published}", kind.credential)
}

/// Reads a list; `lacks` becomes true where only something that is not at hand keeps it from being read.
fn read(
    kind: &Kind,
    evidence: Evidence<'_>,
    context: &Context<'_>,
    lacks: &mut bool,
) -> Result<List, Stop> {
    let unreadable = |detail: String| Stop::unknown(Code::StatusListUnreadable, detail);
    context.spend(budget::READ, evidence.resource.body.len())?;
    let text =
        std::str::from_utf8(&evidence.resource.body).map_err(|_| unreadable("not UTF-8".into()))?;
    let document = Document::parse(text).map_err(|problem| unreadable(problem.to_string()))?;
    // Of anything else another member says whom it is by.
    if !document.format.is_credential() {
        return Err(unreadable("no credential".into()));
    }
    let best = proof::judge(&document, context).into_iter().next();
    let best = best.ok_or_else(|| Stop::unknown(Code::StatusListUnverified, "unsigned"))?;
    let mut soften = |stop: Stop| {
        *lacks = matches!(stop, Stop::Unknown(_));
        stop.soften(Code::StatusListUnverified)
    };
    let verified = best.integrity.map_err(&mut soften)?;
    best.binding.map_err(&mut soften)?;
    let claims = verified.claims;
    let subject = single(&claims, "credentialSubject");
    let subject = subject.ok_or_else(|| unreadable("no credentialSubject".into()))?;
    if !is_list(kind, &claims, subject) {
        return Err(unreadable(format!("not a {}", kind.credential)));
    }
    let encoded = single(subject, "encodedList").and_then(Value::as_str);
    let encoded = encoded.ok_or_else(|| unreadable("no encodedList".into()))?;
    let mut notes = verified.notes;
    let most = context.options.limits.status_list_bytes;
    let bits = decode(kind, encoded, most, &mut notes)?;
    context.spend(budget::UNPACKED, bits.len())?;
    // The narrower period counts (C4.12).
    let jwt = document.jwt.as_ref();
    let (nbf, exp) = (jwt.and_then(|jwt| jwt.nbf), jwt.and_then(|jwt| jwt.exp));
    let dates = |names: [&str; 2]| -> Result<Vec<Timestamp>, Stop> {
        let values = names.iter().flat_map(|name| one_or_many(claims.get(*name)));
        let read = values.map(|value| {
            let written = value.as_str().and_then(|text| Timestamp::parse(text).ok());
            written
                .map(|written| written.instant)
                .ok_or_else(|| unreadable(format!("date {value}")))
        });
        read.collect()
    };
    Ok(List {
        bits,
        purposes: one_or_many(subject.get("statusPurpose"))
            .iter()
            .filter_map(Value::as_str)
            .chain(kind.purpose)
            .map(str::to_owned)
            .collect(),
        issuer: issuer_of(&claims).map(str::to_owned),
        id: single(&claims, "id").and_then(Value::as_str).map(str::to_owned),
        from: dates(["validFrom", "issuanceDate"])?.into_iter().chain(nbf).max(),
        until: dates(["validUntil", "expirationDate"])?.into_iter().chain(exp).min(),
        // Written twice, the shorter counts.
        time_to_live: one_or_many(subject.get("ttl")).iter().filter_map(whole).min(),
        signed: best.created,
        notes,
    })
}

/// Whether credential and subject both say that this is such a list: any badge of the issuer's is signed by
/// the same key.
pub(super) fn is_list(kind: &Kind, claims: &Value, subject: &Value) -> bool {
    has_type(claims, kind.credential) && has_type(subject, kind.subject)
}

/// A whole number that is not negative, written as a number or as digits.
pub(super) fn whole(value: &Value) -> Option<i64> {
    let written = match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    // 300000.0 is the same number.
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let is_whole = fraction.bytes().all(|digit| digit == b'0');
    whole.parse().ok().filter(|number| is_whole && *number >= 0)
}

/// Unpacks `encodedList` (E1.6, E2.1): gzip, and in the first generation zlib (E3.1).
pub(super) fn decode(
    kind: &Kind,
    encoded: &str,
    limit: usize,
    notes: &mut Vec<Problem>,
) -> Result<Vec<u8>, Stop> {
    let unreadable = |detail: &str| Stop::unknown(Code::StatusListUnreadable, detail);
    // gzip in base64 begins with `H4sI`, which tells it from the multibase prefix.
    let packed = match encoded.strip_prefix('u') {
        Some(rest) => base64url(rest),
        None => {
            if kind.prefixed {
                notes.push(Problem::new(Code::StatusListWithoutPrefix, "encodedList"));
            }
            base64_lenient(encoded)
        }
    };
    let packed = packed.ok_or_else(|| unreadable("encodedList is not base64url"))?;
    let zlib = kind.purpose.is_some() && packed.first() == Some(&0x78);
    if !packed.starts_with(&[0x1f, 0x8b]) && !zlib {
        return Err(unreadable("encodedList is not gzip"));
    }
    inflate(&packed, limit).map_err(|error| match error {
        InflateError::TooLarge => unreadable("encodedList unpacks to too much"),
        InflateError::Damaged => unreadable("encodedList is not gzip"),
    })
}
