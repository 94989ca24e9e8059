//! Shapes drawn as SVG: seven seals that differ without colour, and the hallmark.

use yew::{Html, html};

use super::Shape;

/// The outline of a seal with sixteen teeth.
const SEAL: &str = "M24 3l4 3.2 4.9-1.5 2.5 4.5 5.1.6.6 5.1 4.5 2.5-1.5 4.9 3.2 4-3.2 4 1.5 4.9-4.5 \
2.5-.6 5.1-5.1.6-2.5 4.5-4.9-1.5-4 3.2-4-3.2-4.9 1.5-2.5-4.5-5.1-.6-.6-5.1-4.5-2.5 1.5-4.9-3.2-4 \
3.2-4-1.5-4.9 4.5-2.5.6-5.1 5.1-.6 2.5-4.5L20 6.2z";

/// The seal of a verdict. It says nothing that the words beside it do not.
pub(super) fn seal(shape: Shape) -> Html {
    let inner = match shape {
        Shape::Tick => html! { <path class="mark" d="M15 25l6 6 12-13" /> },
        Shape::Question => html! {
            <path class="mark" d="M18 20c0-8 12-8 12 0 0 5-6 5-6 9m0 5v1" />
        },
        Shape::Clock => html! {
            <><circle class="mark" cx="24" cy="26" r="11" /><path class="mark" d="M24 19v7l5 4" /></>
        },
        Shape::Struck => html! { <path class="mark" d="M12 38L36 14" /> },
        Shape::Broken => html! { <path class="crack" d="M25 2l-4 13 6 7-7 8 5 6-3 10" /> },
        Shape::Half => html! { <path class="half" d="M24 13a12 12 0 0 0 0 26z" /> },
        Shape::Empty => {
            html! { <circle class="mark" cx="24" cy="26" r="12" stroke-dasharray="3 4" /> }
        }
    };
    html! {
        <svg class="seal" viewBox="0 0 48 52" width="64" height="69" aria-hidden="true" focusable="false">
            <path class="outline" d={SEAL} />
            { inner }
        </svg>
    }
}

/// The sign before a line: a tick, a cross, a question mark or a dash.
pub(super) fn sign(outcome: &str) -> Html {
    let path = match outcome {
        "passed" => "M4 11l4 4 8-10",
        "failed" => "M5 5l10 10M15 5L5 15",
        "unknown" => "M7 8c0-5 6-5 6 0 0 3-3 3-3 5m0 3v.5",
        _ => "M5 10h10",
    };
    html! {
        <svg class="sign" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
            <path d={path} />
        </svg>
    }
}

/// The hallmark: a shield with a punch mark.
pub fn hallmark() -> Html {
    html! {
        <svg class="hallmark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
            <path class="outline" d="M4 5h24v12c0 7-6 10-12 12C10 27 4 24 4 17z" />
            <path class="mark" d="M10 16l4 4 8-9" />
        </svg>
    }
}

/// A picture frame with an arrow into it.
pub(super) fn drop() -> Html {
    html! {
        <svg class="drop-icon" viewBox="0 0 48 48" width="56" height="56" aria-hidden="true" focusable="false">
            <path d="M8 30v10h32V30M24 6v24m-9-9l9 9 9-9" />
        </svg>
    }
}
