//! The browser's own way back: from a part to its whole, from a result to the table or the start, and
//! only then off the page.

use wasm_bindgen::JsValue;

use super::app::App;

/// How far the browser's history was led from the start.
#[derive(Default)]
pub(super) struct Trail {
    depth: u32,
    /// Steps that this page takes itself, and that are not to be answered.
    own: u32,
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
        let depth = self.depth();
        let history = web_sys::window().and_then(|window| window.history().ok());
        let Some(history) = history else { return };
        for step in self.trail.depth + 1..=depth {
            // Refused where a page pushes too often: then the way back is a little shorter.
            let _ = history.push_state(&JsValue::from(step), "");
        }
        if depth < self.trail.depth {
            self.trail.own += 1;
            let back = i32::try_from(self.trail.depth - depth).unwrap_or_default();
            let _ = history.go_with_delta(-back);
        }
        self.trail.depth = depth;
    }

    /// Goes as far back as the browser went.
    pub(super) fn went(&mut self, depth: u32) {
        if self.trail.own > 0 {
            self.trail.own -= 1;
            return;
        }
        self.trail.depth = depth;
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
