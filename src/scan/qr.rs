//! QR codes in a picture (ISO/IEC 18004), found and read by `rqrr`.

use rqrr::PreparedImage;

use super::Picture;

/// More codes than this in one picture are a pattern.
const MOST_CODES: usize = 20;

/// A way to look at a picture.
type Look = fn(&Picture) -> Option<Picture>;

/// How a picture is looked at, in this order, until every code that was found could be read: light
/// codes on dark ground, and smaller where a photo's grain hides the squares, larger where they are few
/// pixels wide.
const LOOKS: &[Look] = &[
    |picture| Some(picture.clone()),
    |picture| Some(picture.inverted()),
    |picture| picture.halved(),
    |picture| picture.doubled(),
    |picture| picture.halved().map(|half| half.inverted()),
    |picture| picture.halved()?.halved(),
];

/// The text of every QR code in a picture, each once, as far as they can be read.
pub fn read(picture: &Picture) -> Vec<String> {
    let mut texts = Vec::new();
    for look in LOOKS {
        let Some(seen) = look(picture) else { continue };
        let unread = read_once(&seen, &mut texts);
        if !texts.is_empty() && !unread {
            break;
        }
    }
    texts
}

/// Reads what is seen at one size; gives back whether something looked like a code and could not be
/// read.
fn read_once(picture: &Picture, texts: &mut Vec<String>) -> bool {
    let (width, luma) = (picture.width(), picture.luma());
    let mut prepared =
        PreparedImage::prepare_from_greyscale(width, picture.height(), |x, y| luma[y * width + x]);
    let mut unread = false;
    for grid in prepared.detect_grids().into_iter().take(MOST_CODES) {
        let mut bytes = Vec::new();
        if grid.decode_to(&mut bytes).is_err() {
            unread = true;
            continue;
        }
        let text = text(bytes);
        if !text.trim().is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    unread
}

/// Bytes of a code are Latin-1 by the standard and UTF-8 by custom.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect())
}

#[cfg(test)]
mod tests {
    use qrcode::{Color, EcLevel, QrCode};

    use super::*;

    const LINK: &str = "https://issuer.example/badges/1";

    /// White paper, `side` pixels wide and high.
    struct Paper {
        side: usize,
        luma: Vec<u8>,
    }

    impl Paper {
        fn new(side: usize) -> Self {
            Self { side, luma: vec![255; side * side] }
        }

        /// Draws a code: its middle, the size of a square, and by how much it is turned.
        fn draw(mut self, text: &str, middle: (f64, f64), square: f64, degrees: f64) -> Self {
            let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
            let (squares, colours) = (code.width() as f64, code.to_colors());
            let (sine, cosine) = degrees.to_radians().sin_cos();
            for y in 0..self.side {
                for x in 0..self.side {
                    let (right, down) = (x as f64 + 0.5 - middle.0, y as f64 + 0.5 - middle.1);
                    let across = (right * cosine + down * sine) / square + squares / 2.0;
                    let along = (down * cosine - right * sine) / square + squares / 2.0;
                    if (0.0..squares).contains(&across) && (0.0..squares).contains(&along) {
                        let at = along as usize * code.width() + across as usize;
                        let dark = colours[at] == Color::Dark;
                        self.luma[y * self.side + x] = if dark { 20 } else { 240 };
                    }
                }
            }
            self
        }

        fn with(mut self, change: impl Fn(usize, u8) -> u8) -> Self {
            self.luma.iter_mut().enumerate().for_each(|(at, grey)| *grey = change(at, *grey));
            self
        }

        fn read(self) -> Vec<String> {
            read(&Picture::new(self.side, self.side, self.luma).unwrap())
        }
    }

    /// A number that looks random, and is the same each time.
    fn noise(at: usize) -> u8 {
        let mixed =
            (at as u32).wrapping_mul(2_654_435_761).rotate_left(13).wrapping_mul(2_246_822_519);
        (mixed >> 24) as u8
    }

    #[test]
    fn codes_are_read_however_they_lie() {
        for degrees in [0.0, 7.0, 45.0, 90.0, 180.0, 213.0] {
            let paper = Paper::new(400).draw(LINK, (190.0, 210.0), 6.0, degrees);
            assert_eq!(paper.read(), [LINK], "turned by {degrees}");
        }
    }

    #[test]
    fn small_and_large_codes_are_read() {
        for square in [1.0, 2.0, 3.0, 12.0, 30.0] {
            let side = (square * 40.0) as usize + 60;
            let middle = side as f64 / 2.0;
            let paper = Paper::new(side).draw(LINK, (middle, middle), square, 0.0);
            assert_eq!(paper.read(), [LINK], "squares of {square} pixels");
        }
    }

    #[test]
    fn light_codes_on_dark_ground_are_read() {
        let paper = Paper::new(300).draw(LINK, (150.0, 150.0), 6.0, 0.0).with(|_, grey| 255 - grey);
        assert_eq!(paper.read(), [LINK]);
    }

    #[test]
    fn grain_and_shadow_do_no_harm() {
        let paper = Paper::new(600).draw(LINK, (300.0, 300.0), 12.0, 3.0).with(|at, grey| {
            let shadow = 255 - (at % 600) / 5;
            let grain = i32::from(noise(at) % 90) - 45;
            (i32::from(grey) * shadow as i32 / 255 + grain).clamp(0, 255) as u8
        });
        assert_eq!(paper.read(), [LINK]);
    }

    #[test]
    fn every_code_is_read_once() {
        let paper = Paper::new(700)
            .draw("one", (150.0, 150.0), 6.0, 0.0)
            .draw("two", (500.0, 150.0), 6.0, 0.0)
            .draw("one", (150.0, 500.0), 6.0, 0.0);
        let mut texts = paper.read();
        texts.sort();
        assert_eq!(texts, ["one", "two"]);
    }

    #[test]
    fn a_signed_badge_fits() {
        // Nearly the largest there is: version 40 at this level holds 2331 bytes.
        let text: String = "eyJ".chars().chain("aZ09-_.".chars().cycle()).take(2300).collect();
        let paper = Paper::new(900).draw(&text, (450.0, 450.0), 4.0, 0.0);
        assert_eq!(paper.read(), [text]);
    }

    #[test]
    fn where_there_is_none_nothing_is_found() {
        assert_eq!(Paper::new(1).read(), [""; 0]);
        assert_eq!(Paper::new(300).read(), [""; 0]);
        assert_eq!(Paper::new(300).with(|at, _| noise(at)).read(), [""; 0]);
        let stripes = Paper::new(300).with(|at, _| if at / 10 % 2 == 0 { 0 } else { 255 });
        assert_eq!(stripes.read(), [""; 0]);
    }

    #[test]
    fn a_spoilt_code_is_none() {
        let paper = Paper::new(300).draw(LINK, (150.0, 150.0), 6.0, 0.0);
        let spoilt = paper.with(|at, grey| {
            let (x, y) = (at % 300, at / 300);
            if (120..200).contains(&x) && (120..200).contains(&y) { noise(at / 6) } else { grey }
        });
        assert_eq!(spoilt.read(), [""; 0]);
    }

    #[test]
    fn bytes_are_utf_8_or_latin_1() {
        assert_eq!(text("Zoë".into()), "Zoë");
        assert_eq!(text(b"Zo\xeb".to_vec()), "Zoë");
    }
}
