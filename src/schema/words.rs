//! The words that Open Badges 3.0 and CLR 2.0 name for members of a fixed vocabulary (CHECKLIST H6.3-H6.5,
//! I2). Where the standard lets issuers add their own, those begin with `ext:`.

#[rustfmt::skip]
pub(super) const ASSOCIATIONS: &[&str] = &[
    "exactMatchOf", "isChildOf", "isParentOf", "isPartOf", "isPeerOf", "isRelatedTo", "precedes",
    "replacedBy",
];

#[rustfmt::skip]
pub(super) const ALIGNMENT_TYPES: &[&str] = &[
    "ceasn:Competency", "ceterms:Credential", "CFItem", "CFRubric", "CFRubricCriterion",
    "CFRubricCriterionLevel", "CTDL",
];

pub(super) const RESULT_STATUS: &[&str] =
    &["Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"];

#[rustfmt::skip]
pub(super) const RESULT_TYPES: &[&str] = &[
    "GradePointAverage", "LetterGrade", "Percent", "PerformanceLevel", "PredictedScore",
    "RawScore", "Result", "RubricCriterion", "RubricCriterionLevel", "RubricScore", "ScaledScore",
    "Status",
];

#[rustfmt::skip]
pub(super) const IDENTIFIERS: &[&str] = &[
    "name", "sourcedId", "systemId", "productId", "userName", "accountId", "emailAddress",
    "nationalIdentityNumber", "isbn", "issn", "lisSourcedId", "oneRosterSourcedId",
    "sisSourcedId", "ltiContextId", "ltiDeploymentId", "ltiToolId", "ltiPlatformId", "ltiUserId",
    "identifier",
];

#[rustfmt::skip]
pub(super) const ACHIEVEMENT_TYPES: &[&str] = &[
    "Achievement", "ApprenticeshipCertificate", "Assessment", "Assignment", "AssociateDegree",
    "Award", "Badge", "BachelorDegree", "Certificate", "CertificateOfCompletion", "Certification",
    "CommunityService", "Competency", "Course", "CoCurricular", "Degree", "Diploma",
    "DoctoralDegree", "Fieldwork", "GeneralEducationDevelopment", "JourneymanCertificate",
    "LearningProgram", "License", "Membership", "ProfessionalDoctorate",
    "QualityAssuranceCredential", "MasterCertificate", "MasterDegree", "MicroCredential",
    "ResearchDoctorate", "SecondarySchoolDiploma",
];
