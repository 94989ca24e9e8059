//! Placeholders in files that are written here, and the real values in their place.

/// Puts a value where a text of that file has its placeholder.
///
/// # Errors
/// It is not there exactly once, told as a sentence.
pub fn fill_once(text: &str, place: &str, value: &str, file: &str) -> Result<String, String> {
    if text.matches(place).count() == 1 {
        return Ok(text.replacen(place, value, 1));
    }
    Err(format!("{file} must hold `{place}` exactly once: the build writes the real value there."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_stands_once() {
        assert_eq!(fill_once("v=X;", "X", "1", "a.js").as_deref(), Ok("v=1;"));
        for text in ["v=1;", "X=X;"] {
            let sentence = fill_once(text, "X", "1", "a.js").unwrap_err();
            assert!(sentence.starts_with("a.js must hold `X` exactly once"), "{sentence}");
        }
    }
}
