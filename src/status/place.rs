//! Where an entry stands in its list of bits, for the engineer who wants to see the bit.

use serde_json::Value;

use super::list::{Parts, bit, list_of, value};
use super::{entries, method};
use crate::proof::Clause;
use crate::report::Purpose;
use crate::resource::{Context, without_fragment};

/// How many bits are shown on each side, at the least.
const AROUND: usize = 32;

/// An entry's place in a list that was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// JSON pointer to the entry.
    pub at: String,
    /// The type of the entry.
    pub entry_type: &'static str,
    /// The standard that describes such lists.
    pub clause: Clause,
    /// The address of the list.
    pub list: String,
    /// What the bits are for.
    pub purpose: String,
    /// The entry's number.
    pub index: usize,
    /// How many entries the list has.
    pub entries: usize,
    /// What stands there.
    pub value: u32,
    /// The bits around it in groups of eight, those of the entry in brackets.
    pub bits: String,
    /// The number of the first bit that is shown.
    pub first: usize,
}

/// The place of every entry whose list is at hand and verified; the others are left out.
pub fn places(claims: &Value, context: &Context<'_>) -> Vec<Place> {
    let found = entries(claims).into_iter().filter_map(|(at, json)| {
        let method = method(json)?;
        place(at, method.entry_type, &(method.locate)(json)?, context)
    });
    found.collect()
}

fn place(
    at: String,
    entry_type: &'static str,
    parts: &Parts<'_>,
    context: &Context<'_>,
) -> Option<Place> {
    let url = without_fragment(parts.list);
    let evidence = context.get_owned(url, Purpose::StatusList).ok()?;
    let list = list_of(parts.kind, url, evidence, context);
    let bits = list.as_ref().as_ref().ok()?.bits();
    let value = value(bits, parts)?;
    let start = parts.index * parts.size;
    let (first, shown) = around(bits, start, start + parts.size);
    Some(Place {
        at,
        entry_type,
        clause: parts.kind.clause,
        list: url.to_owned(),
        purpose: parts.purpose.to_owned(),
        index: parts.index,
        entries: bits.len() * 8 / parts.size,
        value,
        bits: shown,
        first,
    })
}

/// Whole bytes around a span of bits, written out, and the number of the first bit.
fn around(bits: &[u8], start: usize, end: usize) -> (usize, String) {
    let first = start.saturating_sub(AROUND) / 8 * 8;
    let last = ((end + AROUND).div_ceil(8) * 8).min(bits.len() * 8);
    let mut out = String::new();
    for place in first..last {
        if place == end {
            out.push(']');
        }
        if place % 8 == 0 && place > first {
            out.push(' ');
        }
        if place == start {
            out.push('[');
        }
        out.push(if bit(bits, place) { '1' } else { '0' });
    }
    if end == last {
        out.push(']');
    }
    (first, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bit_stands_in_brackets() {
        let mut bits = [0_u8; 20];
        bits[5] = 0b0000_0101;
        assert_eq!(
            around(&bits, 45, 46),
            (8, "00000000 00000000 00000000 00000000 00000[1]01 00000000 00000000 00000000 00000000".into())
        );
        assert_eq!(around(&[0b1100_0000], 0, 2), (0, "[11]000000".into()));
        assert_eq!(around(&[0b0000_0001, 0], 6, 8), (0, "000000[01] 00000000".into()));
        assert_eq!(around(&[1], 7, 8), (0, "0000000[1]".into()));
    }
}
