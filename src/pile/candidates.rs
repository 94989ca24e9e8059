//! A list of people, and which badge was awarded to whom (CHECKLIST C8). Nothing of it leaves the device.
//!
//! A list is what people have: a table of names and addresses from a spreadsheet, or lines out of a mail
//! program. Which column holds what is told by what stands in it.

use std::collections::BTreeSet;

use super::{Badge, csv, folded};
use crate::credential::{self, IdentityObject, Recipient, RecipientMatch, TypedForm, visible};

mod columns;

use columns::Columns;

/// The most people that are taken from a list.
pub const MOST: usize = 2_000;

/// The longest list that is read, in bytes.
pub const LARGEST: usize = 1 << 20;

/// One of the people.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// The name, if the list tells one.
    pub name: Option<String>,
    /// The addresses or identifiers, as written.
    pub addresses: Vec<String>,
}

/// What was read of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// The people, in order.
    pub people: Vec<Candidate>,
    /// How many more the list has than are taken.
    pub left_out: usize,
}

/// What comparing a badge with the people came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It was awarded to this one.
    Address {
        /// Which of the people.
        candidate: usize,
        /// What had to be done to what the list says.
        how: TypedForm,
        /// Whether it rests on MD5 alone, which is weak.
        weak_hash: bool,
    },
    /// The address is nearly that of this one. It does not count as theirs.
    Near {
        /// Which of the people.
        candidate: usize,
        /// What the difference is.
        how: Near,
    },
    /// It has the name of this one, which many people may have. It does not count as theirs.
    Name {
        /// Which of the people.
        candidate: usize,
    },
    /// It names somebody who is not on the list.
    Nobody,
    /// It names nobody who could be compared.
    Unnamed,
}

/// How two addresses differ that are nearly the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// The hidden address is one with capitals.
    Capitals,
    /// In white space, or in characters that cannot be seen.
    Space,
    /// In accents, or in letters that only look different.
    Letters,
    /// In what stands between `+` and `@`.
    Tag,
}

impl Candidate {
    /// What to call them: the name, or the first address.
    pub fn label(&self) -> &str {
        let address = self.addresses.first().map(String::as_str);
        self.name.as_deref().or(address).unwrap_or_default()
    }
}

impl Match {
    /// Whose the badge is; nobody's where it is only nearly so.
    pub const fn counts(self) -> Option<usize> {
        match self {
            Self::Address { candidate, .. } => Some(candidate),
            _ => None,
        }
    }

    /// Of whom this speaks, whether it counts or not.
    pub const fn candidate(self) -> Option<usize> {
        match self {
            Self::Address { candidate, .. }
            | Self::Near { candidate, .. }
            | Self::Name { candidate } => Some(candidate),
            Self::Nobody | Self::Unnamed => None,
        }
    }
}

impl Candidates {
    /// Reads a list; what is longer than [`LARGEST`] or names more people than [`MOST`] is cut.
    pub fn read(text: &str) -> Self {
        let end = (0..=LARGEST.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
        let rows = csv::read(&text[..end.unwrap_or_default()]);
        let columns = Columns::of(&rows);
        let mut known = BTreeSet::new();
        let rows = rows.iter().skip(usize::from(columns.has_header));
        let mut people: Vec<Candidate> = rows.flat_map(|row| columns.people(row)).collect();
        people.retain(|person| known.insert(person.clone()));
        let left_out = people.len().saturating_sub(MOST);
        people.truncate(MOST);
        Self { people, left_out }
    }

    /// Which of the people a badge was awarded to. Takes some milliseconds where the list is long: between
    /// two badges is the time to draw.
    pub fn find(&self, badge: &Badge) -> Match {
        let recipients = &badge.recipients;
        let mut unnamed = true;
        for (candidate, address) in self.addresses() {
            match credential::compare(recipients, address) {
                // Who has an address for a name proves nothing by it.
                RecipientMatch::Matches { .. } if credential::is_name(recipients, address) => {
                    return Match::Name { candidate };
                }
                RecipientMatch::Matches { how, weak_hash } => {
                    return Match::Address { candidate, how, weak_hash };
                }
                RecipientMatch::NamesNobody => return Match::Unnamed,
                RecipientMatch::OtherKind => {}
                RecipientMatch::DoesNotMatch => unnamed = false,
            }
        }
        for (how, change) in CHANGES {
            let changed: Vec<Recipient> = recipients.iter().map(|one| one.with(*change)).collect();
            for (candidate, address) in self.addresses() {
                let found = credential::compare(&changed, &change(address));
                if matches!(found, RecipientMatch::Matches { .. }) {
                    return Match::Near { candidate, how: *how };
                }
            }
        }
        let names = recipients.iter().flat_map(|one| &one.identities);
        let names = names.filter(|identity| identity.is_name() && !identity.is_hidden());
        let names: Vec<String> = names.map(|name| folded(name.identity_hash.trim())).collect();
        let named = |person: &Candidate| {
            person.name.as_deref().is_some_and(|name| names.contains(&folded(name.trim())))
        };
        match self.people.iter().position(named) {
            Some(candidate) => Match::Name { candidate },
            None if unnamed && names.is_empty() => Match::Unnamed,
            None => Match::Nobody,
        }
    }

    fn addresses(&self) -> impl Iterator<Item = (usize, &str)> {
        let people = self.people.iter().enumerate();
        people.flat_map(|(place, person)| person.addresses.iter().map(move |one| (place, &**one)))
    }
}

/// Makes addresses alike that differ in one way.
type Change = fn(&str) -> String;

/// What nearly the same is: after which change to both sides an address fits. A hidden one cannot be
/// changed; only the list's can.
const CHANGES: &[(Near, Change)] = &[
    (Near::Capitals, str::to_uppercase),
    (Near::Capitals, capitalised),
    (Near::Space, |text| visible(text).chars().filter(|letter| !letter.is_whitespace()).collect()),
    (Near::Letters, |text| folded(text.trim())),
    (Near::Tag, untagged),
];

/// `Jane.Doe@Example.org`.
fn capitalised(text: &str) -> String {
    let mut begins = true;
    let capital = |letter: char| {
        let first = std::mem::replace(&mut begins, !letter.is_alphanumeric());
        if first { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
    };
    let (local, host) = text.split_once('@').unwrap_or((text, ""));
    let local: String = local.chars().map(capital).collect();
    if host.is_empty() { local } else { format!("{local}@{}", host.to_ascii_lowercase()) }
}

/// Without what stands between `+` and `@`.
fn untagged(text: &str) -> String {
    match text.trim().split_once('@') {
        Some((local, host)) => format!("{}@{host}", local.split('+').next().unwrap_or_default()),
        None => text.to_owned(),
    }
}

impl Recipient {
    /// The same with its plain addresses changed.
    fn with(&self, change: Change) -> Self {
        let change = |identity: &IdentityObject| {
            let mut identity = identity.clone();
            if !identity.is_hidden() && identity.is_email() {
                identity.identity_hash = change(&identity.identity_hash);
            }
            identity
        };
        let id = self.id.clone();
        Self { id, identities: self.identities.iter().map(change).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let people = Candidates::read(text).people.into_iter();
        people.map(|one| (one.name.unwrap_or_default(), one.addresses.join(" "))).collect()
    }

    fn person(name: &str, addresses: &str) -> (String, String) {
        (name.to_owned(), addresses.to_owned())
    }

    #[test]
    fn lists_of_all_kinds_are_read() {
        let jane = person("Jane Doe", "jane@example.org");
        for text in [
            "Name,E-Mail\nJane Doe,jane@example.org",
            "Nr.;Vorname;Nachname;Kurs;Mailadresse\n1;Jane;Doe;Schweißen;jane@example.org\n",
            "jane@example.org\tJane Doe",
            "Jane Doe <jane@example.org>",
            "\u{feff}Prénom;Nom;Courriel\r\nJane;Doe;jane@example.org\r\n",
            "氏名,メール\nJane Doe,jane@example.org",
            "17,Jane Doe,jane@example.org,Jane Doe",
            "Jane Doe,jane@example.org\nJane Doe,jane@example.org\n",
        ] {
            assert_eq!(read(text), std::slice::from_ref(&jane), "{text}");
        }
        let both = [jane, person("", "joe@example.org")];
        assert_eq!(read("Jane Doe <jane@example.org>, joe@example.org"), both);
        assert_eq!(
            read("jane@example.org\n\"joe\"@example.org")[0],
            person("", "jane@example.org")
        );
        assert_eq!(
            read("Jane,a@x.example,b@x.example"),
            [person("Jane", "a@x.example b@x.example")]
        );
        assert_eq!(read("Jane Doe\nJoe"), [person("Jane Doe", ""), person("Joe", "")]);
        assert_eq!(read("did:key:z6Mk"), [person("", "did:key:z6Mk")]);
        assert_eq!(read(" \n;;\n"), []);
    }

    #[test]
    fn white_space_around_cells_is_not_part_of_them() {
        assert_eq!(read("Jane , jane@example.org "), [person("Jane", "jane@example.org")]);
    }

    #[test]
    fn long_lists_are_cut_and_that_is_known() {
        let list: String = (0..MOST + 7).map(|n| format!("p{n}@example.org\n")).collect();
        let read = Candidates::read(&list);
        assert_eq!((read.people.len(), read.left_out), (MOST, 7));
        let huge = "é".repeat(LARGEST);
        assert_eq!(Candidates::read(&huge).people.len(), 1);
    }

    #[test]
    fn changes_are_small() {
        assert_eq!(capitalised("jane.DOE-smith@Example.ORG"), "Jane.Doe-Smith@example.org");
        assert_eq!(untagged("jane+work@example.org"), "jane@example.org");
        assert_eq!(untagged("none"), "none");
    }
}
