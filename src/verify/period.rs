//! When a credential counts: from its beginning to its end, by every name that either has.

use serde_json::Value;

use super::checks::{Case, line};
use crate::document::one_or_many;
use crate::report::{Axis, Check, Code, Outcome, Problem, Stop, Subject};
use crate::time::{Form, Timestamp};

/// Is the moment asked about within its period? (CHECKLIST C1.6-C1.8, C7.2, C7.3)
pub(super) fn period(case: &Case<'_, '_>, lines: &mut Vec<Check>) {
    let mut notes = Vec::new();
    let outcome = match within(case, &mut notes) {
        Ok(()) => case.rely(Outcome::Passed),
        Err(stop) => stop.into(),
    };
    lines.push(line(Axis::Validity, Subject::Period, "", outcome, notes));
}

fn within(case: &Case<'_, '_>, notes: &mut Vec<Problem>) -> Result<(), Stop> {
    let limits = &case.context.options.limits;
    let now = case.context.options.at;
    let asked = case.context.options.as_of.unwrap_or(now);
    let mut date = |name: &str| -> Result<Option<(Timestamp, String)>, Stop> {
        let values = one_or_many(case.claims.get(name));
        if values.is_empty() {
            return Ok(None);
        }
        let at = format!("/{name}");
        let unreadable = |text: &str| Stop::unknown(Code::UnreadableDate, text).at(&at);
        let [value] = values else { return Err(unreadable("several dates")) };
        // Version 1 of Open Badges counts seconds since 1970 (F3).
        let seconds = value.as_i64().or_else(|| value.as_str()?.parse().ok());
        if let (true, Some(seconds @ 99_999..)) =
            (case.document.format.is_before_credentials(), seconds)
        {
            return Ok(Some((Timestamp::from_unix(seconds), at)));
        }
        let text = value.as_str().ok_or_else(|| unreadable(&value.to_string()))?;
        let written = Timestamp::parse(text).map_err(|_| unreadable(text))?;
        if matches!(written.form, Form::NoZone | Form::DateOnly) {
            notes.push(Problem::new(Code::NoTimeZone, text).at(&at));
        }
        Ok(Some((written.instant, at)))
    };
    // Of two names for one thing the narrower period counts, whichever of them is shown.
    let (mut from, mut until) = (None, None);
    let format = case.document.format;
    // To a W3C credential the names of Open Badges 1 and 2 are somebody's own words.
    let older = format.is_before_credentials() || format.is_blockcerts();
    let (begins, ends): (&[&str], &[&str]) = match older {
        true => (
            &["validFrom", "issuanceDate", "issuedOn", "issued_on"],
            &["validUntil", "expirationDate", "expires"],
        ),
        false => (&["validFrom", "issuanceDate"], &["validUntil", "expirationDate"]),
    };
    // What can be read counts, whatever else cannot.
    let mut odd = None;
    let mut read = |name: &str| match date(name) {
        Ok(date) => date,
        Err(stop) => {
            odd.get_or_insert(stop);
            None
        }
    };
    for name in begins {
        from = from.max(read(name));
    }
    for name in ends {
        until = [until, read(name)].into_iter().flatten().min();
    }
    // Words say nothing of a day, nor do yes and no.
    let perhaps =
        if older || !may_be_date(case.claims.get("expires")) { None } else { read("expires") };
    // The signature of a JWT has dates of its own; the narrower period counts (C4.12).
    let jwt = case.document.jwt.as_ref();
    if let Some(nbf) = jwt.and_then(|jwt| jwt.nbf)
        && from.as_ref().is_none_or(|(from, _)| nbf > *from)
    {
        from = Some((nbf, "/nbf".to_owned()));
    }
    if let Some(exp) = jwt.and_then(|jwt| jwt.exp)
        && until.as_ref().is_none_or(|(until, _)| exp < *until)
    {
        until = Some((exp, "/exp".to_owned()));
    }
    if let Some((until, at)) = &until {
        if from.as_ref().is_some_and(|(from, _)| from > until) {
            return Err(Stop::failed(Code::PeriodReversed, until.to_string()).at(at));
        }
        if until.plus_seconds(limits.clock_skew) < asked {
            return Err(Stop::failed(Code::Expired, until.to_string()).at(at));
        }
    }
    if let Some((from, at)) = &from
        && *from > asked.plus_seconds(limits.clock_skew)
    {
        return Err(Stop::failed(Code::NotYetValid, from.to_string()).at(at));
    }
    if let Some((end, at)) = perhaps
        && end.plus_seconds(limits.clock_skew) < asked
    {
        // It may mean an end, or anything.
        return Err(Stop::unknown(Code::UnreadableDate, format!("expires {end}")).at(at));
    }
    let beside = jwt.and_then(|jwt| jwt.odd_date.as_ref());
    if let Some(odd) = odd.or(beside.map(|odd| Stop::unknown(Code::UnreadableDate, odd))) {
        return Err(odd);
    }
    // A clock that runs behind would let expired badges pass (VERDICT section 6, "Clock").
    let verified =
        case.context.latest_time().filter(|time| *time > now.plus_seconds(limits.clock_skew));
    match verified {
        Some(time) => Err(Stop::unknown(Code::ClockSuspect, time.to_string())),
        None if now < limits.released => {
            Err(Stop::unknown(Code::ClockSuspect, limits.released.to_string()))
        }
        None => Ok(()),
    }
}

/// Whether somebody's own word may stand for a day: it has as many digits as a year, or several numbers.
fn may_be_date(said: Option<&Value>) -> bool {
    let has_day = |text: &str| {
        let numbers = || text.split(|sign: char| !sign.is_ascii_digit()).map(str::len);
        numbers().any(|digits| digits >= 4) || numbers().filter(|digits| *digits > 0).count() > 1
    };
    match said {
        Some(Value::Array(items)) => items.iter().any(|item| may_be_date(Some(item))),
        Some(Value::Object(object)) => object.values().any(|value| may_be_date(Some(value))),
        Some(Value::String(text)) => has_day(text),
        Some(Value::Number(number)) => has_day(number.as_str()),
        _ => false,
    }
}
