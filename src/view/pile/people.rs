//! A list of people beside the table: whose each badge is, and who has which.

use yew::{Html, html};

use super::{PileActions, PileView, about, table, title_of};
use crate::credential::TypedForm;
use crate::locale::Locale;
use crate::pile::candidates::{Candidate, Match, Near};
use crate::pile::{Badge, Row};
use crate::report::{Code, Verdict};
use crate::view::headline::told;
use crate::view::{icons, said};

/// The field that names and addresses are pasted into.
pub const PEOPLE_FIELD: &str = "pile-people";
/// The field that a file of them is chosen with.
pub const PEOPLE_FILE: &str = "pile-people-file";

/// How many people are drawn; the table of a longer list is for a spreadsheet.
const DRAWN: usize = 200;

/// The panel: a field for the list, then who on it has which badges.
pub(super) fn people(view: &PileView<'_>, locale: &Locale, actions: &PileActions) -> Html {
    html! {
        <section class="list people" aria-labelledby="people-title">
            <h2 id="people-title">{ locale.text("people-title") }</h2>
            { match view.people.filter(|list| !list.people.is_empty()) {
                None => field(view, locale, actions),
                Some(list) => {
                    let count = list.people.len();
                    html! {
                        <>
                            <table class="few">
                                <thead><tr>
                                    <th scope="col">{ locale.text("people-person") }</th>
                                    <th scope="col">{ locale.text("people-badges") }</th>
                                </tr></thead>
                                <tbody>{ for list.people.iter().take(DRAWN).enumerate().map(|(place, person)| {
                                    line(place, person, view, locale, actions)
                                }) }</tbody>
                            </table>
                            if count > DRAWN {
                                <p class="fine">{ table::part(DRAWN, count, locale) }</p>
                            }
                            if list.left_out > 0 {
                                <p class="warning">{ locale.format("people-left-out", &[("count", &list.left_out.to_string())]) }</p>
                            }
                            <p class="buttons">
                                <button onclick={actions.forget_people.reform(|_| ())}>{ locale.text("people-forget") }</button>
                            </p>
                        </>
                    }
                }
            } }
        </section>
    }
}

fn field(view: &PileView<'_>, locale: &Locale, actions: &PileActions) -> Html {
    html! {
        <form onsubmit={actions.compare.clone()}>
            <p>{ locale.text("people-lead") }</p>
            if view.people.is_some() {
                <p class="wrong" role="alert">{ locale.text("people-nobody-read") }</p>
            }
            <label>
                { locale.text("people-label") }
                <textarea name={PEOPLE_FIELD} rows="4" autocomplete="off" spellcheck="false" dir="auto" />
            </label>
            <label>
                { locale.text("people-file") }
                <input type="file" name={PEOPLE_FILE} accept=".csv,.tsv,.txt,text/csv,text/plain" onchange={actions.people_file.clone()} />
            </label>
            <p class="buttons"><button>{ locale.text("compare-button") }</button></p>
        </form>
    }
}

fn line(
    place: usize,
    person: &Candidate,
    view: &PileView<'_>,
    locale: &Locale,
    actions: &PileActions,
) -> Html {
    let of = view.matches.iter().enumerate();
    let theirs = of.filter_map(|(row, found)| {
        let found = (*found)?;
        let badge = view.rows.get(row)?;
        (found.candidate() == Some(place)).then_some((row, badge, found))
    });
    let theirs: Vec<(usize, &Row, Match)> = theirs.collect();
    let address = person.addresses.first().filter(|_| person.name.is_some());
    html! {
        <tr>
            <th scope="row">
                { said(person.label()) }
                { for address.map(|address| html! { <small>{ said(address) }</small> }) }
            </th>
            <td>
                if theirs.is_empty() {
                    { locale.text("people-none") }
                }
                <ul class="theirs">{ for theirs.into_iter().filter_map(|(row, one, found)| {
                    let badge = one.badge()?;
                    let headline = told(&badge.gist, locale);
                    let open = actions.open.reform(move |_| row);
                    Some(html! {
                        <li>
                            <span class={headline.tone.class()}>{ icons::seal(headline.shape) }</span>
                            <span>
                                <button class="plain" onclick={open}>{ said(&title_of(one)) }</button>
                                <small>{ headline.title(locale) }</small>
                                if found.counts().is_none() {
                                    <small>{ about(sentence(found), person.label(), locale) }</small>
                                }
                            </span>
                        </li>
                    })
                }) }</ul>
            </td>
        </tr>
    }
}

/// What the comparison says of one badge, in its row.
pub(super) fn of_row(place: usize, badge: &Badge, view: &PileView<'_>, locale: &Locale) -> Html {
    let Some(list) = view.people else { return Html::default() };
    let Some(found) = view.matches.get(place).copied().flatten() else { return Html::default() };
    let person = found.candidate().and_then(|candidate| list.people.get(candidate));
    let name = person.map_or("", Candidate::label);
    let weak = matches!(found, Match::Address { weak_hash: true, .. });
    html! {
        <>
            <small>{ about(sentence(found), name, locale) }</small>
            if weak {
                <small>{ locale.code(Code::WeakHash, "md5") }</small>
            }
            // A name in a file that is not confirmed is what anybody wrote there.
            if found.counts().is_some() && badge.verdict != Verdict::Valid {
                <small>{ locale.text("people-unconfirmed") }</small>
            }
        </>
    }
}

const fn sentence(found: Match) -> &'static str {
    match found {
        Match::Address { how: TypedForm::AsTyped, .. } => "people-match",
        Match::Address { .. } => "people-match-loosely",
        Match::Near { how: Near::Capitals, .. } => "people-near-capitals",
        Match::Near { how: Near::Space, .. } => "people-near-space",
        Match::Near { how: Near::Letters, .. } => "people-near-letters",
        Match::Near { how: Near::Tag, .. } => "people-near-tag",
        Match::Name { .. } => "people-name",
        Match::Nobody => "people-nobody",
        Match::Unnamed => "cannot-compare",
    }
}
