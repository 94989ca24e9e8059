//! Many badges: one table, what is under way, a list of people beside it, what the badges cover.

use yew::{AttrValue, Callback, Event, Html, InputEvent, SubmitEvent, html};

use super::ask_all;
use crate::credential::visible;
use crate::locale::Locale;
use crate::pile::arrange::{Arrangement, Column};
use crate::pile::candidates::{Candidates, Match};
use crate::pile::skills::Coverage;
use crate::pile::twins::Hint;
use crate::pile::{Badge, Row};
use crate::report::{Problem, Request};
use crate::time::Timestamp;

mod export;
mod people;
mod progress;
mod skills;
pub(super) mod table;

pub use export::csv;
pub use people::{PEOPLE_FIELD, PEOPLE_FILE};
pub use progress::Progress;
pub use table::{GROUP_FIELD, ONLY_FIELD, SEARCH_FIELD};

/// How many rows are drawn at first, and how many more each time: so many that no drawing takes long.
pub const ROWS_AT_A_TIME: usize = 100;

/// Up to so many rows there is nothing to search or to filter.
pub const SIMPLE: usize = 6;

/// A pile with what the reader chose.
pub struct PileView<'a> {
    /// The rows.
    pub rows: &'a [Row],
    /// Their order, and which of them.
    pub arrangement: &'a Arrangement,
    /// How many rows are drawn at most: [`ROWS_AT_A_TIME`] at first.
    pub shown: usize,
    /// The picture of a row for `<img>`, where there is one at hand.
    pub picture: &'a dyn Fn(usize) -> Option<AttrValue>,
    /// What is there twice: [`crate::pile::twins::hints`].
    pub hints: &'a [Option<Hint>],
    /// The people it is compared with.
    pub people: Option<&'a Candidates>,
    /// Whose each row is; as far as is known, so it may be shorter.
    pub matches: &'a [Option<Match>],
    /// How far the checking is; `None` once it is done.
    pub progress: Option<Progress>,
    /// Why it ended before it was done.
    pub problem: Option<&'a Problem>,
    /// What all of them want to ask, and what they will after that: each address once.
    pub wanted: &'a (Vec<Request>, Vec<Request>),
    /// Whether somebody who may answer another time gave no answer.
    pub refused: bool,
    /// How many questions were answered, of how many that are under way.
    pub asking: Option<(usize, usize)>,
    /// The moment asked about, for paper.
    pub at: Timestamp,
    /// What the badges cover, when the reader wants to see that.
    pub coverage: Option<&'a Coverage>,
}

/// What the reader can do with a pile.
#[derive(Clone, Default)]
pub struct PileActions {
    /// Look at a row, by its place in the pile.
    pub open: Callback<usize>,
    /// Sort by a column.
    pub sort: Callback<Column>,
    /// Something else was chosen in [`ONLY_FIELD`] or [`GROUP_FIELD`].
    pub choose: Callback<Event>,
    /// Something else stands in [`SEARCH_FIELD`].
    pub search: Callback<InputEvent>,
    /// Draw more rows.
    pub more: Callback<()>,
    /// Stop for a while, or go on.
    pub pause: Callback<bool>,
    /// Stop for good; what was found out stays.
    pub cancel: Callback<()>,
    /// Ask everything that is wanted.
    pub ask: Callback<()>,
    /// Give up on the questions under way.
    pub stop: Callback<()>,
    /// Want those answers again that nobody gave.
    pub again: Callback<()>,
    /// Compare with the people in [`PEOPLE_FIELD`]; the form is not to be sent anywhere.
    pub compare: Callback<SubmitEvent>,
    /// A file was chosen in [`PEOPLE_FILE`].
    pub people_file: Callback<Event>,
    /// Forget the people.
    pub forget_people: Callback<()>,
    /// Save the table: [`csv`].
    pub save_table: Callback<()>,
    /// Save the reports.
    pub save_reports: Callback<()>,
    /// Save what was learned for all of them, for a machine without a network.
    pub save_evidence: Callback<()>,
    /// Print.
    pub print: Callback<()>,
    /// Show what the badges cover, or no longer.
    pub skills: Callback<bool>,
}

/// The page of a pile.
pub fn pile(view: &PileView<'_>, locale: &Locale, actions: &PileActions) -> Html {
    html! {
        <>
            <section class="list pile">
                { table::title(view.rows.len(), locale) }
                { progress::progress(view, locale, actions) }
                { for view.problem.map(|problem| html! {
                    <p class="warning" role="alert">
                        { locale.format("pile-stopped", &[("detail", &visible(&problem.detail))]) }
                    </p>
                }) }
                { table::tools(view, locale, actions) }
                { table::groups(view, locale, actions) }
            </section>
            { ask_all(view.wanted, view.asking, locale, &actions.ask, &actions.stop) }
            if view.refused && view.asking.is_none() {
                <section class="next">
                    <p class="buttons">
                        <button onclick={actions.again.reform(|_| ())}>{ locale.text("ask-again") }</button>
                    </p>
                </section>
            }
            if !view.rows.is_empty() && view.progress.is_none() {
                { skills::skills(view, locale, actions) }
                { people::people(view, locale, actions) }
                { export::keep(view, locale, actions) }
            }
        </>
    }
}

/// Who stands behind a badge: what is proven, shortened; else what the file says.
fn issuer_of(badge: &Badge) -> Option<String> {
    badge.issuer().map(|issuer| issuer.name)
}

/// What to call a row.
fn title_of(row: &Row) -> String {
    let badge = row.badge();
    let title = badge.and_then(|badge| badge.title.clone());
    let format = || badge.and_then(|badge| badge.format.clone()).unwrap_or_else(|| "?".to_owned());
    title.unwrap_or_else(|| if row.file.is_empty() { format() } else { file_name(&row.file) })
}

/// A message about somebody or something by its name.
fn about(message: &str, name: &str, locale: &Locale) -> Html {
    // Cleaned before it is isolated, which takes characters that cleaning takes away.
    html! { <bdi>{ locale.format(message, &[("name", &visible(name))]) }</bdi> }
}

/// Why a file cannot be read.
fn trouble(problem: &Problem, locale: &Locale) -> Html {
    html! { <bdi>{ locale.code(problem.code, &visible(&problem.detail)) }</bdi> }
}

/// The last part of a path.
fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}
