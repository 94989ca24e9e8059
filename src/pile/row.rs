//! One badge of a pile, as the table needs it, and as it travels from a worker to the page.

use super::skills::{self, Skill};
use crate::credential::{Credential, ImageSource, Recipient, short};
use crate::document::{Document, Securing};
use crate::encoding::{hex, sha256};
use crate::report::{Problem, Request, SignerKind, Verdict};
use crate::time::Timestamp;
use crate::verify::{Gist, Reading, Verification};

mod json;

/// One badge in a file, one inside it, or why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The file's name; in a ZIP, its path there.
    pub file: String,
    /// Which of the badges in the file.
    pub index: usize,
    /// The way into it, for a badge that stands in a record or a presentation: its place in each. The row
    /// of what it stands in comes before it.
    pub within: Vec<usize>,
    /// What was found out, or why nothing could be.
    pub content: Result<Box<Badge>, Problem>,
}

/// What a row says of a badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// What its headline is made of.
    pub gist: Gist,
    /// The verdict.
    pub verdict: Verdict,
    /// What kind of thing it is.
    pub kind: Kind,
    /// The name of its format in the report.
    pub format: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// Its own identifier.
    pub id: Option<String>,
    /// Everything by which it names those it is about.
    pub recipients: Vec<Recipient>,
    /// When it was issued.
    pub issued: Option<Timestamp>,
    /// When it ends.
    pub expires: Option<Timestamp>,
    /// The day its dates were asked about, if that is another.
    pub as_of: Option<Timestamp>,
    /// Where its picture is.
    pub picture: Picture,
    /// What it says that somebody can do.
    pub skills: Vec<Skill>,
    /// What is missing and may be asked for, for everything in it; empty for a badge inside another.
    pub wanted: Vec<Request>,
    /// What will be asked for after that.
    pub foreseen: Vec<Request>,
    /// SHA-256 of the file, once it is known.
    pub sha256: Option<String>,
    /// A hash of what the badge says, with its proofs: alike in a picture and in a text.
    pub content: Option<String>,
    /// A hash of each signature.
    pub signatures: Vec<String>,
}

/// What kind of thing a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A badge.
    Badge,
    /// A record with badges in it.
    Record,
    /// What a holder put together.
    Presentation,
    /// What somebody says of a badge.
    Endorsement,
}

/// Where a badge's picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// The file itself is one.
    File,
    /// Inside the badge.
    Inside,
    /// On the web: not loaded.
    Remote,
    /// Nowhere.
    None,
}

/// Who stands behind a badge, as far as is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The proven identifier, shortened, or the name on the person's own list; else what the file says.
    pub name: String,
    /// What is proven; `None` for a claim.
    pub proven: Option<SignerKind>,
}

impl Row {
    /// The row of a badge alone. What tells twins apart is not in it.
    pub fn of(file: &str, index: usize, verification: &Verification) -> Self {
        let badge = Badge::of(verification, None);
        Self { file: file.to_owned(), index, within: Vec::new(), content: Ok(Box::new(badge)) }
    }

    /// The rows of a badge and of all that stand in it, each after what it stands in.
    pub fn all(file: &str, index: usize, reading: &Reading, found: &Verification) -> Vec<Self> {
        let mut rows = Vec::new();
        let mut top = Badge::of(found, Some(reading));
        (top.wanted, top.foreseen) = (found.wanted(), found.foreseen());
        let within = Vec::new();
        rows.push(Self { file: file.to_owned(), index, within, content: Ok(Box::new(top)) });
        members(&mut rows, (file, index), &[], reading, found);
        rows
    }

    /// The row of a file that cannot be read.
    pub fn problem(file: &str, problem: Problem) -> Self {
        Self { file: file.to_owned(), index: 0, within: Vec::new(), content: Err(problem) }
    }

    /// What was found out, where something was.
    pub fn badge(&self) -> Option<&Badge> {
        self.content.as_deref().ok()
    }
}

fn members(
    rows: &mut Vec<Row>,
    (file, index): (&str, usize),
    path: &[usize],
    reading: &Reading,
    found: &Verification,
) {
    for place in 0..found.members.len() {
        let Some((reading, member)) = reading.step_into(found, place) else { continue };
        let within = [path, &[place]].concat();
        let badge = Badge::of(member, Some(reading));
        let content = Ok(Box::new(badge));
        rows.push(Row { file: file.to_owned(), index, within: within.clone(), content });
        members(rows, (file, index), &within, reading, member);
    }
}

impl Badge {
    fn of(verification: &Verification, reading: Option<&Reading>) -> Self {
        let report = &verification.report;
        let credential = verification.credential.as_ref();
        let date = |date: Option<&crate::credential::WrittenDate>| date?.instant();
        let achievement = credential.and_then(Credential::achievement);
        let document = reading.and_then(|reading| reading.document.as_ref().ok());
        Self {
            gist: Gist::of(verification),
            verdict: report.verdict(),
            kind: Kind::of(verification),
            format: verification.input.format.clone(),
            title: credential.and_then(|credential| credential.title().any()).map(str::to_owned),
            id: credential.and_then(|credential| credential.id.clone()),
            recipients: credential.map(Recipient::all).unwrap_or_default(),
            issued: date(credential.and_then(Credential::issued_on)),
            expires: date(credential.and_then(|credential| credential.valid_until.as_ref())),
            as_of: report.as_of,
            picture: Picture::of(verification),
            skills: achievement.map(skills::of).unwrap_or_default(),
            wanted: Vec::new(),
            foreseen: Vec::new(),
            sha256: verification.input.sha256.clone(),
            content: document.map(content),
            signatures: document.map(signatures).unwrap_or_default(),
        }
    }

    /// Who stands behind it: what is proven before what is claimed.
    pub fn issuer(&self) -> Option<Issuer> {
        let gist = &self.gist;
        if let Some(signer) = &gist.signer {
            let name = match (&signer.kind, &signer.name) {
                (SignerKind::Trusted, Some(name)) => name.clone(),
                _ => short(&signer.id),
            };
            return Some(Issuer { name, proven: Some(signer.kind) });
        }
        let claimed = gist.issuer.clone().or_else(|| gist.issuer_id.as_deref().map(short));
        claimed.map(|name| Issuer { name, proven: None })
    }

    /// Who earned it, by its own words; `None` where they are hidden, or nobody is named.
    pub fn earner(&self) -> Option<String> {
        self.gist.earner.label()
    }
}

impl Kind {
    const ALL: [Self; 4] = [Self::Badge, Self::Record, Self::Presentation, Self::Endorsement];

    fn of(verification: &Verification) -> Self {
        if verification.is_presentation() {
            Self::Presentation
        } else if verification.is_record() {
            Self::Record
        } else if verification.is_endorsement() {
            Self::Endorsement
        } else {
            Self::Badge
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Badge => "badge",
            Self::Record => "record",
            Self::Presentation => "presentation",
            Self::Endorsement => "endorsement",
        }
    }
}

impl Picture {
    const ALL: [Self; 4] = [Self::File, Self::Inside, Self::Remote, Self::None];

    fn of(verification: &Verification) -> Self {
        let container = verification.input.container.as_str();
        if container.starts_with("png") || container.starts_with("svg") {
            return Self::File;
        }
        let credential = verification.credential.as_ref();
        match credential.and_then(Credential::picture).map(|image| &image.source) {
            Some(ImageSource::Data { .. }) => Self::Inside,
            Some(ImageSource::Remote(_)) => Self::Remote,
            Some(ImageSource::Unusable(_)) | None => Self::None,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Inside => "inside",
            Self::Remote => "remote",
            Self::None => "none",
        }
    }
}

/// A hash of the document: of its members in their order by name, or of its text where that was signed.
fn content(document: &Document) -> String {
    let enveloped = document.securing.iter().any(|way| matches!(way, Securing::Enveloped(_)));
    let hash = match enveloped {
        true => sha256(document.text.as_bytes()),
        false => sha256(document.json.to_string().as_bytes()),
    };
    hex(&hash)
}

fn signatures(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for way in &document.securing {
        match way {
            Securing::Enveloped(jws) if !jws.signature.is_empty() => {
                found.push(hex(&sha256(&jws.signature)));
            }
            Securing::Embedded { proof, .. } => {
                // Not the root of a Merkle tree, which many badges share.
                let value = ["proofValue", "jws", "signatureValue"];
                let value = value.into_iter().find_map(|name| proof.get(name)?.as_str());
                found.extend(value.map(|value| hex(&sha256(value.as_bytes()))));
            }
            _ => {}
        }
    }
    found
}
