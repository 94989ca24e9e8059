//! Files become rows, in any steps, and again when something is learned.

use proofmark::pile::{Row, Work};
use proofmark::report::{Code, Problem, Verdict};
use proofmark::resource::{FetchError, TrustEntry, TrustList};

use super::world::{asked, mail, of_site, published};
use crate::support::at;
use crate::support::zip::ZipWriter;

const DOCUMENT: &str = "https://example.edu/.well-known/did.json";

fn badge(number: usize) -> String {
    of_site(&format!("urn:uuid:{number}"), &mail("jane@example.org"))
}

fn work() -> Work {
    Work::new(asked())
}

fn all(work: &mut Work) -> Vec<(usize, Vec<Row>)> {
    std::iter::from_fn(|| work.step()).collect()
}

fn verdict(rows: &[Row]) -> Option<Verdict> {
    rows[0].badge().map(|badge| badge.verdict)
}

fn document() -> Result<proofmark::resource::Resource, FetchError> {
    published().get(DOCUMENT).unwrap().clone()
}

#[test]
fn what_is_learned_counts_for_every_badge_that_lacked_it() {
    let mut work = work();
    for number in 0..3 {
        work.put(&format!("{number}.json"), Ok(badge(number).into_bytes()));
    }
    work.put("notes.txt", Ok(b"nothing".to_vec()));
    assert_eq!(work.progress(), (0, 4));
    let found = all(&mut work);
    assert_eq!(found.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [0, 1, 2, 3]);
    for (number, rows) in &found[..3] {
        assert_eq!(rows[0].file, format!("{number}.json"));
        assert_eq!(verdict(rows), Some(Verdict::Indeterminate));
        assert_eq!(rows[0].badge().unwrap().wanted[0].url, DOCUMENT);
    }
    assert!(found[3].1[0].content.is_err());
    assert!(!work.is_busy());
    // What nobody asked for changes nothing.
    work.answer("https://elsewhere.example/", Err(FetchError::NotFound));
    assert!(!work.is_busy());
    // A refusal is told, and does not stand in the way of an answer.
    work.answer(DOCUMENT, Err(FetchError::Offline));
    assert_eq!(work.progress(), (1, 4));
    let refused = all(&mut work);
    assert_eq!(refused.len(), 3);
    let badge = refused[0].1[0].badge().unwrap();
    let reason = badge.gist.reason.as_ref().map(|problem| problem.code);
    assert_eq!((badge.verdict, reason), (Verdict::Indeterminate, Some(Code::Offline)));
    assert!(badge.wanted.is_empty());
    work.answer(DOCUMENT, document());
    for (_, rows) in all(&mut work) {
        assert_eq!(verdict(&rows), Some(Verdict::Valid));
    }
    assert_eq!(work.reports().len(), 3);
    assert!(work.reports().iter().all(|report| report["verdict"] == "valid"));
    assert_eq!(work.file(1).unwrap().0, "1.json");
    assert_eq!(work.file(9), None);
}

/// What is given up was never checked: rows that are there are checked again all the same.
#[test]
fn who_gives_up_keeps_no_old_row() {
    let mut work = work();
    work.answer(DOCUMENT, document());
    for number in 0..3 {
        work.put(&format!("{number}.json"), Ok(badge(number).into_bytes()));
    }
    assert_eq!(all(&mut work).len(), 3);
    let mut late = asked();
    late.at = at("2041-01-01T00:00:00Z");
    work.ask(late);
    work.put("new.json", Ok(badge(3).into_bytes()));
    work.put("all.zip", Ok(ZipWriter::new().stored("a.json", badge(4).as_bytes()).write()));
    assert_eq!(work.step().unwrap().0, 0);
    work.cancel();
    let numbers: Vec<usize> = all(&mut work).iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [1, 2]);
    assert!(!work.is_busy());
    assert_eq!((work.count(), work.reports().len()), (4, 3));
    // Another question brings nothing back, and what comes next has a number of its own.
    work.ask(asked());
    work.put("next.json", Ok(badge(5).into_bytes()));
    let numbers: Vec<usize> = all(&mut work).iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [0, 1, 2, 4]);
}

/// A file that stopped somebody is left alone, and the others have the numbers that they had.
#[test]
fn a_file_can_be_left_alone() {
    let mut work = work();
    work.leave(1, Problem::new(Code::ReaderStopped, "unreachable"));
    let zip =
        ZipWriter::new().stored("a.json", b"{}").stored("b.json", badge(1).as_bytes()).write();
    work.put("all.zip", Ok(zip));
    let numbers: Vec<usize> = std::iter::from_fn(|| {
        let next = work.next();
        work.step().map(|(number, rows)| {
            assert_eq!(next, number);
            let is_left =
                matches!(&rows[0].content, Err(problem) if problem.code == Code::ReaderStopped);
            assert_eq!(is_left, number == 1);
            number
        })
    })
    .collect();
    assert_eq!(numbers, [0, 1]);
}

/// Another question is asked of all; what is taken back is wanted again; what was looked at is told.
#[test]
fn questions_and_answers_can_change() {
    let mut work = work();
    work.put("a.json", Ok(badge(1).into_bytes()));
    work.answer(DOCUMENT, document());
    assert_eq!(verdict(&all(&mut work)[0].1), Some(Verdict::Valid));
    assert_eq!(work.used().into_iter().collect::<Vec<_>>(), [DOCUMENT]);
    let mut late = asked();
    late.at = at("2031-01-01T00:00:00Z");
    late.trust = TrustList(vec![TrustEntry {
        id: "did:web:example.edu".into(),
        name: "Mine".into(),
        note: String::new(),
        keys: Vec::new(),
    }]);
    work.ask(late);
    let again = all(&mut work);
    let signer = again[0].1[0].badge().unwrap().gist.signer.clone().unwrap();
    assert_eq!(signer.name.as_deref(), Some("Mine"));
    work.forget(DOCUMENT);
    let again = all(&mut work);
    assert_eq!(verdict(&again[0].1), Some(Verdict::Indeterminate));
    assert_eq!(again[0].1[0].badge().unwrap().wanted[0].url, DOCUMENT);
    // What is given up stays so, and what comes later is checked.
    work.put("b.json", Ok(badge(2).into_bytes()));
    work.put("c.zip", Ok(ZipWriter::new().stored("d.json", badge(3).as_bytes()).write()));
    work.cancel();
    assert!(!work.is_busy());
    work.put("e.json", Ok(badge(4).into_bytes()));
    let found = all(&mut work);
    assert_eq!(found.iter().map(|(_, rows)| rows[0].file.as_str()).collect::<Vec<_>>(), ["e.json"]);
}

#[test]
fn what_is_too_large_is_not_kept() {
    let mut work = work();
    work.put("large", Ok(vec![b' '; (20 << 20) + 1]));
    work.put("none", Ok(b"nothing".to_vec()));
    let found = all(&mut work);
    assert_eq!(found[0].1[0].content.as_ref().unwrap_err().code, Code::FileTooLarge);
    assert!(found[1].1[0].content.is_err());
    assert_eq!((work.file(0), work.file(1)), (None, None));
}

/// In whatever order things come, the same is said in the end.
#[test]
fn the_order_of_things_makes_no_difference() {
    let mut early = work();
    early.answer(DOCUMENT, document());
    early.put("a.json", Ok(badge(1).into_bytes()));
    let mut late = work();
    late.put("a.json", Ok(badge(1).into_bytes()));
    let before = late.step().unwrap();
    late.answer(DOCUMENT, document());
    let after = all(&mut late);
    assert_ne!(vec![before], after);
    assert_eq!(all(&mut early), after);
}

#[test]
fn a_zip_stands_for_the_files_in_it() {
    let inner = ZipWriter::new().deflated("c.json", badge(3).as_bytes()).write();
    let zip = ZipWriter::new()
        .deflated("a.json", badge(1).as_bytes())
        .stored("more/inner.zip", &inner)
        .stored("b.json", badge(2).as_bytes())
        .write();
    let mut work = work();
    work.answer(DOCUMENT, document());
    work.put("all.zip", Ok(zip));
    work.put("d.json", Ok(badge(4).into_bytes()));
    assert_eq!(work.progress(), (0, 4));
    let found = all(&mut work);
    let names: Vec<&str> = found.iter().map(|(_, rows)| rows[0].file.as_str()).collect();
    // What is at hand comes first; numbers follow the order in which things came to light.
    assert_eq!(
        names,
        ["d.json", "all.zip/a.json", "all.zip/more/inner.zip/c.json", "all.zip/b.json"]
    );
    assert!(found.iter().all(|(_, rows)| verdict(rows) == Some(Verdict::Valid)));
    assert_eq!(work.progress(), (4, 4));
    // One that is damaged is a row that says so.
    work.put("half.zip", Ok(b"PK\x03\x04".to_vec()));
    let found = all(&mut work);
    assert_eq!(found[0].1[0].content.as_ref().unwrap_err().code, Code::TruncatedFile);
}

#[test]
fn there_is_an_end_to_it() {
    let mut work = work();
    for number in 0..proofmark::pile::work::LARGEST_PILE + 5 {
        work.put(&number.to_string(), Ok(Vec::new()));
    }
    let found = all(&mut work);
    assert_eq!(found.len(), proofmark::pile::work::LARGEST_PILE + 1);
    let last = found.last().unwrap().1[0].content.as_ref().unwrap_err();
    assert_eq!(last.code, Code::ZipTooMany);
}
