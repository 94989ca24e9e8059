//! Results: marks, levels, states; what was reached of what was possible.

use super::{Achievement, Alignment, LocalizedText, Subject};

/// One result (OB3 Result). A badge may record failure or work in progress.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Result {
    /// Its types (1..*).
    pub types: Vec<String>,
    /// `resultDescription`: the identifier of the description in the same achievement (0..1).
    pub result_description: Option<String>,
    /// `achievedLevel`: the identifier of a rubric level (0..1).
    pub achieved_level: Option<String>,
    /// `status`: `Completed`, `Enrolled`, `Failed`, `InProgress`, `OnHold`, `Provisional`,
    /// `Withdrew` (0..1).
    pub status: Option<String>,
    /// `value`: the mark (0..1).
    pub value: Option<String>,
    /// What the result itself refers to (0..*).
    pub alignments: Vec<Alignment>,
}

/// A result that is possible (OB3 ResultDescription).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultDescription {
    /// Its identifier (1).
    pub id: Option<String>,
    /// Its name (1).
    pub name: LocalizedText,
    /// `resultType`: `LetterGrade`, `Percent`, `Status`, `ext:…` (1).
    pub result_type: Option<String>,
    /// What it refers to (0..*).
    pub alignments: Vec<Alignment>,
    /// `allowedValue`, low to high; the order is not signed in OB 3.0.1 and before (H5.4).
    pub allowed_values: Vec<String>,
    /// `requiredLevel`: the identifier of a rubric level (0..1).
    pub required_level: Option<String>,
    /// `requiredValue` (0..1).
    pub required_value: Option<String>,
    /// `valueMin` (0..1).
    pub value_min: Option<String>,
    /// `valueMax` (0..1).
    pub value_max: Option<String>,
    /// `rubricCriterionLevel`, low to high; the order is not signed in RDF proofs (H5.4).
    pub levels: Vec<RubricCriterionLevel>,
}

/// A level of a rubric (OB3 RubricCriterionLevel).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RubricCriterionLevel {
    /// Its identifier (1).
    pub id: Option<String>,
    /// Its name (1).
    pub name: LocalizedText,
    /// Its description (0..1).
    pub description: LocalizedText,
    /// `level` (0..1).
    pub level: Option<String>,
    /// `points` (0..1).
    pub points: Option<String>,
    /// What it refers to (0..*).
    pub alignments: Vec<Alignment>,
}

/// A result together with what the achievement says about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResolvedResult<'a> {
    /// The result.
    pub result: &'a Result,
    /// Its description; `None` when it names none or one that is not in the achievement.
    pub description: Option<&'a ResultDescription>,
    /// The level reached; `None` when it names none.
    pub level: Option<AchievedLevel<'a>>,
    /// The level required; `None` when there is none or it is not in the description.
    pub required_level: Option<&'a RubricCriterionLevel>,
}

/// The level of a rubric that was reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AchievedLevel<'a> {
    /// A level of the rubric.
    Known(&'a RubricCriterionLevel),
    /// An identifier that stands for no level in the achievement: shown as it is.
    Dangling(&'a str),
}

impl Subject {
    /// The results with their descriptions and levels found within the same achievement (H5.1).
    pub fn resolved_results(&self) -> Vec<ResolvedResult<'_>> {
        let achievement = self.achievement.as_ref();
        self.results.iter().map(|result| resolve(result, achievement)).collect()
    }
}

fn resolve<'a>(result: &'a Result, achievement: Option<&'a Achievement>) -> ResolvedResult<'a> {
    let descriptions = achievement.map_or(&[][..], |found| &found.result_descriptions);
    let description = result
        .result_description
        .as_deref()
        .and_then(|wanted| descriptions.iter().find(|one| one.id.as_deref() == Some(wanted)));
    let level_of = |one: &'a ResultDescription, wanted: &str| {
        one.levels.iter().find(|level| level.id.as_deref() == Some(wanted))
    };
    let level = result.achieved_level.as_deref().map(|wanted| {
        description
            .and_then(|one| level_of(one, wanted))
            .map_or(AchievedLevel::Dangling(wanted), AchievedLevel::Known)
    });
    let required_level = description.and_then(|one| level_of(one, one.required_level.as_deref()?));
    ResolvedResult { result, description, level, required_level }
}
