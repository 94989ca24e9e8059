//! Pictures as a reader of codes wants them: one byte a pixel, dark to light.

/// The most pixels that are looked at. Larger pictures are made smaller before they come here.
pub(super) const MOST_PIXELS: usize = 16 << 20;

/// A grey picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    luma: Vec<u8>,
}

impl Picture {
    /// A picture of `width` times `height` bytes, row by row from the top, 0 for black; `None` where the
    /// bytes do not fit the size, or are too many.
    pub fn new(width: usize, height: usize, luma: Vec<u8>) -> Option<Self> {
        let fits =
            width.checked_mul(height)? == luma.len() && (1..=MOST_PIXELS).contains(&luma.len());
        fits.then_some(Self { width, height, luma })
    }

    /// A picture of which every pixel is four bytes: red, green, blue, opacity. What shows through is
    /// white, as on paper.
    pub fn from_rgba(width: usize, height: usize, rgba: &[u8]) -> Option<Self> {
        let (pixels, []) = rgba.as_chunks::<4>() else { return None };
        let grey = |[red, green, blue, opacity]: &[u8; 4]| {
            let shown = grey(*red, *green, *blue);
            255 - scaled(255 - shown, *opacity)
        };
        Self::new(width, height, pixels.iter().map(grey).collect())
    }

    /// How many pixels wide.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many pixels high.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The bytes.
    pub fn luma(&self) -> &[u8] {
        &self.luma
    }

    /// Dark for light.
    pub(super) fn inverted(&self) -> Self {
        Self { luma: self.luma.iter().map(|grey| !grey).collect(), ..*self }
    }

    /// Half as wide and high, each pixel the mean of four.
    pub(super) fn halved(&self) -> Option<Self> {
        let (width, height) = (self.width / 2, self.height / 2);
        let mean = |at: usize| {
            let (x, y) = (at % width * 2, at / width * 2);
            let row = |y: usize| {
                let at = y * self.width + x;
                u32::from(self.luma[at]) + u32::from(self.luma[at + 1])
            };
            // The mean of four bytes is a byte.
            ((row(y) + row(y + 1)) / 4) as u8
        };
        Self::new(width, height, (0..width * height).map(mean).collect())
    }

    /// Twice as wide and high, between the pixels their mean; `None` where that would be too many.
    pub(super) fn doubled(&self) -> Option<Self> {
        let (width, height) = (self.width * 2, self.height * 2);
        if width * height > MOST_PIXELS {
            return None;
        }
        let mean = |at: usize| {
            let (x, y) = (at % width, at / width);
            let pixel = |x: usize, y: usize| {
                let (x, y) = (x.min(self.width - 1), y.min(self.height - 1));
                u32::from(self.luma[y * self.width + x])
            };
            let (left, top) = (x / 2, y / 2);
            let (right, low) = (left + x % 2, top + y % 2);
            let sum = pixel(left, top) + pixel(right, top) + pixel(left, low) + pixel(right, low);
            // The mean of four bytes is a byte.
            (sum / 4) as u8
        };
        Self::new(width, height, (0..width * height).map(mean).collect())
    }
}

/// How light a colour is, as BT.601 weighs it.
pub(super) fn grey(red: u8, green: u8, blue: u8) -> u8 {
    // The weights add up to 256.
    ((77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue)) >> 8) as u8
}

/// A byte times a fraction of 255.
fn scaled(value: u8, by: u8) -> u8 {
    // A product of two bytes over 255 is a byte.
    (u32::from(value) * u32::from(by) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_must_fit_the_bytes() {
        assert!(Picture::new(2, 2, vec![0; 4]).is_some());
        assert!(Picture::new(2, 2, vec![0; 5]).is_none());
        assert!(Picture::new(0, 0, vec![]).is_none());
        assert!(Picture::new(usize::MAX, 2, vec![0; 4]).is_none());
        assert!(Picture::from_rgba(1, 1, &[0; 5]).is_none());
    }

    #[test]
    fn what_shows_through_is_white() {
        let picture = Picture::from_rgba(3, 1, &[0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 255]);
        assert_eq!(picture.unwrap().luma(), [0, 255, 255]);
    }

    #[test]
    fn sizes_change_by_two() {
        let picture = Picture::new(2, 2, vec![0, 0, 200, 200]).unwrap();
        assert_eq!(picture.halved().unwrap().luma(), [100]);
        let large = picture.doubled().unwrap();
        assert_eq!((large.width(), large.height()), (4, 4));
        assert_eq!(large.luma()[4..8], [100; 4]);
        assert!(Picture::new(1, 1, vec![7]).unwrap().halved().is_none());
        let most = Picture::new(4096, 4096, vec![0; MOST_PIXELS]).unwrap();
        assert!(most.doubled().is_none());
    }
}
