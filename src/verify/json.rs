//! The whole answer as JSON (ARCHITECTURE section 4): what was read, and what was found out about it.

use serde_json::Value;

use crate::credential::Summary;
use crate::report::{Report, Types, Written, written};

use super::{Endorsement, Input, Verification};

impl Verification {
    /// The whole answer as JSON.
    pub fn to_json(&self) -> Value {
        self.written()
    }

    /// The types of [`Verification::to_json`] in TypeScript, of the same source.
    pub fn typescript() -> String {
        Types::of::<&Self>()
    }
}

written! {
    /// The answer about one credential.
    "Report": &Verification, |verification| {
        ..&Report = &verification.report,
        "tool": Tool = Tool,
        "input": &Input = &verification.input,
        "credential": Option<Summary<'_>> =
            verification.credential.as_ref().map(Summary),
        /// Credentials inside a presentation or a record, each with its own report.
        "members": &[Verification] = &verification.members,
        /// What others say of it.
        "endorsements": Option<&[Endorsement]> =
            Some(&verification.endorsements[..]).filter(|all| !all.is_empty()),
        /// The newer version that the issuer gave.
        "newer": Option<&Verification> = verification.newer.as_deref(),
    }
}

/// Who says so.
struct Tool;

written! {
    "Tool": Tool, |_tool| {
        "name": &str = "proofmark",
        "version": &str = env!("CARGO_PKG_VERSION"),
    }
}

written! {
    /// What was read.
    "Input": &Input, |input| {
        "name": &str = &input.name,
        "bytes": usize = input.bytes,
        /// Of the whole file, in hexadecimal digits.
        "sha256": Option<&str> = input.sha256.as_deref(),
        /// Where in the file the badge was, such as `png:iTXt`.
        "container": &str = &input.container,
        /// What kind of document it is, such as `open-badges-3.0`.
        "format": Option<&str> = input.format.as_deref(),
        /// The data model of the W3C: `vc-1.1` or `vc-2.0`.
        "dataModel": Option<&str> = input.data_model.as_deref(),
    }
}

/// Of an endorsement, what was found out about it.
impl Written for &Endorsement {
    fn typed(types: &mut Types) -> String {
        <&Verification>::typed(types)
    }

    fn written(self) -> Value {
        self.verification.written()
    }
}
