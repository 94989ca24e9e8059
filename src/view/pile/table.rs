//! The table: a row per badge, its columns sorted, its rows filtered and in groups.

use yew::{AttrValue, Callback, Html, html};

use super::{
    PileActions, PileView, ROWS_AT_A_TIME, SIMPLE, about, file_name, issuer_of, people, title_of,
    trouble,
};
use crate::locale::Locale;
use crate::pile::arrange::{Arrangement, Column, Found, Group, Grouping, arrange};
use crate::pile::twins::Hint;
use crate::pile::{Badge, Row};
use crate::report::Verdict;
use crate::verify::Standing;
use crate::view::headline::{told, why};
use crate::view::{VERDICT_ID, icons, said};

/// The field that says which rows are shown: a name of [`Found`], or nothing.
pub const ONLY_FIELD: &str = "pile-only";
/// The field that says what rows are grouped by: a name of [`Grouping`], or nothing.
pub const GROUP_FIELD: &str = "pile-group";
/// The field that is searched for.
pub const SEARCH_FIELD: &str = "pile-search";

/// The table of several badges; a row opens its result.
pub fn list(rows: &[Row], locale: &Locale, open: &Callback<usize>) -> Html {
    html! {
        <section class="list pile">
            { title(rows.len(), locale) }
            { table(rows, Columns::All, locale, open) }
        </section>
    }
}

/// How many columns there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::view) enum Columns {
    /// What it is, who stands behind it, how it stands.
    Few,
    /// All of them.
    All,
}

/// The rows alone, in their order.
pub(in crate::view) fn table(
    rows: &[Row],
    columns: Columns,
    locale: &Locale,
    open: &Callback<usize>,
) -> Html {
    let frame = Frame { rows, columns, hints: &[], picture: &|_| None, people: None, locale, open };
    html! {
        <table class={columns.class()}>
            { head(&frame, None) }
            <tbody>{ for (0..rows.len()).map(|place| line(place, &frame)) }</tbody>
        </table>
    }
}

/// The heading, which says how many there are.
pub(super) fn title(count: usize, locale: &Locale) -> Html {
    let count = count.to_string();
    html! {
        <h1 id={VERDICT_ID} tabindex="-1">{ locale.format("several-files", &[("count", &count)]) }</h1>
    }
}

/// The fields above a table that is longer than can be taken in at a glance.
pub(super) fn tools(view: &PileView<'_>, locale: &Locale, actions: &PileActions) -> Html {
    let how = view.arrangement;
    if view.rows.len() <= SIMPLE {
        return Html::default();
    }
    let kept = Callback::from(|event: yew::SubmitEvent| event.prevent_default());
    let option = |value: &'static str, selected: bool, words: String| {
        html! { <option {value} {selected}>{ words }</option> }
    };
    let counted = Found::ALL.map(|found| {
        let count = view.rows.iter().filter(|row| Found::of(row) == found).count();
        (found, count)
    });
    let with = |name: &str, count: usize| {
        let (name, count) = (locale.text(name), count.to_string());
        locale.format("pile-option", &[("name", &name), ("count", &count)])
    };
    html! {
        <form class="tools" role="search" onsubmit={kept}>
            <label>
                { locale.text("pile-search") }
                <input type="text" name={SEARCH_FIELD} value={how.search.clone()} oninput={actions.search.clone()}
                    autocomplete="off" spellcheck="false" dir="auto" />
            </label>
            <label>
                { locale.text("pile-only") }
                <select name={ONLY_FIELD} onchange={actions.choose.clone()}>
                    { option("", how.only.is_none(), with("pile-all", view.rows.len())) }
                    { for counted.into_iter().filter(|(found, count)| *count > 0 || how.only == Some(*found)).map(|(found, count)| {
                        option(found.as_str(), how.only == Some(found), with(found_name(found), count))
                    }) }
                </select>
            </label>
            <label>
                { locale.text("pile-group") }
                <select name={GROUP_FIELD} onchange={actions.choose.clone()}>
                    { option("", how.group.is_none(), locale.text("pile-group-none")) }
                    { for [(Grouping::Issuer, "list-issuer"), (Grouping::Earner, "list-earner")].map(|(group, name)| {
                        option(group.as_str(), how.group == Some(group), locale.text(name))
                    }) }
                </select>
            </label>
        </form>
    }
}

const fn found_name(found: Found) -> &'static str {
    match found {
        Found::Verdict(Verdict::Valid) => "pile-found-valid",
        Found::Verdict(Verdict::Indeterminate) => "pile-found-open",
        Found::Verdict(Verdict::Invalid) => "pile-found-bad",
        Found::KeyOnly => "key-only",
        Found::Problem => "problem-title",
    }
}

/// The table as the reader wants it, as far as it is drawn.
pub(super) fn groups(view: &PileView<'_>, locale: &Locale, actions: &PileActions) -> Html {
    let groups = arrange(view.rows, view.arrangement);
    let count: usize = groups.iter().map(|group| group.rows.len()).sum();
    if count == 0 && !view.rows.is_empty() {
        return html! { <p role="status">{ locale.text("pile-none") }</p> };
    }
    let frame = Frame {
        rows: view.rows,
        columns: Columns::All,
        hints: view.hints,
        picture: view.picture,
        people: Some(view),
        locale,
        open: &actions.open,
    };
    let mut left = view.shown;
    let body = groups.iter().map(|group| {
        let drawn = &group.rows[..left.min(group.rows.len())];
        left -= drawn.len();
        if drawn.is_empty() {
            return Html::default();
        }
        html! {
            <tbody>
                if view.arrangement.group.is_some() {
                    { group_head(group, view.arrangement.group == Some(Grouping::Issuer), locale) }
                }
                { for drawn.iter().map(|place| line(*place, &frame)) }
            </tbody>
        }
    });
    let body: Html = body.collect();
    let sort = (view.rows.len() > SIMPLE).then_some((view.arrangement, &actions.sort));
    html! {
        <>
            <table class={Columns::All.class()}>
                { head(&frame, sort) }
                { body }
            </table>
            { more(view.shown, count, locale, &actions.more) }
        </>
    }
}

/// How much of a long table is drawn, and a way to more of it.
fn more(shown: usize, count: usize, locale: &Locale, more: &Callback<()>) -> Html {
    if count <= shown {
        return Html::default();
    }
    let next = ROWS_AT_A_TIME.min(count - shown).to_string();
    html! {
        <p class="buttons">
            <button onclick={more.reform(|_| ())}>{ locale.format("pile-more", &[("count", &next)]) }</button>
            <span class="fine" role="status">{ part(shown, count, locale) }</span>
        </p>
    }
}

/// `100 of 500 shown`.
pub(super) fn part(shown: usize, count: usize, locale: &Locale) -> String {
    let (shown, count) = (shown.to_string(), count.to_string());
    locale.format("pile-shown", &[("shown", &shown), ("count", &count)])
}

fn group_head(group: &Group, of_issuer: bool, locale: &Locale) -> Html {
    let count = group.rows.len().to_string();
    html! {
        <tr class="group"><th colspan="7" scope="rowgroup">
            { match &group.name {
                Some(name) => said(name),
                None => html! { { locale.text("earner-nobody") } },
            } }
            if of_issuer && group.name.is_some() && !group.proven {
                { " " }<small>{ locale.text("pile-claimed") }</small>
            }
            { " " }<small>{ locale.format("several-files", &[("count", &count)]) }</small>
        </th></tr>
    }
}

/// What every line is drawn with.
struct Frame<'a> {
    rows: &'a [Row],
    columns: Columns,
    hints: &'a [Option<Hint>],
    picture: &'a dyn Fn(usize) -> Option<AttrValue>,
    people: Option<&'a PileView<'a>>,
    locale: &'a Locale,
    open: &'a Callback<usize>,
}

impl Columns {
    const fn class(self) -> &'static str {
        match self {
            Self::Few => "few",
            Self::All => "cards",
        }
    }
}

/// The name of a column's message.
pub(super) const fn column_name(column: Column) -> &'static str {
    match column {
        Column::Badge => "list-badge",
        Column::Issuer => "list-issuer",
        Column::Earner => "list-earner",
        Column::Result => "list-result",
        Column::Issued => "list-issued",
        Column::Expires => "list-expires",
    }
}

fn head(frame: &Frame<'_>, sort: Option<(&Arrangement, &Callback<Column>)>) -> Html {
    let locale = frame.locale;
    let few = [Column::Badge, Column::Issuer, Column::Result];
    let drawn = Column::ALL.iter().filter(|it| frame.columns == Columns::All || few.contains(it));
    html! {
        <thead><tr>{ for drawn.map(|column| {
            let words = locale.text(column_name(*column));
            let Some((how, sort)) = sort else {
                return html! { <th scope="col">{ words }</th> };
            };
            let order = (how.by == Some(*column))
                .then_some(if how.descending { "descending" } else { "ascending" });
            let column = *column;
            html! {
                <th scope="col" aria-sort={order}>
                    <button class="plain" onclick={sort.reform(move |_| column)}>{ words }</button>
                </th>
            }
        }) }</tr></thead>
    }
}

fn line(place: usize, frame: &Frame<'_>) -> Html {
    let (row, locale) = (&frame.rows[place], frame.locale);
    let open = frame.open.reform(move |_| place);
    let title = title_of(row);
    let all = frame.columns == Columns::All;
    let parent = parent(place, frame.rows);
    let picture = (frame.picture)(place).map(|url| {
        html! { <img src={url} alt="" width="40" height="40" loading="lazy" decoding="async" /> }
    });
    html! {
        <tr class={yew::classes!((parent.is_some() && all).then_some("inside"))}>
            <th scope="row">
                { for picture }
                <button class="plain" onclick={open}>{ said(&title) }</button>
                if !row.file.is_empty() && title != row.file {
                    <small>{ said(&row.file) }</small>
                }
                if let Some(parent) = parent {
                    <small>{ about("pile-inside", &parent, locale) }</small>
                }
                { hint(frame.hints.get(place).copied().flatten(), frame) }
            </th>
            { match &row.content {
                Ok(badge) => cells(place, badge, frame),
                Err(problem) if all => html! {
                    <>
                        <td></td><td></td>
                        <td class="outcome" data-label={locale.text("list-result")}>
                            { trouble(problem, locale) }
                        </td>
                        <td></td><td></td>
                    </>
                },
                Err(problem) => html! {
                    <><td></td><td class="outcome">{ trouble(problem, locale) }</td></>
                },
            } }
        </tr>
    }
}

fn cells(place: usize, badge: &Badge, frame: &Frame<'_>) -> Html {
    let locale = frame.locale;
    let issuer = badge.issuer();
    let claimed = issuer.is_some_and(|issuer| issuer.proven.is_none());
    let issuer = issuer_of(badge).unwrap_or_default();
    let headline = told(&badge.gist, locale);
    let asked = badge.as_of.map(|day| locale.format("as-of-band", &[("date", &locale.date(day))]));
    let result = html! {
        <>
            <span class={headline.tone.class()}>{ icons::seal(headline.shape) }</span>
            <span>
                { headline.title(locale) }
                { for asked.map(|day| html! { <small>{ day }</small> }) }
            </span>
        </>
    };
    if frame.columns == Columns::Few {
        return html! { <><td>{ said(&issuer) }</td><td class="outcome">{ result }</td></> };
    }
    let label = |column| locale.text(column_name(column));
    let reason = badge.gist.reason.as_ref().filter(|_| !says_all(badge.gist.standing));
    let day = |day: Option<crate::time::Timestamp>| day.map(|day| locale.date(day));
    html! {
        <>
            <td data-label={label(Column::Issuer)}>
                <span>
                    { said(&issuer) }
                    if claimed {
                        <small>{ locale.text("pile-claimed") }</small>
                    }
                </span>
            </td>
            <td data-label={label(Column::Earner)}>
                <span>
                    { for badge.earner().map(|name| said(&name)) }
                    { for frame.people.map(|view| people::of_row(place, badge, view, locale)) }
                </span>
            </td>
            <td class="outcome" data-label={label(Column::Result)}>
                { result }
                if let Some(reason) = reason {
                    <small><bdi>{ why(reason, locale) }</bdi></small>
                }
            </td>
            <td data-label={label(Column::Issued)}>{ day(badge.issued) }</td>
            <td data-label={label(Column::Expires)}>{ day(badge.expires) }</td>
        </>
    }
}

/// Whether the words of a standing say why, so that the reason would only repeat them.
const fn says_all(standing: Standing) -> bool {
    use Standing as S;
    !matches!(
        standing,
        S::Broken
            | S::UnsignedParts
            | S::BadSignature
            | S::NotYetChecked
            | S::NotChecked
            | S::PartlyAnchor
            | S::PartlyStatus
            | S::PartlyStatusThere
            | S::PartlyDates
            | S::PartlyDatesThere
            | S::PartlyIssuer
            | S::PartlyThere
            | S::Part
            | S::PresentedBad
            | S::PresentedOpen
    )
}

/// What to call what a badge stands in.
fn parent(place: usize, rows: &[Row]) -> Option<String> {
    let row = &rows[place];
    let (_, above) = row.within.split_last()?;
    let is_it = |one: &&Row| one.file == row.file && one.index == row.index && one.within == above;
    rows[..place].iter().rev().find(is_it).map(title_of)
}

fn hint(hint: Option<Hint>, frame: &Frame<'_>) -> Html {
    let (message, other) = match hint {
        None => return Html::default(),
        Some(Hint::OtherPerson(other)) => ("pile-other-person", other),
        Some(Hint::SameFile(other)) => ("pile-same-file", other),
        Some(Hint::SameBadge(other)) => ("pile-same-badge", other),
    };
    let name = frame.rows.get(other).map(|row| file_name(&row.file)).unwrap_or_default();
    let class = (message == "pile-other-person").then_some("caution");
    html! {
        <small class={yew::classes!("twin", class)}>
            { about(message, &name, frame.locale) }
        </small>
    }
}
