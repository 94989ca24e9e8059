//! The promises of `budgets.toml`: every size and time in one place.

use std::collections::BTreeMap;

use crate::{Result, project};

/// What was promised, by name.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Budgets {
    /// Bytes, `brotli -q 11`.
    pub(crate) size: BTreeMap<String, f64>,
    /// Milliseconds in wasm, warm, by the name that the benchmark has.
    pub(crate) time: BTreeMap<String, f64>,
}

impl Budgets {
    /// Reads `xtask/budgets.toml`.
    pub(crate) fn read() -> Result<Self> {
        let text = project::read(&project::root().join("xtask/budgets.toml"))?;
        Self::parse(&text).map_err(|reason| format!("xtask/budgets.toml: {reason}"))
    }

    /// The size budget of that name: the build asks only for names that the file must have.
    pub(crate) fn size(&self, name: &str) -> Result<u64> {
        let bytes = self.size.get(name).ok_or_else(|| {
            format!("xtask/budgets.toml has no `{name}` under [size]. Add it: the build cannot pass unmeasured.")
        })?;
        Ok(*bytes as u64)
    }

    /// The part of TOML that the file uses: sections, `name = number`, comments.
    fn parse(text: &str) -> Result<Self> {
        let mut budgets = Self::default();
        let mut section = "";
        for (index, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
                continue;
            }
            let wrong =
                || format!("line {} is not `name = number` in [size] or [time].", index + 1);
            let (name, number) = line.split_once('=').ok_or_else(wrong)?;
            let number = number.trim().replace('_', "").parse().map_err(|_| wrong())?;
            let entries = match section {
                "size" => &mut budgets.size,
                "time" => &mut budgets.time,
                _ => return Err(wrong()),
            };
            entries.insert(name.trim().trim_matches('"').to_owned(), number);
        }
        Ok(budgets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_numbers_and_comments() {
        let budgets = Budgets::parse(
            "# all\n[size]\nfirst_load = 307_200 # bytes\n\n[time]\n\"whole small\" = 0.8\n",
        )
        .unwrap();
        assert_eq!(budgets.size("first_load"), Ok(307_200));
        assert_eq!(budgets.time["whole small"], 0.8);
        assert!(budgets.size("second_load").is_err());
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_line() {
        for text in
            ["first_load = 1", "[size]\nfirst_load", "[size]\nfirst_load = many", "[other]\nx = 1"]
        {
            let last = text.lines().count();
            assert!(Budgets::parse(text).unwrap_err().contains(&format!("line {last} ")), "{text}");
        }
    }

    #[test]
    fn the_file_itself_is_readable() {
        assert!(Budgets::read().unwrap().size("first_load").is_ok());
    }
}
