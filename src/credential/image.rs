//! Pictures: carried along, or somewhere on the web.

use crate::encoding::{data_url, to_base64};

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

impl Image {
    /// A picture inside the badge as a data URL for `<img>`, where scripts in it do not run.
    pub fn data_url(&self) -> Option<String> {
        match &self.source {
            ImageSource::Data { media_type, bytes } if media_type.starts_with("image/") => {
                let media_type = media_type.split(';').next().unwrap_or_default();
                Some(format!("data:{media_type};base64,{}", to_base64(bytes)))
            }
            _ => None,
        }
    }
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
