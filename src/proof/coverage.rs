//! What a signature over RDF covers: members without a meaning vanish before anything is hashed.

use crate::jsonld::{Event, EventKind};
use crate::report::{Code, Problem, Stop};

/// Terms that published contexts forget to define: not covered by the signature, shown as such, and
/// never a ground for a decision (CHECKLIST K5).
const KNOWN_GAPS: &[&str] = &[
    "awardedDate",
    "endorsementJwt",
    "inLanguage",
    "1EdTechRevocationList",
    "1EdTechCredentialRefresh",
    "1EdTechJsonSchemaValidator2019",
];

/// So much is noted of one document.
const MOST_NOTES: usize = 100;

/// Whether everything in the document is covered by the signature; what is known not to be is noted
/// (VERDICT section 7, CHECKLIST K4, K5, K7, K8, K11).
pub(super) fn covered(events: &[Event]) -> Result<Vec<Problem>, Stop> {
    let mut notes: Vec<Problem> = Vec::new();
    for event in events {
        // A hundred say what there is to say.
        notes.truncate(MOST_NOTES);
        let code = match event.kind {
            EventKind::NullValue => {
                notes.push(Problem::new(Code::NotToStandard, "null").at(&event.pointer));
                continue;
            }
            EventKind::DirectionDropped => {
                notes.push(Problem::new(Code::NotCovered, "@direction").at(&event.pointer));
                continue;
            }
            // A language beside an object: it makes no statement (JSON-LD Expansion 13.4.18 and 19), and
            // what is shown, with its language, is read from statements (VERDICT section 7). Real
            // certificates of Blockcerts have it.
            EventKind::FreeFloating if event.detail == "@language" => {
                notes.push(Problem::new(Code::NotCovered, "@language").at(&event.pointer));
                continue;
            }
            EventKind::UndefinedTerm | EventKind::RelativeType
                if KNOWN_GAPS.contains(&event.detail.as_str()) =>
            {
                notes.push(Problem::new(Code::NotCovered, &event.detail).at(&event.pointer));
                continue;
            }
            kind => uncovered(kind),
        };
        return Err(Stop::Failed(Problem::new(code, &event.detail).at(&event.pointer)));
    }
    Ok(notes)
}

/// What to call something that the signature does not cover, or that hides what it covers.
pub(super) fn uncovered(kind: EventKind) -> Code {
    match kind {
        EventKind::Redefined => Code::ContextRedefined,
        EventKind::StructuralTerm | EventKind::StructuralKeyword => Code::ForbiddenShape,
        _ => Code::UnsignedMember,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_covered_is_noted_or_refused() {
        let found = |kind, detail: &str| {
            let event = Event { kind, pointer: "/a".into(), detail: detail.into() };
            match covered(&[event]) {
                Ok(notes) => Ok(notes.into_iter().map(|note| note.code).collect::<Vec<_>>()),
                Err(stop) => Err(stop.problem().unwrap().code),
            }
        };
        assert_eq!(found(EventKind::FreeFloating, "@language"), Ok(vec![Code::NotCovered]));
        assert_eq!(found(EventKind::FreeFloating, "a"), Err(Code::UnsignedMember));
        assert_eq!(found(EventKind::NullValue, "a"), Ok(vec![Code::NotToStandard]));
        assert_eq!(found(EventKind::DirectionDropped, "a"), Ok(vec![Code::NotCovered]));
        assert_eq!(found(EventKind::UndefinedTerm, "a"), Err(Code::UnsignedMember));
        for kind in [EventKind::StructuralTerm, EventKind::StructuralKeyword] {
            assert_eq!(found(kind, "type"), Err(Code::ForbiddenShape));
        }
        assert_eq!(found(EventKind::Redefined, "name"), Err(Code::ContextRedefined));
    }
}
