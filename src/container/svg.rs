//! Badges baked into SVG pictures (CHECKLIST A12-A18). The picture is never rendered from here.

use std::borrow::Cow;

use roxmltree::{Document, Error, Node, ParsingOptions};

use super::{Generation, Kind, LARGEST_INFLATED, Payload};
use crate::encoding::{InflateError, inflate};
use crate::order::sort_by;
use crate::report::{Code, Problem};

/// The kind's entry in the table.
pub(super) static KIND: Kind = Kind { recognises, open };

/// More elements than any drawing of a badge has; a limit on memory.
const MOST_NODES: u32 = 400_000;

/// More namespaces in a drawing, or attributes of an element, than there are.
const MOST_NAMES: usize = 256;

/// Deeper nesting than any drawing has; a limit on recursion in the parser.
const DEEPEST: usize = 256;

/// How each generation is baked (A12).
struct Baking {
    generation: Generation,
    namespace: &'static str,
    element: &'static str,
    /// Whether the attribute `verify` counts before the content; it is the other way round in 2.0.
    verify_first: bool,
}

const BAKINGS: &[Baking] = &[
    Baking {
        generation: Generation::OpenBadges3,
        namespace: "https://purl.imsglobal.org/ob/v3p0",
        element: "credential",
        verify_first: true,
    },
    Baking {
        generation: Generation::Clr2,
        namespace: "https://purl.imsglobal.org/clr/v2p0",
        element: "credential",
        verify_first: true,
    },
    Baking {
        generation: Generation::OpenBadges2,
        namespace: "http://openbadges.org",
        element: "assertion",
        verify_first: false,
    },
];

/// Whether the text is XML whose first element is `svg`, or such a text packed (svgz).
fn recognises(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return true;
    }
    let start = &bytes[..bytes.len().min(4096)];
    // Most files are JSON, in which there is no need to look for more.
    if !start.contains(&b'<') {
        return false;
    }
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<svg")
        || (text.starts_with('<')
            && first_element(text).is_some_and(|name| name == "svg" || name.ends_with(":svg")))
}

/// The name of the first element, past declaration, comments and document type.
fn first_element(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = &rest[rest.find('<')?..];
        if rest.starts_with("<!--") {
            rest = &rest[rest.find("-->")?..];
        } else if rest.starts_with("<?") {
            rest = &rest[rest.find("?>")?..];
        } else if rest.starts_with("<!") {
            // An internal subset may hold further markup; it ends with `]>`.
            let end = rest.find('>')?;
            let inner = rest[..end].contains('[');
            rest = &rest[if inner { rest.find("]>").unwrap_or(end) } else { end }..];
        } else {
            let name = &rest[1..];
            let end = name.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
            return Some(&name[..end]);
        }
    }
}

fn open(bytes: &[u8]) -> Result<Vec<Payload>, Problem> {
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        Cow::Owned(inflate(bytes, LARGEST_INFLATED).map_err(|error| match error {
            InflateError::TooLarge => Problem::new(Code::InflatesTooFar, "gzip"),
            InflateError::Damaged => Problem::new(Code::DamagedFile, "gzip"),
        })?)
    } else {
        Cow::Borrowed(bytes)
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| Problem::new(Code::NotUtf8, "SVG"))?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !recognises(text.as_bytes()) {
        return Err(Problem::new(Code::NotABadgeFile, "gzip"));
    }
    if is_too_deep(text) {
        return Err(Problem::new(Code::TooDeep, "SVG"));
    }
    if has_too_many_names(text) {
        return Err(Problem::new(Code::TooComplex, "SVG"));
    }
    match parse(text) {
        Ok(found) => Ok(found),
        // A13: bakers that forget to declare the prefix are read all the same.
        Err(Error::UnknownNamespace(prefix, _)) if prefix == "openbadges" => {
            let mut found = Vec::new();
            for baking in BAKINGS.iter().filter(|baking| baking.generation != Generation::Clr2) {
                let declared = declare(text, baking.namespace);
                if let Ok(more) = parse(&declared) {
                    found.extend(more);
                }
            }
            let note = Problem::new(Code::NotToStandard, "the prefix openbadges is not declared");
            found.iter_mut().for_each(|payload: &mut Payload| payload.notes.push(note.clone()));
            Ok(found)
        }
        Err(error) => Err(fault(&error)),
    }
    .and_then(|found| {
        if found.is_empty() { Err(Problem::new(Code::NoBadgeInPicture, "SVG")) } else { Ok(found) }
    })
}

fn fault(error: &Error) -> Problem {
    match error {
        Error::DtdDetected => Problem::new(Code::SvgWithDtd, "SVG"),
        Error::NodesLimitReached => Problem::new(Code::TooComplex, "SVG"),
        error => Problem::new(Code::DamagedFile, format!("SVG: {error}")),
    }
}

/// Whether it declares more namespaces, or gives one element more attributes, than any drawing does: the
/// parser compares each with each, for every element anew.
fn has_too_many_names(text: &str) -> bool {
    let attributes = |tag: &str| tag.split('>').next().unwrap_or_default().matches('=').count();
    let mut tags = text.split('<').filter(|tag| !tag.starts_with('!'));
    text.matches("xmlns").count() > MOST_NAMES || tags.any(|tag| attributes(tag) > MOST_NAMES)
}

/// Whether elements nest deeper than any drawing does; counted roughly, before the real parser.
fn is_too_deep(text: &str) -> bool {
    let (mut depth, mut deepest) = (0usize, 0usize);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let skip = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
        let length = if rest.starts_with("<![CDATA[") {
            skip("]]>")
        } else if rest.starts_with("<!--") {
            skip("-->")
        } else {
            let length = skip(">");
            let tag = &rest[..length];
            if tag.starts_with("</") {
                depth = depth.saturating_sub(1);
            } else if !tag.starts_with("<?") && !tag.starts_with("<!") && !tag.ends_with("/>") {
                depth += 1;
                deepest = deepest.max(depth);
            }
            length
        };
        rest = &rest[length..];
    }
    deepest > DEEPEST
}

/// The text with the prefix declared on its first element.
fn declare(text: &str, namespace: &str) -> String {
    let at = text.find("<svg").map_or(0, |at| at + "<svg".len());
    format!("{} xmlns:openbadges=\"{namespace}\"{}", &text[..at], &text[at..])
}

/// Whether the document type, if there is one, is a mere reference: such a one declares nothing, and
/// what it refers to is never fetched. Many drawing programs write it.
fn declares_nothing(text: &str) -> bool {
    // Each of them, for the first may stand in a comment; a few, for each is looked through to its end.
    let mut types = text.match_indices("<!DOCTYPE").map(|(at, _)| &text[at..]);
    types.clone().nth(16).is_none()
        && types.all(|rest| rest.find('>').is_some_and(|end| !rest[..end].contains('[')))
        && !text.contains("<!ENTITY")
}

fn parse(text: &str) -> Result<Vec<Payload>, Error> {
    let options = ParsingOptions {
        allow_dtd: declares_nothing(text),
        nodes_limit: MOST_NODES,
        ..Default::default()
    };
    let document = Document::parse_with_options(text, options)?;
    let mut found: Vec<(Generation, Payload)> = Vec::new();
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name();
        let baking = BAKINGS.iter().find(|baking| {
            name.name() == baking.element && name.namespace() == Some(baking.namespace)
        });
        let Some((baking, text)) = baking.and_then(|baking| Some((baking, content(node, baking)?)))
        else {
            continue;
        };
        match found.iter_mut().find(|(generation, _)| *generation == baking.generation) {
            // A17: the first counts.
            Some((_, payload)) if payload.text != text => {
                payload.notes.push(Problem::new(Code::SeveralBadges, "svg"));
            }
            Some(_) => {}
            None => {
                found.push((
                    baking.generation,
                    Payload { text, container: "svg", notes: Vec::new() },
                ));
            }
        }
    }
    sort_by(&mut found, |(one, _), (other, _)| one.cmp(other));
    Ok(found.into_iter().map(|(_, payload)| payload).collect())
}

/// The badge in an element: its attribute `verify` or all its text (A14-A16).
fn content(node: Node<'_, '_>, baking: &Baking) -> Option<String> {
    let verify = node.attribute("verify").map(str::trim).filter(|text| !text.is_empty());
    let body: String =
        node.children().filter(|child| child.is_text()).filter_map(|child| child.text()).collect();
    let body = Some(body.trim()).filter(|text| !text.is_empty());
    let chosen = if baking.verify_first { verify.or(body) } else { body.or(verify) };
    chosen.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const OB3: &str = "https://purl.imsglobal.org/ob/v3p0";

    fn svg(inner: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:openbadges=\"{OB3}\">{inner}</svg>"
        )
    }

    fn text(source: &str) -> Result<String, Code> {
        open(source.as_bytes()).map(|found| found[0].text.clone()).map_err(|problem| problem.code)
    }

    #[test]
    fn names_without_end_are_refused() {
        let names = |count: usize, prefix: &str| -> String {
            (0..count).map(|n| format!(" {prefix}{n}='u{n}'")).collect()
        };
        let drawn = |names: &str| {
            text(&svg(&format!("<g{names}/><openbadges:assertion>{{}}</openbadges:assertion>")))
        };
        assert_ne!(drawn(&names(200, "xmlns:a")), Err(Code::TooComplex));
        assert_ne!(drawn(&names(200, "a")), Err(Code::TooComplex));
        assert_eq!(drawn(&names(300, "xmlns:a")), Err(Code::TooComplex));
        assert_eq!(drawn(&names(300, "a")), Err(Code::TooComplex));
    }

    #[test]
    fn reads_the_element_by_namespace() {
        let json = "<openbadges:credential><![CDATA[{\"a\":]]><!-- x --><![CDATA[1}]]></openbadges:credential>";
        assert_eq!(text(&svg(json)).as_deref(), Ok("{\"a\":1}"));
        let escaped = "<openbadges:credential>{&quot;a&quot;:1}</openbadges:credential>";
        assert_eq!(text(&svg(escaped)).as_deref(), Ok("{\"a\":1}"));
        let renamed = svg(json).replace("openbadges", "b");
        assert_eq!(text(&renamed).as_deref(), Ok("{\"a\":1}"));
        let wrong = svg(json).replace(OB3, "https://example.org/");
        assert_eq!(text(&wrong), Err(Code::NoBadgeInPicture));
    }

    #[test]
    fn attribute_and_content_change_places_between_generations() {
        let both = "<openbadges:credential verify=\"a.b.c\">{}</openbadges:credential>";
        assert_eq!(text(&svg(both)).as_deref(), Ok("a.b.c"));
        let older =
            svg("<openbadges:assertion verify=\"https://example.edu/1\">{}</openbadges:assertion>")
                .replace(OB3, "http://openbadges.org");
        assert_eq!(text(&older).as_deref(), Ok("{}"));
        let only = older.replace("{}", "");
        assert_eq!(text(&only).as_deref(), Ok("https://example.edu/1"));
    }

    #[test]
    fn several_badges_and_a_forgotten_declaration_are_noted() {
        let two = svg(
            "<openbadges:credential>{1}</openbadges:credential><g><openbadges:credential>{2}</openbadges:credential></g>",
        );
        let found = open(two.as_bytes()).unwrap();
        assert_eq!((found[0].text.as_str(), found[0].notes[0].code), ("{1}", Code::SeveralBadges));
        let forgotten = "<svg xmlns=\"http://www.w3.org/2000/svg\"><openbadges:credential>{}</openbadges:credential></svg>";
        let found = open(forgotten.as_bytes()).unwrap();
        assert_eq!((found[0].text.as_str(), found[0].notes[0].code), ("{}", Code::NotToStandard));
    }

    #[test]
    fn bombs_and_damage_are_refused() {
        let dtd = format!(
            "<!DOCTYPE svg [<!ENTITY a \"b\">]>{}",
            svg("").replace("<?xml version=\"1.0\"?>", "")
        );
        assert_eq!(text(&dtd), Err(Code::SvgWithDtd));
        assert_eq!(text(&format!("<!-- <!DOCTYPE svg> -->{dtd}")), Err(Code::SvgWithDtd));
        let odd = dtd.replace("<!DOCTYPE svg [", "<!DOCTYPE svg \">\" [");
        assert_eq!(text(&odd), Err(Code::SvgWithDtd));
        let reference = svg("<openbadges:credential>{}</openbadges:credential>")
            .replace("?>", "?><!DOCTYPE svg PUBLIC \"x\" \"http://example.org/svg.dtd\">");
        assert_eq!(text(&reference).as_deref(), Ok("{}"));
        let behind = |many: usize| {
            let others = "<!DOCTYPE svg>".repeat(many);
            text(&reference.replace("?><!DOCTYPE", &format!("?><!-- {others} --><!DOCTYPE")))
        };
        assert_eq!(behind(15).as_deref(), Ok("{}"));
        assert_eq!(behind(16), Err(Code::SvgWithDtd));
        assert_eq!(text(&svg(&"<g>".repeat(100_000))), Err(Code::TooDeep));
        assert_eq!(text(&svg("<g>")), Err(Code::DamagedFile));
        assert_eq!(text(&svg("")), Err(Code::NoBadgeInPicture));
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer
            .write_all(svg("<openbadges:credential>{}</openbadges:credential>").as_bytes())
            .unwrap();
        assert_eq!(open(&packer.finish().unwrap()).unwrap()[0].text, "{}");
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        bomb.write_all(&vec![b' '; LARGEST_INFLATED + 1]).unwrap();
        assert_eq!(open(&bomb.finish().unwrap()).unwrap_err().code, Code::InflatesTooFar);
    }
}
