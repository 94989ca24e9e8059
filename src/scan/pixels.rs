//! The pixels of a picture in a PDF (ISO 32000-2, section 8.9), in shades of grey.

use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Name, Object, Stream};

use super::pdf::{Shown, unpacked};
use super::picture::{MOST_PIXELS, Picture, grey};

/// The least side of a picture with a code in it: version 1 has 21 squares.
const LEAST_SIDE: usize = 21;

/// Larger pictures are looked at with fewer pixels.
const ENOUGH_PIXELS: usize = MOST_PIXELS / 4;

/// What a picture shows: itself and, where what it hides makes the picture, its mask.
pub(super) fn shown(picture: &Stream<'_>) -> Vec<Shown> {
    let mask = picture.dict().get::<Stream<'_>>("SMask");
    [Some(picture), mask.as_ref()].into_iter().flatten().filter_map(pixels).collect()
}

fn pixels(picture: &Stream<'_>) -> Option<Shown> {
    let dict = picture.dict();
    match picture.filters().as_slice() {
        [Filter::DctDecode] => return Some(Shown::Jpeg(picture.raw_data().into_owned())),
        // Fax and its heirs are not read: scanners make them, programs that draw codes do not.
        [
            ..,
            Filter::DctDecode | Filter::CcittFaxDecode | Filter::Jbig2Decode | Filter::JpxDecode,
        ] => {
            return None;
        }
        _ => {}
    }
    let side = |key| dict.get::<u32>(key).and_then(|side| usize::try_from(side).ok());
    let (width, height) = (side("Width")?, side("Height")?);
    if width < LEAST_SIDE || height < LEAST_SIDE {
        return None;
    }
    let is_mask = dict.get::<bool>("ImageMask").unwrap_or(false);
    let bits = if is_mask { 1 } else { dict.get::<usize>("BitsPerComponent").unwrap_or(8) };
    if ![1, 2, 4, 8].contains(&bits) {
        return None;
    }
    let space = if is_mask { Space::Grey } else { Space::of(dict.get("ColorSpace")?)? };
    let row = width.checked_mul(space.parts())?.checked_mul(bits)?.div_ceil(8);
    let bytes = unpacked(picture).ok()??;
    if bytes.len() < row.checked_mul(height)? {
        return None;
    }
    let mut step = 1;
    while (width / step) * (height / step) > ENOUGH_PIXELS {
        step += 1;
    }
    let (across, down) = (width / step, height / step);
    let sample = |x: usize, y: usize, part: usize| {
        let at = (x * space.parts() + part) * bits;
        let byte = bytes[y * row + at / 8];
        // Shifted to the lowest bits of a byte.
        (usize::from(byte) >> (8 - bits - at % 8)) & ((1 << bits) - 1)
    };
    let luma = (0..across * down).map(|at| {
        let (x, y) = (at % across * step, at / across * step);
        space.grey(|part| sample(x, y, part), (1 << bits) - 1)
    });
    Picture::new(across, down, luma.collect()).map(Shown::Picture)
}

/// What the parts of a pixel mean (section 8.6).
enum Space {
    Grey,
    Rgb,
    Cmyk,
    /// A number in a table of colours.
    Indexed(Vec<u8>),
}

impl Space {
    fn of(object: Object<'_>) -> Option<Self> {
        match object {
            Object::Name(name) => Self::named(name.as_ref()),
            Object::Array(array) => {
                let mut parts = array.flex_iter();
                let family = parts.next::<Name<'_>>()?;
                match family.as_ref() {
                    b"ICCBased" => {
                        let profile = parts.next::<Stream<'_>>()?;
                        Self::of_parts(profile.dict().get::<u32>("N")?)
                    }
                    b"Indexed" | b"I" => Self::indexed(&array),
                    other => Self::named(other),
                }
            }
            _ => None,
        }
    }

    fn named(name: &[u8]) -> Option<Self> {
        match name {
            // Of the names for one ink, its amount; light and dark are then the other way round, which
            // codes are looked for as well.
            b"DeviceGray" | b"CalGray" | b"G" | b"Separation" => Some(Self::Grey),
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(Self::Rgb),
            b"DeviceCMYK" | b"CMYK" => Some(Self::Cmyk),
            _ => None,
        }
    }

    fn of_parts(parts: u32) -> Option<Self> {
        match parts {
            1 => Some(Self::Grey),
            3 => Some(Self::Rgb),
            4 => Some(Self::Cmyk),
            _ => None,
        }
    }

    fn indexed(array: &Array<'_>) -> Option<Self> {
        let mut parts = array.flex_iter();
        parts.next::<Name<'_>>()?;
        let base = match parts.next::<Object<'_>>()? {
            // A table of tables is none.
            Object::Array(inner) if is_indexed(&inner) => return None,
            base => Self::of(base)?,
        };
        parts.next::<u32>()?;
        let table = match parts.next::<Object<'_>>()? {
            Object::String(text) => text.as_bytes().to_vec(),
            Object::Stream(stream) => unpacked(&stream).ok()??.into_owned(),
            _ => return None,
        };
        let colours = table.chunks_exact(base.parts());
        let greys = colours.map(|colour| base.grey(|part| usize::from(colour[part]), 255));
        Some(Self::Indexed(greys.collect()))
    }

    fn parts(&self) -> usize {
        match self {
            Self::Grey | Self::Indexed(_) => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }

    /// How light a pixel is, by its parts of which each goes from 0 to `most`.
    fn grey(&self, sample: impl Fn(usize) -> usize, most: usize) -> u8 {
        // A part of 255 by a fraction of `most`.
        let byte = |part: usize| (sample(part) * 255 / most).min(255) as u8;
        match self {
            Self::Grey => byte(0),
            Self::Rgb => grey(byte(0), byte(1), byte(2)),
            Self::Cmyk => {
                let left = |part: usize| {
                    let light = u32::from(255 - byte(part)) * u32::from(255 - byte(3)) / 255;
                    light.min(255) as u8
                };
                grey(left(0), left(1), left(2))
            }
            Self::Indexed(table) => table.get(sample(0)).copied().unwrap_or(255),
        }
    }
}

fn is_indexed(array: &Array<'_>) -> bool {
    let family = array.flex_iter().next::<Name<'_>>();
    family.is_some_and(|family| [b"Indexed".as_slice(), b"I"].contains(&family.as_ref()))
}
