//! ZIP files: what is in them, and those that mean harm.

#![allow(clippy::unwrap_used)]

#[path = "support/mod.rs"]
mod support;

use proofmark::container::zip::{
    Entry, Files, HIGHEST_RATIO, LARGEST_SUM, MOST_FILES, RATIO_FROM, Zip,
};
use proofmark::report::Code;
use proptest::prelude::*;

use support::zip::{File, ZipWriter, deflate};

fn names(bytes: &[u8]) -> Vec<String> {
    Zip::open(bytes).unwrap().entries.into_iter().map(|entry| entry.name).collect()
}

fn refused(bytes: &[u8]) -> Code {
    Zip::open(bytes).err().expect("it is refused").code
}

/// What came of the only file in it.
fn only(bytes: &[u8]) -> Result<Vec<u8>, Code> {
    let zip = Zip::open(bytes).unwrap();
    let [entry]: &[Entry; 1] = zip.entries.as_slice().try_into().unwrap();
    zip.unpack(entry).map_err(|problem| problem.code)
}

fn all(bytes: &[u8]) -> Vec<(String, Result<Vec<u8>, Code>)> {
    let files = Files::open(bytes).unwrap();
    files.map(|(name, content)| (name, content.map_err(|problem| problem.code))).collect()
}

#[test]
fn files_are_listed_and_unpacked() {
    let text = "a badge ".repeat(500);
    let bytes = ZipWriter::new()
        .stored("a.json", b"{}")
        .stored("folder/", b"")
        .deflated("folder/b ü.json", text.as_bytes())
        .stored("empty.txt", b"")
        .write();
    let expected = [
        ("a.json".to_owned(), Ok(b"{}".to_vec())),
        ("folder/b ü.json".to_owned(), Ok(text.clone().into_bytes())),
        ("empty.txt".to_owned(), Ok(Vec::new())),
    ];
    assert_eq!(all(&bytes), expected);
    assert_eq!(Zip::open(&bytes).unwrap().entries[1].size, text.len());
}

#[test]
fn sizes_may_stand_behind_the_bytes_and_numbers_may_be_long() {
    for (descriptor, long) in [(true, false), (false, true), (true, true)] {
        let file = File { descriptor, long, ..File::deflated("a.json", b"{\"a\": 1}") };
        for end in [false, true] {
            let bytes = ZipWriter::new().file(&file).write_as(1, b"made by hand", end);
            assert_eq!(
                only(&bytes).as_deref(),
                Ok(&b"{\"a\": 1}"[..]),
                "{descriptor} {long} {end}"
            );
        }
    }
}

#[test]
fn what_systems_leave_behind_is_left_out() {
    let bytes = ZipWriter::new()
        .stored("a.json", b"{}")
        .stored("__MACOSX/._a.json", b"x")
        .stored(".DS_Store", b"x")
        .stored("b/.DS_Store", b"x")
        .stored("b/._c.png", b"x")
        .stored("b/Thumbs.db", b"x")
        .stored("b/", b"")
        .write();
    assert_eq!(names(&bytes), ["a.json"]);
    let nothing = ZipWriter::new().stored("b/", b"").write();
    assert_eq!(refused(&nothing), Code::ZipEmpty);
    assert_eq!(refused(&ZipWriter::new().write()), Code::ZipEmpty);
}

#[test]
fn names_lead_nowhere() {
    let table: &[(&[u8], &str)] = &[
        (b"../../etc/passwd", "etc/passwd"),
        (b"/etc/passwd", "etc/passwd"),
        (b"C:\\Users\\a.json", "Users/a.json"),
        (b"a/./../b.json", "a/b.json"),
        (b"..", "?"),
        (b"caf\x82.json", "caf\u{fffd}.json"),
        (b"", "?"),
    ];
    for (written, shown) in table {
        let bytes =
            ZipWriter::new().file(&File { name: written, ..File::stored("", b"{}") }).write();
        assert_eq!(names(&bytes), [*shown]);
    }
    let long = "a".repeat(5_000);
    assert_eq!(names(&ZipWriter::new().stored(&long, b"").write())[0].len(), 300);
}

#[test]
fn a_password_and_other_ways_of_packing_are_said_of_the_file_alone() {
    let encrypted = File { flags: 0x801, ..File::stored("a.json", b"{}") };
    let aes = File { method: 99, flags: 0x801, ..File::stored("b.json", b"{}") };
    let zstandard = File { method: 93, ..File::stored("c.json", b"{}") };
    let bytes = ZipWriter::new().file(&encrypted).file(&aes).file(&zstandard);
    let outcomes: Vec<_> = all(&bytes.stored("d.json", b"{}").write())
        .into_iter()
        .map(|(_, content)| content)
        .collect();
    assert_eq!(
        outcomes,
        [
            Err(Code::ZipEncrypted),
            Err(Code::ZipEncrypted),
            Err(Code::ZipUnsupported),
            Ok(b"{}".to_vec())
        ]
    );
}

#[test]
fn what_is_not_as_promised_is_damaged() {
    let content = b"{\"a\": 1}";
    let good = File::deflated("a.json", content);
    let table = [
        (File { sum: good.sum ^ 1, ..File::deflated("a.json", content) }, Code::DamagedFile),
        (File { size: 7, ..File::deflated("a.json", content) }, Code::InflatesTooFar),
        (File { size: 9, ..File::deflated("a.json", content) }, Code::DamagedFile),
        (File { size: 7, ..File::stored("a.json", content) }, Code::DamagedFile),
        (
            File { packed: b"\xff\xff\xff".to_vec(), ..File::deflated("a.json", content) },
            Code::DamagedFile,
        ),
    ];
    for (file, code) in table {
        assert_eq!(only(&ZipWriter::new().file(&file).write()), Err(code));
    }
    let renamed = File { local_name: Some(b"b.json"), ..File::stored("a.json", content) };
    assert_eq!(refused(&ZipWriter::new().file(&renamed).write()), Code::DamagedFile);
}

#[test]
fn every_cut_and_every_tail_is_noticed() {
    let whole = ZipWriter::new().deflated("a.json", b"{}").write_as(1, b"", true);
    for length in 0..whole.len() {
        assert!(Zip::open(&whole[..length]).is_err(), "{length}");
    }
    assert!(Zip::open([&whole[..], b"x"].concat()).is_err());
    assert_eq!(
        refused(&ZipWriter::new().stored("a", b"").write_as(2, b"", false)),
        Code::DamagedFile
    );
    assert_eq!(
        refused(&ZipWriter::new().stored("a", b"").write_as(0, b"", false)),
        Code::DamagedFile
    );
    let mut parts = ZipWriter::new().stored("a", b"").write();
    let at = parts.len() - 18;
    parts[at] = 1;
    assert_eq!(refused(&parts), Code::ZipUnsupported);
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    // One file that unpacks to far more than its bytes.
    let zeros = vec![0; RATIO_FROM * 4];
    let packed = deflate(&zeros);
    assert!(zeros.len() / packed.len() > HIGHEST_RATIO);
    let bomb = ZipWriter::new().deflated("a.json", &zeros).write();
    assert_eq!(only(&bomb), Err(Code::InflatesTooFar));
    // What tells a small size unpacks no further than that.
    let liar = File { size: 100, ..File::deflated("a.json", &zeros) };
    assert_eq!(only(&ZipWriter::new().file(&liar).write()), Err(Code::InflatesTooFar));
    // Larger than any badge.
    let large = File { size: 21 << 20, ..File::stored("a.json", b"") };
    assert_eq!(only(&ZipWriter::new().file(&large).write()), Err(Code::FileTooLarge));
    // Many that come to too much together.
    let mut many = ZipWriter::new();
    for _ in 0..=LARGEST_SUM / (20 << 20) {
        let file = File { size: 20 << 20, packed: vec![0; 110_000], ..File::deflated("a", b"") };
        many = many.file(&file);
    }
    assert_eq!(refused(&many.write()), Code::InflatesTooFar);
    // The same bytes under many names.
    let mut shared = ZipWriter::new().deflated("a", &[7; 1000]);
    for _ in 0..10 {
        shared.entry(&File::deflated("a", &[7; 1000]), 0);
    }
    assert_eq!(refused(&shared.write()), Code::InflatesTooFar);
    // A file that is quoted within another one.
    let inner = ZipWriter::new().stored("b", b"{}");
    let quoted = inner.write();
    let mut outer = ZipWriter::new().stored("a", &quoted);
    let at = 30 + 1;
    outer.entry(&File::stored("b", b"{}"), at);
    assert_eq!(refused(&outer.write()), Code::InflatesTooFar);
    // More files than anybody has.
    let mut crowd = ZipWriter::new();
    for _ in 0..=MOST_FILES {
        crowd = crowd.stored("a", b"");
    }
    assert_eq!(refused(&crowd.write()), Code::ZipTooMany);
}

#[test]
fn one_zip_within_another_is_opened_and_no_deeper() {
    let third = ZipWriter::new().stored("d.json", b"{}").write();
    let second = ZipWriter::new().stored("b.json", b"1").deflated("c.zip", &third).write();
    let first = ZipWriter::new().stored("x/a.zip", &second).stored("e.json", b"2").write();
    let expected = [
        ("x/a.zip/b.json".to_owned(), Ok(b"1".to_vec())),
        ("x/a.zip/c.zip".to_owned(), Err(Code::ZipTooDeep)),
        ("e.json".to_owned(), Ok(b"2".to_vec())),
    ];
    assert_eq!(all(&first), expected);
    let mut files = Files::open(&first[..]).unwrap();
    assert_eq!(files.known(), 2);
    files.next();
    assert_eq!(files.known(), 3);
    // One that is broken does not take the others with it.
    let broken = ZipWriter::new().stored("a.zip", &second[..60]).stored("e.json", b"2").write();
    assert_eq!(
        all(&broken),
        [("a.zip".to_owned(), Err(Code::TruncatedFile)), ("e.json".to_owned(), Ok(b"2".to_vec()))]
    );
}

#[test]
fn limits_hold_for_all_levels_together() {
    let crowd = |count: usize| {
        let mut crowd = ZipWriter::new();
        for _ in 0..count {
            crowd = crowd.stored("a", b"");
        }
        crowd.write()
    };
    let half = crowd(MOST_FILES / 2);
    let mut both = ZipWriter::new();
    for name in ["1.zip", "2.zip", "3.zip"] {
        both = both.deflated(name, &half);
    }
    let found = all(&both.write());
    assert_eq!(found.len(), MOST_FILES / 2 + 2);
    let refused: Vec<_> = found.iter().filter(|(_, content)| content.is_err()).collect();
    assert_eq!(refused.len(), 2);
    assert_eq!(refused[0].1, Err(Code::ZipTooMany));
}

#[test]
fn documents_of_programs_are_named() {
    let office =
        ZipWriter::new().stored("[Content_Types].xml", b"<x/>").stored("b.xml", b"").write();
    assert_eq!(refused(&office), Code::NotABadgeFile);
    let book = ZipWriter::new().stored("mimetype", b"application/epub+zip").write();
    assert_eq!(refused(&book), Code::NotABadgeFile);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is written over a ZIP, it is read or refused, and what is read is of the size told.
    #[test]
    fn no_bytes_are_too_strange(at in 0_usize..400, with in proptest::collection::vec(any::<u8>(), 1..9)) {
        let file = File { long: true, ..File::deflated("b.json", b"{\"a\": 1}") };
        let mut bytes = ZipWriter::new().stored("a.json", b"{}").file(&file).write_as(2, b"c", true);
        let end = bytes.len();
        for (offset, byte) in with.into_iter().enumerate() {
            bytes[(at + offset) % end] = byte;
        }
        if let Ok(files) = Files::open(&bytes[..]) {
            for (name, _) in files {
                prop_assert!(!name.is_empty());
            }
        }
    }
}
