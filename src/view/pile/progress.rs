//! How far the checking is, with a pause and an end.

use yew::{Html, html};

use super::{PileActions, PileView};
use crate::locale::Locale;

/// How far the checking is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Files that were checked.
    pub done: usize,
    /// Files that are known of; more may come out of a ZIP.
    pub of: usize,
    /// Files a second, lately.
    pub rate: u32,
    /// Whether it stands still because the reader wants it to.
    pub paused: bool,
}

pub(super) fn progress(view: &PileView<'_>, locale: &Locale, actions: &PileActions) -> Html {
    let Some(Progress { done, of, rate, paused }) = view.progress else { return Html::default() };
    let (done, of, rate) = (done.to_string(), of.to_string(), rate.to_string());
    let pause = actions.pause.reform(move |_| !paused);
    let cancel = actions.cancel.reform(|_| ());
    // The numbers change many times a second: read aloud is only whether it runs.
    html! {
        <div class="progress">
            <p>
                <progress max={of.clone()} value={done.clone()} aria-label={locale.text("pile-checking")}></progress>{ " " }
                { locale.format("pile-progress", &[("done", &done), ("of", &of), ("rate", &rate)]) }
            </p>
            <p class="buttons">
                <span role="status">{ locale.text(if paused { "pile-paused" } else { "pile-checking" }) }</span>
                <button onclick={pause}>{ locale.text(if paused { "pile-resume" } else { "pile-pause" }) }</button>
                <button onclick={cancel}>{ locale.text("stop") }</button>
            </p>
        </div>
    }
}
