//! QR codes in pictures, PDF files and before the camera; badges attached to PDF files.

use proofmark::encoding::to_base64url;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::issuer::{Answer, Issuer};
use crate::offline::reload;
use crate::page::Page;
use crate::support::TestKey;
use crate::support::pdf::{PdfWriter, qr_code, qr_drawing, zlib};
use crate::{open_page, open_page_in};

const VERDICT: &str = "#verdict-title";

/// A grey picture as PNG.
fn png(width: usize, luma: &[u8]) -> Vec<u8> {
    let height = luma.len() / width;
    let mut bytes = Vec::new();
    let sides = [width, height].map(|side| u32::try_from(side).unwrap());
    let mut encoder = png::Encoder::new(&mut bytes, sides[0], sides[1]);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(luma).unwrap();
    bytes
}

/// A screen of 1280 by 720 with a window of some greys, and these codes on it.
fn screen(codes: &[&str]) -> (usize, Vec<u8>) {
    let (width, height) = (1280, 720);
    let mut luma: Vec<u8> =
        (0..width * height).map(|at| if (at / width / 40) % 3 == 0 { 200 } else { 235 }).collect();
    for (index, text) in codes.iter().enumerate() {
        let (side, code) = qr_code(text, 4);
        let (left, top) = (60 + index * 400, 150);
        for (y, row) in code.chunks(side).enumerate() {
            luma[(top + y) * width + left..][..side].copy_from_slice(row);
        }
    }
    (width, luma)
}

pub(crate) fn screenshot(codes: &[&str]) -> Vec<u8> {
    let (width, luma) = screen(codes);
    png(width, &luma)
}

/// A badge as a JWT, signed by a key that nobody can name.
fn jwt() -> String {
    let key = TestKey::fresh();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
    let text = std::fs::read_to_string(path).unwrap().replace("{{did:alice}}", &key.did());
    let badge: Value = serde_json::from_str(&text).unwrap();
    let header = json!({ "alg": key.alg(), "typ": "vc+jwt", "kid": key.did_method() });
    let [header, claims] = [header, badge].map(|part| to_base64url(part.to_string().as_bytes()));
    let message = format!("{header}.{claims}");
    let signature = to_base64url(&key.signature(key.alg(), message.as_bytes()));
    format!("{message}.{signature}")
}

fn later_modules(requests: &[String]) -> Vec<&String> {
    let later = ["scan.js", "serve.js", "qr.js", "pdf.js", "proofmark-qr", "proofmark-pdf"];
    requests.iter().filter(|url| later.iter().any(|name| url.contains(name))).collect()
}

fn quiet(page: &Page) {
    assert_eq!(page.foreign(&page.requests()), [""; 0], "asked though nobody agreed");
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}

fn start_over(page: &Page) {
    page.click("header.site button:last-of-type");
    page.wait_for("#file");
}

/// Told in every engine: `engines.rs`.
pub(crate) fn pictures_and_papers_are_looked_into(engine: Engine) {
    let page = open_page_in(engine);
    page.requests();
    let link = "https://issuer.example/badges/1";
    page.drop_file("body", "screen.png", "image/png", &screenshot(&[link]));
    page.wait_for_text(".link-offer", "issuer.example");
    start_over(&page);
    page.drop_file("body", "code.png", "image/png", &screenshot(&[&jwt()]));
    page.wait_for_text(VERDICT, "Signed, but by someone we cannot name");
    start_over(&page);
    let paper = PdfWriter::new().attach("badge.jwt", jwt().as_bytes()).finish();
    page.drop_file("body", "certificate.pdf", "application/pdf", &paper);
    page.wait_for_text(VERDICT, "Signed, but by someone we cannot name");
    start_over(&page);
    let paper = PdfWriter::new().draw(&qr_drawing(link, 100, 300, 4)).finish();
    page.drop_file("body", "certificate.pdf", "application/pdf", &paper);
    page.wait_for_text(".link-offer", "issuer.example");
    start_over(&page);
    page.drop_file("body", "nothing.png", "image/png", &screenshot(&[]));
    page.wait_for_text(".verdict", "This is a picture without a badge in it.");
    quiet(&page);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_link_in_a_picture_is_offered_and_nobody_is_asked() {
    let issuer = Issuer::open();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
    issuer.put("/badge", Answer::json(std::fs::read(path).unwrap()));
    let page = open_page();
    assert_eq!(later_modules(&page.requests()), [""; 0], "fetched before it is needed");
    let picture = screenshot(&[&issuer.url("/badge")]);
    for time in ["first", "next"] {
        page.script(
            "const start = performance.now();
             const watch = new MutationObserver(() => {
               if (!document.querySelector('.link-offer')) return;
               globalThis.__took = performance.now() - start;
               watch.disconnect();
             });
             watch.observe(document.body, { childList: true, subtree: true });",
            &json!([]),
        );
        page.drop_file("body", "screen.png", "image/png", &picture);
        page.wait_for_text(".link-offer", &issuer.site());
        println!("{time}: {} ms", page.script("return globalThis.__took", &json!([])));
        page.click(".link-offer button:not(.primary)");
        page.wait_for("#file");
    }
    let requests = page.requests();
    assert!(!later_modules(&requests).is_empty());
    assert!(!requests.iter().any(|url| url.contains("pdf")), "a picture needs no reader of PDF");
    assert_eq!(issuer.lines(), [""; 0], "asked before anybody agreed");
    page.drop_file("body", "screen.png", "image/png", &picture);
    page.click(".link-offer button.primary");
    page.wait_for_text(VERDICT, "No signature");
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn what_a_code_says_is_named() {
    let page = open_page();
    page.requests();
    for (text, sentence) in [
        ("VP1-B3ECQAAAQABCDEF", "packed for scanners: VP1-B3ECQAAAQABCDEF"),
        ("openid-credential-offer://?credential_offer=x", "for a wallet"),
        ("<img src=x onerror=alert(1)>", "It says: <img src=x onerror=alert(1)>"),
        ("{\"type\":\"nothing known\"}", ""),
        ("{\"broken\":", ""),
        ("eyJhbGciOiJub25lIn0.e30.", ""),
    ] {
        page.drop_file("body", "screen.png", "image/png", &screenshot(&[text]));
        page.wait_for_text(".verdict", sentence);
        page.wait_for_text("#verdict-title", "");
        start_over(&page);
    }
    let both = ["https://issuer.example/1", "WIFI:S:guest;;"];
    page.drop_file("body", "screen.png", "image/png", &screenshot(&both));
    page.wait_for_text(VERDICT, "2 QR codes");
    assert!(page.focused(VERDICT));
    page.wait_for_text(".codes", "A link to issuer.example");
    let other = page.text(".codes li:first-child").contains("WIFI") as u8 + 1;
    page.click(&format!(".codes li:nth-child({other}) button"));
    page.wait_for_text(".link-offer", "issuer.example");
    start_over(&page);
    // Among others, a link is named and not opened.
    let files: [(&str, &str, &[u8]); 2] =
        [("a.png", "image/png", &screenshot(&[both[0]])), ("b.png", "image/png", &screenshot(&[]))];
    page.drop_files("body", &files);
    page.wait_for_text(".list", "https://issuer.example/1");
    page.wait_for_text(".list", "This is a picture without a badge in it.");
    quiet(&page);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn papers_are_looked_into() {
    let page = open_page();
    page.requests();
    let drop = |name: &str, paper: Vec<u8>| {
        page.drop_file("body", name, "application/pdf", &paper);
    };
    // A signed one: what was checked is the badge, and that is said.
    let mut paper = PdfWriter::new().attach("badge.jwt", jwt().as_bytes());
    paper.object("<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>");
    drop("signed.pdf", paper.finish());
    page.wait_for_text(VERDICT, "Signed, but by someone we cannot name");
    page.wait_for_text(
        ".checks",
        "The PDF itself is signed as well; that signature was not checked.",
    );
    assert!(
        page.text(".inspector").is_empty() || page.text("body").contains("signed.pdf, badge.jwt")
    );
    page.click(".inspector > summary");
    page.wait_for_text(".inspector", "pdf:attachment");
    start_over(&page);
    // An attached picture with a badge baked in.
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples");
    let baked = std::fs::read(samples.join("genuine.png")).unwrap();
    drop("baked.pdf", PdfWriter::new().attach("badge.png", &baked).finish());
    page.wait_for_text(".badge", "Bookbinding, first year");
    page.wait_for(".badge .picture");
    start_over(&page);
    // A PDF in a PDF stays closed; what is attached and is no badge does not hide the code on the page.
    let inner = PdfWriter::new().attach("badge.jwt", jwt().as_bytes()).finish();
    let (side, grey) = qr_code("https://issuer.example/2", 4);
    let entries = format!(
        "/Width {side} /Height {side} /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode"
    );
    let paper = PdfWriter::new().attach("inner.pdf", &inner).picture(&entries, &zlib(&grey));
    drop("outer.pdf", paper.finish());
    page.wait_for_text(".link-offer", "issuer.example/2");
    start_over(&page);
    drop("empty.pdf", PdfWriter::new().finish());
    page.wait_for_text(".verdict", "This is a PDF without a badge in it.");
    start_over(&page);
    drop("cut.pdf", b"%PDF-1.7\nnothing".to_vec());
    page.wait_for_text(".verdict", "This file is damaged (PDF).");
    start_over(&page);
    let mut bomb = PdfWriter::new();
    bomb.stream("/Filter /FlateDecode", &zlib(&vec![0; 70 << 20]));
    drop("bomb.pdf", bomb.finish());
    page.wait_for_text(".verdict", "unpacks to far too much");
    quiet(&page);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn jpegs_on_a_page_are_opened_by_the_browser() {
    let page = open_page();
    // The browser packs what a test cannot.
    let (side, grey) = qr_code("https://issuer.example/3", 6);
    let jpeg = page.script_async(
        "const [side, text, done] = arguments;
         const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
         const context = canvas.getContext('2d');
         const image = context.createImageData(side, side);
         const grey = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
         grey.forEach((value, at) => image.data.set([value, value, value, 255], 4 * at));
         context.putImageData(image, 0, 0);
         done(canvas.toDataURL('image/jpeg', .8).split(',')[1]);",
        &json!([side, base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &grey)]),
    );
    let jpeg = jpeg.as_str().unwrap();
    let jpeg = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, jpeg).unwrap();
    let entries = format!(
        "/Width {side} /Height {side} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode"
    );
    let paper = PdfWriter::new().picture(&entries, &jpeg).finish();
    page.drop_file("body", "scan.pdf", "application/pdf", &paper);
    page.wait_for_text(".link-offer", "issuer.example/3");
    start_over(&page);
    page.drop_file("body", "photo.jpg", "image/jpeg", &jpeg);
    page.wait_for_text(".link-offer", "issuer.example/3");
    assert_eq!(page.violations(), [""; 0]);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_camera_sees_a_code() {
    let page = open_page();
    let (width, luma) = screen(&["https://issuer.example/4"]);
    page.film(width, &luma);
    page.permit("camera", "granted");
    watch_cameras(&page);
    page.requests();
    page.click("#camera");
    page.wait_for_text(".link-offer", "issuer.example/4");
    assert!(page.focused(VERDICT));
    assert_eq!(page.script("return globalThis.__streams.length", &json!([])), 1);
    assert_eq!(lit(&page), 0, "the camera is still on");
    quiet(&page);
}

/// Counts cameras that are on. Streams of a page cannot be listed: what it was given is noted.
fn watch_cameras(page: &Page) {
    page.script(
        "globalThis.__streams = [];
         const ask = MediaDevices.prototype.getUserMedia;
         MediaDevices.prototype.getUserMedia = async function (wanted) {
           const stream = await ask.call(this, wanted);
           globalThis.__streams.push(stream);
           return stream;
         };",
        &json!([]),
    );
}

fn lit(page: &Page) -> u64 {
    let lit = page.script(
        "return (globalThis.__streams ?? []).flatMap((stream) => stream.getTracks())
           .filter(({ readyState }) => readyState === 'live').length",
        &json!([]),
    );
    lit.as_u64().unwrap()
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn the_camera_goes_out_however_it_is_left() {
    const ESCAPE: &str = "\u{e00c}";
    let page = open_page();
    page.permit("camera", "granted");
    watch_cameras(&page);
    let on = || {
        page.click("#camera");
        page.wait_for_text(VERDICT, "Hold the code before the camera");
        let playing = "const video = document.querySelector('video'); return video.videoWidth > 0 && !video.paused";
        while page.script(playing, &json!([])) != true {}
        assert!(page.focused(VERDICT));
        assert_eq!(lit(&page), 1);
    };
    on();
    page.click(".camera button");
    page.wait_for("#file");
    assert!(page.focused("#camera"), "the button has the focus again");
    assert_eq!(lit(&page), 0);
    on();
    page.press(ESCAPE);
    page.wait_for("#file");
    assert!(page.focused("#camera"));
    assert_eq!(lit(&page), 0);
    on();
    start_over(&page);
    assert_eq!(lit(&page), 0);
    on();
    page.drop_file("body", "letter.txt", "", b"Dear Sir or Madam");
    page.wait_for_text(VERDICT, "No badge found");
    assert_eq!(lit(&page), 0, "something else was dropped");
    start_over(&page);
    on();
    page.paste("body", "https://issuer.example/6");
    page.wait_for_text(".link-offer", "issuer.example/6");
    assert_eq!(lit(&page), 0, "a link was pasted");
    quiet(&page);
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_camera_that_is_not_to_be_had_is_explained() {
    let page = open_page();
    page.permit("camera", "denied");
    page.click("#camera");
    page.wait_for_text(".verdict", "This page may not use the camera.");
    assert!(page.focused(VERDICT));
    page.click(".verdict button");
    page.wait_for("#camera");
    for (name, sentence) in [
        ("NotFoundError", "No camera was found."),
        ("NotReadableError", "The camera cannot be used now."),
    ] {
        page.script(
            "const [name] = arguments;
             MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('', name));",
            &json!([name]),
        );
        page.click("#camera");
        page.wait_for_text(".verdict", sentence);
        page.click(".verdict button");
        page.wait_for("#camera");
    }
    // Without a camera there is no button.
    page.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({ "source": "MediaDevices.prototype.enumerateDevices = async () => [];" }),
    );
    reload(&page);
    page.wait_for("#file");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(page.text("#camera"), "");
    assert_eq!(page.violations(), [""; 0]);
}

/// A code leads to a PDF, and that to a badge: who was asked on the way is said.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn what_a_link_leads_to_is_looked_into() {
    let issuer = Issuer::open();
    let paper = PdfWriter::new().attach("badge.jwt", jwt().as_bytes()).finish();
    issuer.put("/1.pdf", Answer { media_type: "application/pdf", ..Answer::json(paper) });
    let page = open_page();
    page.drop_file("body", "code.png", "image/png", &screenshot(&[&issuer.url("/1.pdf")]));
    page.wait_for_text(".link-offer", &issuer.site());
    assert_eq!(issuer.lines(), [""; 0], "asked before anybody agreed");
    page.click(".link-offer button.primary");
    page.wait_for_text(VERDICT, "Signed, but by someone we cannot name");
    page.wait_for_text(".contacts", "/1.pdf");
    assert_eq!(issuer.lines(), ["GET /1.pdf"]);
    // The next file has nothing to do with it.
    start_over(&page);
    page.drop_file("body", "code.png", "image/png", &screenshot(&[&jwt()]));
    page.wait_for_text(VERDICT, "Signed, but by someone we cannot name");
    assert!(!page.text(".contacts").contains("/1.pdf"));
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.console_errors(), [""; 0]);
}

/// The clock is sped up: twenty seconds become a twentieth of one, and nobody answers.
#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn what_takes_too_long_is_given_up() {
    let page = open_page();
    page.script(
        "globalThis.__ended = 0;
         const wait = globalThis.__wait = setTimeout, start = Worker;
         globalThis.setTimeout = (then, time) => wait(then, time === 20_000 ? 50 : time);
         globalThis.Worker = class {
           constructor() { wait(() => this.onmessage({ data: { ready: true } })); }
           postMessage() {}
           terminate() { globalThis.__ended += 1; globalThis.Worker = start; }
         };",
        &json!([]),
    );
    let picture = screenshot(&["https://issuer.example/7"]);
    page.drop_file("body", "screen.png", "image/png", &picture);
    page.wait_for_text(".verdict", "was given up (time)");
    assert_eq!(page.script("return globalThis.__ended", &json!([])), 1, "it still works on it");
    // The next one gets a new worker, and its time.
    page.script("globalThis.setTimeout = globalThis.__wait", &json!([]));
    start_over(&page);
    page.drop_file("body", "code.png", "image/png", &picture);
    page.wait_for_text(".link-offer", "issuer.example/7");
}

#[test]
#[ignore = "needs dist and chromium: run cargo xtask test"]
fn a_reader_that_does_not_arrive_is_named_and_can_be_had_later() {
    for blocked in ["*scan.js*", "*/qr.js*", "*proofmark-qr*"] {
        let page = open_page();
        page.devtools("Network.enable", &json!({}));
        page.devtools("Network.setBlockedURLs", &json!({ "urls": [blocked] }));
        // The network of a worker is another target: for that, the server forgets the file.
        page.script(
            "if (!arguments[0].includes('scan')) {
               const start = Worker;
               globalThis.Worker = class { constructor() { setTimeout(() => this.onerror(new Event('error', { cancelable: true }))); } postMessage() {} terminate() { globalThis.Worker = start; } };
             }",
            &json!([blocked]),
        );
        let picture = screenshot(&["https://issuer.example/5"]);
        page.drop_file("body", "screen.png", "image/png", &picture);
        page.wait_for_text(".verdict", "did not arrive");
        page.devtools("Network.setBlockedURLs", &json!({ "urls": [] }));
        start_over(&page);
        page.drop_file("body", "screen.png", "image/png", &picture);
        page.wait_for_text(".link-offer", "issuer.example/5");
    }
}
