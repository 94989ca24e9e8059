//! `ecdsa-sd-2023`: the holder shows a part of what the issuer signed, statement by statement (W3C Data
//! Integrity ECDSA Cryptosuites 1.0, section 3.4; CHECKLIST D5).

use std::collections::BTreeMap;
use std::rc::Rc;

use minicbor::Decoder;
use minicbor::data::Type;

use super::{Clause, Cryptosuite, Explanation, Part, Proof, Signs, Verified, malformed, rdf};
use crate::budget;
use crate::document::Document;
use crate::encoding::{base64url, hex, multicodec, to_base64url};
use crate::jsonld::canon::{Canonical, HashAlgorithm};
use crate::jsonld::dataset::Term;
use crate::jsonld::nquads;
use crate::key::VerificationKey;
use crate::order::sort;
use crate::report::{Code, Problem, Stop};
use crate::resource::Context;

/// Derived proofs over P-256.
pub(super) static ECDSA_SD_2023: Cryptosuite = Cryptosuite {
    proof_type: "DataIntegrityProof",
    name: "ecdsa-sd-2023",
    value: "proofValue",
    keys: &["P-256"],
    signs: Signs::Rdf,
    verify,
    explain,
    clause: Clause {
        name: "Data Integrity ECDSA Cryptosuites 1.0, section 3.4",
        url: "https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023",
    },
};

/// What the proof value of a base proof begins with: it is for the holder's eyes only.
const BASE: &[u8] = &[0xd9, 0x5d, 0x00];
/// What the proof value of a derived proof begins with.
const DERIVED: &[u8] = &[0xd9, 0x5d, 0x01];

/// More statements than any badge shows; each has a signature of its own.
const MOST: usize = 2_000;

/// A proof value, taken apart (D5.1).
struct Derived {
    /// The issuer's signature over the mandatory statements and the key of the others.
    base_signature: Vec<u8>,
    /// The key that the issuer made for this credential alone, as the bytes of a Multikey.
    public_key: Vec<u8>,
    /// A signature for each statement that is shown by choice.
    signatures: Vec<Vec<u8>>,
    /// The issuer's names for blank nodes, by our numbers.
    labels: BTreeMap<u64, Vec<u8>>,
    /// The places of the mandatory statements.
    mandatory: Vec<u64>,
}

impl Derived {
    fn parse(value: &str) -> Result<Self, Stop> {
        let bytes = value.strip_prefix('u').and_then(base64url);
        let bytes = bytes.ok_or_else(|| malformed("proofValue"))?;
        if bytes.starts_with(BASE) {
            return Err(Stop::unknown(Code::BaseProof, "ecdsa-sd-2023"));
        }
        let cbor = bytes.strip_prefix(DERIVED).ok_or_else(|| malformed("proofValue"))?;
        let mut decoder = Decoder::new(cbor);
        let parsed = Self::decode(&mut decoder).map_err(|error| malformed(error.to_string()))?;
        if decoder.position() != cbor.len() {
            return Err(malformed("more than a proof value"));
        }
        let right = parsed.base_signature.len() == 64
            && parsed.public_key.len() == 35
            && parsed.signatures.iter().all(|signature| signature.len() == 64)
            && parsed.labels.values().all(|label| label.len() == 32)
            && parsed.mandatory.windows(2).all(|pair| pair[0] < pair[1]);
        if right { Ok(parsed) } else { Err(malformed("proofValue")) }
    }

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, minicbor::decode::Error> {
        let wrong = |what: &str| minicbor::decode::Error::message(what.to_owned());
        // Only lists and maps that say how long they are; no tags (D5.1).
        let list = |decoder: &mut Decoder<'_>| decoder.array()?.ok_or_else(|| wrong("list"));
        if list(decoder)? != 5 {
            return Err(wrong("not five parts"));
        }
        let base_signature = decoder.bytes()?.to_vec();
        let public_key = decoder.bytes()?.to_vec();
        let mut signatures = Vec::new();
        for _ in 0..list(decoder)? {
            signatures.push(decoder.bytes()?.to_vec());
        }
        let mut labels = BTreeMap::new();
        for _ in 0..decoder.map()?.ok_or_else(|| wrong("map"))? {
            if !matches!(decoder.datatype()?, Type::U8 | Type::U16 | Type::U32) {
                return Err(wrong("label"));
            }
            if labels.insert(decoder.u64()?, decoder.bytes()?.to_vec()).is_some() {
                return Err(wrong("label twice"));
            }
        }
        let mut mandatory = Vec::new();
        for _ in 0..list(decoder)? {
            mandatory.push(decoder.u64()?);
        }
        Ok(Self { base_signature, public_key, signatures, labels, mandatory })
    }

    /// The statements under the issuer's names for blank nodes, in order: mandatory, and by choice
    /// (D5.2 to D5.4).
    fn statements(&self, canonical: &Canonical) -> Result<(Vec<String>, Vec<String>), Stop> {
        let mut quads = nquads::parse(&canonical.text()).map_err(|_| malformed("statements"))?;
        let rename = |term: &mut Term| -> Result<(), Stop> {
            let Term::Blank(label) = term else { return Ok(()) };
            let number = label.strip_prefix("c14n").and_then(|number| number.parse().ok());
            let name = number.and_then(|number: u64| self.labels.get(&number));
            let name = name.ok_or_else(|| malformed("a label is missing"))?;
            *term = Term::Blank(Rc::from(format!("u{}", to_base64url(name))));
            Ok(())
        };
        for quad in &mut quads {
            rename(&mut quad.subject)?;
            rename(&mut quad.object)?;
            quad.graph.as_mut().map_or(Ok(()), rename)?;
        }
        let mut lines: Vec<String> = quads
            .iter()
            .map(|quad| {
                let mut line = String::new();
                nquads::write_quad(&mut line, quad);
                line
            })
            .collect();
        sort(&mut lines);
        let last = self.mandatory.last().copied().unwrap_or_default();
        if !self.mandatory.is_empty() && usize::try_from(last).is_ok_and(|last| last >= lines.len())
        {
            return Err(malformed("a mandatory statement is missing"));
        }
        let (mut mandatory, mut chosen) = (Vec::new(), Vec::new());
        for (index, line) in lines.into_iter().enumerate() {
            if self.mandatory.binary_search(&(index as u64)).is_ok() {
                mandatory.push(line);
            } else {
                chosen.push(line);
            }
        }
        Ok((mandatory, chosen))
    }

    /// What the issuer's own key signs (D5.5).
    fn to_verify(&self, configuration: &Canonical, mandatory: &[String]) -> Vec<u8> {
        let mandatory = HashAlgorithm::Sha256.digest(mandatory.concat().as_bytes());
        [configuration.digest(), self.public_key.clone(), mandatory].concat()
    }

    /// The key for the statements shown by choice.
    fn key(&self) -> Result<VerificationKey, Stop> {
        let (code, key) = multicodec(&self.public_key).ok_or_else(|| malformed("publicKey"))?;
        let algorithm = crate::key::ALGORITHMS.iter().find(|one| one.name == "P-256");
        let algorithm = algorithm.filter(|algorithm| algorithm.multicodec == code);
        VerificationKey::new(algorithm.ok_or_else(|| malformed("publicKey"))?, key)
    }
}

fn verify(
    document: &Document,
    proof: &Proof<'_>,
    key: &VerificationKey,
    context: &Context<'_>,
) -> Result<Verified, Stop> {
    let derived = Derived::parse(proof.value)?;
    if derived.signatures.len() > MOST {
        let detail = format!("{} signatures", derived.signatures.len());
        return Err(Stop::unknown(Code::TooComplex, detail));
    }
    let mut verified = rdf::any_edition(document, context, |edition| {
        let hash = HashAlgorithm::Sha256;
        let texts = rdf::Texts::of(document, proof, edition, hash, context)?;
        texts.complete()?;
        let (mandatory, chosen) = derived.statements(texts.document()?)?;
        if derived.signatures.len() != chosen.len() {
            return Err(Stop::failed(
                Code::SignatureMismatch,
                "not a signature for each statement",
            ));
        }
        // D5.6: by the issuer's key, not by the one that the proof brings along.
        let to_verify = derived.to_verify(texts.configuration(), &mandatory);
        let signed = key.verify(&to_verify, &derived.base_signature)?;
        let brought = derived.key()?;
        context.spend(budget::SIGNATURE, chosen.len())?;
        for (line, signature) in chosen.iter().zip(&derived.signatures) {
            brought.verify(line.as_bytes(), signature)?;
        }
        texts.verified(signed, edition)
    })?;
    verified.notes.push(Problem::new(Code::PartlyShown, "ecdsa-sd-2023").at(proof.at));
    Ok(verified)
}

fn explain(
    document: &Document,
    proof: &Proof<'_>,
    _: &VerificationKey,
    edition: usize,
    context: &Context<'_>,
) -> Result<Explanation, Stop> {
    let derived = Derived::parse(proof.value)?;
    let texts = rdf::Texts::of(document, proof, edition, HashAlgorithm::Sha256, context)?;
    let (mandatory, chosen) = derived.statements(texts.document()?)?;
    let mut explanation = Explanation::default();
    explanation.add(Part::Document, texts.document()?.text());
    explanation.add(Part::Configuration, texts.configuration().text());
    explanation.add(Part::Mandatory, mandatory.concat());
    explanation.add(Part::Chosen, chosen.concat());
    explanation.add(Part::ConfigurationHash, hex(&texts.configuration().digest()));
    explanation.sign(derived.to_verify(texts.configuration(), &mandatory));
    Ok(explanation)
}
