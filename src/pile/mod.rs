//! Many badges at once: a row for each, and what can be said of all of them together.
//!
//! Everything here is data in, data out. A [`Row`] is made where the verification is (in a worker, say),
//! travels as one line of JSON, and holds all that a table shows; what is not known yet is *unknown* in a
//! row, as it is in the report. The result of a badge itself is made again when somebody opens the row.
//!
//! - [`arrange`]: sorted, filtered, searched, in groups.
//! - [`twins`]: the same file, the same badge, the same badge with another person's name.
//! - [`candidates`]: which of the people on a list each badge was awarded to.
//! - [`skills`]: what the badges that count say somebody can do.
//! - [`csv`]: the table for other programs.
//! - [`work`]: files become rows, in any steps.

pub mod arrange;
pub mod candidates;
pub mod csv;
mod fold;
mod row;
pub mod skills;
pub mod twins;
pub mod work;

pub use fold::folded;
pub use row::{Badge, Issuer, Kind, Picture, Row};
pub use work::Work;
