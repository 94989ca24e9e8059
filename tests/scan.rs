//! PDF files written here: what is attached to them, what is drawn on them, and what is done to harm.
#![allow(clippy::unwrap_used)]

mod support;

use proofmark::report::Code;
use proofmark::scan::pdf::{Pdf, Shown};
use proofmark::scan::qr;
use support::pdf::{PdfWriter, deflate, qr_code, qr_drawing, zlib};

const LINK: &str = "https://issuer.example/badges/1";

/// Names and contents of what is attached.
fn attached(file: &[u8]) -> Vec<(String, String)> {
    let files = Pdf::open(file).unwrap().attachments().unwrap();
    let pair = |file: proofmark::scan::pdf::Attachment| {
        (file.name, String::from_utf8_lossy(&file.bytes).into_owned())
    };
    files.into_iter().map(pair).collect()
}

/// Every code on every page.
fn codes(file: &[u8]) -> Vec<String> {
    let pdf = Pdf::open(file).unwrap();
    let shown = (0..pdf.pages()).flat_map(|page| pdf.shown(page));
    let read = |shown: Shown| match shown {
        Shown::Picture(picture) => qr::read(&picture),
        Shown::Jpeg(bytes) => vec![format!("a JPEG of {} bytes", bytes.len())],
    };
    shown.flat_map(read).collect()
}

fn refused(file: &[u8]) -> Code {
    match Pdf::open(file) {
        Err(problem) => problem.code,
        Ok(pdf) => pdf.attachments().unwrap_err().code,
    }
}

fn one(name: &str, content: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), content.to_owned())]
}

#[test]
fn files_are_found_wherever_they_are_attached() {
    let file = PdfWriter::new().attach("badge.json", b"{}").finish();
    assert_eq!(attached(&file), one("badge.json", "{}"));

    let mut pdf = PdfWriter::new();
    let place = pdf.file("a.jwt", b"ey");
    pdf.catalog = format!("/AF [{place} 0 R]");
    assert_eq!(attached(&pdf.finish()), one("a.jwt", "ey"));

    let mut pdf = PdfWriter::new();
    let place = pdf.file("page.json", b"[]");
    pdf.page = format!("/AF [{place} 0 R]");
    assert_eq!(attached(&pdf.finish()), one("page.json", "[]"));

    let mut pdf = PdfWriter::new();
    let place = pdf.file("pin.json", b"[1]");
    pdf.page = format!("/Annots [<< /Type /Annot /Subtype /FileAttachment /FS {place} 0 R >>]");
    assert_eq!(attached(&pdf.finish()), one("pin.json", "[1]"));

    // The same file by two ways is one.
    let mut pdf = PdfWriter::new().attach("badge.json", b"{}");
    let place = pdf.file("other.json", b"[]");
    pdf.catalog += &format!("/AF [{place} 0 R]");
    pdf.page = format!("/AF [{place} 0 R]");
    assert_eq!(attached(&pdf.finish()).len(), 2);
}

#[test]
fn names_are_read_in_every_encoding() {
    let mut pdf = PdfWriter::new();
    let stream = pdf.packed("", b"{}");
    let name = "<FEFF005A006F00EB>";
    let place = pdf.object(&format!("<< /F {name} /EF << /F {stream} 0 R >> >>"));
    pdf.catalog = format!("/AF [{place} 0 R]");
    assert_eq!(attached(&pdf.finish()), one("Zoë", "{}"));
}

#[test]
fn an_empty_page_has_nothing() {
    let file = PdfWriter::new().finish();
    assert_eq!(attached(&file), []);
    assert_eq!(codes(&file), [""; 0]);
    assert!(!Pdf::open(&file).unwrap().is_signed());
}

#[test]
fn pictures_of_codes_are_read_in_every_form() {
    let (side, grey) = qr_code(LINK, 4);
    let size = format!("/Width {side} /Height {side} /BitsPerComponent 8 /Filter /FlateDecode");
    let each = |parts: fn(u8) -> Vec<u8>| {
        zlib(&grey.iter().flat_map(|grey| parts(*grey)).collect::<Vec<u8>>())
    };
    let bits: Vec<u8> = grey
        .chunks(side)
        .flat_map(|row| {
            row.chunks(8).map(|eight| {
                eight.iter().enumerate().fold(0, |byte, (at, grey)| byte | (grey & 0x80) >> at)
            })
        })
        .collect();
    let table = [
        ("/ColorSpace /DeviceGray", each(|grey| vec![grey])),
        ("/ColorSpace /DeviceRGB", each(|grey| vec![grey; 3])),
        ("/ColorSpace /DeviceCMYK", each(|grey| vec![0, 0, 0, 255 - grey])),
        ("/ColorSpace [/CalRGB << /WhitePoint [1 1 1] >>]", each(|grey| vec![grey; 3])),
        (
            "/ColorSpace [/Indexed /DeviceRGB 1 <FFFFFF000000>]",
            each(|grey| vec![u8::from(grey == 0)]),
        ),
        ("/ColorSpace [/Separation /Black /DeviceGray 9 0 R]", each(|grey| vec![255 - grey])),
    ];
    for (space, bytes) in table {
        let file = PdfWriter::new().picture(&format!("{size} {space}"), &bytes).finish();
        assert_eq!(codes(&file), [LINK], "{space}");
    }
    let size = format!("/Width {side} /Height {side} /BitsPerComponent 1 /Filter /FlateDecode");
    for kind in ["/ColorSpace /DeviceGray", "/ImageMask true"] {
        let file = PdfWriter::new().picture(&format!("{size} {kind}"), &zlib(&bits)).finish();
        assert_eq!(codes(&file), [LINK], "{kind}");
    }
}

#[test]
fn a_code_that_only_a_mask_shows_is_read() {
    let (side, grey) = qr_code(LINK, 4);
    let size = format!("/Width {side} /Height {side} /BitsPerComponent 8 /Filter /FlateDecode");
    let mut pdf = PdfWriter::new();
    let mask = pdf.stream(&format!("/Subtype /Image {size} /ColorSpace /DeviceGray"), &zlib(&grey));
    let black = zlib(&vec![0; side * side]);
    let file =
        pdf.picture(&format!("{size} /ColorSpace /DeviceGray /SMask {mask} 0 R"), &black).finish();
    assert_eq!(codes(&file), [LINK]);
}

#[test]
fn jpegs_are_left_to_the_browser() {
    let entries =
        "/Width 100 /Height 100 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode";
    let file = PdfWriter::new().picture(entries, b"\xff\xd8\xff jpeg").finish();
    assert_eq!(codes(&file), ["a JPEG of 8 bytes"]);
}

#[test]
fn drawn_codes_are_read() {
    let squares = PdfWriter::new().draw(&qr_drawing(LINK, 100, 300, 4)).finish();
    assert_eq!(codes(&squares), [LINK]);
    // One shape of many, turned upside down and made larger, as browsers print.
    let one_shape = qr_drawing(LINK, 0, 0, 1).replace(" f\n", "\n") + "f*\n";
    let printed = PdfWriter::new().draw(&format!("q 5 0 0 -5 100 600 cm {one_shape} Q")).finish();
    // Upside down is a mirror image, which readers take as well.
    assert_eq!(codes(&printed), [LINK]);
    // White squares on a black ground that was drawn first.
    let inverted = qr_drawing(LINK, 100, 300, 4).replace("0 g", "1 g");
    let inverted = PdfWriter::new().draw(&format!("0 g 60 260 260 260 re f {inverted}")).finish();
    assert_eq!(codes(&inverted), [LINK]);
}

#[test]
fn codes_in_forms_are_read() {
    let mut pdf = PdfWriter::new();
    let form = pdf.packed(
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800]",
        qr_drawing(LINK, 100, 300, 4).as_bytes(),
    );
    let file = pdf.name("F1", form).draw("/F1 Do").finish();
    assert_eq!(codes(&file), [LINK]);
}

#[test]
fn a_form_in_itself_ends() {
    let mut pdf = PdfWriter::new();
    let form = pdf.next();
    let resources = format!("/Resources << /XObject << /F1 {form} 0 R >> >>");
    pdf.packed(&format!("/Subtype /Form /BBox [0 0 9 9] {resources}"), b"/F1 Do /F1 Do /F1 Do");
    let file = pdf.name("F1", form).draw("/F1 Do").finish();
    assert_eq!(codes(&file), [""; 0]);
}

#[test]
fn forms_are_unpacked_only_so_often() {
    let drawn = |times: usize| {
        let mut pdf = PdfWriter::new();
        let form = "/Subtype /Form /BBox [0 0 600 800]";
        let large = pdf.stream(form, &vec![b' '; 15 << 20]);
        let code = pdf.packed(form, qr_drawing(LINK, 100, 300, 4).as_bytes());
        let pdf = pdf.name("Large", large).name("Code", code);
        codes(&pdf.draw(&("/Large Do ".repeat(times) + "/Code Do")).finish())
    };
    assert_eq!(drawn(1), [LINK]);
    assert_eq!(drawn(3), [""; 0]);
}

#[test]
fn a_page_that_puts_too_much_aside_ends_there() {
    let drawn = |deep: usize| {
        let code = qr_drawing(LINK, 100, 300, 4);
        codes(&PdfWriter::new().draw(&format!("{} q Q {code}", "q ".repeat(deep))).finish())
    };
    assert_eq!(drawn(255), [LINK]);
    assert_eq!(drawn(256), [""; 0]);
}

#[test]
fn a_signature_of_the_pdf_is_noticed() {
    let mut pdf = PdfWriter::new();
    pdf.object("<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <00> >>");
    assert!(Pdf::open(&pdf.finish()).unwrap().is_signed());
}

#[test]
fn what_unpacks_too_far_is_refused() {
    let bomb = zlib(&vec![0; 70 << 20]);
    let mut pdf = PdfWriter::new();
    let stream = pdf.stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &bomb);
    pdf.catalog = format!("/AF [{stream} 0 R]");
    assert_eq!(refused(&pdf.finish()), Code::InflatesTooFar);
    // One over the other: what is within the limit once is not packed again unseen.
    let twice = zlib(&bomb);
    let mut pdf = PdfWriter::new();
    let stream = pdf.stream("/Filter [/FlateDecode /FlateDecode]", &twice);
    let place = pdf.object(&format!("<< /F (a) /EF << /F {stream} 0 R >> >>"));
    pdf.catalog = format!("/AF [{place} 0 R]");
    assert_eq!(refused(&pdf.finish()), Code::InflatesTooFar);
    // Many that are each within the limit.
    let large = zlib(&vec![0; 60 << 20]);
    let mut pdf = PdfWriter::new();
    for _ in 0..5 {
        pdf.stream("/Filter /FlateDecode", &large);
    }
    assert_eq!(refused(&pdf.finish()), Code::InflatesTooFar);
}

/// A file with one attached stream, as it is.
fn with_stream(packed: &[u8]) -> Vec<u8> {
    let mut pdf = PdfWriter::new();
    let stream = pdf.stream("/Filter /FlateDecode", packed);
    let place = pdf.object(&format!("<< /F (a) /EF << /F {stream} 0 R >> >>"));
    pdf.catalog = format!("/AF [{place} 0 R]");
    pdf.finish()
}

#[test]
fn what_is_no_zlib_is_held_to_the_same_limits() {
    let bomb = deflate(&vec![0; 70 << 20]);
    assert_eq!(refused(&with_stream(&bomb)), Code::InflatesTooFar, "deflated without a header");
    // A window of 64 KB, which zlib does not have and readers of PDF files take.
    let wide = [b"\x88\x1c", bomb.as_slice()].concat();
    assert_eq!(refused(&with_stream(&wide)), Code::InflatesTooFar);
    // What is within the limits is read either way.
    let small = deflate(b"{}");
    assert_eq!(attached(&with_stream(&small)), one("a", "{}"));
    assert_eq!(attached(&with_stream(&[b"\x88\x1c", small.as_slice()].concat())), one("a", "{}"));
}

#[test]
fn what_is_damaged_is_measured_and_not_followed_far() {
    // Cut short, each within the limit, and too many.
    let large = zlib(&vec![0; 60 << 20]);
    let mut pdf = PdfWriter::new();
    for _ in 0..5 {
        pdf.stream("/Filter /FlateDecode", &large[..large.len() - 9]);
    }
    assert_eq!(refused(&pdf.finish()), Code::InflatesTooFar);
    // A first block whose length does not fit: readers of PDF files pass over it, to what cannot be measured.
    let filler = vec![0; 65_000];
    let damaged = [b"\0\xe8\xfd\0\0", filler.as_slice(), &deflate(b"{}")].concat();
    assert_eq!(attached(&with_stream(&damaged))[0].1.len(), filler.len() + 2);
    let twice = [&damaged[..5 + filler.len()], &damaged].concat();
    assert_eq!(attached(&with_stream(&twice)), []);
}

#[test]
fn damaged_and_cut_files_are_named() {
    assert_eq!(refused(b"%PDF-1.7"), Code::DamagedFile);
    assert_eq!(refused(b"%PDF-1.7\nnothing of the kind"), Code::DamagedFile);
    let whole =
        PdfWriter::new().attach("badge.json", b"{\"a\":1}").draw("0 g 1 1 9 9 re f").finish();
    for length in (0..whole.len()).step_by(7) {
        if let Ok(pdf) = Pdf::open(&whole[..length]) {
            let _ = pdf.attachments();
            (0..pdf.pages()).for_each(|page| _ = pdf.shown(page));
        }
    }
    for at in (0..whole.len()).step_by(3) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x15;
        if let Ok(pdf) = Pdf::open(&flipped) {
            let _ = pdf.attachments();
            (0..pdf.pages()).for_each(|page| _ = pdf.shown(page));
        }
    }
}

#[test]
fn rings_end() {
    // A tree of names that is its own branch, and pages that are their own kids.
    let mut pdf = PdfWriter::new();
    let ring = pdf.next();
    pdf.object(&format!("<< /Kids [{ring} 0 R {ring} 0 R {ring} 0 R] >>"));
    pdf.catalog = format!("/Names << /EmbeddedFiles {ring} 0 R >>");
    assert_eq!(attached(&pdf.finish()), []);
    let file = PdfWriter::new().finish();
    let ring = String::from_utf8_lossy(&file).replace("/Kids [3 0 R]", "/Kids [2 0 R]");
    if let Ok(pdf) = Pdf::open(ring.as_bytes()) {
        assert!(pdf.pages() <= 1);
    }
}

#[test]
fn a_password_is_asked_for_by_its_name() {
    let mut pdf = PdfWriter::new();
    // Version 1, revision 2, with keys that no empty password opens.
    let key = "ab".repeat(32);
    let lock =
        pdf.object(&format!("<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >>"));
    pdf.trailer = format!("/Encrypt {lock} 0 R /ID [<00> <00>]");
    assert_eq!(refused(&pdf.finish()), Code::PdfEncrypted);
}

#[test]
fn absurd_pictures_are_left_out() {
    for entries in [
        "/Width 4294967295 /Height 4294967295 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
        "/Width 100 /Height 100 /BitsPerComponent 3 /ColorSpace /DeviceGray",
        "/Width 100 /Height 100 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        "/Width 100 /Height 100 /BitsPerComponent 8 /ColorSpace [/Indexed [/Indexed /DeviceGray 1 <00FF>] 1 <0001>]",
        "/Width 100 /Height 100",
        "/Width 0 /Height 0 /ColorSpace /DeviceGray",
    ] {
        let file = PdfWriter::new().picture(entries, b"short").finish();
        assert_eq!(codes(&file), [""; 0], "{entries}");
    }
}
