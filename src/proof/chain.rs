//! Proof sets and chains: a proof that names others counts only with them, and they only with it
//! (CHECKLIST D0.14, D0.15; Data Integrity 1.0, section 4.5; VERDICT section 2).

use serde_json::{Map, Value};

use super::{Judgement, data_integrity, merkle};
use crate::document::{Document, Securing, one_or_many};
use crate::report::{Code, Stop};
use crate::resource::Context;

/// More proofs than anybody has use for; each of them costs a canonicalisation.
const MOST: usize = 16;

/// An embedded proof and its place in the document.
type Placed<'a> = (&'a Map<String, Value>, &'a str);

/// Judges every embedded proof of the document, each after those it stands on.
pub(super) fn judge(document: &Document, context: &Context<'_>) -> Vec<Judgement> {
    let proofs = embedded(document);
    let stopped = |index: usize, stop: Stop| {
        let (proof, at) = proofs[index];
        Judgement::stopped(at, &data_integrity::name(proof), stop.at(at))
    };
    if proofs.len() > MOST {
        let stop = Stop::unknown(Code::TooComplex, format!("{} proofs", proofs.len()));
        return vec![stopped(0, stop)];
    }
    let links: Vec<Result<Vec<usize>, Stop>> =
        proofs.iter().map(|(proof, _)| links(proof, &proofs)).collect();
    let mut judged: Vec<Option<Judgement>> = proofs.iter().map(|_| None).collect();
    // Each round judges at least one more, until what is left waits for itself.
    for _ in 0..proofs.len() {
        for index in 0..proofs.len() {
            if judged[index].is_some() {
                continue;
            }
            let judgement = match &links[index] {
                Err(stop) => stopped(index, stop.clone()),
                Ok(earlier) if earlier.iter().any(|one| judged[*one].is_none()) => continue,
                Ok(earlier) => {
                    match earlier.iter().find_map(|one| why_not(judged[*one].as_ref())) {
                        Some(stop) => stopped(index, stop),
                        None => {
                            let (proof, at) = proofs[index];
                            let previous =
                                earlier.iter().map(|one| Value::Object(proofs[*one].0.clone()));
                            data_integrity::judge(document, proof, at, previous.collect(), context)
                        }
                    }
                }
            };
            judged[index] = Some(judgement);
        }
    }
    let mut judged: Vec<Judgement> = judged
        .into_iter()
        .enumerate()
        .map(|(index, one)| one.unwrap_or_else(|| stopped(index, broken("leads back to itself"))))
        .collect();
    // A chain is strict: what is wrong with its end is wrong with every link that it stands on.
    for _ in 0..proofs.len() {
        for later in 0..proofs.len() {
            let Some(stop) = why_not(Some(&judged[later])) else { continue };
            for earlier in links[later].as_deref().unwrap_or_default() {
                if judged[*earlier].integrity.is_ok() {
                    judged[*earlier].integrity = Err(stop.clone());
                }
            }
        }
    }
    unanchored(&mut judged, &proofs, &links);
    judged
}

/// The proofs that one stands on, whole.
pub(super) fn previous(
    document: &Document,
    proof: &Map<String, Value>,
) -> Result<Vec<Value>, Stop> {
    let proofs = embedded(document);
    let links = links(proof, &proofs)?;
    Ok(links.into_iter().map(|index| Value::Object(proofs[index].0.clone())).collect())
}

fn embedded(document: &Document) -> Vec<Placed<'_>> {
    let placed = document.securing.iter().filter_map(|way| match way {
        Securing::Embedded { proof, at } => Some((proof, at.as_str())),
        _ => None,
    });
    placed.collect()
}

/// The proofs that this one stands on, named by their id or repeated whole, each once.
fn links(proof: &Map<String, Value>, proofs: &[Placed<'_>]) -> Result<Vec<usize>, Stop> {
    let mut found = Vec::new();
    for name in one_or_many(proof.get("previousProof")) {
        let index = match name {
            Value::String(id) => {
                proofs.iter().position(|(one, _)| one.get("id").is_some_and(|own| own == id))
            }
            Value::Object(whole) => proofs.iter().position(|(one, _)| *one == whole),
            _ => return Err(broken("names no proof")),
        };
        let index = index.ok_or_else(|| broken("names a missing proof"))?;
        if !found.contains(&index) {
            found.push(index);
        }
    }
    Ok(found)
}

/// What is wrong with the bytes of a proof. Whose key it is does not matter here: it may be a
/// witness's. That it fits does.
fn why_not(judgement: Option<&Judgement>) -> Option<Stop> {
    judgement?.integrity.as_ref().err().cloned()
}

/// A Merkle proof, which anybody can make, fits only when it is anchored: until then nobody vouches for
/// any link of its chain.
fn unanchored(judged: &mut [Judgement], proofs: &[Placed<'_>], links: &[Result<Vec<usize>, Stop>]) {
    let mut open: Vec<Option<Stop>> = judged
        .iter()
        .zip(proofs)
        .map(|(judgement, (proof, _))| match &judgement.binding {
            Err(stop @ Stop::Unknown(_)) if merkle::tree(proof).is_some() => Some(stop.clone()),
            _ => None,
        })
        .collect();
    for _ in 0..proofs.len() {
        for later in 0..proofs.len() {
            for earlier in links[later].as_deref().unwrap_or_default() {
                let either = open[later].clone().or_else(|| open[*earlier].clone());
                open[later].clone_from(&either);
                open[*earlier] = either;
            }
        }
    }
    for (judgement, stop) in judged.iter_mut().zip(open) {
        if let (Ok(_), Some(stop)) = (&judgement.binding, stop) {
            judgement.binding = Err(stop);
        }
    }
}

fn broken(why: &str) -> Stop {
    Stop::failed(Code::MalformedProof, format!("the chain {why}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resource::{Options, Resources};
    use crate::time::Timestamp;

    /// The proofs of a list, and where each stands.
    fn placed(proofs: &[Value]) -> Vec<Placed<'_>> {
        proofs.iter().map(|proof| (proof.as_object().unwrap(), "/proof")).collect()
    }

    #[test]
    fn a_proof_names_others_by_their_id_or_as_a_whole() {
        let proofs = [json!({ "id": "urn:one", "type": "A" }), json!({ "type": "B" })];
        let placed = placed(&proofs);
        let links = |previous: Value| {
            let proof = json!({ "previousProof": previous });
            links(proof.as_object().unwrap(), &placed)
        };
        assert_eq!(links(Value::Null).ok(), Some(vec![]));
        assert_eq!(links(json!("urn:one")).unwrap(), [0]);
        assert_eq!(links(json!({ "type": "B" })).unwrap(), [1]);
        assert_eq!(links(json!([{ "type": "B" }, "urn:one", "urn:one"])).unwrap(), [1, 0]);
        for missing in [json!("urn:two"), json!({ "type": "C" }), json!(1)] {
            assert_eq!(links(missing).unwrap_err().problem().unwrap().code, Code::MalformedProof);
        }
    }

    #[test]
    fn more_proofs_than_anybody_needs_are_not_tried() {
        let codes = |many: usize| -> Vec<Code> {
            let badge = json!({
                "@context": ["https://www.w3.org/ns/credentials/v2"],
                "type": ["VerifiableCredential"],
                "proof": vec![json!({ "type": "Unheard" }); many],
            });
            let document = Document::parse(&badge.to_string()).unwrap();
            let (resources, options) = (Resources::new(), Options::new(Timestamp::from_unix(0)));
            let judged = judge(&document, &Context::new(&resources, &options));
            judged
                .into_iter()
                .map(|one| one.integrity.err().unwrap().problem().unwrap().code)
                .collect()
        };
        assert!(codes(MOST).iter().all(|code| *code != Code::TooComplex));
        assert_eq!(codes(MOST + 1), [Code::TooComplex]);
    }
}
