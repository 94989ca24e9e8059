//! Keep it: the report as a file, on paper, in a sentence; and for the earner, a line for a profile
//! elsewhere (EXPERIENCE 1.7).

use yew::{Html, html};

use super::{Actions, Shown, headline, questions, short};
use crate::credential::web_link;
use crate::locale::Locale;
use crate::report::Verdict;
use crate::time::Timestamp;

/// What can be taken along.
pub(super) fn keep(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let verification = shown.verification;
    let summary = summary(shown, locale);
    let copy = actions.copy.reform(move |_| summary.clone());
    let report = format!("{:#}\n", verification.to_json());
    let name = file_name(&verification.input.name, "report.json");
    let evidence = actions.keep_evidence.reform(|_| ());
    let save = actions.save.reform(move |_| (name.clone(), report.clone()));
    let print = actions.print.reform(|_| ());
    let profile = linked_in(shown);
    let offered = !shown.sample && shown.within.is_none();
    let kept = shown.keep_recipient;
    let recipient = actions.keep_recipient.reform(move |_| !kept);
    html! {
        <section class="keep" aria-labelledby="keep-title">
            <h2 id="keep-title">{ locale.text("keep-title") }</h2>
            <p class="buttons">
                <button onclick={copy}>{ locale.text("keep-summary") }</button>
                if offered {
                    <button onclick={evidence}>{ locale.text("keep-evidence") }</button>
                }
                <button onclick={save}>{ locale.text("keep-report") }</button>
                <button onclick={print}>{ locale.text("keep-print") }</button>
            </p>
            if offered && shown.compared.is_some() {
                <p><label>
                    <input type="checkbox" checked={shown.keep_recipient} onchange={recipient} />
                    { " " }{ locale.text("keep-recipient") }
                </label></p>
            }
            if let Some(url) = profile {
                <p class="fine">
                    { locale.text("keep-yours") }{ " " }
                    <a href={url} target="_blank" rel="noopener noreferrer">{ locale.text("keep-linkedin") }</a>
                    { " " }<small class="host">{ "www.linkedin.com" }</small>
                </p>
            }
            <p class="paper">{ stamp(shown, locale) }</p>
        </section>
    }
}

/// The answer in a few lines of text, for a mail or a file.
pub(super) fn summary(shown: &Shown<'_>, locale: &Locale) -> String {
    let verification = shown.verification;
    let headline = headline(verification, locale);
    let title = verification.credential.as_ref().and_then(|credential| credential.title().any());
    let mut lines = vec![locale.format(
        "summary-verdict",
        &[("title", &headline.title(locale)), ("sentence", &headline.sentence(locale))],
    )];
    lines.extend(title.map(|title| locale.format("summary-badge", &[("name", title)])));
    lines.extend(questions::person(shown).map(|words| locale.text(words)));
    lines.push(stamp(shown, locale));
    lines.join("\n")
}

/// When, with what, and of which bytes.
fn stamp(shown: &Shown<'_>, locale: &Locale) -> String {
    let input = &shown.verification.input;
    let hash = input.sha256.as_deref().unwrap_or("…");
    let moment = locale.moment(shown.verification.report.at);
    let version = env!("CARGO_PKG_VERSION");
    locale.format(
        "summary-stamp",
        &[("date", &moment), ("version", version), ("file", &input.name), ("hash", hash)],
    )
}

/// A name that every file system takes, with an ending.
pub fn file_name(name: &str, ending: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    let name: String = name.chars().map(plain).take(80).collect();
    let name = name.trim_matches(['-', '.']);
    // Windows takes these for devices, whatever follows the first point.
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_device = ["", "con", "prn", "aux", "nul"].contains(&stem.as_str())
        || numbered.is_some_and(|rest| rest.chars().count() == 1);
    format!("{}{name}.{ending}", if is_device { "badge" } else { "" })
}

/// The address that offers the earner to put the badge on their profile; opened only by a click. Only
/// of what is good: nobody is helped to show what is not.
fn linked_in(shown: &Shown<'_>) -> Option<String> {
    let verification = shown.verification;
    let credential = verification.credential.as_ref()?;
    let good = verification.report.verdict() == Verdict::Valid && !shown.sample;
    if !good || credential.achievement().is_none() {
        return None;
    }
    let mut url = String::from("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME");
    let mut add = |name: &str, value: &str| {
        url.push('&');
        url.push_str(name);
        url.push('=');
        url.push_str(&percent(value));
    };
    add("name", credential.title().any()?);
    let signer = verification.report.signer.as_ref().map(|signer| short(&signer.id));
    let issuer = credential.issuer.name.any().map(str::to_owned).or(signer);
    add("organizationName", &issuer.unwrap_or_default());
    for (part, date) in [("issue", &credential.valid_from), ("expiration", &credential.valid_until)]
    {
        if let Some((year, month)) = date.as_ref().and_then(|date| date.instant()).and_then(month) {
            add(&format!("{part}Year"), &year);
            add(&format!("{part}Month"), &month);
        }
    }
    if let Some(id) = credential.id.as_deref() {
        add("certId", id);
        if let Some(link) = web_link(id) {
            add("certUrl", link);
        }
    }
    Some(url)
}

/// Year and month of an instant, without leading zeros.
fn month(instant: Timestamp) -> Option<(String, String)> {
    let text = instant.to_string();
    let mut parts = text.split('-');
    let (year, month) = (parts.next()?, parts.next()?);
    Some((year.to_owned(), month.trim_start_matches('0').to_owned()))
}

/// As a value in the query of an address (RFC 3986 section 2.3).
pub(super) fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_value_cannot_leave_its_place() {
        assert_eq!(percent("a b&c=d#e/é"), "a%20b%26c%3Dd%23e%2F%C3%A9");
    }

    #[test]
    fn a_file_name_is_harmless() {
        assert_eq!(file_name("../../etc/pass wd", "json"), "etc-pass-wd.json");
        assert_eq!(file_name("…", "json"), "badge.json");
        assert_eq!(file_name("badge.png", "json"), "badge.png.json");
        assert_eq!(file_name("..\\..\\x\0\n\u{202e}gnp.exe", "json"), "x---gnp.exe.json");
        assert_eq!(file_name("Con.txt", "json"), "badgeCon.txt.json");
        assert_eq!(file_name("lpt¹", "json"), "badgelpt¹.json");
        assert_eq!(file_name("com10", "json"), "com10.json");
        assert_eq!(file_name(&"a".repeat(9_999), "json").len(), 85);
    }

    #[test]
    fn a_month_has_no_leading_zero() {
        let may = Timestamp::parse("2026-05-03T00:00:00Z").unwrap().instant;
        assert_eq!(month(may), Some(("2026".into(), "5".into())));
    }
}
