//! Gzip, the same bytes on every machine (RFC 1952).

/// Compresses as well as the format allows.
pub(crate) fn compress(bytes: &[u8]) -> Vec<u8> {
    const BEST: u8 = 10;
    // Deflate; no name, no time, an unknown system: nothing of the machine.
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
    out.extend(miniz_oxide::deflate::compress_to_vec(bytes, BEST));
    out.extend(crc32(bytes).to_le_bytes());
    // By the standard, the length modulo 2^32.
    out.extend((bytes.len() as u32).to_le_bytes());
    out
}

/// RFC 1952 section 8, a byte at a time.
fn crc32(bytes: &[u8]) -> u32 {
    let table: [u32; 256] = std::array::from_fn(|index| {
        (0..8).fold(index as u32, |rest, _| (rest >> 1) ^ (0xedb8_8320 * (rest & 1)))
    });
    !bytes.iter().fold(!0, |rest: u32, byte| table[usize::from(rest as u8 ^ byte)] ^ (rest >> 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_as_published() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn what_is_compressed_comes_back() {
        let text = b"once and once and once again".repeat(9);
        let gzip = compress(&text);
        let inner = &gzip[10..gzip.len() - 8];
        assert_eq!(miniz_oxide::inflate::decompress_to_vec(inner).unwrap(), text);
        assert!(gzip.ends_with(&(text.len() as u32).to_le_bytes()));
    }
}
