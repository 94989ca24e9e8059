//! Moments in time: strict where the standards are, lenient (and saying so) where real badges are.
//!
//! There is no clock here; the moment asked about is an argument.

use std::fmt;

use time::{Date, Month, OffsetDateTime};

/// An instant in UTC, to the nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    seconds: i64,
    nanoseconds: u32,
}

/// A date as it was written: the instant, and what had to be assumed to get it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The instant; a missing zone is read as UTC, a missing time as midnight.
    pub instant: Timestamp,
    /// How it departs from XSD `dateTimeStamp`.
    pub form: Form,
}

/// How a date was written (CHECKLIST C1.6, DEPENDENCIES section 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As XSD `dateTimeStamp` demands.
    Standard,
    /// Without a time zone.
    NoZone,
    /// A date without a time.
    DateOnly,
    /// With a zone but oddly: a space for the `T`, `+1100`, no seconds, second 60.
    Odd,
}

/// A date that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn from_unix(seconds: i64) -> Self {
        Self { seconds, nanoseconds: 0 }
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    pub const fn unix(self) -> i64 {
        self.seconds
    }

    /// The instant this many seconds later (earlier when negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self { seconds: self.seconds.saturating_add(seconds), ..self }
    }

    /// Reads XSD `dateTime` and the odd forms real badges carry; refuses what has no sure meaning
    /// (30 February, years beyond 9999, zones beyond 14:00).
    pub fn parse(text: &str) -> Result<Written, Unreadable> {
        Reader { rest: text.trim().as_bytes() }.written().ok_or(Unreadable)
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC, with a fraction only where there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(moment) = OffsetDateTime::from_unix_timestamp(self.seconds) else {
            return write!(f, "@{}", self.seconds);
        };
        let (date, clock) = (moment.date(), moment.time());
        write!(f, "{:04}-{:02}-{:02}T", date.year(), u8::from(date.month()), date.day())?;
        write!(f, "{:02}:{:02}:{:02}", clock.hour(), clock.minute(), clock.second())?;
        if self.nanoseconds > 0 {
            let digits = format!("{:09}", self.nanoseconds);
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

/// Walks over the text of a date.
struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn written(&mut self) -> Option<Written> {
        let year = self.digits(4)?;
        self.byte(b'-')?;
        let month = self.digits(2)?;
        self.byte(b'-')?;
        let day = self.digits(2)?;
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        let date =
            Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?);
        let midnight = date.ok()?.midnight().assume_utc().unix_timestamp();
        if self.rest.is_empty() {
            return Some(Written { instant: Timestamp::from_unix(midnight), form: Form::DateOnly });
        }
        let mut form = Form::Standard;
        match self.next()? {
            b'T' => {}
            b't' | b' ' => form = Form::Odd,
            _ => return None,
        }
        let hour = self.digits(2)?;
        self.byte(b':')?;
        let minute = self.digits(2)?;
        let (mut second, mut nanoseconds) = (0, 0);
        if self.byte(b':').is_some() {
            second = self.digits(2)?;
            if self.byte(b'.').is_some() {
                nanoseconds = self.fraction()?;
            }
        } else {
            form = Form::Odd;
        }
        // 24:00:00 is XSD's way to write the end of the day; second 60 is a leap second.
        let end_of_day = hour == 24 && minute == 0 && second == 0 && nanoseconds == 0;
        if !(hour < 24 || end_of_day) || minute > 59 || second > 60 {
            return None;
        }
        if second == 60 {
            form = Form::Odd;
        }
        let offset = if self.rest.is_empty() {
            form = Form::NoZone;
            0
        } else {
            self.zone(&mut form)?
        };
        let seconds = midnight + i64::from(hour * 3600 + minute * 60 + second) - offset;
        Some(Written { instant: Timestamp { seconds, nanoseconds }, form })
    }

    /// The offset from UTC in seconds.
    fn zone(&mut self, form: &mut Form) -> Option<i64> {
        let sign = match self.next()? {
            b'Z' if self.rest.is_empty() => return Some(0),
            b'z' if self.rest.is_empty() => {
                *form = Form::Odd;
                return Some(0);
            }
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let hours = self.digits(2)?;
        if self.byte(b':').is_none() {
            *form = Form::Odd;
        }
        let minutes = self.digits(2)?;
        let within = minutes < 60 && hours * 60 + minutes <= 14 * 60;
        (within && self.rest.is_empty()).then(|| sign * i64::from(hours * 3600 + minutes * 60))
    }

    /// The digits after the point, cut at nanoseconds.
    fn fraction(&mut self) -> Option<u32> {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        (count > 0).then(|| {
            (0..9).fold(0, |sum, place| {
                sum * 10 + digits.get(place).map_or(0, |byte| u32::from(byte - b'0'))
            })
        })
    }

    fn digits(&mut self, count: usize) -> Option<u32> {
        (0..count).try_fold(0, |sum, _| {
            let byte = self.next().filter(u8::is_ascii_digit)?;
            Some(sum * 10 + u32::from(byte - b'0'))
        })
    }

    fn byte(&mut self, expected: u8) -> Option<()> {
        (self.rest.first() == Some(&expected)).then(|| self.rest = &self.rest[1..])
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Form)> {
        Timestamp::parse(text).ok().map(|written| (written.instant.to_string(), written.form))
    }

    #[test]
    fn reads_standard_and_odd_forms() {
        let table = [
            ("2023-08-01T13:21:29Z", "2023-08-01T13:21:29Z", Form::Standard),
            ("2023-08-01T13:21:29+11:00", "2023-08-01T02:21:29Z", Form::Standard),
            ("2023-08-01T13:21:29.123456Z", "2023-08-01T13:21:29.123456Z", Form::Standard),
            (
                "2023-08-01T13:21:29.1234567890123Z",
                "2023-08-01T13:21:29.123456789Z",
                Form::Standard,
            ),
            ("2023-08-01T24:00:00Z", "2023-08-02T00:00:00Z", Form::Standard),
            ("2023-08-01T13:21:29-00:00", "2023-08-01T13:21:29Z", Form::Standard),
            ("2023-08-01T13:21:29", "2023-08-01T13:21:29Z", Form::NoZone),
            ("2024-08-31T00:00", "2024-08-31T00:00:00Z", Form::NoZone),
            ("2024-08-31", "2024-08-31T00:00:00Z", Form::DateOnly),
            ("2023-08-01T13:21:29+1100", "2023-08-01T02:21:29Z", Form::Odd),
            ("2023-08-01 13:21:29Z", "2023-08-01T13:21:29Z", Form::Odd),
            ("2023-12-31T23:59:60Z", "2024-01-01T00:00:00Z", Form::Odd),
            ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", Form::Standard),
        ];
        for (text, instant, form) in table {
            assert_eq!(read(text), Some((instant.to_owned(), form)), "{text}");
        }
    }

    #[test]
    fn refuses_what_has_no_sure_meaning() {
        for text in [
            "",
            "soon",
            "2023-02-30",
            "2023-02-29T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "-0044-03-15T00:00:00Z",
            "2023-08-01T13:21:29+15:00",
            "2023-08-01T13:21:29Zjunk",
            "2023-08-01T25:00:00Z",
            "2023-08-01T24:00:01Z",
            "2023-08-01T13:61:00Z",
            "1690896089",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn orders_by_instant_not_by_text() {
        let earlier = Timestamp::parse("2023-08-01T23:00:00+11:00").unwrap().instant;
        let later = Timestamp::parse("2023-08-01T13:00:00Z").unwrap().instant;
        assert!(earlier < later);
        assert_eq!(earlier.plus_seconds(3600), later);
    }
}
