//! Rows in order, and which of them: sorted, filtered, searched, in groups.

use std::cmp::Ordering;

use super::{Badge, Row, folded};
use crate::order::sort_by;
use crate::report::Verdict;
use crate::time::Timestamp;
use crate::verify::Standing;

/// What the reader chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The column it is sorted by; by none, rows stand as the files were dropped, badges after what they
    /// stand in.
    pub by: Option<Column>,
    /// Whether from the last to the first.
    pub descending: bool,
    /// Only rows that came out like this.
    pub only: Option<Found>,
    /// Only rows in which these words stand.
    pub search: String,
    /// What they are grouped by.
    pub group: Option<Grouping>,
}

/// A column that can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// What it is called.
    Badge,
    /// Who stands behind it.
    Issuer,
    /// Who earned it.
    Earner,
    /// How it stands, worst first.
    Result,
    /// When it was issued.
    Issued,
    /// When it ends.
    Expires,
}

/// How a row came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A verdict.
    Verdict(Verdict),
    /// Valid, and still nobody's whom a name stands for.
    KeyOnly,
    /// A file that cannot be read.
    Problem,
}

/// What rows can be grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Who stands behind them. What is proven and what is claimed are never in one group.
    Issuer,
    /// Who earned them.
    Earner,
}

/// Some rows with what they have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The name they share; `None` for those that name nobody, and where nothing is grouped.
    pub name: Option<String>,
    /// Whether the name is proven.
    pub proven: bool,
    /// The rows, by their place in the pile.
    pub rows: Vec<usize>,
}

impl Column {
    /// Every column, in the order in which they are drawn.
    pub const ALL: [Self; 6] =
        [Self::Badge, Self::Issuer, Self::Earner, Self::Result, Self::Issued, Self::Expires];
}

impl Found {
    /// Everything that a row can be, in the order in which it is offered.
    pub const ALL: [Self; 5] = [
        Self::Verdict(Verdict::Valid),
        Self::KeyOnly,
        Self::Verdict(Verdict::Indeterminate),
        Self::Verdict(Verdict::Invalid),
        Self::Problem,
    ];

    /// How this row came out.
    pub fn of(row: &Row) -> Self {
        row.badge().map_or(Self::Problem, |badge| match badge.gist.standing {
            Standing::KeyOnly => Self::KeyOnly,
            _ => Self::Verdict(badge.verdict),
        })
    }

    /// A name for it, for the value of a field.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verdict(verdict) => verdict.as_str(),
            Self::KeyOnly => "keyOnly",
            Self::Problem => "problem",
        }
    }

    /// The way with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|found| found.as_str() == name)
    }
}

impl Grouping {
    /// A name for it, for the value of a field.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Issuer => "issuer",
            Self::Earner => "earner",
        }
    }

    /// The grouping with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Issuer, Self::Earner].into_iter().find(|group| group.as_str() == name)
    }
}

impl Arrangement {
    /// Sorts by a column: upwards at first, the other way when it is chosen again.
    pub fn sort(&mut self, column: Column) {
        self.descending = self.by == Some(column) && !self.descending;
        self.by = Some(column);
    }
}

/// The rows that are wanted, in their order and groups; one group without a name where nothing is grouped.
pub fn arrange(rows: &[Row], how: &Arrangement) -> Vec<Group> {
    let words = folded(&how.search);
    let words: Vec<&str> = words.split_whitespace().collect();
    let wanted = |row: &Row| {
        how.only.is_none_or(|only| Found::of(row) == only)
            && (words.is_empty() || is_found(row, &words))
    };
    let mut places: Vec<usize> = (0..rows.len()).filter(|place| wanted(&rows[*place])).collect();
    if let Some(column) = how.by {
        let keys: Vec<Key> = rows.iter().map(|row| Key::of(row, column)).collect();
        sort_by(&mut places, |a, b| keys[*a].order(&keys[*b], how.descending));
    }
    let Some(grouping) = how.group else {
        return vec![Group { name: None, proven: false, rows: places }];
    };
    let mut groups: Vec<(String, Group)> = Vec::new();
    for place in places {
        let (name, proven) = rows[place].badge().map_or((None, false), |badge| match grouping {
            Grouping::Issuer => {
                let issuer = badge.issuer();
                let proven = issuer.as_ref().is_some_and(|issuer| issuer.proven.is_some());
                (issuer.map(|issuer| issuer.name), proven)
            }
            Grouping::Earner => (badge.earner(), false),
        });
        let key = name.as_deref().map(folded).unwrap_or_default();
        match groups.iter_mut().find(|(known, group)| *known == key && group.proven == proven) {
            Some((_, group)) => group.rows.push(place),
            None => groups.push((key, Group { name, proven, rows: vec![place] })),
        }
    }
    sort_by(&mut groups, |(a, one), (b, other)| {
        one.name.is_none().cmp(&other.name.is_none()).then_with(|| a.cmp(b))
    });
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Whether all the words stand somewhere in a row.
fn is_found(row: &Row, words: &[&str]) -> bool {
    let mut text = row.file.clone();
    if let Some(badge) = row.badge() {
        let gist = &badge.gist;
        let signer = gist.signer.as_ref();
        let parts = [
            badge.title.as_deref(),
            gist.issuer.as_deref(),
            gist.issuer_id.as_deref(),
            signer.map(|signer| signer.id.as_str()),
            signer.and_then(|signer| signer.name.as_deref()),
            badge.earner().as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n");
        text.push('\n');
        text.push_str(&parts);
        // A name in one column, an address in another: whatever names the earner is found.
        for identity in badge.recipients.iter().flat_map(|recipient| &recipient.identities) {
            if !identity.is_hidden() {
                text.push('\n');
                text.push_str(&identity.identity_hash);
            }
        }
    }
    let text = folded(&text);
    words.iter().all(|word| text.contains(word))
}

/// What a row is sorted by. Rows that have nothing there come last, whichever way it goes.
enum Key {
    Text(String),
    Day(Timestamp),
    Standing(Standing),
    Problem,
    None,
}

impl Key {
    fn of(row: &Row, column: Column) -> Self {
        let text = |text: Option<String>| text.map_or(Self::None, |text| Self::Text(folded(&text)));
        let day = |day: Option<Timestamp>| day.map_or(Self::None, Self::Day);
        let Some(badge) = row.badge() else {
            return match column {
                Column::Badge => text(Some(row.file.clone())),
                Column::Result => Self::Problem,
                _ => Self::None,
            };
        };
        match column {
            Column::Badge => text(Some(badge.title.clone().unwrap_or_else(|| row.file.clone()))),
            Column::Issuer => text(badge.issuer().map(|issuer| issuer.name)),
            Column::Earner => text(Badge::earner(badge)),
            Column::Result => Self::Standing(badge.gist.standing),
            Column::Issued => day(badge.issued),
            Column::Expires => day(badge.expires),
        }
    }

    fn order(&self, other: &Self, descending: bool) -> Ordering {
        let order = match (self, other) {
            (Self::None, Self::None) => return Ordering::Equal,
            (Self::None, _) => return Ordering::Greater,
            (_, Self::None) => return Ordering::Less,
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Day(a), Self::Day(b)) => a.cmp(b),
            (Self::Standing(a), Self::Standing(b)) => a.cmp(b),
            // What cannot be read comes before what was read.
            (Self::Problem, Self::Problem) => Ordering::Equal,
            (Self::Problem, _) => Ordering::Less,
            (_, Self::Problem) => Ordering::Greater,
            _ => Ordering::Equal,
        };
        if descending { order.reverse() } else { order }
    }
}
