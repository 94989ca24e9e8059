//! The report as JSON (ARCHITECTURE section 4): one shape for page, worker, widget and command.

use serde_json::Value;

use super::{
    Axis, Check, Code, OrNull, Outcome, Problem, Purpose, Report, Request, Signer, SignerKind,
    Source, Subject, Types, Verdict, Written, word, written,
};
use crate::time::Timestamp;

word! {
    /// The answer in one word. `valid` only when nothing that decides is unknown.
    "Verdict": Verdict, |verdict| verdict.as_str(), Verdict::ALL.map(Verdict::as_str)
}

word! {
    /// How a question or a check came out. `unknown` is never a pass.
    "Outcome": &Outcome, |outcome| outcome.as_str(), Outcome::NAMES
}

word! {
    /// The questions an employer asks. `recipient` is never part of the verdict.
    "Axis": Axis, |axis| axis.as_str(), Axis::ALL.map(Axis::as_str)
}

word! {
    /// What a check is about.
    "Subject": Subject, |subject| subject.as_str(), Subject::ALL.map(Subject::as_str)
}

word! {
    /// What an address is asked for.
    "Purpose": Purpose, |purpose| purpose.as_str(), Purpose::ALL.map(Purpose::as_str)
}

word! {
    /// What stands behind a signature: an issuer on your own list, a web domain, nothing but a key.
    "SignerKind": SignerKind, |kind| kind.as_str(), SignerKind::ALL.map(SignerKind::as_str)
}

word! {
    /// Who brought a piece of evidence. What was `supplied`, the candidate may have made.
    "Origin": Origin, |origin| origin.0, Source::ORIGINS
}

/// One of [`Source::ORIGINS`].
struct Origin(&'static str);

word! {
    /// Every reason there is, in the order in which they matter to an employer.
    "Code": Code, |code| code.as_str(), Code::ALL.iter().map(|code| code.as_str())
}

written! {
    /// What went wrong or is worth knowing: a code, and a detail for developers.
    "Problem": &Problem, |problem| {
        "code": Code = problem.code,
        /// A name, a value, an address; never a sentence.
        "detail": &str = &problem.detail,
        /// A JSON pointer into the credential, or an address.
        "at": Option<&str> = problem.at.as_deref(),
    }
}

written! {
    /// One line of the report. What failed or is unknown has the members of a `Problem`.
    "Check": &Check, |check| {
        /// The question it answers. Without one it is advisory and decides nothing.
        "axis": Option<Axis> = check.axis,
        "subject": Subject = check.subject,
        /// JSON pointer to the part of the credential it is about, empty for the whole.
        "of": &str = &check.of,
        "outcome": &Outcome = &check.outcome,
        "code": Option<Code> = check.problem().map(|problem| problem.code),
        "detail": Option<&str> = check.problem().map(|problem| problem.detail.as_str()),
        "at": Option<&str> = check.problem().and_then(|problem| problem.at.as_deref()),
        /// What is worth knowing and does not change the outcome.
        "notes": &[Problem] = &check.notes,
    }
}

written! {
    /// An address that would have to be asked, and for what.
    "Request": &Request, |request| {
        "url": &str = &request.url,
        "purpose": Purpose = request.purpose,
    }
}

written! {
    /// A piece of evidence that was looked at.
    "Evidence": &Source, |source| {
        "url": &str = &source.url,
        /// `null` where its age is not known.
        "fetchedAt": OrNull<Timestamp> = OrNull(source.fetched_at),
        "origin": Origin = Origin(source.origin),
        /// Whose signature over this very piece was found good.
        "signedBy": Option<&str> = source.signed_by.as_deref(),
    }
}

written! {
    /// Who signed, as far as it is proven.
    "Signer": &Signer, |signer| {
        "kind": SignerKind = signer.kind,
        /// A DID or an https address.
        "id": &str = &signer.id,
        /// What the list that knows the signer calls it; never what it calls itself.
        "name": Option<&str> = signer.name.as_deref(),
    }
}

written! {
    /// What was found out about one credential at one moment.
    "Findings": &Report, |report| {
        /// The moment asked about.
        "at": Timestamp = report.at,
        /// The day for which the dates were asked about, where that is another.
        "asOf": Option<Timestamp> = report.as_of,
        "verdict": Verdict = report.verdict(),
        /// What a verdict other than `valid` rests on.
        "reason": OrNull<Code> = OrNull(report.reason()),
        /// Look at it before you rely on a verdict.
        "signer": Option<&Signer> = report.signer.as_ref(),
        "axes": Axes<'_> = Axes(report),
        "checks": &[Check] = &report.checks,
        /// What is missing now and may be asked for.
        "wanted": &[Request] = &report.wanted,
        /// What will be asked for next if that succeeds.
        "foreseen": &[Request] = &report.foreseen,
        "evidence": &[Source] = &report.evidence,
    }
}

/// How each question came out.
struct Axes<'a>(&'a Report);

impl Written for Axes<'_> {
    fn typed(types: &mut Types) -> String {
        format!("Record<{}, {}>", Axis::typed(types), <&Outcome>::typed(types))
    }

    fn written(self) -> Value {
        let axes = Axis::ALL.into_iter();
        Value::Object(
            axes.map(|axis| (axis.as_str().to_owned(), self.0.axis(axis).as_str().into()))
                .collect(),
        )
    }
}

impl Written for Timestamp {
    fn typed(_: &mut Types) -> String {
        "string".into()
    }

    fn written(self) -> Value {
        self.to_string().into()
    }
}

impl Problem {
    /// `{ code, detail, at? }`.
    pub fn to_json(&self) -> Value {
        self.written()
    }

    /// Reads a problem back; `None` when it is not one.
    pub fn from_json(value: &Value) -> Option<Self> {
        Some(Self {
            code: Code::from_name(value.get("code")?.as_str()?)?,
            detail: value.get("detail")?.as_str()?.to_owned(),
            at: value.get("at").and_then(Value::as_str).map(str::to_owned),
        })
    }
}

impl Outcome {
    /// Every name.
    const NAMES: [&'static str; 4] = ["passed", "failed", "unknown", "notApplicable"];

    /// The name used in the report's JSON.
    pub const fn as_str(&self) -> &'static str {
        let [passed, failed, unknown, not_applicable] = Self::NAMES;
        match self {
            Self::Passed => passed,
            Self::Failed(_) => failed,
            Self::Unknown(_) => unknown,
            Self::NotApplicable => not_applicable,
        }
    }
}

impl Check {
    /// What failed or is unknown.
    fn problem(&self) -> Option<&Problem> {
        match &self.outcome {
            Outcome::Failed(problem) | Outcome::Unknown(problem) => Some(problem),
            Outcome::Passed | Outcome::NotApplicable => None,
        }
    }

    fn from_json(value: &Value) -> Option<Self> {
        let axis = match value.get("axis") {
            None => None,
            Some(name) => {
                let name = name.as_str()?;
                Some(Axis::ALL.into_iter().find(|axis| axis.as_str() == name)?)
            }
        };
        let subject = value.get("subject")?.as_str()?;
        Some(Self {
            axis,
            subject: Subject::ALL.into_iter().find(|known| known.as_str() == subject)?,
            of: value.get("of")?.as_str()?.to_owned(),
            outcome: match value.get("outcome")?.as_str()? {
                "passed" => Outcome::Passed,
                "failed" => Outcome::Failed(Problem::from_json(value)?),
                "unknown" => Outcome::Unknown(Problem::from_json(value)?),
                "notApplicable" => Outcome::NotApplicable,
                _ => return None,
            },
            notes: list(value.get("notes")?, Problem::from_json)?,
        })
    }
}

impl Request {
    /// `{ url, purpose }`.
    pub fn to_json(&self) -> Value {
        self.written()
    }

    /// Reads a request back; `None` when it is not one.
    pub fn from_json(value: &Value) -> Option<Self> {
        let purpose = value.get("purpose")?.as_str()?;
        Some(Self {
            url: value.get("url")?.as_str()?.to_owned(),
            purpose: Purpose::ALL.into_iter().find(|known| known.as_str() == purpose)?,
        })
    }
}

impl Signer {
    /// `{ kind, id, name? }`.
    pub fn to_json(&self) -> Value {
        self.written()
    }

    /// Reads a signer back; `None` when it is not one.
    pub fn from_json(value: &Value) -> Option<Self> {
        Some(Self {
            kind: {
                let kind = value.get("kind")?.as_str()?;
                SignerKind::ALL.into_iter().find(|known| known.as_str() == kind)?
            },
            id: value.get("id")?.as_str()?.to_owned(),
            name: value.get("name").and_then(Value::as_str).map(str::to_owned),
        })
    }
}

impl Source {
    fn from_json(value: &Value) -> Option<Self> {
        let origin = value.get("origin")?.as_str()?;
        Some(Self {
            url: value.get("url")?.as_str()?.to_owned(),
            fetched_at: match value.get("fetchedAt")? {
                Value::Null => None,
                date => Some(Timestamp::parse(date.as_str()?).ok()?.instant),
            },
            origin: Self::ORIGINS.into_iter().find(|known| *known == origin)?,
            signed_by: value.get("signedBy").and_then(Value::as_str).map(str::to_owned),
        })
    }
}

impl Report {
    /// The report as JSON. `verdict`, `reason` and `axes` are derived here, and ignored by
    /// [`Report::from_json`]: there is one truth.
    pub fn to_json(&self) -> Value {
        self.written()
    }

    /// Reads a report back; `None` when it is not one.
    pub fn from_json(value: &Value) -> Option<Self> {
        let signer = match value.get("signer") {
            None => None,
            Some(signer) => Some(Signer::from_json(signer)?),
        };
        Some(Self {
            checks: list(value.get("checks")?, Check::from_json)?,
            signer,
            wanted: list(value.get("wanted")?, Request::from_json)?,
            foreseen: list(value.get("foreseen")?, Request::from_json)?,
            evidence: match value.get("evidence") {
                None => Vec::new(),
                Some(sources) => list(sources, Source::from_json)?,
            },
            at: Timestamp::parse(value.get("at")?.as_str()?).ok()?.instant,
            as_of: match value.get("asOf") {
                None => None,
                Some(day) => Some(Timestamp::parse(day.as_str()?).ok()?.instant),
            },
        })
    }
}

/// Every item of an array, or `None` when one cannot be read.
fn list<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_back_what_it_writes() {
        let problem = Problem::new(Code::Offline, "https://example.edu/3").at("/credentialStatus");
        let report = Report {
            checks: vec![Check {
                axis: Some(Axis::Status),
                subject: Subject::Status,
                of: "/credentialStatus".into(),
                outcome: Outcome::Unknown(problem.clone()),
                notes: vec![problem],
            }],
            signer: Some(Signer {
                kind: SignerKind::Trusted,
                id: "did:web:example.edu".into(),
                name: Some("Example".into()),
            }),
            wanted: vec![Request {
                url: "https://example.edu/3".into(),
                purpose: Purpose::StatusList,
            }],
            foreseen: Vec::new(),
            evidence: vec![Source {
                url: "https://example.edu/did.json".into(),
                fetched_at: None,
                origin: "supplied",
                signed_by: Some("did:web:example.edu".into()),
            }],
            at: Timestamp::from_unix(1_800_000_000),
            as_of: Some(Timestamp::from_unix(1_700_000_000)),
        };
        let json = report.to_json();
        assert_eq!(json["reason"], "offline");
        assert_eq!(Report::from_json(&json), Some(report));
    }

    #[test]
    fn a_verdict_written_into_the_file_is_ignored() {
        let mut json =
            json!({ "at": "2026-11-23T00:00:00Z", "checks": [], "wanted": [], "foreseen": [] });
        json["verdict"] = "valid".into();
        let report = Report::from_json(&json).unwrap();
        assert_eq!(report.verdict(), super::super::Verdict::Indeterminate);
    }
}
