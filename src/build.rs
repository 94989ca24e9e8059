//! Before the crate is compiled: turns the Fluent files in `locale` into static tables, so that no
//! parser is shipped; and looks which test data is at hand, so that tests without theirs count as
//! ignored.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;

fn main() {
    println!("cargo:rerun-if-changed=src/locale");
    data("has_vectors", "PROOFMARK_VECTORS", "../shared/vectors");
    data("has_badges", "PROOFMARK_BADGES", "../shared/badges");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let source = fs::read_to_string("src/locale/en.ftl").expect("src/locale/en.ftl is there");
    let table = table(&source).unwrap_or_else(|fault| panic!("src/locale/en.ftl: {fault}"));
    fs::write(Path::new(&out).join("en.rs"), table).expect("OUT_DIR is writable");
}

/// Sets a flag for the tests if a folder of data is there.
fn data(flag: &str, variable: &str, default: &str) {
    println!("cargo:rerun-if-env-changed={variable}");
    let folder = env::var_os(variable).map_or_else(|| default.into(), std::path::PathBuf::from);
    if folder.is_dir() {
        println!("cargo:rustc-cfg={flag}");
        // Where it is absent nothing is watched: cargo would compile anew each time.
        println!("cargo:rerun-if-changed={}", folder.display());
    }
}

/// The table of one language: messages and their attributes (`id.attribute`) by name, sorted.
fn table(source: &str) -> Result<String, String> {
    let resource = parser::parse(source).map_err(|(_, errors)| format!("{:?}", errors[0]))?;
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        let mut add = |name: String, pattern: &Pattern<&str>| {
            let text = parts(pattern)?;
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
    let mut out = String::from("&[\n");
    for (name, parts) in messages {
        writeln!(out, "    ({name:?}, {parts}),").map_err(|error| error.to_string())?;
    }
    Ok(out + "]\n")
}

fn parts(pattern: &Pattern<&str>) -> Result<String, String> {
    let mut out = String::from("&[");
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => write!(out, "Part::Text({value:?}), "),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => match inline {
                    InlineExpression::StringLiteral { value } => {
                        write!(out, "Part::Text({value:?}), ")
                    }
                    inline => write!(out, "Part::Argument({:?}), ", variable(inline)?),
                },
                Expression::Select { selector, variants } => {
                    let mut cases = String::new();
                    for variant in variants {
                        let key = match &variant.key {
                            VariantKey::Identifier { name } => name,
                            VariantKey::NumberLiteral { value } => value,
                        };
                        let key = if variant.default { "other" } else { key };
                        write!(cases, "({key:?}, {}), ", parts(&variant.value)?)
                            .map_err(|error| error.to_string())?;
                    }
                    write!(out, "Part::Plural({:?}, &[{cases}]), ", variable(selector)?)
                }
            },
        }
        .map_err(|error| error.to_string())?;
    }
    Ok(out + "]")
}

fn variable<'a>(inline: &InlineExpression<&'a str>) -> Result<&'a str, String> {
    match inline {
        InlineExpression::VariableReference { id } => Ok(id.name),
        other => Err(format!("only variables and texts are supported, not {other:?}")),
    }
}
