//! The report as JSON (ARCHITECTURE section 4): one shape for page, worker, widget and command.

use serde_json::{Map, Value};

use super::{
    Axis, Check, Code, Outcome, Problem, Purpose, Report, Request, Signer, SignerKind, Source,
    Subject,
};
use crate::encoding::object;
use crate::time::Timestamp;

impl Problem {
    /// `{ code, detail, at? }`.
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        self.write(&mut object);
        Value::Object(object)
    }

    fn write(&self, object: &mut Map<String, Value>) {
        object.insert("code".into(), self.code.as_str().into());
        object.insert("detail".into(), self.detail.as_str().into());
        if let Some(at) = &self.at {
            object.insert("at".into(), at.as_str().into());
        }
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
    /// The name used in the report's JSON.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed(_) => "failed",
            Self::Unknown(_) => "unknown",
            Self::NotApplicable => "notApplicable",
        }
    }
}

impl Check {
    fn to_json(&self) -> Value {
        let mut object = Map::new();
        if let Some(axis) = self.axis {
            object.insert("axis".into(), axis.as_str().into());
        }
        object.insert("subject".into(), self.subject.as_str().into());
        object.insert("of".into(), self.of.as_str().into());
        object.insert("outcome".into(), self.outcome.as_str().into());
        if let Outcome::Failed(problem) | Outcome::Unknown(problem) = &self.outcome {
            problem.write(&mut object);
        }
        object.insert("notes".into(), self.notes.iter().map(Problem::to_json).collect());
        Value::Object(object)
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
        object([("url", self.url.as_str().into()), ("purpose", self.purpose.as_str().into())])
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
        let (kind, id) = (self.kind.as_str().into(), self.id.as_str().into());
        let mut written = object([("kind", kind), ("id", id)]);
        if let (Some(name), Some(object)) = (&self.name, written.as_object_mut()) {
            object.insert("name".into(), name.as_str().into());
        }
        written
    }

    /// Reads a signer back; `None` when it is not one.
    pub fn from_json(value: &Value) -> Option<Self> {
        Some(Self {
            kind: match value.get("kind")?.as_str()? {
                "trusted" => SignerKind::Trusted,
                "domain" => SignerKind::Domain,
                "key" => SignerKind::Key,
                _ => return None,
            },
            id: value.get("id")?.as_str()?.to_owned(),
            name: value.get("name").and_then(Value::as_str).map(str::to_owned),
        })
    }
}

impl Source {
    fn to_json(&self) -> Value {
        let date = self.fetched_at.map_or(Value::Null, |date| date.to_string().into());
        let mut source = Map::new();
        source.insert("url".into(), self.url.as_str().into());
        source.insert("fetchedAt".into(), date);
        source.insert("origin".into(), self.origin.into());
        let signed_by = self.signed_by.as_deref();
        source.extend(signed_by.map(|issuer| ("signedBy".to_owned(), issuer.into())));
        Value::Object(source)
    }

    fn from_json(value: &Value) -> Option<Self> {
        let origin = value.get("origin")?.as_str()?;
        let known = ["fetched", "host", "saved", "supplied"];
        Some(Self {
            url: value.get("url")?.as_str()?.to_owned(),
            fetched_at: match value.get("fetchedAt")? {
                Value::Null => None,
                date => Some(Timestamp::parse(date.as_str()?).ok()?.instant),
            },
            origin: known.into_iter().find(|known| *known == origin)?,
            signed_by: value.get("signedBy").and_then(Value::as_str).map(str::to_owned),
        })
    }
}

impl Report {
    /// The report's members. `verdict`, `reason` and `axes` are derived here, and ignored by
    /// [`Report::from_json`]: there is one truth.
    pub fn to_json(&self) -> Map<String, Value> {
        let mut members = Map::new();
        members.insert("at".into(), self.at.to_string().into());
        if let Some(day) = self.as_of {
            members.insert("asOf".into(), day.to_string().into());
        }
        members.insert("verdict".into(), self.verdict().as_str().into());
        members.insert(
            "reason".into(),
            self.reason().map_or(Value::Null, |code| code.as_str().into()),
        );
        if let Some(signer) = &self.signer {
            members.insert("signer".into(), signer.to_json());
        }
        let axes = Axis::ALL
            .into_iter()
            .map(|axis| (axis.as_str().to_owned(), self.axis(axis).as_str().into()))
            .collect();
        members.insert("axes".into(), Value::Object(axes));
        members.insert("checks".into(), self.checks.iter().map(Check::to_json).collect());
        members.insert("wanted".into(), self.wanted.iter().map(Request::to_json).collect());
        members.insert("foreseen".into(), self.foreseen.iter().map(Request::to_json).collect());
        members.insert("evidence".into(), self.evidence.iter().map(Source::to_json).collect());
        members
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
        let json = Value::Object(report.to_json());
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
