//! `data:` URLs (RFC 2397): pictures, and credentials in envelopes.

use super::base64_lenient;

/// The parts of a `data:` URL (RFC 2397): media type in lower case without parameters, and bytes.
pub fn data_url(url: &str) -> Option<(String, Vec<u8>)> {
    let (scheme, rest) = url.split_at_checked(5)?;
    let (head, body) = scheme.eq_ignore_ascii_case("data:").then(|| rest.split_once(','))??;
    let mut parameters = head.split(';').map(str::trim);
    let media_type = parameters.next().filter(|name| !name.is_empty()).unwrap_or("text/plain");
    let bytes = if parameters.any(|parameter| parameter.eq_ignore_ascii_case("base64")) {
        match body.contains('%') {
            true => base64_lenient(&String::from_utf8(unescape(body)?).ok()?)?,
            false => base64_lenient(body)?,
        }
    } else {
        unescape(body)?
    };
    Some((media_type.to_ascii_lowercase(), bytes))
}

/// Undoes percent encoding; a data URL has no sign that stands for itself.
fn unescape(text: &str) -> Option<Vec<u8>> {
    let (bytes, whole) = percent_decoded(text);
    whole.then_some(bytes)
}

/// The bytes of a percent-encoded text (RFC 3986 section 2.1), and whether every percent sign began
/// two digits; one that did not stands for itself.
pub fn percent_decoded(text: &str) -> (Vec<u8>, bool) {
    let (mut bytes, mut whole) = (Vec::with_capacity(text.len()), true);
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        bytes.push(*first);
        if *first == b'%' {
            // Not a sign before the digits, which numbers may have.
            let digits = after.get(..2).filter(|two| two.iter().all(u8::is_ascii_hexdigit));
            let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
            match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                Some(byte) => {
                    bytes.pop();
                    bytes.push(byte);
                    rest = &after[2..];
                }
                None => whole = false,
            }
        }
    }
    (bytes, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_base64_and_percent_encoding() {
        let read = |url: &str| {
            data_url(url).map(|(kind, bytes)| (kind, String::from_utf8(bytes).unwrap()))
        };
        assert_eq!(read("data:,a%20b"), Some(("text/plain".into(), "a b".into())));
        assert_eq!(
            read("DATA:Application/VC+JWT,e30.e30.AQ"),
            Some(("application/vc+jwt".into(), "e30.e30.AQ".into()))
        );
        assert_eq!(read("data:a/b;x=y;BASE64,YQ=="), Some(("a/b".into(), "a".into())));
        for odd in ["data:", "data:,%4", "data:,%zz", "http:,a", "data:;base64,*", "é"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
