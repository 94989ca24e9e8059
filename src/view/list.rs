//! Several files: a table with one row per badge.

use yew::{Callback, Html, html};

use super::{headline, icons, said, short};
use crate::credential::Credential;
use crate::locale::Locale;
use crate::report::Problem;
use crate::verify::Verification;

/// A row: the file's name and what came of it.
pub type Row<'a> = (&'a str, Result<&'a Verification, &'a Problem>);

/// The table of several badges; a row opens its result.
pub fn list(rows: &[Row<'_>], locale: &Locale, open: &Callback<usize>) -> Html {
    let count = rows.len().to_string();
    html! {
        <section class="list">
            <h1 id={super::result::VERDICT_ID} tabindex="-1">
                { locale.format("several-files", &[("count", &count)]) }
            </h1>
            { table(rows, locale, open) }
        </section>
    }
}

/// The rows alone.
pub(super) fn table(rows: &[Row<'_>], locale: &Locale, open: &Callback<usize>) -> Html {
    html! {
        <table>
            <thead><tr>
                <th scope="col">{ locale.text("list-badge") }</th>
                <th scope="col">{ locale.text("who-issued") }</th>
                <th scope="col">{ locale.text("list-result") }</th>
            </tr></thead>
            <tbody>{ for rows.iter().enumerate().map(|(index, row)| line(index, row, locale, open)) }</tbody>
        </table>
    }
}

/// What to call a badge that has no name.
fn fallback(name: &str, verification: &Verification) -> String {
    let format = verification.input.format.as_deref().unwrap_or("?");
    if name.is_empty() { format.to_owned() } else { name.to_owned() }
}

fn line(index: usize, (name, outcome): &Row<'_>, locale: &Locale, open: &Callback<usize>) -> Html {
    let open = open.reform(move |_| index);
    let asked = outcome.as_ref().ok().and_then(|verification| verification.report.as_of);
    let day = asked.map(|day| locale.format("as-of-band", &[("date", &locale.date(day))]));
    let (title, issuer, seal, words) = match outcome {
        Ok(verification) => {
            let credential = verification.credential.as_ref();
            let title = credential.map(Credential::title).and_then(|title| title.any());
            let signer = verification.report.signer.as_ref().map(|signer| short(&signer.id));
            let claimed =
                credential.and_then(|credential| credential.issuer.id.as_deref()).map(short);
            let headline = headline(verification, locale);
            (
                title.map_or_else(|| fallback(name, verification), str::to_owned),
                signer.or(claimed).unwrap_or_default(),
                html! { <span class={headline.tone.class()}>{ icons::seal(headline.shape) }</span> },
                headline.title(locale),
            )
        }
        Err(problem) => (
            (*name).to_owned(),
            String::new(),
            Html::default(),
            locale.code(problem.code, &problem.detail),
        ),
    };
    html! {
        <tr>
            <th scope="row">
                <button class="plain" onclick={open}>{ said(&title) }</button>
                if !name.is_empty() && title != *name {
                    <small>{ said(name) }</small>
                }
            </th>
            <td>{ said(&issuer) }</td>
            <td class="outcome">{ seal }{ words }{ for day.map(|day| html! { <small>{ day }</small> }) }</td>
        </tr>
    }
}
