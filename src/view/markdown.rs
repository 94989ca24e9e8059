//! Markdown of the badge as elements: no HTML of its own, no pictures, links that name their host
//! (CHECKLIST H2).
//!
//! The part of Markdown that badges use: paragraphs, headings, lists, quotes, code, emphasis, links.
//! A displayer may choose a subset (Open Badges 2.0, "Markdown"); a whole Markdown library would be
//! the largest part of the first load.

use yew::{Html, html};

use super::{link, said};
use crate::credential::{visible, web_link};

/// More text than any criteria need; the rest is left out.
const LONGEST: usize = 50_000;

/// How far an emphasis or a link may reach, in bytes; keeps the work linear.
const REACH: usize = 2_000;

/// Deeper nesting than any text needs; what lies deeper is shown as text.
const DEEPEST: usize = 8;

/// Renders Markdown.
pub fn markdown(text: &str) -> Html {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let lines: Vec<&str> = text[..end].lines().collect();
    html! { <div class="markdown" dir="auto">{ for blocks(&lines, 0) }</div> }
}

/// What a line begins.
enum Start<'a> {
    Blank,
    Heading(&'a str),
    Rule,
    Fence(&'a str),
    Quote,
    Bullet(usize),
    Number(u32, usize),
    Text,
}

/// Whether a line opens a block of code; what stands behind its marks must not hold another.
fn is_fence(text: &str, mark: char) -> bool {
    let rest = text.trim_start_matches(mark);
    text.len() - rest.len() >= 3 && !rest.contains(mark) && text.len() - rest.len() < 80
}

fn start(line: &str) -> Start<'_> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let marker = text.chars().next();
    let repeated = |mark: char| {
        text.chars().filter(|c| *c == mark).count() >= 3
            && text.chars().all(|c| c == mark || c == ' ')
    };
    match marker {
        None => Start::Blank,
        Some('#') => {
            let rest = text.trim_start_matches('#');
            let level = text.len() - rest.len();
            if level <= 6 && (rest.is_empty() || rest.starts_with(' ')) {
                return Start::Heading(rest.trim().trim_end_matches('#').trim_end());
            }
            Start::Text
        }
        Some('>') => Start::Quote,
        Some('`') if is_fence(text, '`') => Start::Fence("```"),
        Some('~') if text.starts_with("~~~") => Start::Fence("~~~"),
        Some(mark @ ('-' | '*' | '_')) if repeated(mark) => Start::Rule,
        Some('-' | '*' | '+') if text[1..].starts_with([' ', '\t']) => Start::Bullet(indent + 2),
        Some('0'..='9') => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let after = &text[digits..];
            match text[..digits].parse() {
                Ok(number)
                    if digits <= 9 && (after.starts_with(". ") || after.starts_with(") ")) =>
                {
                    Start::Number(number, indent + digits + 2)
                }
                _ => Start::Text,
            }
        }
        Some(_) => Start::Text,
    }
}

/// The blocks of some lines.
fn blocks(lines: &[&str], depth: usize) -> Vec<Html> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let first = if depth < DEEPEST { start(line) } else { Start::Text };
        match first {
            Start::Blank => at += 1,
            Start::Rule => {
                out.push(html! { <hr /> });
                at += 1;
            }
            // One level for all: the page's own headings keep their order.
            Start::Heading(text) => {
                out.push(html! { <p class="heading"><strong>{ for inline(text, 0) }</strong></p> });
                at += 1;
            }
            Start::Fence(fence) => {
                let inside: Vec<&str> = lines[at + 1..]
                    .iter()
                    .take_while(|line| !line.trim_start().starts_with(fence))
                    .copied()
                    .collect();
                at += inside.len() + 2;
                out.push(html! { <pre>{ visible(&inside.join("\n")).into_owned() }</pre> });
            }
            Start::Quote => {
                let count = lines[at..]
                    .iter()
                    .take_while(|line| matches!(start(line), Start::Quote))
                    .count();
                let inside: Vec<&str> = lines[at..at + count]
                    .iter()
                    .map(|line| line.trim_start().trim_start_matches('>').trim_start())
                    .collect();
                at += count;
                out.push(html! { <blockquote>{ for blocks(&inside, depth + 1) }</blockquote> });
            }
            Start::Bullet(_) | Start::Number(..) => {
                let (list, count) = list(&lines[at..], depth);
                out.push(list);
                at += count;
            }
            Start::Text => {
                let count = 1 + lines[at + 1..]
                    .iter()
                    .take_while(|line| {
                        depth >= DEEPEST && !line.trim().is_empty()
                            || matches!(start(line), Start::Text)
                    })
                    .count();
                out.push(html! { <p>{ for paragraph(&lines[at..at + count]) }</p> });
                at += count;
            }
        }
    }
    out
}

/// A list and how many lines it takes: items of one kind, each with what is indented below it.
fn list(lines: &[&str], depth: usize) -> (Html, usize) {
    let numbered = matches!(start(lines[0]), Start::Number(..));
    let first = match start(lines[0]) {
        Start::Number(number, _) => number,
        _ => 1,
    };
    let outer = lines[0].len() - lines[0].trim_start().len();
    let mut items: Vec<Html> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let own = line.len() - line.trim_start().len();
        let width = match start(line) {
            Start::Bullet(width) if !numbered && own <= outer + 1 => width,
            Start::Number(_, width) if numbered && own <= outer + 1 => width,
            _ => break,
        };
        let mut inside = vec![&line[width.min(line.len())..]];
        at += 1;
        while let Some(next) = lines.get(at) {
            let indent = next.len() - next.trim_start().len();
            let continues = indent > outer + 1 && !next.trim().is_empty()
                || matches!(start(next), Start::Text) && !lines[at - 1].trim().is_empty();
            let gap = next.trim().is_empty()
                && lines
                    .get(at + 1)
                    .is_some_and(|after| after.len() - after.trim_start().len() > outer + 1);
            if !continues && !gap {
                break;
            }
            inside.push(next.get(width.min(indent)..).unwrap_or_default());
            at += 1;
        }
        // A blank line between two items is still the same list.
        let blank = lines.get(at).is_some_and(|line| line.trim().is_empty());
        let follows = lines.get(at + 1).is_some_and(|line| {
            matches!((start(line), numbered), (Start::Bullet(_), false) | (Start::Number(..), true))
        });
        if blank && follows {
            at += 1;
        }
        items.push(html! { <li>{ for item(&inside, depth + 1) }</li> });
    }
    let list = if numbered {
        html! { <ol start={first.to_string()}>{ for items }</ol> }
    } else {
        html! { <ul>{ for items }</ul> }
    };
    (list, at.max(1))
}

/// An item: its text without a paragraph around it where it is nothing but text.
fn item(lines: &[&str], depth: usize) -> Vec<Html> {
    if lines.iter().all(|line| matches!(start(line), Start::Text)) {
        paragraph(lines)
    } else {
        blocks(lines, depth)
    }
}

/// Lines of text with their breaks.
fn paragraph(lines: &[&str]) -> Vec<Html> {
    let mut out = Vec::new();
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        let hard = line.ends_with("  ") || line.ends_with('\\');
        text.push_str(line.trim().trim_end_matches('\\'));
        if index + 1 == lines.len() {
            break;
        }
        if hard {
            out.extend(inline(&std::mem::take(&mut text), 0));
            out.push(html! { <br /> });
        } else {
            text.push(' ');
        }
    }
    out.extend(inline(&text, 0));
    out
}

/// Text with emphasis, code and links.
fn inline(text: &str, depth: usize) -> Vec<Html> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let found =
            if depth < DEEPEST { span(rest, plain.chars().next_back(), depth) } else { None };
        if let Some((node, length)) = found {
            if !plain.is_empty() {
                out.push(words(&std::mem::take(&mut plain)));
            }
            out.push(node);
            rest = &rest[length..];
            continue;
        }
        let escaped = (next == '\\')
            .then(|| rest[1..].chars().next().filter(char::is_ascii_punctuation))
            .flatten();
        plain.push(escaped.unwrap_or(next));
        rest = &rest[escaped.map_or(next.len_utf8(), |_| 2)..];
    }
    if !plain.is_empty() {
        out.push(words(&plain));
    }
    out
}

fn words(text: &str) -> Html {
    html! { { visible(text).into_owned() } }
}

/// The span at the start of the text, with its length; raw HTML is none.
fn span(text: &str, before: Option<char>, depth: usize) -> Option<(Html, usize)> {
    let within = &text[..text.floor_char_boundary(REACH)];
    match text.as_bytes()[0] {
        b'`' => {
            let end = within[1..].find('`')? + 1;
            Some((html! { <code>{ visible(&within[1..end]).into_owned() }</code> }, end + 1))
        }
        b'*' | b'_' | b'~' => {
            let mark = &text[..1];
            // An underscore within a word is part of it.
            if mark == "_" && before.is_some_and(char::is_alphanumeric) {
                return None;
            }
            let double = within[1..].starts_with(mark);
            let fence = if double { &text[..2] } else { mark };
            let inside = within.get(fence.len()..)?;
            let end = inside.find(fence).filter(|end| *end > 0)?;
            if inside.starts_with(' ') || inside[..end].ends_with(' ') {
                return None;
            }
            let content = inline(&inside[..end], depth + 1);
            let node = match (mark, double) {
                ("~", false) => return None,
                ("~", true) => html! { <del>{ for content }</del> },
                (_, true) => html! { <strong>{ for content }</strong> },
                (_, false) => html! { <em>{ for content }</em> },
            };
            Some((node, end + 2 * fence.len()))
        }
        b'[' => reference(within, 1, depth),
        // A picture would be fetched from somewhere: it becomes a link to it.
        b'!' if within[1..].starts_with('[') => reference(within, 2, depth),
        b'<' => {
            let end = within.find('>')?;
            let url = web_link(&within[1..end])?;
            Some((link(url, None), end + 1))
        }
        _ => None,
    }
}

/// `[label](address)`, of which `open` bytes come before the label.
fn reference(text: &str, open: usize, depth: usize) -> Option<(Html, usize)> {
    let middle = text.find("](")?;
    let label = &text[open..middle];
    let end = middle + 2 + text[middle + 2..].find(')')?;
    let address = text[middle + 2..end].split_whitespace().next().unwrap_or_default();
    let label = html! { <>{ for inline(label, depth + 1) }</> };
    let node = match web_link(address) {
        Some(url) => link(url, Some(label)),
        None => html! { <>{ label }{ " (" }{ said(address) }{ ")" }</> },
    };
    Some((node, end + 1))
}
