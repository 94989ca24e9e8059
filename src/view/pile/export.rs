//! The pile for other programs and on paper.

use yew::{Html, html};

use super::table::column_name;
use super::{PileActions, PileView, issuer_of, title_of};
use crate::credential::visible;
use crate::locale::Locale;
use crate::pile::arrange::{Column, arrange};
use crate::pile::candidates::Candidate;
use crate::pile::{Row, csv as table};
use crate::report::Verdict;
use crate::time::Timestamp;
use crate::view::headline::{told, why};

/// The buttons; and on paper, when and with what it was checked.
pub(super) fn keep(view: &PileView<'_>, locale: &Locale, actions: &PileActions) -> Html {
    let at = view.at;
    let (date, version) = (locale.moment(at), env!("CARGO_PKG_VERSION"));
    html! {
        <section class="keep list" aria-labelledby="pile-keep">
            <h2 id="pile-keep">{ locale.text("keep-title") }</h2>
            <p class="buttons">
                <button onclick={actions.save_table.reform(|_| ())}>{ locale.text("pile-csv") }</button>
                // The worker has these.
                if view.problem.is_none() {
                    <button onclick={actions.save_reports.reform(|_| ())}>{ locale.text("pile-reports") }</button>
                    <button onclick={actions.save_evidence.reform(|_| ())}>{ locale.text("pile-evidence") }</button>
                }
                <button onclick={actions.print.reform(|_| ())}>{ locale.text("keep-print") }</button>
            </p>
            <p class="paper">{ locale.format("pile-stamp", &[("date", &date), ("version", version)]) }</p>
        </section>
    }
}

/// The table as comma-separated values: the rows that are shown, in their order, all of them.
pub fn csv(view: &PileView<'_>, locale: &Locale) -> String {
    let name = |column| locale.text(column_name(column));
    let head = vec![
        locale.text("pile-file"),
        name(Column::Badge),
        name(Column::Issuer),
        locale.text("pile-proven"),
        name(Column::Earner),
        locale.text("people-person"),
        name(Column::Result),
        locale.text("pile-verdict"),
        locale.text("pile-reason"),
        name(Column::Issued),
        name(Column::Expires),
    ];
    let groups = arrange(view.rows, view.arrangement);
    let places = groups.into_iter().flat_map(|group| group.rows);
    let lines = places.map(|place| {
        let cells = line(&view.rows[place], person(place, view), locale);
        cells.iter().map(|cell| visible(cell).into_owned()).collect()
    });
    table::write(std::iter::once(head).chain(lines))
}

/// Whose it is on the list; nobody's where it only nearly is.
fn person(place: usize, view: &PileView<'_>) -> String {
    let found = view.matches.get(place).copied().flatten();
    let person = found.and_then(|found| view.people?.people.get(found.counts()?));
    person.map_or("", Candidate::label).to_owned()
}

fn line(row: &Row, person: String, locale: &Locale) -> Vec<String> {
    let file = row.file.clone();
    let badge = match &row.content {
        Ok(badge) => badge,
        Err(problem) => {
            let words = locale.code(problem.code, &problem.detail);
            let mut line = vec![String::new(); 11];
            (line[0], line[6], line[8]) = (file, words, problem.code.as_str().to_owned());
            return line;
        }
    };
    let day = |moment: Option<Timestamp>| {
        // A day that every program reads.
        let text = moment.map(|moment| moment.to_string()).unwrap_or_default();
        text.split('T').next().unwrap_or_default().to_owned()
    };
    let proven = badge.gist.signer.as_ref().map(|signer| signer.id.clone());
    let reason = badge.gist.reason.as_ref().filter(|_| badge.verdict != Verdict::Valid);
    vec![
        file,
        title_of(row),
        issuer_of(badge).unwrap_or_default(),
        proven.unwrap_or_default(),
        badge.earner().unwrap_or_default(),
        person,
        told(&badge.gist, locale).title(locale),
        badge.verdict.as_str().to_owned(),
        reason.map(|reason| why(reason, locale)).unwrap_or_default(),
        day(badge.issued),
        day(badge.expires),
    ]
}
