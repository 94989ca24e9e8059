//! The extension's icons, drawn from the hallmark: `UPDATE_ICONS=1 cargo test --test icons` writes them
//! anew, plain runs compare.

#![allow(clippy::unwrap_used)]

use std::path::Path;

/// Samples to a dot, each way.
const FINE: usize = 4;

const PAPER: [f64; 3] = [253.0, 252.0, 249.0];
const INK: [f64; 3] = [31.0, 78.0, 95.0];

/// The shield of the hallmark (`src/view/icons.rs`), in a field of 32: straight at the top, two curves
/// that meet below.
fn shield() -> Vec<(f64, f64)> {
    let mut points = vec![(28.0, 5.0), (4.0, 5.0)];
    let curves = [
        [(4.0, 17.0), (4.0, 24.0), (10.0, 27.0), (16.0, 29.0)],
        [(16.0, 29.0), (22.0, 27.0), (28.0, 24.0), (28.0, 17.0)],
    ];
    for [a, b, c, d] in curves {
        for step in 0..=24 {
            let t = f64::from(step) / 24.0;
            let s = 1.0 - t;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
            };
            points.push((mix(a.0, b.0, c.0, d.0), mix(a.1, b.1, c.1, d.1)));
        }
    }
    points
}

fn is_inside((x, y): (f64, f64), outline: &[(f64, f64)]) -> bool {
    let after = outline.iter().cycle().skip(1);
    let crossings = outline.iter().zip(after).filter(|((ax, ay), (bx, by))| {
        (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    });
    crossings.count() % 2 == 1
}

/// How far a point is from the punch mark.
fn from_mark((x, y): (f64, f64)) -> f64 {
    let from = |(ax, ay): (f64, f64), (bx, by): (f64, f64)| {
        let (dx, dy) = (bx - ax, by - ay);
        let along = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        (x - ax - along * dx).hypot(y - ay - along * dy)
    };
    from((10.0, 16.0), (14.0, 20.0)).min(from((14.0, 20.0), (22.0, 11.0)))
}

fn draw(size: usize) -> Vec<u8> {
    let outline = shield();
    let mut dots = Vec::with_capacity(size * size * 4);
    for place in 0..size * size {
        let (mut colour, mut cover) = ([0.0; 3], 0.0);
        for sample in 0..FINE * FINE {
            let at = |dot: usize, part: usize| {
                ((dot * FINE + part) as f64 + 0.5) * 32.0 / (size * FINE) as f64
            };
            let point = (at(place % size, sample % FINE), at(place / size, sample / FINE));
            if is_inside(point, &outline) {
                let of = if from_mark(point) < 1.5 { PAPER } else { INK };
                (0..3).for_each(|channel| colour[channel] += of[channel]);
                cover += 1.0;
            }
        }
        let whole = (FINE * FINE) as f64;
        dots.extend(colour.map(|sum| if cover > 0.0 { (sum / cover).round() as u8 } else { 0 }));
        dots.push((cover / whole * 255.0).round() as u8);
    }
    dots
}

#[test]
fn icons_are_drawn_from_the_hallmark() {
    for size in [48_usize, 128] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("www/icons/icon-{size}.png"));
        let dots = draw(size);
        if std::env::var_os("UPDATE_ICONS").is_some() {
            let file = std::fs::File::create(&path).unwrap();
            let side = u32::try_from(size).unwrap();
            let mut encoder = png::Encoder::new(file, side, side);
            encoder.set_color(png::ColorType::Rgba);
            encoder.write_header().unwrap().write_image_data(&dots).unwrap();
        }
        let file = std::fs::File::open(&path).unwrap();
        let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().unwrap();
        let mut read = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut read).unwrap();
        assert!(
            read == dots,
            "{} is not the hallmark: UPDATE_ICONS=1 draws it anew",
            path.display()
        );
    }
}
