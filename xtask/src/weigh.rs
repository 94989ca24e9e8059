//! What each part of a module weighs, by the names that the linker left in it: the modules of Proofmark,
//! and the crates that it uses. Optimising comes later and takes some of it away, from all alike.

use std::{collections::BTreeMap, fs, path::Path};

use crate::{Result, project};

/// How many lines are printed.
const SHOWN: usize = 24;

/// Prints what the parts of the page's module weigh, the heaviest first.
pub(crate) fn print(module: &Path) -> Result {
    let bytes = fs::read(module).map_err(|error| project::cannot("read", module, &error))?;
    let Some(parts) = parts(&bytes) else {
        return Err(format!("{} is not a module with names.", module.display()));
    };
    let total: usize = parts.values().sum();
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by_key(|(name, size)| (std::cmp::Reverse(*size), name.clone()));
    let rest: usize = parts.iter().skip(SHOWN).map(|(_, size)| size).sum();
    println!("    the page's module before wasm-opt, by part:");
    parts.truncate(SHOWN);
    parts.push(("everything else".into(), rest));
    for (name, size) in parts {
        println!("    {size:>9} {:>5.1} %   {name}", size as f64 / total as f64 * 100.0);
    }
    Ok(())
}

/// The bytes of code of each part, and of data; `None` for what is no module with names.
fn parts(module: &[u8]) -> Option<BTreeMap<String, usize>> {
    let mut rest = module.strip_prefix(b"\0asm\x01\0\0\0")?;
    let (mut imported, mut sizes, mut names) = (0, Vec::new(), BTreeMap::new());
    let mut parts = BTreeMap::new();
    while let Some((kind, after)) = rest.split_first() {
        rest = after;
        let length = number(&mut rest)?;
        let mut section = take(&mut rest, length)?;
        match kind {
            2 => imported = imported_functions(&mut section)?,
            10 => {
                for _ in 0..number(&mut section)? {
                    let length = number(&mut section)?;
                    take(&mut section, length)?;
                    sizes.push(length);
                }
            }
            11 => drop(parts.insert("data: contexts, texts, tables".to_owned(), length)),
            0 if text(&mut section)? == "name" => names = function_names(section)?,
            _ => {}
        }
    }
    for (index, size) in sizes.into_iter().enumerate() {
        let name = names.get(&(imported + index)).map_or("unnamed", String::as_str);
        *parts.entry(part(name)).or_default() += size;
    }
    (!names.is_empty()).then_some(parts)
}

fn imported_functions(section: &mut &[u8]) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..number(section)? {
        text(section)?;
        text(section)?;
        match take(section, 1)?[0] {
            0 => {
                number(section)?;
                functions += 1;
            }
            // A table or a memory with its limits; a global with its type.
            kind @ (1 | 2) => {
                take(section, usize::from(kind == 1))?;
                let bounded = take(section, 1)?[0] & 1;
                (0..=bounded).try_for_each(|_| number(section).map(drop))?;
            }
            _ => drop(take(section, 2)?),
        }
    }
    Some(functions)
}

fn function_names(mut section: &[u8]) -> Option<BTreeMap<usize, String>> {
    let mut names = BTreeMap::new();
    while let Some((kind, after)) = section.split_first() {
        section = after;
        let length = number(&mut section)?;
        let mut inner = take(&mut section, length)?;
        if *kind == 1 {
            for _ in 0..number(&mut inner)? {
                names.insert(number(&mut inner)?, text(&mut inner)?.to_owned());
            }
        }
    }
    Some(names)
}

/// The part that a function belongs to: a module of Proofmark, or another crate.
fn part(name: &str) -> String {
    let mut words = Vec::new();
    // Names of before 2025 have lengths before their words: `_ZN9proofmark6jsonld…`. Within a word, `..` is
    // a path and `$LT$` what stands in front of a type.
    let mut rest = name.strip_prefix("_ZN").unwrap_or_default();
    while let Some(at) = rest.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0) {
        let Some(word) =
            rest[..at].parse().ok().and_then(|length: usize| rest.get(at..at + length))
        else {
            break;
        };
        words.extend(word.split(['.', '$', ' ', '<', '&']).map(|word| word.trim_matches('_')));
        rest = &rest[at + word.len()..];
    }
    if words.is_empty() {
        words = name.split([':', '<', '>', ' ', '&', '(', ',']).collect();
    }
    // Letters stand for types that may be anything.
    let mark = |word: &str| {
        word.len() < 2
            || ["LT", "GT", "RF", "u20", "u7b", "mut", "dyn", "impl", "as"].contains(&word)
    };
    let mut words = words.into_iter().filter(|word| !mark(word));
    match (words.next(), words.next()) {
        (Some("proofmark" | "proofmark_base"), Some(module)) => format!("proofmark::{module}"),
        (Some(krate), _) => krate.to_owned(),
        (None, _) => name.to_owned(),
    }
}

/// An unsigned number in LEB128.
fn number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let byte = take(bytes, 1)?[0];
        number |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let length = number(bytes)?;
    std::str::from_utf8(take(bytes, length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_belong_to_modules_and_crates() {
        for (name, expected) in [
            ("_ZN9proofmark6jsonld6expand5value17h0123456789abcdefE", "proofmark::jsonld"),
            (
                "_ZN52_$LT$proofmark..report..Code$u20$as$u20$core..Debug$GT$3fmt17h0E",
                "proofmark::report",
            ),
            ("_ZN4core3ptr13drop_in_place17h0E", "core"),
            ("proofmark::view::badge", "proofmark::view"),
            ("_ZN14proofmark_base4json5parse17h0123456789abcdefE", "proofmark::json"),
            ("<serde_json::Value as core::fmt::Display>::fmt", "serde_json"),
            ("_ZN50_$LT$T$u20$as$u20$alloc..string..ToString$GT$3fmt17h0E", "alloc"),
            ("memcpy", "memcpy"),
        ] {
            assert_eq!(part(name), expected, "{name}");
        }
    }

    #[test]
    fn a_module_is_weighed() {
        let module = [
            &b"\0asm\x01\0\0\0"[..],
            // One imported function, two of its own with bodies of 2 and 3 bytes.
            &[2, 7, 1, 1, b'a', 1, b'b', 0, 0],
            &[10, 8, 2, 2, 0, 11, 3, 0, 1, 11],
            &[0, 14, 4, b'n', b'a', b'm', b'e', 1, 7, 2, 1, 1, b'x', 2, 1, b'y'],
        ]
        .concat();
        let expected = BTreeMap::from([("x".to_owned(), 2), ("y".to_owned(), 3)]);
        assert_eq!(parts(&module), Some(expected));
        assert_eq!(parts(b"\0asm"), None);
    }
}
