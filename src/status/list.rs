//! Signed lists with one bit, or a few, for each credential: what their generations have in common
//! (Bitstring Status List 1.0, CHECKLIST E1; StatusList2021, E2; RevocationList2020, E3).

use serde_json::Value;

use super::{Answer, Entry, NotWithdrawn, Weight, recent_since};
use crate::document::one_or_many;
use crate::proof::Clause;
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::{Context, Evidence, without_fragment};
use crate::time::Timestamp;

pub(super) use read::list_of;
use read::{List, whole};

mod read;

/// The fewest entries a list may have, so that one does not stand out (E1.8).
const FEWEST_ENTRIES: usize = 131_072;

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
    let weight = match parts.purpose.to_ascii_lowercase().as_str() {
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
        number @ Value::Number(_) => usize::try_from(whole(number)?).ok(),
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

#[cfg(test)]
mod tests;
