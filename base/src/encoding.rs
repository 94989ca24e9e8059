//! Byte encodings: base64, base58btc, multibase, multicodec prefixes, hexadecimal, SHA-256, bounded inflation.

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use sha2::{Digest, Sha256, Sha384, Sha512};

use serde_json::Value;

mod data_url;
mod decimal;
mod inflate;
mod scan;

pub use data_url::{data_url, percent_decoded};
pub use decimal::Decimal;
pub use inflate::{InflateError, Measure, Measured, crc32, inflate, inflate_raw};
pub use scan::{compare, has_space, plain_prefix, shorter_first};

/// Either alphabet, with or without padding: for lists and legacy data, never for signatures.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(false);

/// A JSON object of these members. (`json!` would bring half of serde with it.)
pub fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let mut object = serde_json::Map::new();
    for (name, value) in members {
        object.insert(name.to_owned(), value);
    }
    Value::Object(object)
}

/// A member's name as a step of a JSON pointer (RFC 6901 section 3).
pub fn pointer_step(name: &str) -> String {
    let mut step = String::with_capacity(name.len());
    push_pointer_step(&mut step, name);
    step
}

/// Appends a member's name as a step of a JSON pointer, without the slash before it.
pub fn push_pointer_step(pointer: &mut String, name: &str) {
    if name.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(name);
    }
}

/// base64url without padding (RFC 7515 section 2), strict.
pub fn base64url(text: &str) -> Option<Vec<u8>> {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).ok()
}

/// Writes base64url without padding.
pub fn to_base64url(bytes: &[u8]) -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// base64 in either alphabet, padded or not, white space ignored.
pub fn base64_lenient(text: &str) -> Option<Vec<u8>> {
    let text: Cow<'_, str> = match has_space(text.as_bytes()) {
        true => text.chars().filter(|c| !c.is_ascii_whitespace()).collect(),
        false => Cow::Borrowed(text),
    };
    // What has signs of both alphabets is in neither.
    let read = |alphabet| GeneralPurpose::new(alphabet, LENIENT).decode(&*text).ok();
    read(&alphabet::STANDARD).or_else(|| read(&alphabet::URL_SAFE))
}

/// Writes padded standard base64, as `data:` URLs carry it.
pub fn to_base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// base58 with the Bitcoin alphabet.
///
/// Decoding takes time quadratic in the length, so texts over 4 KiB are refused; the longest key or
/// signature in this encoding (RSA-8192) has about 1 400 characters.
pub fn base58btc(text: &str) -> Option<Vec<u8>> {
    (text.len() <= 4096).then(|| bs58::decode(text).into_vec().ok()).flatten()
}

/// Multibase with the two prefixes that credentials use: `z` base58btc, `u` base64url without
/// padding (Controlled Identifiers 1.0, section 2.4).
pub fn multibase(text: &str) -> Option<Vec<u8>> {
    match text.as_bytes().first()? {
        b'z' => base58btc(&text[1..]),
        b'u' => base64url(&text[1..]),
        _ => None,
    }
}

/// Splits a multicodec-prefixed value into the code (unsigned varint) and the rest.
pub fn multicodec(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let mut code = 0;
    for (index, byte) in bytes.iter().enumerate().take(4) {
        code |= u32::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            // A varint must be written as short as possible.
            let minimal = index == 0 || *byte != 0;
            return minimal.then_some((code, &bytes[index + 1..]));
        }
    }
    None
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads hexadecimal in either case.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pairs = text.as_bytes().chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
        _ => None,
    });
    pairs.collect()
}

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The hash by its IANA name in lower case (`sha-256`, `sha-384`, `sha-512`); `None` for others.
pub fn hash_by_name(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    match name {
        "sha-256" => Some(Sha256::digest(bytes).to_vec()),
        "sha-384" => Some(Sha384::digest(bytes).to_vec()),
        "sha-512" => Some(Sha512::digest(bytes).to_vec()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64url_is_strict() {
        assert_eq!(base64url("AQI"), Some(vec![1, 2]));
        for wrong in ["AQI=", "AQJ", "A", "AQ I", "+/8"] {
            assert_eq!(base64url(wrong), None, "{wrong}");
        }
        assert_eq!(base64_lenient("+/8="), base64_lenient("-_8"));
    }

    #[test]
    fn multibase_knows_two_prefixes() {
        assert_eq!(multibase("z2"), Some(vec![1]));
        assert_eq!(multibase("uAQ"), Some(vec![1]));
        for wrong in ["", "2", "f01", "z0", "zé"] {
            assert_eq!(multibase(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn multicodec_reads_varints() {
        assert_eq!(multicodec(&[0xed, 0x01, 7]), Some((0xed, &[7][..])));
        assert_eq!(multicodec(&[0x80, 0x24, 7]), Some((0x1200, &[7][..])));
        assert_eq!(multicodec(&[0xed, 0x80, 0x00]), None);
        assert_eq!(multicodec(&[0xff; 8]), None);
        assert_eq!(multicodec(&[]), None);
    }
}
