//! Markdown of the badge as elements: no HTML of its own, no pictures, links that name their host
//! (CHECKLIST H2).

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use yew::virtual_dom::VNode;
use yew::{Html, html};

use super::link;
use crate::credential::{visible, web_link};

/// More text than any criteria need; the rest is left out.
const LONGEST: usize = 50_000;

/// Deeper nesting than any text needs; the rest is flattened.
const DEEPEST: usize = 16;

/// An element under construction: its tag and what is in it.
struct Open {
    tag: Kind,
    inside: Vec<VNode>,
}

/// The elements that are made.
enum Kind {
    Root,
    Paragraph,
    Heading,
    Quote,
    Code,
    Bullets,
    Numbers(u64),
    Item,
    Emphasis,
    Strong,
    Struck,
    Link(String),
    /// Whatever is not shown as itself: its content is.
    Plain,
}

/// Renders Markdown.
pub fn markdown(text: &str) -> Html {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let mut stack = vec![Open { tag: Kind::Root, inside: Vec::new() }];
    for event in Parser::new_ext(&text[..end], Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(tag) => {
                let tag = if stack.len() > DEEPEST { Kind::Plain } else { kind(&tag) };
                stack.push(Open { tag, inside: Vec::new() });
            }
            Event::End(end) => {
                if let Some(open) = stack.pop() {
                    debug_assert!(!matches!((&open.tag, end), (Kind::Root, _)));
                    let node = close(open);
                    push(&mut stack, node);
                }
                if matches!(end, TagEnd::Paragraph | TagEnd::Item) && stack.is_empty() {
                    break;
                }
            }
            // Raw HTML is shown as the text it is.
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                push(&mut stack, html! { { visible(&text).into_owned() } });
            }
            Event::Code(text) => {
                push(&mut stack, html! { <code>{ visible(&text).into_owned() }</code> });
            }
            Event::SoftBreak => push(&mut stack, html! { { " " } }),
            Event::HardBreak => push(&mut stack, html! { <br /> }),
            Event::Rule => push(&mut stack, html! { <hr /> }),
            _ => {}
        }
    }
    while stack.len() > 1 {
        if let Some(open) = stack.pop() {
            let node = close(open);
            push(&mut stack, node);
        }
    }
    let inside = stack.pop().map(|root| root.inside).unwrap_or_default();
    html! { <div class="markdown" dir="auto">{ for inside }</div> }
}

fn push(stack: &mut [Open], node: VNode) {
    if let Some(open) = stack.last_mut() {
        open.inside.push(node);
    }
}

fn kind(tag: &Tag<'_>) -> Kind {
    match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, .. } => {
            debug_assert!(*level >= HeadingLevel::H1);
            Kind::Heading
        }
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(_) => Kind::Code,
        Tag::List(None) => Kind::Bullets,
        Tag::List(Some(first)) => Kind::Numbers(*first),
        Tag::Item => Kind::Item,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Struck,
        // A picture would be fetched from somewhere: it becomes a link to it.
        Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
            Kind::Link(dest_url.to_string())
        }
        _ => Kind::Plain,
    }
}

fn close(open: Open) -> Html {
    let inside = open.inside;
    match open.tag {
        Kind::Root | Kind::Plain => html! { <>{ for inside }</> },
        Kind::Paragraph => html! { <p>{ for inside }</p> },
        // One level for all: the page's own headings keep their order.
        Kind::Heading => html! { <p class="heading"><strong>{ for inside }</strong></p> },
        Kind::Quote => html! { <blockquote>{ for inside }</blockquote> },
        Kind::Code => html! { <pre>{ for inside }</pre> },
        Kind::Bullets => html! { <ul>{ for inside }</ul> },
        Kind::Numbers(first) => html! { <ol start={first.to_string()}>{ for inside }</ol> },
        Kind::Item => html! { <li>{ for inside }</li> },
        Kind::Emphasis => html! { <em>{ for inside }</em> },
        Kind::Strong => html! { <strong>{ for inside }</strong> },
        Kind::Struck => html! { <del>{ for inside }</del> },
        Kind::Link(url) if url.starts_with("mailto:") || web_link(&url).is_none() => {
            html! { <>{ for inside }</> }
        }
        Kind::Link(url) => link(&url, Some(html! { <>{ for inside }</> })),
    }
}
