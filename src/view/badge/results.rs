//! Results, with the rubric as a table and the achieved level marked (CHECKLIST H5).

use yew::{Html, html};

use crate::credential::{AchievedLevel, ResolvedResult, ResultDescription, RubricCriterionLevel};
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
            { for resolved.description.map(|description| scale(description, locale)) }
            if !levels.is_empty() {
                { rubric(levels, resolved, locale) }
            }
        </div>
    }
}

/// What was possible, and what was needed (H5.3); nothing is worked out from it.
fn scale(description: &ResultDescription, locale: &Locale) -> Html {
    let range = match (description.value_min.as_deref(), description.value_max.as_deref()) {
        (Some(min), Some(max)) => {
            Some(locale.format("result-range", &[("min", min), ("max", max)]))
        }
        _ => None,
    };
    let values = description.allowed_values.join(", ");
    let allowed =
        (!values.is_empty()).then(|| locale.format("result-allowed", &[("values", &values)]));
    let level = description.required_level.as_ref().and_then(|id| {
        let level = description.levels.iter().find(|level| level.id.as_ref() == Some(id));
        level.and_then(|level| level.name.any()).or(Some(id.as_str()))
    });
    let required = description.required_value.as_deref().or(level);
    let required = required.map(|value| locale.format("result-required", &[("value", value)]));
    let lines: Vec<String> = [range, allowed, required].into_iter().flatten().collect();
    if lines.is_empty() {
        return Html::default();
    }
    html! { <p class="fine">{ said(&lines.join(" ")) }</p> }
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
                        <td>
                            { worded(&level.description, locale) }
                            { for [&level.level, &level.points].into_iter().flatten().map(|text| html! {
                                <>{ " " }<span class="label">{ said(text) }</span></>
                            }) }
                        </td>
                    </tr>
                }
            }) }</tbody>
        </table>
    }
}
