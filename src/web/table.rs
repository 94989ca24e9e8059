//! The table of several badges: what the reader chose, whose each badge is, what all of them cover. Its rows
//! are a pile's, or those of the few files that are open.

use std::borrow::Cow;

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement, HtmlSelectElement};
use yew::{AttrValue, Context, Event, Html, InputEvent, SubmitEvent, TargetCast};

use super::app::{App, Msg};
use super::draw::typed;
use super::extension;
use super::files::{self, Source};
use super::item::Item;
use super::packs;
use super::picture::PictureUrl;
use super::pile::{Pile, PileMsg};
use super::shelf::ShelfMsg;
use super::{link, save};
use crate::pile::Row;
use crate::pile::arrange::{Arrangement, Column, Found, Grouping, arrange};
use crate::pile::candidates::{Candidates, Match};
use crate::pile::skills::{Coverage, coverage};
use crate::pile::twins::{Hint, hints};
use crate::report::Request;
use crate::view::{
    self, GROUP_FIELD, ONLY_FIELD, PEOPLE_FIELD, PileActions, PileView, ROWS_AT_A_TIME,
};

/// How long comparing with people goes on before there is time to draw, in milliseconds.
const SPELL: f64 = 25.0;

/// What can be chosen.
pub(super) enum TableMsg {
    Sort(Column),
    /// Something else was chosen in a field.
    Choose(String, String),
    Search(String),
    More,
    /// Compare with these people.
    People(String),
    PeopleFile(Option<File>),
    ForgetPeople,
    /// Go on comparing.
    Compare,
    Skills(bool),
    SaveTable,
    SaveReports,
    SaveEvidence,
    Print,
}

/// What the reader chose, and what follows from it.
pub(super) struct Table {
    arrangement: Arrangement,
    shown: usize,
    people: Option<Candidates>,
    matches: Vec<Option<Match>>,
    hints: Vec<Option<Hint>>,
    coverage: Option<Coverage>,
    /// Whether comparing goes on by itself.
    comparing: bool,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            arrangement: Arrangement::default(),
            shown: ROWS_AT_A_TIME,
            people: None,
            matches: Vec::new(),
            hints: Vec::new(),
            coverage: None,
            comparing: false,
        }
    }
}

impl Table {
    /// Rows stand in other places now: what was said of places is not true any more.
    pub(super) fn forget_places(&mut self) {
        self.hints.clear();
        self.matches.clear();
    }
}

impl App {
    /// Whether a table is what there is to see when no row is open.
    pub(super) fn has_table(&self) -> bool {
        self.pile.is_some() || self.items.len() > 1
    }

    /// The rows of the table.
    pub(super) fn rows(&self) -> Cow<'_, [Row]> {
        match &self.pile {
            Some(pile) => Cow::Borrowed(&pile.rows),
            None => Cow::Owned(rows(&self.items)),
        }
    }

    pub(super) fn on_table(&mut self, context: &Context<Self>, message: TableMsg) {
        match message {
            TableMsg::Sort(column) => self.table.arrangement.sort(column),
            TableMsg::Choose(field, value) if field == ONLY_FIELD => {
                self.table.arrangement.only = Found::from_name(&value);
                self.table.shown = ROWS_AT_A_TIME;
            }
            TableMsg::Choose(field, value) if field == GROUP_FIELD => {
                self.table.arrangement.group = Grouping::from_name(&value);
            }
            TableMsg::Choose(..) => {}
            TableMsg::Search(words) => {
                self.table.arrangement.search = words;
                self.table.shown = ROWS_AT_A_TIME;
            }
            TableMsg::More => self.table.shown += ROWS_AT_A_TIME,
            TableMsg::People(text) => self.compare_with(context, Candidates::read(&text)),
            TableMsg::PeopleFile(file) => {
                let Some(file) = file else { return };
                self.begin(context, async {
                    let (_, bytes) = files::take(vec![Source::File(file)]).await.swap_remove(0);
                    // A list that cannot be had names nobody, and that is said.
                    let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
                    Msg::Table(TableMsg::People(text))
                });
            }
            TableMsg::ForgetPeople => {
                self.table.people = None;
                self.refresh(context);
            }
            TableMsg::Compare => self.compare(context),
            TableMsg::Skills(wanted) => {
                self.table.coverage = wanted.then(Coverage::default);
                self.cover();
            }
            TableMsg::SaveTable => {
                let csv = self.with_view(&Default::default(), |view| view::csv(view, self.locale));
                save::csv("proofmark.csv", &csv);
            }
            TableMsg::SaveReports => self.save_reports(context),
            TableMsg::SaveEvidence => self.save_evidence(context),
            TableMsg::Print => {
                // Paper has no button for more.
                self.table.shown = self.rows().len().max(ROWS_AT_A_TIME);
                self.begin(context, async {
                    pause().await;
                    Msg::Print
                });
            }
        }
        self.want_pictures();
    }

    /// Has the pictures of the rows that are drawn brought from the worker.
    fn want_pictures(&mut self) {
        let Some(pile) = self.pile.as_mut().filter(|pile| pile.progress.is_none()) else { return };
        let groups = arrange(&pile.rows, &self.table.arrangement);
        let places = groups.into_iter().flat_map(|group| group.rows);
        pile.want_pictures(places.take(self.table.shown));
    }

    /// Takes a list of people that was dropped while a table is on screen; `false` if it is none.
    pub(super) fn take_people(&mut self, context: &Context<Self>, text: &str) -> bool {
        // A badge that is damaged is no list, and a link is none.
        let is_other = text.trim_start().starts_with(['{', '[', '<']) || link::is_link(text);
        let list = Candidates::read(text);
        let has_address =
            list.people.iter().any(|one| one.addresses.iter().any(|address| address.contains('@')));
        let are_people = has_address && !is_other;
        if are_people {
            self.compare_with(context, list);
            self.focus = true;
        }
        are_people
    }

    fn compare_with(&mut self, context: &Context<Self>, list: Candidates) {
        self.table.people = Some(list);
        self.refresh(context);
    }

    /// The rows are others: what is there twice, whose they are, what they cover.
    pub(super) fn refresh(&mut self, context: &Context<Self>) {
        self.want_pictures();
        self.table.hints = hints(&self.rows());
        self.table.matches.clear();
        self.cover();
        if !self.table.comparing {
            self.compare(context);
        }
    }

    /// Compares some rows with the people, then leaves time to draw.
    fn compare(&mut self, context: &Context<Self>) {
        self.table.comparing = false;
        let Some(people) = &self.table.people else { return };
        let end = js_sys::Date::now() + SPELL;
        let rows = self.rows();
        let mut found = Vec::new();
        let known = self.table.matches.len();
        for row in rows.iter().skip(known) {
            found.push(row.badge().map(|badge| people.find(badge)));
            if js_sys::Date::now() >= end {
                break;
            }
        }
        let left = rows.len() > known + found.len();
        self.table.matches.extend(found);
        if left {
            self.table.comparing = true;
            self.begin(context, async {
                pause().await;
                Msg::Table(TableMsg::Compare)
            });
        } else {
            self.cover();
        }
    }

    /// What the badges cover, as they stand now.
    pub(super) fn cover(&mut self) {
        let Table { hints, people, matches, coverage: shown, .. } = &self.table;
        if shown.is_some() {
            let covered = coverage(&self.rows(), hints, people.as_ref(), matches);
            self.table.coverage = Some(covered);
        }
    }

    fn save_reports(&mut self, context: &Context<Self>) {
        if self.pile.is_some() {
            self.on_pile(context, PileMsg::SaveReports);
            return;
        }
        let badges = self.items.iter().filter_map(|item| item.content.as_ref().ok());
        let reports: serde_json::Value = badges.map(|badge| badge.verification.to_json()).collect();
        save::file("proofmark-reports.json", &format!("{reports:#}\n"));
    }

    /// Saves what was looked at for all of them in one pack without a badge. Dropped before or after the
    /// badges, it serves them.
    fn save_evidence(&mut self, context: &Context<Self>) {
        if self.pile.is_some() {
            self.on_pile(context, PileMsg::SaveEvidence);
            return;
        }
        let badges = self.items.iter().filter_map(|item| item.content.as_ref().ok());
        let badges = badges.filter(|badge| !badge.sample && badge.pack.is_none());
        let used = badges.flat_map(|badge| badge.used.iter().cloned()).collect();
        packs::save_prepared(&self.resources, &used);
    }

    fn with_view<T>(
        &self,
        wanted: &(Vec<Request>, Vec<Request>),
        then: impl FnOnce(&PileView<'_>) -> T,
    ) -> T {
        let pictures = |place: usize| -> Option<AttrValue> {
            let badge = self.items.get(place)?.content.as_ref().ok()?;
            badge.picture.as_ref().map(PictureUrl::url)
        };
        let piled = |place: usize| self.pile.as_ref().and_then(|pile| pile.picture(place));
        let picture: &dyn Fn(usize) -> Option<AttrValue> =
            if self.pile.is_some() { &piled } else { &pictures };
        let table = &self.table;
        then(&PileView {
            rows: &self.rows(),
            at: self.pile.as_ref().and_then(|pile| pile.at).unwrap_or_else(super::now),
            arrangement: &table.arrangement,
            shown: table.shown,
            picture,
            hints: &table.hints,
            people: table.people.as_ref(),
            matches: &table.matches,
            progress: self.pile.as_ref().and_then(|pile| pile.progress),
            problem: self.pile.as_ref().and_then(|pile| pile.problem.as_ref()),
            wanted,
            refused: self.pile.as_ref().is_some_and(Pile::was_refused),
            asking: self.asking.progress(),
            coverage: table.coverage.as_ref(),
        })
    }

    /// The table as it is drawn.
    pub(super) fn draw_table(&self, context: &Context<Self>) -> Html {
        let link = context.link();
        let is_pile = self.pile.is_some();
        let table = |message: fn() -> TableMsg| link.callback(move |()| Msg::Table(message()));
        let both = self.wanted_by_all();
        let all = || both.0.iter().chain(&both.1).cloned().collect();
        let actions = PileActions {
            open: link.callback(move |place| match is_pile {
                true => Msg::Pile(PileMsg::Open(place)),
                false => Msg::Open(Some(place)),
            }),
            sort: link.callback(|column| Msg::Table(TableMsg::Sort(column))),
            choose: link.callback(|event: Event| {
                let field: HtmlSelectElement = event.target_unchecked_into();
                Msg::Table(TableMsg::Choose(field.name(), field.value()))
            }),
            search: link.callback(|event: InputEvent| {
                let field: HtmlInputElement = event.target_unchecked_into();
                Msg::Table(TableMsg::Search(field.value()))
            }),
            more: table(|| TableMsg::More),
            pause: link.callback(|paused| Msg::Pile(PileMsg::Pause(paused))),
            cancel: link.callback(|()| Msg::Pile(PileMsg::Cancel)),
            ask: extension::asking(context, all, |()| Msg::Shelf(ShelfMsg::AskAll), || Msg::Stop),
            stop: link.callback(|()| Msg::Stop),
            again: link.callback(|()| Msg::Pile(PileMsg::Again)),
            compare: link.callback(|event: SubmitEvent| {
                event.prevent_default();
                Msg::Table(TableMsg::People(typed(&event, PEOPLE_FIELD)))
            }),
            people_file: link.callback(|event: Event| {
                let field: HtmlInputElement = event.target_unchecked_into();
                let file = field.files().and_then(|files| files.get(0));
                Msg::Table(TableMsg::PeopleFile(file))
            }),
            forget_people: table(|| TableMsg::ForgetPeople),
            save_table: table(|| TableMsg::SaveTable),
            save_reports: table(|| TableMsg::SaveReports),
            save_evidence: table(|| TableMsg::SaveEvidence),
            print: table(|| TableMsg::Print),
            skills: link.callback(|wanted| Msg::Table(TableMsg::Skills(wanted))),
        };
        self.with_view(&both, |view| view::pile(view, self.locale, &actions))
    }
}

/// The rows of a table of items.
pub(super) fn rows(items: &[Item]) -> Vec<Row> {
    let row = |item: &Item| match &item.content {
        Ok(badge) => Row::of(&item.name, 0, &badge.verification),
        Err(problem) => Row::problem(&item.name, problem.clone()),
    };
    items.iter().map(row).collect()
}

/// Leaves the browser time to draw.
async fn pause() {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // A window without timers goes on at once.
            let _ = window.set_timeout_with_callback(&resolve);
        }
    });
    // It is never rejected.
    let _ = JsFuture::from(promise).await;
}
