//! Looking through long texts eight bytes at a time: `data:` URIs of tens of kilobytes stand in badges,
//! again and again, and byte by byte they would cost more to look through than to hash.

use std::cmp::Ordering;

const ONES: u64 = u64::from_ne_bytes([1; 8]);

/// The high bit of some byte is set if and only if some byte is below `limit` (at most 0x80).
const fn below(word: u64, limit: u64) -> u64 {
    word.wrapping_sub(ONES * limit) & !word & (ONES << 7)
}

/// As [`below`], for bytes that are this one.
const fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (ONES * byte as u64), 1)
}

/// How many bytes come before the first control character, quote or backslash.
pub fn plain_prefix(bytes: &[u8]) -> usize {
    let needs_escape = |chunk: &[u8; 8]| {
        let word = u64::from_ne_bytes(*chunk);
        below(word, 0x20) | equal(word, b'"') | equal(word, b'\\') | equal(word, 0x7f) != 0
    };
    let (chunks, _) = bytes.as_chunks::<8>();
    let plain = 8 * chunks.iter().position(needs_escape).unwrap_or(chunks.len());
    let special = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\' | 0x7f);
    bytes[plain..].iter().position(special).map_or(bytes.len(), |at| plain + at)
}

/// Whether a space or a control character of ASCII below it is among the bytes.
pub fn has_space(bytes: &[u8]) -> bool {
    let (chunks, rest) = bytes.as_chunks::<8>();
    chunks.iter().any(|chunk| below(u64::from_ne_bytes(*chunk), 0x21) != 0)
        || rest.iter().any(|byte| *byte <= b' ')
}

/// Which of two texts comes first, byte by byte: they may have thousands in common.
pub fn compare(one: &[u8], other: &[u8]) -> Ordering {
    let (chunks, others) = (one.as_chunks::<8>().0, other.as_chunks::<8>().0);
    for (chunk, other) in chunks.iter().zip(others) {
        // Big-endian, numbers are ordered as their bytes are.
        let (chunk, other) = (u64::from_be_bytes(*chunk), u64::from_be_bytes(*other));
        if chunk != other {
            return chunk.cmp(&other);
        }
    }
    let same = 8 * chunks.len().min(others.len());
    one[same..].cmp(&other[same..])
}

/// An order of texts that is told fast, for looking them up: the shorter comes first. Identifiers have
/// their beginnings in common, and seldom their length.
pub fn shorter_first(one: &[u8], other: &[u8]) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| compare(one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_byte_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            let special = byte < 0x20 || [b'"', b'\\', 0x7f].contains(&byte);
            for at in 0..20 {
                let mut bytes = [0xc3; 20];
                bytes[at] = byte;
                assert_eq!(plain_prefix(&bytes), if special { at } else { 20 }, "{byte} at {at}");
                assert_eq!(has_space(&bytes), byte <= b' ', "{byte} at {at}");
            }
        }
    }

    #[test]
    fn texts_are_ordered_as_slices_are() {
        for length in 0..20 {
            for at in 0..length {
                for byte in [0, 0x7f, 0xff] {
                    let one = vec![0x80; length];
                    let mut other = one.clone();
                    other[at] = byte;
                    assert_eq!(compare(&one, &other), one.cmp(&other));
                    assert_eq!(compare(&one[..at], &other), one[..at].cmp(&other[..]));
                    assert_eq!(compare(&other, &one[..at]), other[..].cmp(&one[..at]));
                    assert_eq!(compare(&one, &one), Ordering::Equal);
                    assert_eq!(shorter_first(&one, &other), one.cmp(&other));
                    assert_eq!(shorter_first(&other[..at], &one), Ordering::Less);
                }
            }
        }
    }
}
