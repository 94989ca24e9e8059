//! Dates as written and as read.

use crate::time::{Timestamp, Written};

/// A date of a credential: its text, and its meaning where that is sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// As written.
    pub text: String,
    /// As read; `None` when it cannot be read as a date.
    pub read: Option<Written>,
}

impl WrittenDate {
    /// Reads a date in the forms of the standards and of real badges.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), read: Timestamp::parse(text).ok() }
    }

    /// The date of seconds since 1970, as Open Badges 1 writes them.
    pub fn from_unix(seconds: i64) -> Self {
        Self::new(&Timestamp::from_unix(seconds).to_string())
    }

    /// The instant, where it can be read.
    pub fn instant(&self) -> Option<Timestamp> {
        self.read.map(|written| written.instant)
    }
}
