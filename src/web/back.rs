//! The browser's own way back: from a part to its whole, from a result to the table or the start, and
//! only then off the page.

use wasm_bindgen::JsValue;
use web_sys::History;

use super::app::App;

/// What is known of the browser's history besides what it says itself.
#[derive(Default)]
pub(super) struct Trail {
    /// Whether the page goes back by itself: that step is not the person's.
    returning: bool,
}

impl Trail {
    /// Begins where the page begins, also where it is loaded again further in.
    pub(super) fn begin() -> Self {
        if let Some(history) = history()
            && place(&history) > 0
        {
            // Refused by a browser that keeps its history: then the way back is a little longer.
            let _ = history.replace_state(&JsValue::from(0), "");
        }
        Self::default()
    }
}

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}

/// How many steps from the start the browser is. It is asked each time: counted along, one step that a
/// browser drops would lead off the page later.
fn place(history: &History) -> u32 {
    // The start itself has no number.
    history.state().ok().and_then(|state| state.as_f64()).unwrap_or_default() as u32
}

impl App {
    /// How many steps what is shown is from the start.
    fn depth(&self) -> u32 {
        if !self.is_away() {
            return 0;
        }
        let row = u32::from(self.has_table() && self.open.is_some());
        let inside = self.badge().map_or(0, |badge| badge.path.len().saturating_sub(badge.entry));
        // Deeper than a record can be is never shown.
        1 + row + u32::try_from(inside).unwrap_or_default()
    }

    /// Whether something else than the start is shown.
    pub(super) fn is_away(&self) -> bool {
        !self.items.is_empty()
            || self.pile.is_some()
            || self.import.is_some()
            || self.desk.is_asking()
            || self.preparing.is_some()
            || self.link.is_some()
            || self.scan.camera.is_some()
            || !self.scan.codes.is_empty()
    }

    /// Leads the browser's history to where the page is. A browser that has none, or keeps it, is left
    /// alone.
    pub(super) fn follow(&mut self) {
        let Some(history) = history() else { return };
        if self.trail.returning {
            return;
        }
        let (depth, at) = (self.depth(), place(&history));
        for step in at.saturating_add(1)..=depth {
            // Refused or dropped where a page pushes too often: then the way back is a little shorter.
            if history.push_state(&JsValue::from(step), "").is_err() || place(&history) != step {
                break;
            }
        }
        if depth < at {
            let back = i32::try_from(at - depth).unwrap_or_default();
            self.trail.returning = history.go_with_delta(-back).is_ok();
        }
    }

    /// Goes as far back as the browser went.
    pub(super) fn went(&mut self, depth: u32) {
        // What was opened since is followed when it is drawn.
        if std::mem::take(&mut self.trail.returning) {
            return;
        }
        while self.depth() > depth {
            self.step_back();
        }
    }

    fn step_back(&mut self) {
        let inside = self.badge().is_some_and(|badge| badge.path.len() > badge.entry);
        if inside {
            self.walk(|path| path.truncate(path.len().saturating_sub(1)));
        } else if self.has_table() && self.open.is_some() {
            self.close_row();
        } else {
            self.leave();
        }
    }
}
