//! A page of a PDF, painted as far as a QR code needs it: filled shapes in shades of grey, and the
//! pictures on it, each by itself. No text, no lines, no clipping, nothing that shows through.

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Dict, Name, Number, ObjRef, Stream};
use hayro_syntax::page::{Page, Resources};

use super::pdf::unpacked;
use super::picture::{Picture, grey};

/// The longer side of the paper, in pixels: an A4 page at 150 dots to the inch.
const SIDE: f64 = 1_754.0;

/// Fewer shapes are no QR code.
const FEWEST_SHAPES: usize = 15;

/// Limits on work: instructions, rows of pixels (each takes 16 bytes of the module while its shape is filled),
/// bytes of forms, packed and unpacked, forms within forms, states put aside, points of a shape, pictures.
const MOST_INSTRUCTIONS: usize = 500_000;
const MOST_ROWS: usize = 4_000_000;
const MOST_BYTES: usize = 64 << 20;
const DEEPEST_FORM: usize = 6;
const DEEPEST_STATE: usize = 256;
const MOST_POINTS: usize = 200_000;
const MOST_PICTURES: usize = 50;

/// A picture on the page, and its place in the file.
pub(super) type Placed<'a> = (Option<ObjRef>, Stream<'a>);

type Point = (f64, f64);

/// How coordinates of the page become pixels: `[a b c d e f]` of section 8.3.3.
type Transform = [f64; 6];

#[derive(Clone, Copy)]
struct State {
    transform: Transform,
    ink: u8,
}

/// The paper and what was painted on it so far.
pub(super) struct Paper<'a> {
    width: usize,
    height: usize,
    luma: Vec<u8>,
    state: State,
    aside: Vec<State>,
    shape: Vec<Vec<Point>>,
    points: usize,
    shapes: usize,
    pictures: Vec<Placed<'a>>,
    instructions: usize,
    rows: usize,
    bytes: usize,
}

impl<'a> Paper<'a> {
    /// Blank paper for a page.
    pub(super) fn new(page: &Page<'_>) -> Self {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width).max(1.0), f64::from(height).max(1.0));
        let scale = SIDE / width.max(height);
        let first = page.initial_transform(true).as_coeffs();
        let transform = then(&first, &[scale, 0.0, 0.0, scale, 0.0, 0.0]);
        // Between 1 and the paper's side.
        let pixels = |length: f64| (length * scale).clamp(1.0, SIDE) as usize;
        let (width, height) = (pixels(width), pixels(height));
        Self {
            width,
            height,
            luma: vec![255; width * height],
            state: State { transform, ink: 0 },
            aside: Vec::new(),
            shape: Vec::new(),
            points: 0,
            shapes: 0,
            pictures: Vec::new(),
            instructions: MOST_INSTRUCTIONS,
            rows: MOST_ROWS,
            bytes: MOST_BYTES,
        }
    }

    /// Paints a page.
    pub(super) fn paint(&mut self, page: &'a Page<'a>) {
        self.follow(page.typed_operations(), page.resources(), DEEPEST_FORM);
    }

    /// The pictures on it, and the drawing if it is more than a few shapes.
    pub(super) fn finish(self) -> (Vec<Placed<'a>>, Option<Picture>) {
        let drawing = (self.shapes >= FEWEST_SHAPES)
            .then(|| Picture::new(self.width, self.height, self.luma))
            .flatten();
        (self.pictures, drawing)
    }

    fn follow(&mut self, mut instructions: TypedIter<'_>, resources: &Resources<'a>, depth: usize) {
        use TypedInstruction as Is;
        let floor = self.aside.len();
        while let Some(instruction) = instructions.next() {
            if self.instructions == 0 {
                return;
            }
            self.instructions -= 1;
            let at = |x: &Number, y: &Number| (x.as_f64(), y.as_f64());
            match instruction {
                // One that is not put aside would be missed later: the page ends here.
                Is::SaveState(_) if self.aside.len() == DEEPEST_STATE => self.instructions = 0,
                Is::SaveState(_) => self.aside.push(self.state),
                Is::RestoreState(_) if self.aside.len() > floor => {
                    self.state = self.aside.pop().unwrap_or(self.state);
                }
                Is::Transform(t) => {
                    let own = [t.0, t.1, t.2, t.3, t.4, t.5].map(|number| number.as_f64());
                    self.state.transform = then(&own, &self.state.transform);
                }
                Is::MoveTo(to) => self.begin(at(&to.0, &to.1)),
                Is::LineTo(to) => self.go(at(&to.0, &to.1)),
                // A square has no curves: where one ends is enough.
                Is::CubicTo(to) => self.go(at(&to.4, &to.5)),
                Is::CubicStartTo(to) => self.go(at(&to.2, &to.3)),
                Is::CubicEndTo(to) => self.go(at(&to.2, &to.3)),
                Is::RectPath(r) => {
                    let ((x, y), (width, height)) = (at(&r.0, &r.1), at(&r.2, &r.3));
                    self.begin((x, y));
                    self.go((x + width, y));
                    self.go((x + width, y + height));
                    self.go((x, y + height));
                }
                Is::FillPathNonZero(_)
                | Is::FillPathNonZeroCompatibility(_)
                | Is::FillAndStrokeNonZero(_)
                | Is::CloseFillAndStrokeNonZero(_) => self.fill(|winding| winding != 0),
                Is::FillPathEvenOdd(_)
                | Is::FillAndStrokeEvenOdd(_)
                | Is::CloseFillAndStrokeEvenOdd(_) => self.fill(|winding| winding % 2 != 0),
                Is::EndPath(_) | Is::StrokePath(_) | Is::CloseAndStrokePath(_) => self.forget(),
                Is::NonStrokeColorDeviceGray(grey) => self.dip(&[grey.0.as_f64()]),
                Is::NonStrokeColorDeviceRgb(c) => {
                    self.dip(&[c.0.as_f64(), c.1.as_f64(), c.2.as_f64()]);
                }
                Is::NonStrokeColorCmyk(c) => {
                    self.dip(&[c.0.as_f64(), c.1.as_f64(), c.2.as_f64(), c.3.as_f64()]);
                }
                Is::NonStrokeColor(colour) => {
                    let parts: Vec<f64> = colour.0.iter().map(Number::as_f64).collect();
                    self.dip(&parts);
                }
                Is::NonStrokeColorNamed(colour) => {
                    let parts: Vec<f64> = colour.0.iter().map(Number::as_f64).collect();
                    self.dip(&parts);
                }
                Is::ColorSpaceNonStroke(_) => self.state.ink = 0,
                Is::XObject(name) => self.place(name.0, resources, depth),
                _ => {}
            }
        }
        if let Some(state) = self.aside.get(floor).copied() {
            self.state = state;
            self.aside.truncate(floor);
        }
    }

    /// Chooses the ink, by the parts of a colour of which each goes from 0 to 1.
    fn dip(&mut self, colour: &[f64]) {
        // Clamped to a byte.
        let byte = |part: f64| (part.clamp(0.0, 1.0) * 255.0) as u8;
        self.state.ink = match *colour {
            [level] => byte(level),
            [red, green, blue] => grey(byte(red), byte(green), byte(blue)),
            [cyan, magenta, yellow, black] => {
                let left = |part: f64| byte((1.0 - part) * (1.0 - black));
                grey(left(cyan), left(magenta), left(yellow))
            }
            _ => self.state.ink,
        };
    }

    fn begin(&mut self, point: Point) {
        self.shape.push(Vec::new());
        self.go(point);
    }

    fn go(&mut self, point: Point) {
        let point = apply(&self.state.transform, point);
        if self.points < MOST_POINTS
            && let Some(line) = self.shape.last_mut()
        {
            line.push(point);
            self.points += 1;
        }
    }

    fn forget(&mut self) {
        self.shape.clear();
        self.points = 0;
    }

    /// Fills the shape where the rule says that a point is inside (section 8.5.3.3).
    fn fill(&mut self, is_inside: fn(i32) -> bool) {
        self.shapes += self.shape.len();
        // For each row of pixels, where an edge crosses its middle and in which direction.
        let mut crossings: Vec<(usize, f64, i32)> = Vec::new();
        for line in &self.shape {
            let ends = line.iter().skip(1).chain(line.first());
            for ((x0, y0), (x1, y1)) in line.iter().zip(ends) {
                let (low, high) = (y0.min(*y1), y0.max(*y1));
                if !(high - low).is_finite() || high <= low {
                    continue;
                }
                // Clamped to the paper.
                let row = |y: f64| (y - 0.5).ceil().clamp(0.0, self.height as f64) as usize;
                for row in row(low)..row(high) {
                    if self.rows == 0 {
                        break;
                    }
                    self.rows -= 1;
                    let x = x0 + (row as f64 + 0.5 - y0) * (x1 - x0) / (y1 - y0);
                    crossings.push((row, x, if y1 > y0 { 1 } else { -1 }));
                }
            }
        }
        self.forget();
        crossings.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
        let mut winding = 0;
        for pair in crossings.windows(2) {
            let [(row, from, direction), (next, to, _)] = pair else { continue };
            winding += direction;
            if row != next {
                winding = 0;
            } else if is_inside(winding) {
                // Clamped to the paper.
                let pixel = |x: f64| (x - 0.5).ceil().clamp(0.0, self.width as f64) as usize;
                let (from, to) = (pixel(*from), pixel(*to));
                self.luma[row * self.width..][from..to.max(from)].fill(self.state.ink);
            }
        }
    }

    /// A picture is kept; a form is painted.
    fn place(&mut self, name: &Name<'_>, resources: &Resources<'a>, depth: usize) {
        let Some(stream) = resources.get_x_object(name) else { return };
        let kind = stream.dict().get::<Name<'_>>("Subtype");
        match kind.as_ref().map(|kind| kind.as_ref()) {
            Some(b"Image") if self.pictures.len() < MOST_PICTURES => {
                self.pictures.push((resources.x_objects.get_ref(name), stream));
            }
            // Each time anew, for to keep them would take memory; so their bytes are counted.
            Some(b"Form") if depth > 0 && self.bytes > 0 => {
                self.bytes = self.bytes.saturating_sub(stream.raw_data().len());
                let Ok(Some(text)) = unpacked(&stream) else { return };
                self.bytes = self.bytes.saturating_sub(text.len());
                let own = stream.dict().get::<Dict<'_>>("Resources").map(Resources::new);
                let before = self.state;
                if let Some(matrix) = stream.dict().get::<[f32; 6]>("Matrix") {
                    self.state.transform = then(&matrix.map(f64::from), &self.state.transform);
                }
                self.follow(TypedIter::new(&text), own.as_ref().unwrap_or(resources), depth - 1);
                self.state = before;
            }
            _ => {}
        }
    }
}

/// One transform after another.
fn then(first: &Transform, second: &Transform) -> Transform {
    let (x, y) = apply(second, (first[4], first[5]));
    let turn = |x: f64, y: f64| (second[0] * x + second[2] * y, second[1] * x + second[3] * y);
    let ((a, b), (c, d)) = (turn(first[0], first[1]), turn(first[2], first[3]));
    [a, b, c, d, x, y]
}

fn apply([a, b, c, d, e, f]: &Transform, (x, y): Point) -> Point {
    (a * x + c * y + e, b * x + d * y + f)
}
