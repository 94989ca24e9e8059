//! What the badges cover: bars with the table behind them, a matrix of people, and what does not count.

use yew::{Html, html};

use super::{PileActions, PileView, table, title_of};
use crate::locale::Locale;
use crate::pile::skills::{Counted, Coverage, SkillKind, Why};
use crate::view::headline::told;
use crate::view::{link, said};

/// How many bars, lines and people are drawn.
const BARS: usize = 20;
const LINES: usize = 100;
const PEOPLE: usize = 30;

/// The button, and behind it the view.
pub(super) fn skills(view: &PileView<'_>, locale: &Locale, actions: &PileActions) -> Html {
    let open = view.coverage.is_some();
    let toggle = actions.skills.reform(move |_| !open);
    html! {
        <section class="list coverage" aria-labelledby="coverage-title">
            <h2 id="coverage-title">{ locale.text("coverage-title") }</h2>
            <p class="buttons"><button onclick={toggle} aria-expanded={open.to_string()}>
                { locale.text(if open { "coverage-hide" } else { "coverage-show" }) }
            </button></p>
            { for view.coverage.map(|coverage| covered(coverage, view, locale)) }
        </section>
    }
}

fn covered(coverage: &Coverage, view: &PileView<'_>, locale: &Locale) -> Html {
    let count = coverage.counted.to_string();
    let of = |kind| -> Vec<&Counted> {
        coverage.skills.iter().filter(|one| one.skill.kind == kind).collect()
    };
    let kinds = [
        (SkillKind::Alignment, "skills"),
        (SkillKind::Tag, "tags"),
        (SkillKind::Type, "achievement-type"),
    ];
    html! {
        <>
            <p>{ locale.format("coverage-lead", &[("count", &count)]) }</p>
            if coverage.skills.is_empty() {
                <p>{ locale.text("coverage-none") }</p>
            }
            { for kinds.into_iter().map(|(kind, name)| {
                let skills = of(kind);
                if skills.is_empty() {
                    return Html::default();
                }
                let id = format!("coverage-{name}");
                html! {
                    <section aria-labelledby={id.clone()}>
                        <h3 id={id.clone()}>{ locale.text(name) }</h3>
                        { bars(&skills, &id) }
                        { matrix(&skills, coverage, locale) }
                    </section>
                }
            }) }
            { others(coverage, view, locale) }
        </>
    }
}

/// A bar for each skill, as long as many badges say so. The table below says the same in words.
fn bars(skills: &[&Counted], named: &str) -> Html {
    let most = skills.iter().map(|one| one.rows.len()).max().unwrap_or(1).max(1);
    let drawn = skills.len().min(BARS);
    let height = drawn * 26;
    html! {
        <svg class="bars" viewBox={format!("0 0 600 {height}")} role="img" aria-labelledby={named.to_owned()}>
            { for skills.iter().take(BARS).enumerate().map(|(place, one)| {
                let (top, count) = (place * 26, one.rows.len());
                let long = 330 * count / most;
                let name: String = crate::credential::visible(&one.skill.name).chars().take(32).collect();
                html! {
                    <g>
                        <text class="name" x="225" y={(top + 17).to_string()} text-anchor="end" direction="ltr">{ name }</text>
                        <rect x="235" y={(top + 3).to_string()} width={long.to_string()} height="18" rx="3" />
                        <text x={(long + 242).to_string()} y={(top + 17).to_string()}>{ count.to_string() }</text>
                    </g>
                }
            }) }
        </svg>
    }
}

/// Who has which skill, by how many badges.
fn matrix(skills: &[&Counted], coverage: &Coverage, locale: &Locale) -> Html {
    let people = &coverage.people[..coverage.people.len().min(PEOPLE)];
    let has_list = coverage.people.iter().any(|person| person.listed);
    html! {
        <>
            <div class="matrix" tabindex="0" role="group" aria-label={locale.text("coverage-matrix")}>
                <table>
                    <thead><tr>
                        <th scope="col">{ locale.text("coverage-skill") }</th>
                        <th scope="col">{ locale.text("people-badges") }</th>
                        { for people.iter().map(|person| html! {
                            <th scope="col">
                                { match &person.name {
                                    Some(name) => said(name),
                                    None => html! { { locale.text("coverage-unnamed") } },
                                } }
                                if has_list && !person.listed && person.name.is_some() {
                                    <small>{ locale.text("coverage-not-listed") }</small>
                                }
                            </th>
                        }) }
                    </tr></thead>
                    <tbody>{ for skills.iter().take(LINES).map(|one| html! {
                        <tr>
                            <th scope="row">
                                { match &one.skill.url {
                                    Some(url) => link(url, Some(said(&one.skill.name))),
                                    None => said(&one.skill.name),
                                } }
                                { for origin(one).map(|origin| html! { <small>{ said(&origin) }</small> }) }
                            </th>
                            <td>{ one.rows.len().to_string() }</td>
                            { for one.people.iter().take(PEOPLE).map(|count| html! {
                                <td>{ (*count > 0).then(|| count.to_string()) }</td>
                            }) }
                        </tr>
                    }) }</tbody>
                </table>
            </div>
            if skills.len() > LINES {
                <p class="fine">{ table::part(LINES, skills.len(), locale) }</p>
            }
            if coverage.people.len() > PEOPLE {
                <p class="fine">{ table::part(PEOPLE, coverage.people.len(), locale) }</p>
            }
        </>
    }
}

/// Framework and code.
fn origin(one: &Counted) -> Option<String> {
    let parts = [one.skill.framework.as_deref(), one.skill.code.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// What does not count, with the words of its row.
fn others(coverage: &Coverage, view: &PileView<'_>, locale: &Locale) -> Html {
    if coverage.others.is_empty() {
        return Html::default();
    }
    let count = coverage.others.len().to_string();
    html! {
        <details class="others">
            <summary>{ locale.format("coverage-others", &[("count", &count)]) }</summary>
            <ul>{ for coverage.others.iter().take(LINES).filter_map(|(place, why)| {
                let row = view.rows.get(*place)?;
                let words = match why {
                    Why::Twin => locale.text("coverage-twin"),
                    _ => told(&row.badge()?.gist, locale).title(locale),
                };
                Some(html! { <li>{ said(&title_of(row)) }{ ": " }{ words }</li> })
            }) }</ul>
            if coverage.others.len() > LINES {
                <p class="fine">{ table::part(LINES, coverage.others.len(), locale) }</p>
            }
        </details>
    }
}
