//! Why a text is not taken as JSON.

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Which of the things that are refused.
    pub fault: Fault,
    /// English detail for developers: what was expected at which line, or a name.
    pub detail: String,
    /// A JSON pointer to the place, if the text was JSON up to there.
    pub at: Option<String>,
}

/// What is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Two members of one object have the same name.
    DuplicateMember,
    /// It is not JSON.
    Malformed,
    /// It is how a program prints an object: single quotes, Python's constants, names without quotes.
    Printed,
    /// It nests deeper than [`DEEPEST`](super::DEEPEST).
    TooDeep,
    /// It has more values, longer names or more numbers far from one than any document needs.
    TooLarge,
}

impl Error {
    pub(super) fn new(fault: Fault, detail: impl Into<String>) -> Self {
        Self { fault, detail: detail.into(), at: None }
    }
}
