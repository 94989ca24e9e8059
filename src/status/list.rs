//! Signed lists with one bit, or a few, for each credential: what their generations have in common
//! (Bitstring Status List 1.0, CHECKLIST E1; StatusList2021, E2; RevocationList2020, E3).

use std::rc::Rc;

use serde_json::Value;

use super::{Answer, Entry, NotWithdrawn, Weight, recent_since};
use crate::document::{Document, has_type, one_or_many};
use crate::encoding::{InflateError, base64_lenient, base64url, inflate};
use crate::proof::{self, Clause, issuer_of};
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::{Context, Evidence, PublishedKeys, SuppliedEvidence, without_fragment};
use crate::time::Timestamp;

/// The fewest entries a list may have, so that one does not stand out (E1.8).
const FEWEST_ENTRIES: usize = 131_072;

/// A list whose signature and issuer were checked.
pub(super) struct List {
    bits: Vec<u8>,
    purposes: Vec<String>,
    issuer: Option<String>,
    id: Option<String>,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    /// For how long it may be used, in milliseconds.
    time_to_live: Option<i64>,
    /// When it says it was signed.
    signed: Option<Timestamp>,
    notes: Vec<Problem>,
}

impl List {
    /// The unpacked bits.
    pub(super) fn bits(&self) -> &[u8] {
        &self.bits
    }
}

/// A generation of such lists.
pub(super) struct Kind {
    /// The type of the list's credential.
    pub(super) credential: &'static str,
    /// The type of its subject.
    pub(super) subject: &'static str,
    /// Whether the packed bits are to begin with a multibase prefix.
    pub(super) prefixed: bool,
    /// The purpose of lists that do not name one.
    pub(super) purpose: Option<&'static str>,
    /// Where it is described.
    pub(super) clause: Clause,
}

/// The parts of an entry.
pub(super) struct Parts<'a> {
    pub(super) kind: &'static Kind,
    pub(super) purpose: &'a str,
    /// The list's address.
    pub(super) list: &'a str,
    pub(super) index: usize,
    /// Bits of one entry.
    pub(super) size: usize,
}

/// Looks an entry up in its list.
pub(super) fn answer(entry: &Entry<'_>, parts: &Parts<'_>, context: &Context<'_>) -> Answer {
    let weight = match parts.purpose {
        "refresh" | "message" => Weight::Advisory,
        _ => Weight::Deciding,
    };
    let mut notes = Vec::new();
    let result = look_up(entry, parts, context, &mut notes);
    Answer { at: String::new(), weight, result, notes }
}

/// A number of an entry: digits, or a number without fraction (E1.1).
pub(super) fn number(json: &Value, name: &str) -> Option<usize> {
    match single(json, name)? {
        Value::String(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse::<u64>().ok().and_then(|number| usize::try_from(number).ok())
        }
        Value::Number(number) => number.as_u64().and_then(|number| usize::try_from(number).ok()),
        _ => None,
    }
}

/// The one value of a member that may be written as a list of one.
pub(super) fn single<'a>(json: &'a Value, name: &str) -> Option<&'a Value> {
    match one_or_many(json.get(name)) {
        [one] => Some(one),
        _ => None,
    }
}

fn look_up(
    entry: &Entry<'_>,
    parts: &Parts<'_>,
    context: &Context<'_>,
    notes: &mut Vec<Problem>,
) -> Result<NotWithdrawn, Stop> {
    let url = without_fragment(parts.list);
    let evidence = context.get_owned(url, Purpose::StatusList)?;
    let list = list_of(parts.kind, url, evidence, context);
    let list = list.as_ref().as_ref().map_err(|stop| stop.clone().at(url))?;
    notes.extend(list.notes.iter().cloned());
    belongs(list, url, entry, evidence, notes)?;
    if let Some(issuer) = &list.issuer {
        context.note_signed(evidence, issuer);
    }
    // Before anything is said about its age: a clock that runs behind would call it too young.
    context.note_time(list.signed);
    if !list.purposes.iter().any(|purpose| purpose.eq_ignore_ascii_case(parts.purpose)) {
        let detail = format!("a list for {}, not for {}", list.purposes.join(" "), parts.purpose);
        return Err(Stop::unknown(Code::StatusListUnverified, detail).at(url));
    }
    if list.bits.len() * 8 / parts.size < FEWEST_ENTRIES {
        let detail = format!("{} entries", list.bits.len() * 8 / parts.size);
        notes.push(Problem::new(Code::ShortStatusList, detail).at(url));
    }
    let value = value(&list.bits, parts).ok_or_else(|| {
        Stop::unknown(Code::MalformedStatus, format!("index {} is outside the list", parts.index))
            .at(url)
    })?;
    // A set bit counts at any age (VERDICT section 6).
    if value != 0 {
        let purpose = parts.purpose.to_ascii_lowercase();
        return Err(match purpose.as_str() {
            "revocation" => Stop::failed(Code::Revoked, url),
            "suspension" => Stop::failed(Code::Suspended, url),
            "refresh" => Stop::unknown(Code::NewerVersion, url),
            "message" => Stop::unknown(Code::StatusMessage, message(entry.json, value)),
            _ => Stop::unknown(Code::UnknownStatusPurpose, parts.purpose),
        });
    }
    fresh(list, url, evidence, context)?;
    Ok(NotWithdrawn(()))
}

/// Whether this is the list the issuer meant (E1.3, E1.4, VERDICT section 6).
fn belongs(
    list: &List,
    url: &str,
    entry: &Entry<'_>,
    evidence: Evidence<'_>,
    notes: &mut Vec<Problem>,
) -> Result<(), Stop> {
    let differences = [
        (list.issuer.as_deref() != entry.issuer, Code::StatusListOfOther, list.issuer.clone()),
        (
            list.id.as_deref().is_none_or(|id| without_fragment(id) != url),
            Code::StatusListOtherAddress,
            list.id.clone(),
        ),
    ];
    for (differs, code, found) in differences {
        if !differs {
            continue;
        }
        let problem = Problem::new(code, found.unwrap_or_default()).at(url);
        if evidence.is_doubted() {
            return Err(Stop::Unknown(Problem { code: Code::StatusListUnverified, ..problem }));
        }
        // A list without an id fetched from the signed address is that list.
        if code != Code::StatusListOtherAddress || list.id.is_some() {
            notes.push(problem);
        }
    }
    Ok(())
}

/// Whether the list is young enough to say that nothing happened (VERDICT section 6, "Age").
fn fresh(
    list: &List,
    url: &str,
    evidence: Evidence<'_>,
    context: &Context<'_>,
) -> Result<(), Stop> {
    let now = context.options.at;
    let skew = context.options.limits.clock_skew;
    if list.from.is_some_and(|from| from > now.plus_seconds(skew)) {
        return Err(Stop::unknown(Code::StatusListOutdated, "not valid yet").at(url));
    }
    if let Some(until) = list.until.filter(|until| until.plus_seconds(skew) < now) {
        context.renew(evidence, Purpose::StatusList);
        return Err(Stop::unknown(Code::StatusListOutdated, until.to_string()).at(url));
    }
    let longest = context.options.limits.status_age;
    let longest = list.time_to_live.map_or(longest, |ttl| longest.min(ttl / 1000));
    recent_since(known_at(list, evidence), evidence, Purpose::StatusList, longest, context)
        .map_err(|stop| stop.at(url))
}

/// Since when the list is known to be as it is. Whoever hands over an old list can write any date beside
/// it: of a stranger's only what the issuer signed counts.
fn known_at(list: &List, evidence: Evidence<'_>) -> Option<Timestamp> {
    let fetched = evidence.resource.fetched_at;
    match evidence.is_doubted() {
        true => list.from.max(list.signed).filter(|_| fetched.is_some()).min(fetched),
        false => fetched,
    }
}

/// The value at the entry's place: index 0 is the left-most bit (E1.7, E1.9).
pub(super) fn value(bits: &[u8], parts: &Parts<'_>) -> Option<u32> {
    let start = parts.index.checked_mul(parts.size)?;
    let end = start.checked_add(parts.size)?;
    if end > bits.len() * 8 {
        return None;
    }
    Some((start..end).fold(0, |value, place| value << 1 | u32::from(bit(bits, place))))
}

/// One bit of a list that has it.
pub(super) fn bit(bits: &[u8], place: usize) -> bool {
    bits[place / 8] >> (7 - place % 8) & 1 == 1
}

/// The code of a message; its text is for developers and not shown (E1.10).
fn message(entry: &Value, value: u32) -> String {
    let reference = single(entry, "statusReference").and_then(Value::as_str).unwrap_or_default();
    format!("0x{value:x} {reference}").trim_end().to_owned()
}

/// The list at this address, verified and unpacked; once for all credentials and rounds.
pub(super) fn list_of(
    kind: &'static Kind,
    url: &str,
    evidence: Evidence<'_>,
    context: &Context<'_>,
) -> Rc<Result<List, Stop>> {
    // What its signature still lacks must be noted in every round, so gaps are not remembered. Of the
    // moments asked about the last is kept: a page that is open all day asks about thousands.
    let (name, at) = (kept_as(kind, url, context), context.options.at);
    if let Some(kept) = context.memo().get::<Kept>(&name).filter(|kept| kept.0 == at) {
        return Rc::clone(&kept.1);
    }
    let mut lacks = false;
    let list = Rc::new(read(kind, evidence, context, &mut lacks));
    if !lacks {
        context.memo().put::<Kept>(&name, (at, Rc::clone(&list)));
    }
    list
}

/// A list that was read, and the moment it was judged at.
type Kept = (Timestamp, Rc<Result<List, Stop>>);

/// Everything a list depends on beside the evidence, of which a change clears the memo.
fn kept_as(kind: &Kind, url: &str, context: &Context<'_>) -> String {
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
    let text =
        std::str::from_utf8(&evidence.resource.body).map_err(|_| unreadable("not UTF-8".into()))?;
    let document = Document::parse(text).map_err(|problem| unreadable(problem.to_string()))?;
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
    // The narrower period counts (C4.12).
    let jwt = document.jwt.as_ref();
    let (nbf, exp) = (jwt.and_then(|jwt| jwt.nbf), jwt.and_then(|jwt| jwt.exp));
    let date = |name: &[&str]| -> Result<Option<Timestamp>, Stop> {
        let Some(text) = name.iter().find_map(|name| single(&claims, name)) else {
            return Ok(None);
        };
        let written = text.as_str().and_then(|text| Timestamp::parse(text).ok());
        written
            .map(|written| Some(written.instant))
            .ok_or_else(|| unreadable(format!("date {text}")))
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
        from: date(&["validFrom", "issuanceDate"])?.max(nbf),
        until: [date(&["validUntil"])?, date(&["expirationDate"])?, exp]
            .into_iter()
            .flatten()
            .min(),
        // Written twice, the shorter counts.
        time_to_live: one_or_many(subject.get("ttl")).iter().filter_map(milliseconds).min(),
        signed: best.created,
        notes,
    })
}

/// Whether credential and subject both say that this is such a list: any badge of the issuer's is signed by
/// the same key.
fn is_list(kind: &Kind, claims: &Value, subject: &Value) -> bool {
    has_type(claims, kind.credential) && has_type(subject, kind.subject)
}

/// A number of milliseconds, written as a number or as digits.
fn milliseconds(value: &Value) -> Option<i64> {
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
fn decode(
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

#[cfg(test)]
mod tests;
