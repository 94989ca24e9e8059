//! Bounded unpacking: nothing grows beyond its limit, whatever the packed bytes promise.

use miniz_oxide::inflate::core::{DecompressorOxide, TINFL_LZ_DICT_SIZE, decompress};
use miniz_oxide::inflate::{
    DecompressError, TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
};

/// Why packed bytes could not be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InflateError {
    /// They unpack to more than the limit.
    TooLarge,
    /// They are not what they claim to be, or end early.
    Damaged,
}

impl From<DecompressError> for InflateError {
    fn from(error: DecompressError) -> Self {
        if error.status == TINFLStatus::HasMoreOutput { Self::TooLarge } else { Self::Damaged }
    }
}

/// Unpacks gzip (RFC 1952) or zlib (RFC 1950), told apart by their first bytes, to at most `limit` bytes.
///
/// # Errors
/// Too large, or damaged; check sums count.
pub fn inflate(bytes: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(decompress_to_vec_zlib_with_limit(bytes, limit)?);
    }
    let (packed, trailer) = gzip_parts(bytes).ok_or(InflateError::Damaged)?;
    let unpacked = decompress_to_vec_with_limit(packed, limit)?;
    let (sum, size) = trailer.split_at(4);
    // The size is written modulo 2^32; what is within the limit is below that.
    let intact = sum == crc32(&unpacked).to_le_bytes()
        && u32::try_from(unpacked.len()).is_ok_and(|length| size == length.to_le_bytes());
    if intact { Ok(unpacked) } else { Err(InflateError::Damaged) }
}

/// Unpacks deflated bytes (RFC 1951) that nothing stands around, to at most `limit` bytes.
///
/// # Errors
/// Too large, or damaged.
pub fn inflate_raw(bytes: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
    Ok(decompress_to_vec_with_limit(bytes, limit)?)
}

/// Counts how far deflated bytes (RFC 1951) unpack, without keeping what comes out.
pub struct Measure {
    state: Box<DecompressorOxide>,
    window: Vec<u8>,
}

/// What was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Packed bytes that were read.
    pub read: usize,
    /// Bytes that came out of them. Above the limit, counting has stopped.
    pub unpacked: usize,
    /// Whether they end as they should.
    pub whole: bool,
}

impl Default for Measure {
    fn default() -> Self {
        Self { state: Box::default(), window: vec![0; TINFL_LZ_DICT_SIZE] }
    }
}

impl Measure {
    /// Counts until the bytes end, are damaged, or unpack to more than `limit`.
    pub fn of(&mut self, bytes: &[u8], limit: usize) -> Measured {
        self.state.init();
        let mut found = Measured { read: 0, unpacked: 0, whole: false };
        loop {
            let at = found.unpacked % self.window.len();
            let rest = &bytes[found.read..];
            let (status, read, written) =
                decompress(&mut self.state, rest, &mut self.window, at, 0);
            found.read += read;
            found.unpacked += written;
            found.whole = status == TINFLStatus::Done;
            if status != TINFLStatus::HasMoreOutput || found.unpacked > limit {
                return found;
            }
        }
    }
}

/// The packed bytes of a gzip file of one member, and its trailer: check sum and size.
fn gzip_parts(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (head, mut rest) = bytes.split_at_checked(10)?;
    let (deflate, flags) = (head[2], head[3]);
    if deflate != 8 || flags & 0xe0 != 0 {
        return None;
    }
    if flags & 4 != 0 {
        let (size, more) = rest.split_at_checked(2)?;
        rest = more.get(usize::from(u16::from_le_bytes([size[0], size[1]]))..)?;
    }
    // A name and a comment, each ended by a zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            rest = &rest[rest.iter().position(|byte| *byte == 0)? + 1..];
        }
    }
    if flags & 2 != 0 {
        rest = rest.get(2..)?;
    }
    rest.len().checked_sub(8).map(|end| rest.split_at(end))
}

/// CRC-32 as PNG and gzip use it (ISO 3309), four bits at a time: larger tables would weigh more than
/// the time they save.
pub fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 16] = {
        let mut table = [0; 16];
        let mut index = 0;
        while index < 16 {
            let mut value = index as u32;
            let mut bit = 0;
            while bit < 4 {
                value = value >> 1 ^ if value & 1 == 1 { 0xedb8_8320 } else { 0 };
                bit += 1;
            }
            table[index] = value;
            index += 1;
        }
        table
    };
    let half = |crc: u32, bits: u32| crc >> 4 ^ TABLE[((crc ^ bits) & 15) as usize];
    !bytes.iter().fold(!0, |crc, byte| {
        let byte = u32::from(*byte);
        half(half(crc, byte), byte >> 4)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, GzBuilder, write};

    use super::*;

    #[test]
    fn sums_are_those_of_the_standard() {
        assert_eq!(crc32(b"IEND"), 0xae42_6082);
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn unpacks_within_its_limit() {
        let content = vec![7; 5000];
        let mut gzip = write::GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(&content).unwrap();
        let mut zlib = write::ZlibEncoder::new(Vec::new(), Compression::best());
        zlib.write_all(&content).unwrap();
        for packed in [gzip.finish().unwrap(), zlib.finish().unwrap()] {
            assert_eq!(inflate(&packed, 5000).as_ref(), Ok(&content));
            assert_eq!(inflate(&packed, 4999), Err(InflateError::TooLarge));
            for length in 0..packed.len() {
                assert_eq!(
                    inflate(&packed[..length], 5000),
                    Err(InflateError::Damaged),
                    "{length}"
                );
            }
            let mut flipped = packed.clone();
            let last = flipped.len() - 1;
            flipped[last] ^= 1;
            assert_eq!(inflate(&flipped, 5000), Err(InflateError::Damaged));
        }
    }

    #[test]
    fn counting_finds_what_unpacking_does() {
        let mut deflate = write::DeflateEncoder::new(Vec::new(), Compression::best());
        deflate.write_all(&vec![7; 100_000]).unwrap();
        let packed = deflate.finish().unwrap();
        let mut measure = Measure::default();
        let whole = Measured { read: packed.len(), unpacked: 100_000, whole: true };
        assert_eq!(measure.of(&packed, 100_000), whole);
        assert!(measure.of(&packed, 50_000).unpacked > 50_000);
        // What is cut off is counted as far as it goes.
        let cut = measure.of(&packed[..packed.len() - 3], 100_000);
        assert!(!cut.whole && cut.unpacked > 50_000, "{cut:?}");
        assert!(!measure.of(b"stream", 100).whole);
        assert_eq!(measure.of(&packed, 100_000), whole);
    }

    #[test]
    fn headers_may_carry_more() {
        let head = GzBuilder::new().filename("a").comment("b").extra(vec![1, 2, 3]).mtime(1);
        let mut gzip = head.write(Vec::new(), Compression::fast());
        gzip.write_all(b"content").unwrap();
        let packed = gzip.finish().unwrap();
        assert_eq!(inflate(&packed, 100).as_deref(), Ok(&b"content"[..]));
        for length in 0..packed.len() {
            assert_eq!(inflate(&packed[..length], 100), Err(InflateError::Damaged));
        }
    }
}
