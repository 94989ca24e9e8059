//! Results, with the rubric as a table and the achieved level marked (CHECKLIST H5).

use yew::{Html, html};

use crate::credential::{AchievedLevel, ResolvedResult, RubricCriterionLevel};
use crate::locale::Locale;
use crate::view::{said, worded};

/// Every result with its description.
pub(super) fn results(results: &[ResolvedResult<'_>], locale: &Locale) -> Html {
    if results.is_empty() {
        return Html::default();
    }
    html! {
        <section class="results">
            <h3>{ locale.text("results") }</h3>
            { for results.iter().map(|result| one(result, locale)) }
        </section>
    }
}

fn one(resolved: &ResolvedResult<'_>, locale: &Locale) -> Html {
    let name = resolved.description.map(|description| worded(&description.name, locale));
    let achieved = match &resolved.level {
        Some(AchievedLevel::Known(level)) => Some(worded(&level.name, locale)),
        Some(AchievedLevel::Dangling(id)) => Some(said(id)),
        None => None,
    };
    let result = resolved.result;
    let levels =
        resolved.description.map(|description| description.levels.as_slice()).unwrap_or_default();
    let says_more = result.status.is_some()
        || result.value.is_some()
        || (levels.is_empty() && achieved.is_some());
    html! {
        <div class="result-line">
            <p>
                if let Some(name) = name {
                    <strong>{ name }</strong>{ if says_more { ": " } else { "" } }
                }
                if let Some(status) = result.status.as_deref() {
                    { said(status) }{ " " }
                }
                if let Some(value) = result.value.as_deref() {
                    { said(value) }{ " " }
                }
                if levels.is_empty() {
                    { for achieved }
                }
            </p>
            if !levels.is_empty() {
                { rubric(levels, resolved, locale) }
            }
        </div>
    }
}

fn rubric(levels: &[RubricCriterionLevel], resolved: &ResolvedResult<'_>, locale: &Locale) -> Html {
    html! {
        <table class="rubric">
            <tbody>{ for levels.iter().map(|level| {
                let achieved = matches!(resolved.level,
                    Some(AchievedLevel::Known(known)) if std::ptr::eq(known, level));
                html! {
                    <tr class={yew::classes!(achieved.then_some("achieved"))}>
                        <th scope="row">
                            { worded(&level.name, locale) }
                            if achieved {
                                { " " }<small>{ "✓ " }{ locale.text("result-achieved") }</small>
                            }
                        </th>
                        <td>{ worded(&level.description, locale) }</td>
                    </tr>
                }
            }) }</tbody>
        </table>
    }
}
