//! The icons of the installed page: the hallmark of `src/view/icons.rs`, drawn here.
//!
//! `UPDATE_ICONS=1 cargo test --test installed_icons` writes them anew.
#![allow(clippy::unwrap_used)]

use std::{env, fs, path::PathBuf};

/// The shield and the punch mark on it, as the page draws them in a square of 32.
const OUTLINE: &str = "M4 5h24v12c0 7-6 10-12 12C10 27 4 24 4 17z";
const MARK: &str = "M10 16l4 4 8-9";
const WIDTHS: [f64; 2] = [2.2, 2.6];

/// The accent and the paper of `www/style.css`.
const GROUND: [u8; 3] = [0x1f, 0x4e, 0x5f];
const INK: [u8; 3] = [0xfd, 0xfc, 0xf9];

fn icons() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("www/icons")
}

fn svg() -> String {
    let [ground, ink] = [GROUND, INK].map(|[r, g, b]| format!("#{r:02x}{g:02x}{b:02x}"));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-4 -4 40 40\"><rect x=\"-4\" y=\"-4\" width=\"40\" height=\"40\" rx=\"8\" fill=\"{ground}\"/>\
         <g fill=\"none\" stroke=\"{ink}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"{OUTLINE}\" stroke-width=\"{}\"/><path d=\"{MARK}\" stroke-width=\"{}\"/></g></svg>\n",
        WIDTHS[0], WIDTHS[1]
    )
}

type Point = (f64, f64);

/// The lines of [`OUTLINE`] and [`MARK`]; curves in 10 pieces.
fn lines() -> [Vec<(Point, Point)>; 2] {
    let curve = |from: Point, a: Point, b: Point, to: Point| -> Vec<Point> {
        let at = |t: f64| {
            let u = 1.0 - t;
            let mix = |p: f64, q: f64, r: f64, s: f64| {
                u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
            };
            (mix(from.0, a.0, b.0, to.0), mix(from.1, a.1, b.1, to.1))
        };
        (1..=10).map(|piece| at(f64::from(piece) / 10.0)).collect()
    };
    let mut shield = vec![(4.0, 5.0), (28.0, 5.0), (28.0, 17.0)];
    shield.extend(curve((28.0, 17.0), (28.0, 24.0), (22.0, 27.0), (16.0, 29.0)));
    shield.extend(curve((16.0, 29.0), (10.0, 27.0), (4.0, 24.0), (4.0, 17.0)));
    shield.push((4.0, 5.0));
    let mark = [(10.0, 16.0), (14.0, 20.0), (22.0, 11.0)];
    let pairs = |points: &[Point]| points.windows(2).map(|pair| (pair[0], pair[1])).collect();
    [pairs(&shield), pairs(&mark)]
}

fn distance((x, y): Point, ((ax, ay), (bx, by)): (Point, Point)) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let along = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    (x - ax - along * dx).hypot(y - ay - along * dy)
}

/// Draws a square of `size` dots that shows `margin` around the 32, with round corners or none.
fn draw(size: u32, margin: f64, corner: f64) -> Vec<u8> {
    let (side, lines) = (32.0 + 2.0 * margin, lines());
    let dot = side / f64::from(size);
    // How much of a dot lies within a shape whose edge is that far away.
    let cover = |inside: f64| (inside / dot + 0.5).clamp(0.0, 1.0);
    let mut pixels = Vec::new();
    for row in 0..size {
        for column in 0..size {
            let at = |index: u32| (f64::from(index) + 0.5) * dot - margin;
            let (x, y) = (at(column), at(row));
            let strokes = lines.iter().zip(WIDTHS).map(|(lines, width)| {
                let near = lines.iter().map(|line| distance((x, y), *line)).fold(side, f64::min);
                cover(width / 2.0 - near)
            });
            let ink = strokes.fold(0.0, f64::max);
            let half = side / 2.0 - corner;
            let beyond = |at: f64| ((at - 16.0).abs() - half).max(0.0);
            let ground =
                if corner > 0.0 { cover(corner - beyond(x).hypot(beyond(y))) } else { 1.0 };
            let mix =
                |a: u8, b: u8| (f64::from(a) * (1.0 - ink) + f64::from(b) * ink).round() as u8;
            pixels.extend((0..3).map(|colour| mix(GROUND[colour], INK[colour])));
            pixels.push((ground * 255.0).round() as u8);
        }
    }
    pixels
}

fn encoded(pixels: &[u8], size: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size, size);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(pixels).unwrap();
    bytes
}

fn decoded(bytes: &[u8]) -> Vec<u8> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    pixels
}

#[test]
fn the_icons_are_the_hallmark() {
    let source = include_str!("../src/view/icons.rs");
    for path in [OUTLINE, MARK] {
        assert!(source.contains(&format!("d=\"{path}\"")), "the page draws another {path}");
    }
    // The mask may take off all but a circle of 80 %: the shield's corners lie within it.
    let pictures = [
        ("icon-192.png", 192, 4.0, 8.0),
        ("icon-512.png", 512, 4.0, 8.0),
        ("maskable-512.png", 512, 8.0, 0.0),
    ];
    let update = env::var_os("UPDATE_ICONS").is_some();
    if update {
        fs::write(icons().join("icon.svg"), svg()).unwrap();
    }
    assert_eq!(fs::read_to_string(icons().join("icon.svg")).unwrap(), svg());
    for (name, size, margin, corner) in pictures {
        let pixels = draw(size, margin, corner);
        let path = icons().join(name);
        if update {
            fs::write(&path, encoded(&pixels, size)).unwrap();
        }
        let kept = decoded(&fs::read(&path).unwrap());
        // The last bit of a root is the machine's affair.
        let far = pixels.iter().zip(&kept).filter(|(a, b)| a.abs_diff(**b) > 1).count();
        assert_eq!((kept.len(), far), (pixels.len(), 0), "{name}: UPDATE_ICONS=1 writes it anew");
    }
}
