//! The snippet maker: how to show this badge on a page of one's own, to be copied.

use yew::{AttrValue, Callback, Event, Html, html};

use super::keep::percent;
use super::{Actions, Layout};
use crate::locale::{LANGUAGES, Locale};

/// What was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Whether somebody wants a snippet at all.
    pub open: bool,
    /// How much room there is.
    pub layout: Layout,
    /// Whose colours.
    pub theme: Theme,
    /// The tag of a language; empty for that of the page.
    pub language: &'static str,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Every theme.
    const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The value of the attribute.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Where the badge is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// At this address on the web.
    Web(String),
    /// In a file of this name, which is still to be put there.
    File(String),
}

/// A badge, and where things are.
pub struct Snippet {
    /// What was chosen.
    pub choice: Choice,
    /// The address of this page, with a slash at its end.
    pub home: String,
    /// Where the badge is.
    pub place: Place,
    /// What it is called.
    pub title: String,
    /// Whether its file is a picture.
    pub is_picture: bool,
    /// Its content as an address, for the preview.
    pub data: AttrValue,
}

impl Choice {
    /// The same with another answer in a field of the form.
    #[must_use]
    pub fn with(mut self, field: &str, value: &str) -> Self {
        match field {
            "layout" => self.layout = Layout::named(value),
            "theme" => {
                let theme = Theme::ALL.into_iter().find(|theme| theme.as_str() == value);
                self.theme = theme.unwrap_or_default();
            }
            _ => {
                let language = LANGUAGES.iter().find(|language| language.tag == value);
                self.language = language.map_or("", |language| language.tag);
            }
        }
        self
    }

    /// The attributes, but for those that say what is so anyway.
    fn attributes(self) -> Vec<(&'static str, &'static str)> {
        let all = [
            ("layout", self.layout.as_str(), self.layout != Layout::default()),
            ("theme", self.theme.as_str(), self.theme != Theme::default()),
            ("lang", self.language, !self.language.is_empty()),
        ];
        all.into_iter().filter(|(.., said)| *said).map(|(name, value, _)| (name, value)).collect()
    }
}

impl Snippet {
    /// The element and the script that makes it work.
    pub fn element(&self) -> String {
        let attributes: String = self
            .choice
            .attributes()
            .iter()
            .map(|(name, value)| format!(" {name}=\"{value}\""))
            .collect();
        format!(
            "<script type=\"module\" src=\"{}v1/widget.js\"></script>\n<proof-mark src=\"{}\"{attributes}>{}</proof-mark>",
            self.home,
            escaped(&self.beside()),
            escaped(&self.title)
        )
    }

    /// A frame, for pages that let no script of others in.
    pub fn frame(&self) -> String {
        let attributes: String = self
            .choice
            .attributes()
            .iter()
            .map(|(name, value)| format!("&amp;{name}={value}"))
            .collect();
        format!(
            "<iframe title=\"{}\" src=\"{}embed.html?src={}{attributes}\" width=\"480\" height=\"260\" loading=\"lazy\" referrerpolicy=\"no-referrer\" sandbox=\"{SANDBOX}\"></iframe>",
            escaped(&self.title),
            self.home,
            percent(&self.public()),
        )
    }

    /// A link for places where only Markdown is understood; it shows the picture, and no verdict.
    pub fn markdown(&self) -> String {
        let title: String = self.title.chars().filter(|c| !"[]<>`\\\n\r".contains(*c)).collect();
        let link = format!("{}#url={}", self.home, percent(&self.public()));
        // In an address, Markdown ends at what HTML and it use themselves.
        let ends = |c: char| "() <>\\`\n\r".contains(c);
        let picture: String = (self.public().chars())
            .map(|c| if ends(c) { percent(c.encode_utf8(&mut [0; 4])) } else { c.to_string() })
            .collect();
        match self.is_picture {
            true => format!("[![{title}]({picture})]({link})"),
            false => format!("[{title}]({link})"),
        }
    }

    /// The address of the badge on the web; an example of one where it has none.
    fn public(&self) -> String {
        match &self.place {
            Place::Web(url) => url.clone(),
            Place::File(name) => format!("https://your-site.example/{}", percent(name)),
        }
    }

    /// Its address as seen from the page that it is to stand on.
    fn beside(&self) -> String {
        match &self.place {
            Place::Web(url) => url.clone(),
            Place::File(name) => percent(name),
        }
    }
}

/// What a frame must be allowed: its own script and files, and to open the full result in a tab.
pub const SANDBOX: &str =
    "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/// A quiet section below the result.
pub(super) fn snippet(snippet: &Snippet, locale: &Locale, actions: &Actions) -> Html {
    let choice = snippet.choice;
    let toggle = actions.open_snippet.reform(move |_| !choice.open);
    html! {
        <section class="snippet" aria-labelledby="snippet-title">
            <h2 id="snippet-title">
                <button class="plain" aria-expanded={choice.open.to_string()} onclick={toggle}>
                    { locale.text("snippet-title") }
                </button>
            </h2>
            if choice.open {
                { form(choice, locale, &actions.snippet) }
                { preview(snippet) }
                if let Place::File(name) = &snippet.place {
                    <p class="fine">{ locale.format("snippet-file", &[("file", name)]) }</p>
                }
                { code("snippet-element", snippet.element(), locale, actions) }
                { code("snippet-frame", snippet.frame(), locale, actions) }
                { code("snippet-markdown", snippet.markdown(), locale, actions) }
            }
        </section>
    }
}

fn form(choice: Choice, locale: &Locale, chosen: &Callback<Event>) -> Html {
    let select = |field: &'static str, now: &str, options: Vec<(&'static str, String)>| {
        html! {
            <label>
                { locale.text(&format!("snippet-{field}")) }{ " " }
                <select name={field} onchange={chosen.clone()}>{ for options.iter().map(|(value, label)| html! {
                    <option value={*value} selected={*value == now}>{ label.clone() }</option>
                }) }</select>
            </label>
        }
    };
    let named = |field: &str, names: &[&'static str]| {
        names.iter().map(|name| (*name, locale.text(&format!("snippet-{field}-{name}")))).collect()
    };
    let mut languages = vec![("", locale.text("snippet-language-page"))];
    languages.extend(LANGUAGES.iter().map(|language| (language.tag, language.name.to_owned())));
    html! {
        <p class="buttons">
            { select("layout", choice.layout.as_str(), named("layout", &["card", "chip", "inline"])) }
            { select("theme", choice.theme.as_str(), named("theme", &Theme::ALL.map(Theme::as_str))) }
            { select("language", choice.language, languages) }
        </p>
    }
}

/// The badge as it will look; the page's own language is that of this page here.
fn preview(snippet: &Snippet) -> Html {
    let Choice { layout, theme, language, .. } = snippet.choice;
    let language = Some(language).filter(|language| !language.is_empty());
    html! {
        <div class="preview">
            <@{"proof-mark"} src={snippet.data.clone()} layout={layout.as_str()} theme={theme.as_str()} lang={language} />
        </div>
    }
}

/// A text to be copied, and what it is.
fn code(message: &str, text: String, locale: &Locale, actions: &Actions) -> Html {
    let copied = text.clone();
    let copy = actions.copy.reform(move |_| copied.clone());
    html! {
        <>
            <h3>{ locale.text(message) }</h3>
            <pre tabindex="0"><code>{ text }</code></pre>
            <p><button onclick={copy}>{ locale.text("copy") }</button></p>
        </>
    }
}

/// A text within HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippet(source: &str, title: &str) -> Snippet {
        Snippet {
            choice: Choice::default(),
            home: "https://verifier.example/".into(),
            place: match source.starts_with("https://") {
                true => Place::Web(source.into()),
                false => Place::File(source.into()),
            },
            title: title.into(),
            is_picture: true,
            data: "data:,".into(),
        }
    }

    #[test]
    fn choices_become_attributes() {
        let mut one = snippet("https://example.edu/a.png", "Kites");
        assert!(
            one.element()
                .ends_with("<proof-mark src=\"https://example.edu/a.png\">Kites</proof-mark>")
        );
        let chosen = [("layout", "chip"), ("theme", "dark"), ("language", "de")];
        for (field, value) in chosen {
            one.choice = one.choice.with(field, value);
        }
        assert!(one.element().contains(" layout=\"chip\" theme=\"dark\" lang=\"de\""));
        assert!(one.frame().contains(
            "embed.html?src=https%3A%2F%2Fexample.edu%2Fa.png&amp;layout=chip&amp;theme=dark&amp;lang=de\""
        ));
        for (field, _) in chosen {
            one.choice = one.choice.with(field, "\" onload=\"x");
        }
        assert_eq!(one.choice, Choice::default());
    }

    /// What is copied stands on pages of people who trust it.
    #[test]
    fn nothing_of_the_badge_gets_out_of_its_place() {
        let one = snippet("a\"><script>.png", "](https://evil.example)<img src=x onerror=\"y\">");
        for text in [one.element(), one.frame()] {
            assert!(!text.contains("<img") && !text.contains("><script>"), "{text}");
        }
        assert_eq!(one.markdown().matches("](").count(), 2, "{}", one.markdown());
        assert!(!one.markdown().contains('<'), "{}", one.markdown());
    }

    #[test]
    fn an_address_still_leads_there() {
        let one = snippet("https://example.edu/a(1).png", "Kites");
        assert!(one.markdown().starts_with("[![Kites](https://example.edu/a%281%29.png)]("));
        let one = snippet("https-badge #1.png", "Kites");
        assert!(one.element().contains(" src=\"https-badge%20%231.png\""), "{}", one.element());
        assert!(
            one.frame()
                .contains("src=https%3A%2F%2Fyour-site.example%2Fhttps-badge%2520%25231.png")
        );
    }
}
