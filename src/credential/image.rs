//! Pictures: carried along, or somewhere on the web.

use crate::encoding;

/// A picture (OB3 Image, OB2 image, or a bare URL).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Where it comes from (1).
    pub source: ImageSource,
    /// What it shows, for those who cannot see it (0..1).
    pub caption: super::LocalizedText,
}

/// Where a picture comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageSource {
    /// Inside the badge, and as well secured as the badge is.
    Data {
        /// The media type claimed: `image/png`; lower case, without parameters.
        media_type: String,
        /// The picture.
        bytes: Vec<u8>,
    },
    /// On the web (http or https): not loaded until asked for, and not covered by the signature.
    Remote(String),
    /// Nothing that can be shown: a relative URL, a URN, a damaged data URL.
    Unusable(String),
}

impl ImageSource {
    /// Reads the URL of a picture.
    pub fn parse(url: &str) -> Self {
        if let Some((media_type, bytes)) = data_url(url) {
            return Self::Data { media_type, bytes };
        }
        match super::web_link(url) {
            Some(link) => Self::Remote(link.to_owned()),
            None => Self::Unusable(url.chars().take(200).collect()),
        }
    }
}

/// The parts of a `data:` URL (RFC 2397): media type in lower case without parameters, and bytes.
pub(crate) fn data_url(url: &str) -> Option<(String, Vec<u8>)> {
    let (scheme, rest) = url.split_at_checked(5)?;
    let (head, body) = scheme.eq_ignore_ascii_case("data:").then(|| rest.split_once(','))??;
    let mut parameters = head.split(';').map(str::trim);
    let media_type = parameters.next().filter(|name| !name.is_empty()).unwrap_or("text/plain");
    let bytes = if parameters.any(|parameter| parameter.eq_ignore_ascii_case("base64")) {
        encoding::base64_lenient(&String::from_utf8(unescape(body)?).ok()?)?
    } else {
        unescape(body)?
    };
    Some((media_type.to_ascii_lowercase(), bytes))
}

/// Undoes percent encoding.
fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_sources_apart() {
        let png = ImageSource::parse("data:image/PNG;base64,AQI=");
        assert_eq!(png, ImageSource::Data { media_type: "image/png".into(), bytes: vec![1, 2] });
        let svg = ImageSource::parse("data:image/svg+xml;charset=utf-8,%3Csvg/%3E");
        let bytes = b"<svg/>".to_vec();
        assert_eq!(svg, ImageSource::Data { media_type: "image/svg+xml".into(), bytes });
        assert!(matches!(ImageSource::parse("https://e.example/a.png"), ImageSource::Remote(_)));
        for odd in ["a.png", "urn:x", "data:image/png;base64,***", "data:,%4", "javascript:1", "é"]
        {
            assert!(matches!(ImageSource::parse(odd), ImageSource::Unusable(_)), "{odd}");
        }
    }
}
