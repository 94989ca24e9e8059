//! The table, the people and the skills, as text.

use proofmark::locale::{ENGLISH, LANGUAGES, Locale};
use proofmark::pile::Row;
use proofmark::pile::arrange::{Arrangement, Column, Found, Grouping};
use proofmark::pile::candidates::{Candidates, Match};
use proofmark::pile::skills::{Coverage, coverage};
use proofmark::pile::twins::{Hint, hints};
use proofmark::report::{Code, Problem, Purpose, Request, Verdict};
use proofmark::view::{PileActions, PileView, Progress, ROWS_AT_A_TIME, SIMPLE, csv, pile};
use serde_json::{Value, json};

use super::world::{SITE, asked, badge, hidden, mail, name, of_site, rows, signed};
use crate::draw::draw;

/// Everything that a view is given, with nothing chosen.
struct Scene {
    rows: Vec<Row>,
    hints: Vec<Option<Hint>>,
    arrangement: Arrangement,
    shown: usize,
    people: Option<Candidates>,
    matches: Vec<Option<Match>>,
    progress: Option<Progress>,
    wanted: (Vec<Request>, Vec<Request>),
    coverage: Option<Coverage>,
}

impl Scene {
    fn new(rows: Vec<Row>) -> Self {
        Self {
            hints: hints(&rows),
            rows,
            arrangement: Arrangement::default(),
            shown: ROWS_AT_A_TIME,
            people: None,
            matches: Vec::new(),
            progress: None,
            wanted: (Vec::new(), Vec::new()),
            coverage: None,
        }
    }

    fn compared(mut self, list: &str) -> Self {
        let people = Candidates::read(list);
        let find = |row: &Row| row.badge().map(|badge| people.find(badge));
        self.matches = self.rows.iter().map(find).collect();
        self.people = Some(people);
        self
    }

    fn view(&self) -> PileView<'_> {
        PileView {
            rows: &self.rows,
            arrangement: &self.arrangement,
            shown: self.shown,
            picture: &|_| None,
            hints: &self.hints,
            people: self.people.as_ref(),
            matches: &self.matches,
            progress: self.progress,
            problem: None,
            refused: false,
            wanted: &self.wanted,
            asking: None,
            at: asked().at,
            coverage: self.coverage.as_ref(),
        }
    }

    fn html_in(&self, locale: &Locale) -> String {
        draw(pile(&self.view(), locale, &PileActions::default()))
    }

    fn html(&self) -> String {
        self.html_in(&ENGLISH)
    }
}

fn several(count: usize) -> Vec<Row> {
    let first = rows(&[("a.json", of_site("urn:uuid:1", &name("Jane Doe")))]).remove(0);
    let copy = |place: usize| {
        let mut row = first.clone();
        row.file = format!("{place}.json");
        let mut json = row.to_json();
        for name in ["sha256", "content", "id"] {
            json["badge"].as_object_mut().unwrap().remove(name);
        }
        json["badge"]["signatures"] = json!([]);
        Row::from_json(&json).unwrap()
    };
    (0..count).map(copy).collect()
}

fn count(html: &str, what: &str) -> usize {
    html.matches(what).count()
}

#[test]
fn a_few_badges_are_a_table_and_nothing_more() {
    let html = Scene::new(several(2)).html();
    assert!(html.contains("<table") && html.contains("2 results"), "{html}");
    assert!(!html.contains("class=\"tools\""), "nothing to filter");
    assert!(!html.contains("aria-sort") && count(&html, "<th scope=\"col\"") >= 6);
    for words in ["Signed and unaltered", "example.edu", "Jane Doe", "2026-01-01"] {
        assert!(html.contains(words), "{words}: {html}");
    }
    let html = Scene::new(several(SIMPLE + 1)).html();
    assert!(html.contains("class=\"tools\"") && html.contains("role=\"search\""));
}

#[test]
fn the_column_says_how_it_is_sorted() {
    let mut scene = Scene::new(several(10));
    assert!(!scene.html().contains("aria-sort"));
    scene.arrangement.sort(Column::Issuer);
    assert_eq!(count(&scene.html(), "aria-sort=\"ascending\""), 1);
    scene.arrangement.sort(Column::Issuer);
    let html = scene.html();
    assert_eq!(count(&html, "aria-sort=\"descending\""), 1);
    let (_, head) = html.split_once("aria-sort").unwrap();
    assert!(head.split_once("</th>").unwrap().0.contains("Issuer"));
}

/// No drawing is long, whatever the pile is.
#[test]
fn five_hundred_rows_are_drawn_a_hundred_at_a_time() {
    let mut scene = Scene::new(several(500));
    let html = scene.html();
    assert_eq!(count(&html, "<th scope=\"row\""), ROWS_AT_A_TIME);
    assert!(
        html.contains("Show 100 more") && html.contains("100 of 500 shown"),
        "the rest is said"
    );
    assert!(html.contains("In order (500)"));
    scene.shown = 450;
    assert!(scene.html().contains("Show 50 more"));
    scene.arrangement.group = Some(Grouping::Earner);
    scene.shown = ROWS_AT_A_TIME;
    let html = scene.html();
    assert_eq!(count(&html, "<th scope=\"row\""), ROWS_AT_A_TIME);
    assert!(html.contains("scope=\"rowgroup\"") && html.contains("500 results"));
    scene.arrangement.search = "no such badge".into();
    let html = scene.html();
    assert!(html.contains("No badge fits that.") && !html.contains("<tbody"), "{html}");
    scene.arrangement =
        Arrangement { only: Some(Found::Verdict(Verdict::Invalid)), ..Default::default() };
    assert!(scene.html().contains("No badge fits that."));
}

/// Names from files and badges are texts, isolated, whatever is in them.
#[test]
fn hostile_names_are_only_names() {
    let evil = "<img src=x onerror=alert(1)>\u{202e}gnp.exe";
    let mut bad = badge(SITE, "urn:uuid:1", &name(evil));
    bad["credentialSubject"]["achievement"]["name"] = evil.into();
    bad["credentialSubject"]["achievement"]["tag"] = json!([evil]);
    bad["issuer"]["name"] = evil.into();
    let rtl = badge(SITE, "urn:uuid:2", &name("ליאור \u{200f}כהן"));
    let mut all = rows(&[
        (evil, signed(bad, "did:web:example.edu#key-1")),
        ("rtl.json", signed(rtl, "did:web:example.edu#key-1")),
    ]);
    all.push(Row::problem(evil, Problem::new(Code::NotABadgeFile, evil)));
    let covered = coverage(&all, &hints(&all), None, &[]);
    let mut scene =
        Scene::new(all).compared(&format!("{evil},jane@example.org\n\"=cmd()\",=1@x.example"));
    scene.coverage = Some(covered);
    for locale in languages() {
        let html = scene.html_in(&locale);
        assert!(!html.contains("<img") && !html.contains('\u{202e}'), "{html}");
        assert!(html.contains("<bdi>ליאור"), "{html}");
    }
    let table = csv(&scene.view(), &ENGLISH);
    assert!(table.starts_with('\u{feff}') && table.contains("\r\n"));
    let cells = proofmark::pile::csv::read(&table);
    assert_eq!(cells.len(), 4);
    assert!(cells.iter().all(|row| row.len() == 11));
    assert!(!table.contains('\u{202e}'));
}

/// The languages of the page, each from its source.
fn languages() -> Vec<Locale> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/locale");
    let read = |tag: &'static str| {
        let source = std::fs::read_to_string(folder.join(tag).with_extension("ftl")).unwrap();
        Locale::read(tag, xtask::language::compile(&source).unwrap().leak())
    };
    LANGUAGES.iter().map(|language| read(language.tag)).collect()
}

#[test]
fn every_language_draws_everything() {
    let texts = [
        ("1.json", of_site("urn:uuid:1", &mail("jane@example.org"))),
        ("2.json", of_site("urn:uuid:2", &hidden("JANE@EXAMPLE.ORG", "x"))),
        ("3.json", of_site("urn:uuid:1", &mail("joe@example.org"))),
        ("4.json", badge(SITE, "urn:uuid:4", &name("Jane")).to_string()),
    ];
    let mut all = rows(&texts);
    all.extend(several(8));
    all.push(Row::problem("x", Problem::new(Code::ZipEncrypted, "x")));
    let covered = coverage(&all, &hints(&all), None, &[]);
    let mut scene =
        Scene::new(all).compared("Jane,jane@example.org\nJoe,JOE@example.org\nEve,eve@example.org");
    scene.coverage = Some(covered);
    scene.progress = Some(Progress { done: 3, of: 12, rate: 900, paused: false });
    let ask = |url: &str| Request { url: url.into(), purpose: Purpose::DidDocument };
    scene.wanted = (vec![ask("https://a.example/1"), ask("https://b.example/2")], Vec::new());
    for locale in languages() {
        for progress in
            [scene.progress, Some(Progress { paused: true, ..scene.progress.unwrap() }), None]
        {
            scene.progress = progress;
            let html = scene.html_in(&locale);
            // A message that is missing shows its own name.
            for name in ["pile-", "people-", "coverage-", "list-"] {
                let shown =
                    html.split('>').filter(|text| text.trim_start().starts_with(name)).count();
                assert_eq!(shown, 0, "{}: {name} in {html}", locale.tag);
            }
            assert!(html.contains("a.example") && html.contains("b.example"), "all hosts at once");
        }
        scene.progress = Some(Progress { done: 3, of: 12, rate: 900, paused: false });
    }
}

#[test]
fn progress_can_be_paused_and_ended() {
    let mut scene = Scene::new(several(3));
    scene.progress = Some(Progress { done: 3, of: 500, rate: 120, paused: false });
    let html = scene.html();
    assert!(html.contains("3 of 500 files, 120 a second") && html.contains("Pause"), "{html}");
    assert!(html.contains("Stop") && !html.contains("Save the table"));
    scene.progress = Some(Progress { paused: true, ..scene.progress.unwrap() });
    assert!(scene.html().contains("Go on"));
}

#[test]
fn people_are_told_what_counts_and_what_does_not() {
    let all = rows(&[
        ("1.json", of_site("urn:uuid:1", &mail("jane@example.org"))),
        ("2.json", of_site("urn:uuid:2", &hidden("JANE@EXAMPLE.ORG", "x"))),
        ("3.json", badge(SITE, "urn:uuid:3", &mail("jane@example.org")).to_string()),
        ("4.json", of_site("urn:uuid:4", &name("Jane Doe"))),
    ]);
    let scene = Scene::new(all).compared("Jane Doe,jane@example.org\nEve,eve@example.org");
    let html = scene.html();
    for words in [
        "Awarded to Jane Doe",
        "Nearly Jane Doe: the same address in capitals. It is not counted as theirs.",
        "It has the name of Jane Doe, which many people may have.",
        "The badge itself is not confirmed.",
        "No badge",
        "Forget the list",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert_eq!(count(&html, "The badge itself is not confirmed."), 1);
    let table = proofmark::pile::csv::read(&csv(&scene.view(), &ENGLISH));
    let person: Vec<&str> = table.iter().map(|row| row[5].as_str()).collect();
    assert_eq!(person, ["Person", "Jane Doe", "", "Jane Doe", ""]);
    assert_eq!(table[3][7], "indeterminate");
    let empty = Scene::new(several(2)).compared("\n;\n").html();
    assert!(empty.contains("No names or addresses were found") && empty.contains("<textarea"));
}

#[test]
fn the_skills_view_has_bars_and_the_table_behind_them() {
    let mut one = badge(SITE, "urn:uuid:1", &name("Jane Doe"));
    one["credentialSubject"]["achievement"]["tag"] = json!(["Welding", "متقدم"]);
    let mut two: Value = one.clone();
    two["credentialSubject"]["identifier"][0]["identityHash"] = "Joe".into();
    two["id"] = "urn:uuid:2".into();
    two["credentialSubject"]["achievement"]["tag"] = json!(["welding"]);
    let sign = |badge: Value| signed(badge, "did:web:example.edu#key-1");
    let all = rows(&[
        ("1.json", sign(one)),
        ("2.json", sign(two)),
        ("3.json", badge(SITE, "urn:uuid:3", &name("Eve")).to_string()),
    ]);
    let covered = coverage(&all, &hints(&all), None, &[]);
    let mut scene = Scene::new(all);
    assert!(!scene.html().contains("class=\"bars\""));
    scene.coverage = Some(covered);
    let html = scene.html();
    assert!(html.contains("class=\"bars\"") && html.contains("role=\"img\""));
    let (_, table) = html.split_once("class=\"matrix\"").unwrap();
    let table = table.split_once("</table>").unwrap().0;
    for words in ["Welding", "Jane Doe", "Joe", "<td>2</td>"] {
        assert!(table.contains(words), "{words}: {table}");
    }
    assert!(html.contains("One badge is not counted") && html.contains("No signature"), "{html}");
    scene.coverage = Some(Coverage::default());
    assert!(scene.html().contains("None of them names a skill."));
}

#[test]
fn nothing_is_drawn_of_nothing() {
    let html = Scene::new(Vec::new()).html();
    assert!(html.contains("0 results") && !html.contains("Save the table"), "{html}");
}
