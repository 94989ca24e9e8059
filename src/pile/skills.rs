//! What a pile says that people can do: frameworks and skills, key words, kinds of achievements.
//!
//! A badge counts when its verdict is *valid* and somebody with a name stands behind it (VERDICT sections 3
//! and 4): a key alone can be made by anybody, in any number. Each badge counts once, however often its file
//! is in the pile. What does not count is listed with the reason, and adds to nothing.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::candidates::{Candidates, Match};
use super::twins::Hint;
use super::{Kind, Row, folded};
use crate::credential::{Achievement, Alignment, host};
use crate::order::sort_by;
use crate::report::Verdict;
use crate::verify::Standing;

/// Something that a badge says its earner can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skill {
    /// Where it is said.
    pub kind: SkillKind,
    /// What it is called.
    pub name: String,
    /// The framework it is from: as it is known, else as the badge says.
    pub framework: Option<String>,
    /// Its code there.
    pub code: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// Where in a badge a skill is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkillKind {
    /// An alignment with a framework.
    Alignment,
    /// A key word.
    Tag,
    /// The kind of the achievement.
    Type,
}

/// Frameworks by the hosts of their items and by the beginnings of their types (OB3 AlignmentTargetType).
/// To know one more: add its line.
const FRAMEWORKS: &[(&str, &[&str], &[&str])] = &[
    ("ESCO", &["data.europa.eu/esco", "esco.ec.europa.eu"], &["esco"]),
    ("O*NET", &["onetonline.org", "onetcenter.org"], &["o*net", "onet"]),
    ("CASE", &["casenetwork.imsglobal.org", "casenetwork.1edtech.org", "/ims/case/"], &["cf"]),
    ("Credential Engine", &["credentialengineregistry.org"], &["ceasn:", "ceterms:", "ctdl"]),
    (
        "Lightcast",
        &["lightcast.io", "emsidata.com", "economicmodeling.com"],
        &["lightcast", "emsi"],
    ),
    ("SFIA", &["sfia-online.org"], &["sfia"]),
    ("Wikidata", &["wikidata.org"], &["wikidata"]),
];

/// What an achievement says.
pub fn of(achievement: &Achievement) -> Vec<Skill> {
    let mut skills: Vec<Skill> = achievement.alignments.iter().filter_map(aligned).collect();
    let plain = |kind, name: &str| Skill {
        kind,
        name: name.to_owned(),
        framework: None,
        code: None,
        url: None,
    };
    let tags = achievement.tags.iter().filter_map(|tag| tag.any());
    skills.extend(tags.map(|tag| plain(SkillKind::Tag, tag)));
    let named = achievement.achievement_type.iter();
    skills.extend(named.map(|name| plain(SkillKind::Type, name.trim_start_matches("ext:"))));
    skills
}

fn aligned(alignment: &Alignment) -> Option<Skill> {
    let (url, code) = (alignment.url.as_deref(), alignment.code.as_deref());
    let name = alignment.name.any().or(code).or(url)?;
    let address = url.unwrap_or_default().to_ascii_lowercase();
    let stated = alignment.framework.any();
    let kind = alignment.target_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    let known = FRAMEWORKS.iter().find(|(_, places, kinds)| {
        places.iter().any(|place| is_at(&address, place))
            || kinds.iter().any(|known| kind.starts_with(known))
    });
    Some(Skill {
        kind: SkillKind::Alignment,
        name: name.to_owned(),
        framework: known.map(|(name, ..)| *name).or(stated).map(str::to_owned),
        code: code.map(str::to_owned),
        url: url.map(str::to_owned),
    })
}

/// Whether an address is on a host, or on one below it, and at a path where one is named (`host/path`; a
/// path alone is any host's).
fn is_at(address: &str, place: &str) -> bool {
    let Some(own) = host(address) else { return false };
    let (site, path) = place.split_once('/').unwrap_or((place, ""));
    let within = own == site || own.strip_suffix(site).is_some_and(|rest| rest.ends_with('.'));
    let rest = address.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    let is_there = rest.is_some_and(|(_, rest)| rest.starts_with(path));
    (site.is_empty() || within) && (path.is_empty() || is_there)
}

impl Skill {
    /// What makes two the same: the address, else framework and code, else the name.
    fn key(&self) -> (SkillKind, String) {
        let url = self.url.as_deref().map(|url| url.trim_end_matches('/'));
        let key = match (url, &self.framework, &self.code) {
            (Some(url), ..) if !url.is_empty() => url.to_owned(),
            (_, Some(framework), Some(code)) => format!("{}\n{}", folded(framework), folded(code)),
            _ => folded(self.name.trim()),
        };
        (self.kind, key)
    }

    pub(super) fn to_json(&self) -> Value {
        let mut members = Map::new();
        let kind = match self.kind {
            SkillKind::Alignment => "alignment",
            SkillKind::Tag => "tag",
            SkillKind::Type => "type",
        };
        members.insert("kind".into(), kind.into());
        members.insert("name".into(), self.name.as_str().into());
        let more = [("framework", &self.framework), ("code", &self.code), ("url", &self.url)];
        for (name, value) in more {
            members.extend(value.as_deref().map(|value| (name.to_owned(), value.into())));
        }
        Value::Object(members)
    }

    pub(super) fn from_json(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            kind: match value.get("kind")?.as_str()? {
                "alignment" => SkillKind::Alignment,
                "tag" => SkillKind::Tag,
                "type" => SkillKind::Type,
                _ => return None,
            },
            name: text("name")?,
            framework: text("framework"),
            code: text("code"),
            url: text("url"),
        })
    }
}

/// What the badges of a pile cover.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Every skill that counts: alignments first, and of each kind those first that most badges say.
    pub skills: Vec<Counted>,
    /// The people who have one: those on a list, each by itself; then the others by the name that their badges
    /// say. Those whose name is hidden or not told are one, the last.
    pub people: Vec<Person>,
    /// How many badges count.
    pub counted: usize,
    /// The rows that do not count, and why.
    pub others: Vec<(usize, Why)>,
}

/// Somebody who has skills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name, if it is told.
    pub name: Option<String>,
    /// Whether it is one of those on the list that was compared. A badge that only has the name of one of
    /// them is not theirs.
    pub listed: bool,
}

/// Whose a badge is: what tells people apart, in their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    /// The one at this place of the list.
    Listed(usize),
    /// Whoever the badge names.
    Named(String),
    Unnamed,
}

/// A skill with everything that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The skill, as the first badge says it.
    pub skill: Skill,
    /// The rows that say so.
    pub rows: Vec<usize>,
    /// For each of [`Coverage::people`], how many badges of theirs do.
    pub people: Vec<usize>,
}

/// Why a badge does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Something is wrong with it.
    Invalid,
    /// It is not fully checked.
    Open,
    /// Only a key vouches for it.
    KeyOnly,
    /// It counts already: the same badge is in another row.
    Twin,
}

/// Why a row does not count; `Ok` when it does, `None` when there is no badge to count.
pub fn counts(row: &Row) -> Option<Result<(), Why>> {
    let badge = row.badge().filter(|badge| badge.kind == Kind::Badge)?;
    Some(match (badge.verdict, badge.gist.standing) {
        (Verdict::Invalid, _) => Err(Why::Invalid),
        (Verdict::Indeterminate, _) => Err(Why::Open),
        (Verdict::Valid, Standing::Verified | Standing::Signed | Standing::Hosted) => Ok(()),
        (Verdict::Valid, _) => Err(Why::KeyOnly),
    })
}

/// The first row with the same badge.
fn origin(place: usize, hints: &[Option<Hint>]) -> usize {
    match hints.get(place) {
        // A hint names an earlier row.
        Some(Some(Hint::SameFile(other) | Hint::SameBadge(other))) if *other < place => {
            origin(*other, hints)
        }
        _ => place,
    }
}

/// Who has which skill by how many badges. `hints` are those of [`super::twins::hints`]; `matches` tells for
/// each row whose it is on a list of people, and may be shorter.
pub fn coverage(
    rows: &[Row],
    hints: &[Option<Hint>],
    list: Option<&Candidates>,
    matches: &[Option<Match>],
) -> Coverage {
    let mut found = Coverage::default();
    let mut people: BTreeMap<Whose, Person> = BTreeMap::new();
    let mut counted = Vec::new();
    let mut known = BTreeSet::new();
    for (place, row) in rows.iter().enumerate() {
        match counts(row) {
            None => {}
            Some(Err(why)) => found.others.push((place, why)),
            // The first that counts, not the first: an altered copy takes nothing from the genuine one.
            Some(Ok(())) if !known.insert(origin(place, hints)) => {
                found.others.push((place, Why::Twin));
            }
            Some(Ok(())) => counted.push(place),
        }
    }
    found.counted = counted.len();
    let person = |place: usize| {
        let candidate = matches.get(place).copied().flatten().and_then(Match::counts);
        let one = candidate.and_then(|candidate| Some((candidate, list?.people.get(candidate)?)));
        if let Some((candidate, one)) = one {
            let name = Some(one.label().to_owned());
            return (Whose::Listed(candidate), Person { name, listed: true });
        }
        let name = rows[place].badge().and_then(|badge| badge.earner());
        let whose = name.as_deref().map_or(Whose::Unnamed, |name| Whose::Named(folded(name)));
        (whose, Person { name, listed: false })
    };
    for place in &counted {
        if rows[*place].badge().is_some_and(|badge| !badge.skills.is_empty()) {
            let (whose, one) = person(*place);
            people.entry(whose).or_insert(one);
        }
    }
    let places: BTreeMap<_, usize> = people.keys().cloned().zip(0..).collect();
    found.people = people.into_values().collect();
    let mut skills: BTreeMap<(SkillKind, String), Counted> = BTreeMap::new();
    for place in counted {
        let Some(badge) = rows[place].badge() else { continue };
        for skill in &badge.skills {
            let counted = skills.entry(skill.key()).or_insert_with(|| Counted {
                skill: skill.clone(),
                rows: Vec::new(),
                people: vec![0; found.people.len()],
            });
            // Some badges say the same thing twice.
            if counted.rows.last() != Some(&place) {
                counted.rows.push(place);
                let place = places.get(&person(place).0);
                counted.people[*place.unwrap_or(&0)] += 1;
            }
        }
    }
    let named = skills.into_values().map(|one| (folded(&one.skill.name), one));
    let mut named: Vec<(String, Counted)> = named.collect();
    // By name where as many badges say so.
    sort_by(&mut named, |(name, one), (other_name, other)| {
        let one = (one.skill.kind, Reverse(one.rows.len()), name);
        one.cmp(&(other.skill.kind, Reverse(other.rows.len()), other_name))
    });
    found.skills = named.into_iter().map(|(_, one)| one).collect();
    found
}
