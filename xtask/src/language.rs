//! Fluent files as the page reads them: one text for a language, parsed and checked before it ships, so
//! that no parser of Fluent does.
//!
//! A line is a message: its name, a tab, its pattern. Messages are sorted by name; an attribute is a
//! message of its own (`code-expired.means`). In a pattern stand, by control characters: the value of an
//! argument (`\u{1}name\u{2}`), a line break (`\u{7}`), a choice by a number's plural category
//! (`\u{3}name`, then for each case `\u{4}category\u{5}pattern`, then `\u{6}`), whose last case is
//! `other`.

use std::collections::BTreeMap;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;

/// The text of one language.
///
/// # Errors
/// What is wrong with the file: not Fluent, a name that is there twice, a function.
pub fn compile(source: &str) -> Result<String, String> {
    let resource = parser::parse(source).map_err(|(_, errors)| format!("{:?}", errors[0]))?;
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        let mut add = |name: String, pattern: &Pattern<&str>| {
            let mut text = String::new();
            write(&mut text, pattern)?;
            match messages.insert(name.clone(), text) {
                None => Ok(()),
                Some(_) => Err(format!("{name} is there twice")),
            }
        };
        if let Some(value) = &message.value {
            add(id.to_owned(), value)?;
        }
        for attribute in &message.attributes {
            add(format!("{id}.{}", attribute.id.name), &attribute.value)?;
        }
    }
    Ok(messages.into_iter().map(|(name, pattern)| format!("{name}\t{pattern}\n")).collect())
}

fn write(out: &mut String, pattern: &Pattern<&str>) -> Result<(), String> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text(out, value)?,
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                InlineExpression::StringLiteral { value } => text(out, value)?,
                inline => out.push_str(&format!("\u{1}{}\u{2}", variable(inline)?)),
            },
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                out.push_str(&format!("\u{3}{}", variable(selector)?));
                let (others, rest): (Vec<_>, Vec<_>) =
                    variants.iter().partition(|variant| variant.default);
                for variant in rest.into_iter().chain(others) {
                    let key = match &variant.key {
                        _ if variant.default => "other",
                        VariantKey::Identifier { name } => name,
                        VariantKey::NumberLiteral { value } => value,
                    };
                    out.push_str(&format!("\u{4}{key}\u{5}"));
                    write(out, &variant.value)?;
                }
                out.push('\u{6}');
            }
        }
    }
    Ok(())
}

fn text(out: &mut String, value: &str) -> Result<(), String> {
    if value.contains(|c: char| c.is_control() && c != '\n') {
        return Err(format!("a control character in {value:?}"));
    }
    out.push_str(&value.replace('\n', "\u{7}"));
    Ok(())
}

fn variable<'a>(inline: &InlineExpression<&'a str>) -> Result<&'a str, String> {
    match inline {
        InlineExpression::VariableReference { id } => Ok(id.name),
        other => Err(format!("only variables and texts are supported, not {other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_becomes_sorted_lines() {
        let source = "b = Hello { $name }!\n    .means = Twice\na = { $n ->\n    [one] One\n   *[other] { $n } of them\n}\n";
        let expected = "a\t\u{3}n\u{4}one\u{5}One\u{4}other\u{5}\u{1}n\u{2} of them\u{6}\n\
            b\tHello \u{1}name\u{2}!\nb.means\tTwice\n";
        assert_eq!(compile(source).unwrap(), expected);
    }

    #[test]
    fn what_the_page_cannot_read_is_refused() {
        for source in ["a = { NUMBER($n) }\n", "a = x\na = y\n", "a = { -term }\n", "= x\n"] {
            assert!(compile(source).is_err(), "{source}");
        }
    }
}
