//! The `@container` of a term definition: a set of keywords in allowed combinations.

use serde_json::Value;

use super::keyword::Keyword;

/// A container mapping; the default is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Container(u8);

impl Container {
    pub(super) const GRAPH: Self = Self(1);
    pub(super) const ID: Self = Self(2);
    pub(super) const INDEX: Self = Self(4);
    pub(super) const LANGUAGE: Self = Self(8);
    pub(super) const LIST: Self = Self(16);
    pub(super) const SET: Self = Self(32);
    pub(super) const TYPE: Self = Self(64);

    /// Whether any of the given containers is in this one.
    pub(super) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Reads a container mapping (API 4.2.2 step 19); `None` when it is not allowed.
    pub(super) fn parse(value: &Value) -> Option<Self> {
        let container = match value {
            Value::String(keyword) => Self::of(keyword)?,
            Value::Array(keywords) => keywords
                .iter()
                .try_fold(Self(0), |sum, keyword| Some(sum.and(Self::of(keyword.as_str()?)?)))?,
            _ => return None,
        };
        container.is_allowed().then_some(container)
    }

    fn of(keyword: &str) -> Option<Self> {
        Some(match Keyword::parse(keyword)? {
            Keyword::Graph => Self::GRAPH,
            Keyword::Id => Self::ID,
            Keyword::Index => Self::INDEX,
            Keyword::Language => Self::LANGUAGE,
            Keyword::List => Self::LIST,
            Keyword::Set => Self::SET,
            Keyword::Type => Self::TYPE,
            _ => return None,
        })
    }

    fn is_allowed(self) -> bool {
        let count = self.0.count_ones();
        let rest = Self(self.0 & !Self::SET.0);
        if self.any(Self::LIST) {
            count == 1
        } else if self.any(Self::GRAPH) {
            let inner = Self(rest.0 & !Self::GRAPH.0);
            inner.0 == 0 || inner == Self::ID || inner == Self::INDEX
        } else {
            count > 0 && rest.0.count_ones() <= 1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn combinations() {
        assert!(Container::parse(&json!(["@graph", "@id", "@set"])).is_some());
        assert!(Container::parse(&json!(["@set", "@language"])).is_some());
        for bad in [
            json!(["@list", "@set"]),
            json!(["@id", "@index"]),
            json!([]),
            json!("@vocab"),
            json!(1),
        ] {
            assert_eq!(Container::parse(&bad), None, "{bad}");
        }
    }
}
