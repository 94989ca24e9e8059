//! The gist of an answer: all that its headline says, in few bytes. The page and the table make their
//! words from it, so that the same badge never reads differently in the two.

use serde_json::{Map, Value};

use super::{Standing, Verification};
use crate::credential::{Credential, Earner, Text, host};
use crate::document::Format;
use crate::report::{Code, Outcome, Problem, Signer};
use crate::time::Timestamp;

/// What a headline says of a credential, without the words of any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gist {
    /// Which sentence it is.
    pub standing: Standing,
    /// Who signed, as far as it is proven.
    pub signer: Option<Signer>,
    /// What the issuer calls itself.
    pub issuer: Option<String>,
    /// Which identifier the file gives the issuer.
    pub issuer_id: Option<String>,
    /// Who earned it, by the file's own words.
    pub earner: Earner,
    /// The day the sentence is about: the end, the beginning, or the day of issue.
    pub date: Option<Timestamp>,
    /// The hosts that could be asked.
    pub hosts: Vec<String>,
    /// Where the badge itself is, when the file only points to it.
    pub host: Option<String>,
    /// What the verdict rests on.
    pub reason: Option<Problem>,
}

impl Verification {
    /// Whether this is a collection that a holder put together.
    pub fn is_presentation(&self) -> bool {
        self.input.format.as_deref() == Some(Format::Presentation.as_str())
    }

    /// Whether this is a record of what somebody learned, with badges in it.
    pub fn is_record(&self) -> bool {
        self.input.format.as_deref() == Some(Format::Clr2.as_str()) && !self.members.is_empty()
    }

    /// Whether this stands for badges that were not looked at.
    pub fn stands_for_others(&self) -> bool {
        matches!(self.report.reason(), Some(Code::LeftOut | Code::NestedTooDeep))
    }

    /// Whether this is what somebody says of a badge or of an issuer.
    pub fn is_endorsement(&self) -> bool {
        self.credential.as_ref().is_some_and(|credential| credential.format.is_endorsement())
    }
}

impl Gist {
    /// The gist of a verification.
    pub fn of(verification: &Verification) -> Self {
        let report = &verification.report;
        let credential = verification.credential.as_ref();
        let mut hosts: Vec<String> = Vec::new();
        for host in report.wanted.iter().filter_map(|request| host(&request.url)) {
            if hosts.iter().all(|known| known != host) {
                hosts.push(host.to_owned());
            }
        }
        let problems = || {
            report.checks.iter().filter_map(|check| match &check.outcome {
                Outcome::Unknown(problem) | Outcome::Failed(problem) => Some(problem),
                _ => None,
            })
        };
        let pointed = problems().find(|problem| problem.code == Code::Hosted);
        let reason = problems().find(|problem| Some(problem.code) == report.reason()).cloned();
        // The end or the beginning that was judged, which may stand in the envelope.
        let judged = reason
            .as_ref()
            .filter(|problem| matches!(problem.code, Code::Expired | Code::NotYetValid));
        let judged = judged.and_then(|problem| Timestamp::parse(&problem.detail).ok());
        let issued = || credential?.issued_on()?.instant();
        let issuer = credential.map(|credential| &credential.issuer);
        Self {
            standing: Standing::of(verification),
            signer: report.signer.clone(),
            issuer: issuer.and_then(|issuer| issuer.name.any()).map(str::to_owned),
            issuer_id: issuer.and_then(|issuer| issuer.id.clone()),
            earner: credential.map_or(Earner::Nobody, Credential::earner),
            date: judged.map(|written| written.instant).or_else(issued),
            hosts,
            host: pointed.and_then(|problem| host(&problem.detail)).map(str::to_owned),
            reason,
        }
    }

    /// Writes it into the members of an object.
    pub(crate) fn write(&self, members: &mut Map<String, Value>) {
        let mut put = |name: &str, value: Option<Value>| {
            members.extend(value.map(|value| (name.to_owned(), value)));
        };
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        put("standing", Some(self.standing.as_str().into()));
        put("signer", self.signer.as_ref().map(Signer::to_json));
        put("issuer", text(&self.issuer));
        put("issuerId", text(&self.issuer_id));
        let (kind, earner) = match &self.earner {
            Earner::Named(name) => ("named", name.text.as_str()),
            Earner::Email(address) => ("email", address.as_str()),
            Earner::Identifier(id) => ("identifier", id.as_str()),
            Earner::Hashed => ("hashed", ""),
            Earner::Nobody => ("nobody", ""),
        };
        put("earnerKind", Some(kind.into()));
        put("earner", Some(earner.into()));
        put("date", self.date.map(|date| date.to_string().into()));
        put("hosts", Some(self.hosts.iter().map(String::as_str).collect()));
        put("host", text(&self.host));
        put("problem", self.reason.as_ref().map(Problem::to_json));
    }

    /// Reads it back; `None` when it is none.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let earner = text("earner")?;
        let hosts = value.get("hosts")?.as_array()?.iter();
        Some(Self {
            standing: Standing::from_name(value.get("standing")?.as_str()?)?,
            signer: match value.get("signer") {
                None => None,
                Some(signer) => Some(Signer::from_json(signer)?),
            },
            issuer: text("issuer"),
            issuer_id: text("issuerId"),
            earner: match value.get("earnerKind")?.as_str()? {
                "named" => Earner::Named(Text { text: earner, ..Text::default() }),
                "email" => Earner::Email(earner),
                "identifier" => Earner::Identifier(earner),
                "hashed" => Earner::Hashed,
                "nobody" => Earner::Nobody,
                _ => return None,
            },
            date: match text("date") {
                None => None,
                Some(date) => Some(Timestamp::parse(&date).ok()?.instant),
            },
            hosts: hosts.filter_map(Value::as_str).map(str::to_owned).collect(),
            host: text("host"),
            reason: match value.get("problem") {
                None => None,
                Some(problem) => Some(Problem::from_json(problem)?),
            },
        })
    }
}
