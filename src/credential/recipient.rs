//! Was it awarded to the person who is known to the reader? (CHECKLIST C8)

use md5::Md5;
use sha2::{Digest, Sha256};

use super::{Credential, IdentityObject, Subject};
use crate::encoding;

/// How the comparison with a known recipient came out; later ones outweigh earlier ones when there
/// are several subjects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecipientMatch {
    /// Every subject is the person named.
    Matches {
        /// Whether it rests on MD5 alone, which is weak.
        weak_hash: bool,
        /// What had to be done to what was typed.
        how: TypedForm,
    },
    /// The credential names nobody: there is nothing to compare with.
    NamesNobody,
    /// It names somebody, but not by the kind of identifier that was typed: a DID, where an e-mail
    /// address was typed.
    OtherKind,
    /// It names somebody else.
    DoesNotMatch,
}

/// The form of what was typed that matched (C8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypedForm {
    /// As it was typed.
    AsTyped,
    /// Apart from upper and lower case.
    LowerCased,
    /// Apart from surrounding white space (and from upper and lower case).
    Trimmed,
}

/// Everything by which a credential names one of those it is about: what can be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// A DID or another URI.
    pub id: Option<String>,
    /// Identifiers, names and addresses, plain or hashed, as written.
    pub identities: Vec<IdentityObject>,
}

impl Recipient {
    /// The recipients of a credential, one for each subject.
    pub fn all(credential: &Credential) -> Vec<Self> {
        credential.subjects.iter().map(Self::of).collect()
    }

    fn of(subject: &Subject) -> Self {
        let plain = [
            ("emailAddress", subject.email.clone()),
            ("name", subject.name.any().map(str::to_owned)),
            ("name", subject.person_names.line()),
        ];
        let plain = plain.into_iter().filter_map(|(kind, text)| {
            let identity_type = Some(kind.to_owned());
            Some(IdentityObject { identity_hash: text?, identity_type, ..Default::default() })
        });
        let identities = subject.identifiers.iter().cloned().chain(plain).collect();
        Self { id: subject.id.clone(), identities }
    }
}

/// Compares a credential's recipients with an identifier typed by the reader; where there are several,
/// all must match (B19).
pub fn compare(recipients: &[Recipient], typed: &str) -> RecipientMatch {
    let candidates = candidates(typed);
    recipients
        .iter()
        .map(|recipient| compare_one(recipient, &candidates))
        .max()
        .unwrap_or(RecipientMatch::NamesNobody)
}

/// Whether what was typed is the name of the earner rather than an address: many share one.
pub fn is_name(recipients: &[Recipient], typed: &str) -> bool {
    let names = |recipient: &Recipient| {
        let mut names = recipient.identities.iter().filter(|identity| identity.is_name());
        names.any(|name| name.identity_hash.trim().eq_ignore_ascii_case(typed.trim()))
    };
    recipients.iter().any(names)
}

impl IdentityObject {
    /// Whether the identifier is hidden behind a hash, by its flag or by its look.
    pub fn is_hidden(&self) -> bool {
        self.hashed || hash(&self.identity_hash).is_some()
    }

    /// Whether `hashed` and the look of the value contradict each other (C8.6).
    pub fn contradicts_itself(&self) -> bool {
        self.hashed != hash(&self.identity_hash).is_some()
    }
}

/// What an identifier is, as far as it matters for comparing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Email,
    Uri,
    Text,
}

fn kind(text: &str) -> Kind {
    let text = text.trim();
    if without_scheme(text).contains('@') && !text.contains("://") {
        Kind::Email
    } else if oxiri::Iri::parse(text).is_ok() {
        Kind::Uri
    } else {
        Kind::Text
    }
}

/// What was typed in every form that is tried, best first.
fn candidates(typed: &str) -> Vec<(TypedForm, String)> {
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        return Vec::new();
    }
    let forms = [
        (TypedForm::AsTyped, typed.to_owned()),
        (TypedForm::LowerCased, typed.to_ascii_lowercase()),
        (TypedForm::Trimmed, trimmed.to_owned()),
        (TypedForm::Trimmed, trimmed.to_ascii_lowercase()),
    ];
    // `mailto:` is written or left out on either side.
    let mut all = Vec::new();
    for (form, text) in forms {
        let bare = without_scheme(&text);
        if kind(&text) == Kind::Email {
            all.push((form, bare.to_owned()));
            all.push((form, format!("mailto:{bare}")));
        } else {
            all.push((form, text));
        }
    }
    all
}

fn without_scheme(text: &str) -> &str {
    match text.split_at_checked(7) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest,
        _ => text,
    }
}

fn compare_one(
    Recipient { id, identities }: &Recipient,
    candidates: &[(TypedForm, String)],
) -> RecipientMatch {
    let Some((_, typed)) = candidates.first() else {
        return RecipientMatch::OtherKind;
    };
    if identities.is_empty() && id.is_none() {
        return RecipientMatch::NamesNobody;
    }
    let by_identity = identities.iter().filter_map(|identity| matches(identity, candidates));
    let by_id = id.iter().filter_map(|id| {
        let same = |(_, text): &&(TypedForm, String)| text == id;
        let how = candidates.iter().find(same)?.0;
        // An identifier is compared exactly: DIDs and URLs tell upper from lower case.
        let exact = how != TypedForm::LowerCased || kind(id) == Kind::Email;
        exact.then_some(RecipientMatch::Matches { weak_hash: false, how })
    });
    if let Some(best) = by_identity.chain(by_id).min() {
        return best;
    }
    let typed = kind(typed);
    let comparable = identities.iter().any(|identity| is_comparable(identity, typed))
        || id.as_deref().is_some_and(|id| kind(id) == typed);
    if comparable { RecipientMatch::DoesNotMatch } else { RecipientMatch::OtherKind }
}

/// Whether an identity and what was typed are of one kind, so that a difference means something.
fn is_comparable(identity: &IdentityObject, typed: Kind) -> bool {
    if identity.is_email() {
        return typed == Kind::Email;
    }
    if identity.is_name() {
        return typed == Kind::Text;
    }
    // An identifier of any other type may be anything when it is hidden.
    identity.is_hidden() || kind(&identity.identity_hash) == typed
}

fn matches(
    identity: &IdentityObject,
    candidates: &[(TypedForm, String)],
) -> Option<RecipientMatch> {
    if let Some((algorithm, digest)) = hash(&identity.identity_hash) {
        let salt = identity.salt.as_deref().unwrap_or_default();
        let weak_hash = algorithm == Algorithm::Md5;
        let fits = |text: &str| {
            algorithm.digest(text.as_bytes(), salt.as_bytes()).eq_ignore_ascii_case(digest)
        };
        let (how, _) = candidates.iter().find(|(_, text)| fits(text))?;
        return Some(RecipientMatch::Matches { weak_hash, how: *how });
    }
    let plain = identity.identity_hash.trim();
    let exact = candidates.iter().find(|(_, text)| text == plain);
    let folded = || candidates.iter().skip(1).find(|(_, text)| text.eq_ignore_ascii_case(plain));
    let how = match exact {
        Some((how, _)) => *how,
        None => folded()?.0.max(TypedForm::LowerCased),
    };
    Some(RecipientMatch::Matches { weak_hash: false, how })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    Sha256,
    Md5,
}

impl Algorithm {
    /// The digest of identifier and salt, the salt appended (C8.3).
    fn digest(self, identifier: &[u8], salt: &[u8]) -> String {
        match self {
            Self::Sha256 => encoding::hex(&digest::<Sha256>(identifier, salt)),
            Self::Md5 => encoding::hex(&digest::<Md5>(identifier, salt)),
        }
    }
}

fn digest<D: Digest>(identifier: &[u8], salt: &[u8]) -> Vec<u8> {
    D::new().chain_update(identifier).chain_update(salt).finalize().to_vec()
}

/// Splits an IdentityHash (`sha256$…`, `md5$…`) into algorithm and hexadecimal digest.
fn hash(text: &str) -> Option<(Algorithm, &str)> {
    let (name, digest) = text.trim().split_once('$')?;
    let algorithm = match name.to_ascii_lowercase().as_str() {
        "sha256" if digest.len() == 64 => Algorithm::Sha256,
        "md5" if digest.len() == 32 => Algorithm::Md5,
        _ => return None,
    };
    digest.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some((algorithm, digest))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::document::Format;

    const KOSHER: &str = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399";

    fn check(subject: Value, typed: &str) -> RecipientMatch {
        let json = json!({ "credentialSubject": subject });
        compare(
            &Recipient::all(&super::super::model(&json, Format::OpenBadge3, None).unwrap()),
            typed,
        )
    }

    fn found(how: TypedForm) -> RecipientMatch {
        RecipientMatch::Matches { weak_hash: false, how }
    }

    #[test]
    fn compares_hashed_identities() {
        let identity = json!({ "identifier": [{ "type": "IdentityObject", "hashed": true,
            "identityHash": KOSHER, "identityType": "emailAddress", "salt": "Kosher" }] });
        let table = [
            ("a@example.com", found(TypedForm::AsTyped)),
            ("mailto:a@example.com", found(TypedForm::AsTyped)),
            ("A@Example.com", found(TypedForm::LowerCased)),
            (" a@example.com ", found(TypedForm::Trimmed)),
            ("b@example.com", RecipientMatch::DoesNotMatch),
            ("Jane Doe", RecipientMatch::OtherKind),
            (" ", RecipientMatch::OtherKind),
        ];
        for (typed, expected) in table {
            assert_eq!(check(identity.clone(), typed), expected, "{typed}");
        }
        let mut upper = identity;
        upper["identifier"][0]["identityHash"] =
            KOSHER.to_uppercase().replace("SHA256", "sha256").into();
        assert_eq!(check(upper, "a@example.com"), found(TypedForm::AsTyped));
    }

    #[test]
    fn md5_matches_but_is_weak_and_no_salt_is_no_salt() {
        // md5("a@example.com")
        let identity = json!({ "identifier": { "hashed": true, "identityType": "emailAddress",
            "identityHash": format!("md5${}", Algorithm::Md5.digest(b"a@example.com", b"")) } });
        let weak = RecipientMatch::Matches { weak_hash: true, how: TypedForm::AsTyped };
        assert_eq!(check(identity, "a@example.com"), weak);
        assert_eq!(Algorithm::Md5.digest(b"", b""), "d41d8cd98f00b204e9800998ecf8427e");
    }

    #[test]
    fn compares_plain_identities_and_ids() {
        let plain = json!({ "identifier": [
            { "hashed": false, "identityHash": "Jane Doe", "identityType": "name" },
            { "hashed": false, "identityHash": "Jane@Example.org", "identityType": "emailAddress" },
        ]});
        assert_eq!(check(plain.clone(), "Jane Doe"), found(TypedForm::AsTyped));
        assert_eq!(check(plain.clone(), "jane@example.org"), found(TypedForm::LowerCased));
        assert_eq!(check(plain.clone(), "joe@example.org"), RecipientMatch::DoesNotMatch);
        assert_eq!(check(plain, "did:example:1"), RecipientMatch::OtherKind);
        let did = json!({ "id": "did:key:z6MkA" });
        assert_eq!(check(did.clone(), "did:key:z6MkA"), found(TypedForm::AsTyped));
        assert_eq!(check(did.clone(), "did:key:z6mka"), RecipientMatch::DoesNotMatch);
        assert_eq!(check(did, "jane@example.org"), RecipientMatch::OtherKind);
        let mail = json!({ "id": "mailto:jane@example.org" });
        assert_eq!(check(mail, "Jane@example.org"), found(TypedForm::LowerCased));
    }

    #[test]
    fn all_subjects_must_match() {
        let jane = json!({ "id": "did:key:jane" });
        let joe = json!({ "id": "did:key:joe" });
        assert_eq!(check(json!([jane]), "did:key:jane"), found(TypedForm::AsTyped));
        assert_eq!(check(json!([jane, joe]), "did:key:jane"), RecipientMatch::DoesNotMatch);
        assert_eq!(check(json!([jane, {}]), "did:key:jane"), RecipientMatch::NamesNobody);
        assert_eq!(check(json!([]), "did:key:jane"), RecipientMatch::NamesNobody);
    }

    #[test]
    fn flags_and_looks_may_contradict() {
        let identity = |hashed, value: &str| IdentityObject {
            hashed,
            identity_hash: value.into(),
            ..IdentityObject::default()
        };
        assert!(identity(true, "a@example.com").contradicts_itself());
        assert!(identity(false, KOSHER).contradicts_itself());
        assert!(!identity(true, KOSHER).contradicts_itself());
        assert!(!identity(false, "a@example.com").contradicts_itself());
    }
}
