//! Badges baked into PNG pictures (CHECKLIST A1-A11): a walk over the chunks, the pixels untouched.
//!
//! The walk is our own because it must name the damage that decoders hide: a wrong check sum, a file
//! that was cut, a second badge behind the first.

use super::{Generation, Kind, LARGEST_INFLATED, Payload};
use crate::encoding::{InflateError, crc32, inflate};
use crate::order::sort_by;
use crate::report::{Code, Problem};

/// The kind's entry in the table.
pub(super) static KIND: Kind = Kind { recognises: |bytes| bytes.starts_with(SIGNATURE), open };

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Keywords of badges (A2); they are case-sensitive.
const KEYWORDS: &[(&[u8], Generation)] = &[
    (b"openbadgecredential", Generation::OpenBadges3),
    (b"clrcredential", Generation::Clr2),
    (b"openbadges", Generation::OpenBadges2),
];

/// One chunk: its type, its data, and both with the sum that is written behind them.
struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
    covered: &'a [u8],
    sum: [u8; 4],
}

impl Chunk<'_> {
    /// Whether the check sum is right; only asked of the badge, for pixels are most of a file.
    fn is_intact(&self) -> bool {
        crc32(self.covered).to_be_bytes() == self.sum
    }
}

/// A badge found in a chunk.
struct Found {
    generation: Generation,
    container: &'static str,
    text: String,
    notes: Vec<Problem>,
}

fn open(bytes: &[u8]) -> Result<Vec<Payload>, Problem> {
    let mut found: Vec<Found> = Vec::new();
    let mut rest = &bytes[SIGNATURE.len()..];
    let (mut ended, mut unpacked) = (false, 0);
    let mut fault = None;
    while !rest.is_empty() && !ended {
        let Some((chunk, after)) = next(rest) else {
            fault.get_or_insert(cut(rest));
            break;
        };
        rest = after;
        ended = chunk.kind == *b"IEND";
        match badge(&chunk) {
            Ok(Some(badge)) => {
                unpacked += badge.text.len();
                // All of them together: many that unpack far are one that unpacks too far.
                if unpacked > bytes.len() + LARGEST_INFLATED {
                    return Err(Problem::new(Code::InflatesTooFar, "PNG"));
                }
                found.push(badge);
            }
            Ok(None) => {}
            Err(problem) => {
                // Many that unpack to nothing that is read are as dear.
                unpacked += LARGEST_INFLATED / 16;
                if unpacked > bytes.len() + LARGEST_INFLATED {
                    return Err(problem);
                }
                fault = fault.or(Some(problem));
            }
        }
    }
    if found.is_empty() {
        // Without its end a picture may have lost the badge that was in it.
        let missing = if ended { Code::NoBadgeInPicture } else { Code::TruncatedFile };
        return Err(fault.unwrap_or_else(|| Problem::new(missing, "PNG")));
    }
    Ok(choose(found))
}

/// Splits off the next chunk; `None` when the file ends within it.
fn next(bytes: &[u8]) -> Option<(Chunk<'_>, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (kind, body) = rest.split_first_chunk::<4>()?;
    let (data, after) = (body.get(..length)?, body.get(length..)?);
    let (sum, after) = after.split_first_chunk::<4>()?;
    let covered = rest.get(..length + 4)?;
    Some((Chunk { kind: *kind, data, covered, sum: *sum }, after))
}

/// What is wrong with a file that ends within a chunk.
fn cut(rest: &[u8]) -> Problem {
    let within_badge = rest.get(8..).is_some_and(|data| {
        KEYWORDS
            .iter()
            .any(|(keyword, _)| data.starts_with(keyword) && data.get(keyword.len()) == Some(&0))
    });
    Problem::new(Code::TruncatedFile, if within_badge { "PNG, within the badge" } else { "PNG" })
}

/// The badge in a chunk, if it holds one.
fn badge(chunk: &Chunk<'_>) -> Result<Option<Found>, Problem> {
    let container = match &chunk.kind {
        b"iTXt" => "png:iTXt",
        b"tEXt" => "png:tEXt",
        b"zTXt" => "png:zTXt",
        _ => return Ok(None),
    };
    let Some((keyword, rest)) = split_nul(chunk.data) else { return Ok(None) };
    let Some((_, generation)) = KEYWORDS.iter().find(|(known, _)| *known == keyword) else {
        return Ok(None);
    };
    let mut notes = Vec::new();
    if !chunk.is_intact() {
        notes.push(Problem::new(Code::WrongChecksum, container));
    }
    let damaged = |what: &str| Problem::new(Code::DamagedFile, format!("{container}: {what}"));
    let bytes = match container {
        "png:iTXt" => {
            // A3: flag, method, language NUL, translated keyword NUL, text.
            let [flag, method, rest @ ..] = rest else { return Err(damaged("too short")) };
            let (_, rest) = split_nul(rest).ok_or_else(|| damaged("no language tag"))?;
            let (_, text) = split_nul(rest).ok_or_else(|| damaged("no translated keyword"))?;
            match flag {
                0 => text.to_vec(),
                1 if *method == 0 => unpack(text, container, &mut notes)?,
                _ => return Err(damaged("unknown compression")),
            }
        }
        "png:zTXt" => {
            let [0, packed @ ..] = rest else { return Err(damaged("unknown compression")) };
            unpack(packed, container, &mut notes)?
        }
        _ => rest.to_vec(),
    };
    if container != "png:iTXt" {
        notes.push(Problem::new(Code::LegacyBaking, container));
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) if container == "png:iTXt" => return Err(Problem::new(Code::NotUtf8, container)),
        // A6: tEXt and zTXt are Latin-1 by definition, which maps byte to character.
        Err(error) => error.into_bytes().into_iter().map(char::from).collect(),
    };
    Ok(Some(Found { generation: *generation, container, text, notes }))
}

fn unpack(packed: &[u8], container: &str, notes: &mut Vec<Problem>) -> Result<Vec<u8>, Problem> {
    notes.push(Problem::new(Code::Compressed, container));
    inflate(packed, LARGEST_INFLATED).map_err(|error| match error {
        InflateError::TooLarge => Problem::new(Code::InflatesTooFar, container),
        InflateError::Damaged => Problem::new(Code::DamagedFile, format!("{container}: not zlib")),
    })
}

/// One badge per generation, newest first: iTXt before the older chunks (A8), then the first (A7).
fn choose(mut found: Vec<Found>) -> Vec<Payload> {
    let rank = |badge: &Found| (badge.generation, badge.container != "png:iTXt");
    sort_by(&mut found, |one, other| rank(one).cmp(&rank(other)));
    let mut chosen: Vec<(Generation, Payload)> = Vec::new();
    for badge in found {
        match chosen.last_mut() {
            Some((generation, payload)) if *generation == badge.generation => {
                if payload.text != badge.text {
                    payload.notes.push(Problem::new(Code::SeveralBadges, badge.container));
                }
            }
            _ => {
                let Found { text, container, notes, generation } = badge;
                chosen.push((generation, Payload { text, container, notes }));
            }
        }
    }
    chosen.into_iter().map(|(_, payload)| payload).collect()
}

fn split_nul(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|byte| *byte == 0)?;
    Some((&bytes[..at], &bytes[at + 1..]))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let covered = [kind.as_slice(), data].concat();
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], &covered, &crc32(&covered).to_be_bytes()].concat()
    }

    fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
        let ends = [chunk(b"IHDR", &[0; 13]), chunks.concat(), chunk(b"IEND", b"")];
        [SIGNATURE.to_vec(), ends.concat()].concat()
    }

    fn itxt(keyword: &str, text: &str) -> Vec<u8> {
        chunk(b"iTXt", &[keyword.as_bytes(), b"\0\0\0en\0titre\0", text.as_bytes()].concat())
    }

    fn zlib(text: &str) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    }

    fn codes(payload: &Payload) -> Vec<Code> {
        payload.notes.iter().map(|note| note.code).collect()
    }

    #[test]
    fn check_sum_of_the_end_chunk() {}

    #[test]
    fn reads_every_kind_of_text_chunk() {
        let text = "{\"n\":\"é\"}";
        let packed = [b"openbadges\0\x01\0\0\0".as_slice(), &zlib(text)].concat();
        let old = [b"openbadges\0\0".as_slice(), &zlib(text)].concat();
        let table = [
            (itxt("openbadgecredential", text), "png:iTXt", vec![]),
            (chunk(b"iTXt", &packed), "png:iTXt", vec![Code::Compressed]),
            (
                chunk(b"tEXt", "openbadges\0{\"n\":\"é\"}".as_bytes()),
                "png:tEXt",
                vec![Code::LegacyBaking],
            ),
            (chunk(b"tEXt", b"openbadges\0{\"n\":\"\xe9\"}"), "png:tEXt", vec![Code::LegacyBaking]),
            (chunk(b"zTXt", &old), "png:zTXt", vec![Code::Compressed, Code::LegacyBaking]),
        ];
        for (data, container, notes) in table {
            let found = open(&png(&[chunk(b"IDAT", b"no pixels"), data])).unwrap();
            assert_eq!(
                (found.len(), found[0].text.as_str(), found[0].container),
                (1, text, container)
            );
            assert_eq!(codes(&found[0]), notes);
        }
    }

    #[test]
    fn the_first_of_several_counts_and_itxt_before_text() {
        let two = png(&[itxt("openbadgecredential", "{1}"), itxt("openbadgecredential", "{2}")]);
        let found = open(&two).unwrap();
        assert_eq!((found[0].text.as_str(), codes(&found[0])), ("{1}", vec![Code::SeveralBadges]));
        let same = png(&[itxt("openbadgecredential", "{1}"), itxt("openbadgecredential", "{1}")]);
        assert_eq!(codes(&open(&same).unwrap()[0]), vec![]);
        let mixed = png(&[chunk(b"tEXt", b"openbadges\0{1}"), itxt("openbadges", "{2}")]);
        assert_eq!(open(&mixed).unwrap()[0].text, "{2}");
        let generations = png(&[itxt("openbadges", "{2}"), itxt("openbadgecredential", "{3}")]);
        let texts: Vec<_> =
            open(&generations).unwrap().into_iter().map(|found| found.text).collect();
        assert_eq!(texts, ["{3}", "{2}"]);
    }

    #[test]
    fn damage_is_named() {
        let code = |bytes: &[u8]| open(bytes).unwrap_err().code;
        assert_eq!(code(&png(&[])), Code::NoBadgeInPicture);
        assert_eq!(code(&png(&[itxt("OpenBadges", "{}")])), Code::NoBadgeInPicture);
        assert_eq!(code(SIGNATURE), Code::TruncatedFile);
        assert_eq!(code(&png(&[chunk(b"iTXt", b"openbadges\0")])), Code::DamagedFile);
        assert_eq!(code(&png(&[chunk(b"iTXt", b"openbadges\0\x01\0\0\0junk")])), Code::DamagedFile);
        assert_eq!(code(&png(&[chunk(b"iTXt", b"openbadges\0\0\0\0\0\xff")])), Code::NotUtf8);
        // Many that unpack far are one that unpacks too far.
        let half = zlib(&" ".repeat(LARGEST_INFLATED / 2));
        let half = chunk(b"iTXt", &[b"openbadges\0\x01\0\0\0".as_slice(), &half].concat());
        let opened = |chunks: &[Vec<u8>]| open(&png(chunks)).map_err(|problem| problem.code);
        assert!(opened(std::slice::from_ref(&half)).is_ok());
        assert_eq!(opened(&[half.clone(), half.clone(), half]), Err(Code::InflatesTooFar));
        let bomb = zlib(&" ".repeat(LARGEST_INFLATED + 1));
        let bomb = [b"openbadges\0\x01\0\0\0".as_slice(), &bomb].concat();
        assert_eq!(code(&png(&[chunk(b"iTXt", &bomb)])), Code::InflatesTooFar);
        let whole = png(&[itxt("openbadges", "{\"a\":1}")]);
        let within = open(&whole[..8 + 25 + 8 + 15]).unwrap_err();
        assert_eq!(
            (within.code, within.detail.as_str()),
            (Code::TruncatedFile, "PNG, within the badge")
        );
        for length in SIGNATURE.len()..whole.len() {
            let _ = open(&whole[..length]);
        }
        let mut flipped = whole.clone();
        let last = whole.len() - 13;
        flipped[last] ^= 1;
        assert_eq!(codes(&open(&flipped).unwrap()[0]), vec![Code::WrongChecksum]);
    }

    #[test]
    fn an_absurd_length_is_a_cut_file() {
        let bytes = [SIGNATURE, &[0xff, 0xff, 0xff, 0xff], b"iTXtopenbadges\0"].concat();
        assert_eq!(open(&bytes).unwrap_err().code, Code::TruncatedFile);
    }
}
