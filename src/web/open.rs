//! What comes in: files, texts, samples and links, from the moment they are there until they are on screen.

use std::rc::Rc;

use yew::{Component, Context};

use super::app::{App, Msg};
use super::asking::Asking;
use super::files::Taken;
use super::item::{Badge, Item, timed};
use super::table::Table;
use super::{known, link, packs, samples, scan};
use crate::container::zip;
use crate::report::Problem;
use crate::resource::Resources;
use crate::verify::{Reading, read};

impl App {
    /// Opens what the page's own address names.
    pub(super) fn follow_address(&mut self, context: &Context<Self>) {
        if let Some(url) = link::of_page() {
            self.leave();
            self.link = Some(url);
        } else if let Some(sample) = samples::of_page() {
            context.link().send_message(Msg::Sample(sample));
        } else if let Some(bytes) = link::badge_of_page() {
            let taken = vec![("badge from another page".to_owned(), Ok(bytes))];
            self.update(context, Msg::Taken(taken));
        }
    }

    /// Finds out what was dropped, pasted or chosen, and opens it.
    pub(super) fn take(&mut self, context: &Context<Self>, mut taken: Vec<Taken>) {
        self.end_entry();
        self.scan.forget();
        self.scan.asked.clear();
        self.shelf.notice = None;
        if self.preparing.is_some() {
            return self.prepare_for(taken);
        }
        if let [(_, Ok(bytes))] = &taken[..] {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            if link::is_link(text) {
                return self.offer_link(text);
            }
            self.import = known::read(bytes);
            if self.import.is_some() {
                self.focus = true;
                return;
            }
        }
        let is_table = self.has_table() && self.open.is_none();
        if let [(name, Ok(bytes))] = &taken[..]
            && is_table
            && read(name, bytes).is_err()
            && let Ok(text) = std::str::from_utf8(bytes)
            && self.take_people(context, text)
        {
            return;
        }
        if taken.iter().any(is_zip) {
            return self.pile_up_bytes(context, taken);
        }
        let packed = packs::take_out(&mut taken);
        if !packed.is_empty() {
            return self.open_packs(context, packed, taken);
        }
        if is_table && self.pile.is_some() {
            return self.pile_up_bytes(context, taken);
        }
        if self.pile.is_none() && taken.iter().any(scan::is_worth_it) {
            return self.look(context, taken);
        }
        if let [(name, Ok(bytes))] = &taken[..] {
            self.offer = self.offer(name, bytes, || read(name, bytes).is_ok());
            if self.offer.is_some() {
                return;
            }
        }
        if self.pile.is_some() {
            return self.pile_up_bytes(context, taken);
        }
        self.show(taken, false);
        // Hosts that were allowed for good are asked at once.
        self.go_on(context);
        context.link().send_message(Msg::Hash);
    }

    /// Shows a sample, with the evidence that belongs to it.
    pub(super) fn show_sample(
        &mut self,
        context: &Context<Self>,
        name: &str,
        loaded: Result<(Vec<u8>, Resources), Problem>,
    ) {
        let bytes = loaded.map(|(bytes, evidence)| {
            for (url, answer) in evidence.iter() {
                self.resources.insert(url, answer.clone());
            }
            bytes
        });
        self.show(vec![(name.to_owned(), bytes)], true);
        context.link().send_message(Msg::Hash);
    }

    /// Reads and verifies what was taken: the offline answer, at once.
    pub(super) fn show(&mut self, taken: Vec<Taken>, sample: bool) {
        self.clear();
        for (name, bytes) in taken {
            let before = self.items.len();
            let (found, took) =
                timed(|| bytes.and_then(|bytes| read(&name, &bytes).map(|found| (found, bytes))));
            self.add(name, found, sample);
            let added =
                self.items[before..].iter_mut().filter_map(|item| item.content.as_mut().ok());
            added.for_each(|badge| badge.timing.read = took);
        }
        self.opened();
    }

    /// Makes room for something else.
    pub(super) fn clear(&mut self) {
        self.end_visit();
        // Who did not answer for the badge before may answer for this one.
        self.resources.forget_refusals();
        self.beside.renew();
    }

    /// Back to the start.
    pub(super) fn leave(&mut self) {
        self.end_visit();
        self.open = None;
        self.preparing = None;
        self.shelf.notice = None;
        self.focus = true;
    }

    /// What is on screen is left: nobody waits for what was begun for it, and nobody goes on asking.
    fn end_visit(&mut self) {
        self.visit = Rc::default();
        self.end_entry();
        self.asking = Asking::default();
        self.held = false;
        self.put_aside();
        self.pile = None;
        self.always = false;
        self.copied = None;
        (self.no_link, self.no_host) = (false, false);
        self.offer = None;
        self.link = None;
        self.import = None;
        self.desk.clear();
        self.scan.forget();
    }

    /// What was about to come on screen is there, or is not wanted any more.
    pub(super) fn end_entry(&mut self) {
        self.entry = Rc::default();
        self.waiting = None;
        self.reading = false;
    }

    /// Verifies what was read from a file, and puts it beside the others.
    pub(super) fn add(
        &mut self,
        name: String,
        found: Result<(Vec<Reading>, Vec<u8>), Problem>,
        sample: bool,
    ) {
        match found {
            Err(problem) => self.items.push(Item { name, content: Err(problem) }),
            Ok((readings, bytes)) => {
                for reading in readings {
                    let badge = Badge::new(reading, bytes.clone(), sample, self.question());
                    self.items.push(Item { name: name.clone(), content: Ok(badge) });
                }
            }
        }
    }

    /// Everything was added.
    pub(super) fn opened(&mut self) {
        self.table = Table::default();
        self.open = (self.items.len() == 1).then_some(0);
        self.focus = true;
    }
}

fn is_zip((_, bytes): &Taken) -> bool {
    bytes.as_ref().is_ok_and(|bytes| zip::is_zip(bytes))
}
