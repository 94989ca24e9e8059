//! Every reason the verifier can give, in one list.

/// Declares the codes once: variant, name in JSON, meaning.
macro_rules! codes {
    ($($(#[$doc:meta])+ $variant:ident = $name:literal,)+) => {
        /// Every reason the verifier can give, declared in the order in which they matter to an
        /// employer (VERDICT section 3): [`Report::reason`](super::Report::reason) takes the first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name used in the report's JSON and as the key of its sentence.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

codes! {
    // -- altered or forged
    /// The signature does not fit the bytes.
    SignatureMismatch = "signatureMismatch",
    /// A picture is not the one whose hash was signed.
    HashlinkMismatch = "hashlinkMismatch",
    /// A member of the credential is not covered by the signature.
    UnsignedMember = "unsignedMember",
    /// A standard word was given another meaning by a context of the badge's own.
    ContextRedefined = "contextRedefined",
    /// The contexts contradict each other or cannot be processed.
    ContextInvalid = "contextInvalid",
    /// Two members of one object have the same name.
    DuplicateMember = "duplicateMember",
    /// The text is not JSON.
    MalformedJson = "malformedJson",
    /// Claims of one document contradict each other.
    ContradictoryClaims = "contradictoryClaims",
    /// More than one credential stands under one signature.
    SeveralCredentials = "severalCredentials",
    /// The document uses a shape that hides what was signed.
    ForbiddenShape = "forbiddenShape",
    /// The proof is not what its kind of proof must look like.
    MalformedProof = "malformedProof",
    /// The transaction that is named holds something else.
    AnchorMismatch = "anchorMismatch",
    /// The proof was made for another purpose than issuing.
    WrongProofPurpose = "wrongProofPurpose",
    /// The algorithm proves nothing (`none`, shared secrets).
    AlgorithmRefused = "algorithmRefused",
    /// The proof itself has expired.
    ProofExpired = "proofExpired",
    // -- the key
    /// The key is not one of the issuer's.
    KeyNotIssuers = "keyNotIssuers",
    /// The issuer does not let its badges stand at this address.
    OutsideScope = "outsideScope",
    /// The key is not one of the holder's who presents.
    KeyNotHolders = "keyNotHolders",
    /// The key was the issuer's once and is no longer published.
    KeyNoLongerPublished = "keyNoLongerPublished",
    /// The private half of the key is public.
    KeyIsPublic = "keyIsPublic",
    /// The key is not well-formed.
    MalformedKey = "malformedKey",
    /// The identifier of the issuer or of the key is not well-formed.
    MalformedIdentifier = "malformedIdentifier",
    // -- withdrawn
    /// Withdrawn for good.
    Revoked = "revoked",
    /// Withdrawn for now.
    Suspended = "suspended",
    // -- the period
    /// Past its end.
    Expired = "expired",
    /// Before its beginning.
    NotYetValid = "notYetValid",
    /// The end lies before the beginning.
    PeriodReversed = "periodReversed",
    /// The presentation answers another question than the one that was asked.
    ChallengeMismatch = "challengeMismatch",
    // -- nothing to rely on
    /// There is no signature.
    Unsigned = "unsigned",
    /// Nobody signed the presentation.
    NotPresented = "notPresented",
    /// A part of a badge: a class, a profile, a key, a list.
    OnlyAPart = "onlyAPart",
    /// The file only points to a badge at a web address.
    Hosted = "hosted",
    /// Anchored on a chain where anybody can write anything for nothing.
    TestChain = "testChain",
    /// Who anchored it, and when, was not looked up.
    AnchorNotChecked = "anchorNotChecked",
    /// Nothing was checked.
    NothingChecked = "nothingChecked",
    // -- not within this build's reach
    /// A proof that only the holder should have, to derive others from.
    BaseProof = "baseProof",
    /// A signature suite this build does not know.
    UnsupportedSuite = "unsupportedSuite",
    /// A signature algorithm this build does not know.
    UnsupportedAlgorithm = "unsupportedAlgorithm",
    /// A kind of key this build does not know.
    UnsupportedKey = "unsupportedKey",
    /// The part of the page that knows this kind of key did not arrive.
    KeysMissing = "keysMissing",
    /// A DID method this build does not know.
    UnsupportedDidMethod = "unsupportedDidMethod",
    /// A certificate of Blockcerts before version 2.
    OldBlockcerts = "oldBlockcerts",
    /// A kind of document this build does not check.
    UnsupportedFormat = "unsupportedFormat",
    /// Signed or encrypted from outside in a way this build does not check.
    UnsupportedEnvelope = "unsupportedEnvelope",
    /// The contexts name words that are not known here.
    ForeignContext = "foreignContext",
    /// The document needs more work than the budget allows.
    TooComplex = "tooComplex",
    // -- the issuer
    /// The issuer has not confirmed the key.
    IssuerNotConfirmed = "issuerNotConfirmed",
    /// The holder has not confirmed the key.
    HolderNotConfirmed = "holderNotConfirmed",
    /// The evidence was handed over with the badge and may have been made for it.
    SuppliedEvidence = "suppliedEvidence",
    // -- the network
    /// Not asked for yet.
    NotFetched = "notFetched",
    /// The person chose not to ask.
    Declined = "declined",
    /// No network.
    Offline = "offline",
    /// The server does not let web pages read it, or could not be reached.
    Blocked = "blocked",
    /// The address is not one this page may ask.
    UnsafeAddress = "unsafeAddress",
    /// The server has nothing at this address.
    NotFound = "notFound",
    /// The server says it was taken away.
    Gone = "gone",
    /// The server answered with an error.
    ServerError = "serverError",
    /// The server did not answer in time.
    TimedOut = "timedOut",
    /// The server sends on to another address.
    Redirected = "redirected",
    /// The answer is larger than anything of its kind should be.
    AnswerTooLarge = "answerTooLarge",
    /// The answer is not what was asked for.
    MalformedAnswer = "malformedAnswer",
    // -- status lists
    /// A status method this build does not know.
    UnsupportedStatus = "unsupportedStatus",
    /// A bit is set for a purpose this build does not know.
    UnknownStatusPurpose = "unknownStatusPurpose",
    /// The status entry is not well-formed.
    MalformedStatus = "malformedStatus",
    /// The list's own signature, issuer or shape could not be confirmed.
    StatusListUnverified = "statusListUnverified",
    /// The list cannot be read.
    StatusListUnreadable = "statusListUnreadable",
    /// The list is outside its own period of validity.
    StatusListOutdated = "statusListOutdated",
    /// The list is too old, or of unknown age.
    Stale = "stale",
    // -- time
    /// The clock is certainly wrong.
    ClockSuspect = "clockSuspect",
    /// A date cannot be read.
    UnreadableDate = "unreadableDate",
    // -- the recipient
    /// Awarded to somebody else than the one named.
    RecipientMismatch = "recipientMismatch",
    /// The badge names nobody who could be compared.
    RecipientNotNamed = "recipientNotNamed",
    /// Nobody was named to compare with.
    RecipientNotCompared = "recipientNotCompared",
    // -- the presenter
    /// Presented by somebody else than the one it was awarded to.
    PresenterNotRecipient = "presenterNotRecipient",
    /// Who presents it is not proven.
    PresenterUnproven = "presenterUnproven",
    /// When it was presented is not known: it may be a copy.
    NotFresh = "notFresh",
    /// The holder's own signature beside the credential is not good.
    KeyBindingFailed = "keyBindingFailed",
    /// The holder did not sign when showing it.
    NoKeyBinding = "noKeyBinding",
    // -- endorsements
    /// The endorsement does not stand.
    EndorsementFailed = "endorsementFailed",
    /// The endorsement is of something else.
    EndorsesSomethingElse = "endorsesSomethingElse",
    /// The endorsement could not be fully checked.
    EndorsementUnknown = "endorsementUnknown",
    // -- schemas
    /// It does not fit a schema it names.
    SchemaMismatch = "schemaMismatch",
    /// It names a schema that is not known here.
    SchemaNotChecked = "schemaNotChecked",
    // -- files that hold no badge
    /// The file is empty.
    EmptyFile = "emptyFile",
    /// The file is too large.
    FileTooLarge = "fileTooLarge",
    /// A folder was dropped.
    Folder = "folder",
    /// The kind of file carries no badge.
    NotABadgeFile = "notABadgeFile",
    /// The picture carries no badge.
    NoBadgeInPicture = "noBadgeInPicture",
    /// The PDF has neither a badge attached to it nor a code on its pages.
    NoBadgeInPdf = "noBadgeInPdf",
    /// The PDF needs a password.
    PdfEncrypted = "pdfEncrypted",
    /// The QR code holds a presentation in a packed form.
    PackedCode = "packedCode",
    /// The QR code is for a wallet.
    WalletCode = "walletCode",
    /// The QR code says something else.
    OtherCode = "otherCode",
    /// The part of the page that looks into such files did not arrive.
    ReaderMissing = "readerMissing",
    /// Looking into the file took too long, or more room than it may.
    ReaderStopped = "readerStopped",
    /// The person or the browser does not let the page use the camera.
    CameraRefused = "cameraRefused",
    /// There is no camera.
    CameraMissing = "cameraMissing",
    /// The camera is used by something else, or broken.
    CameraBusy = "cameraBusy",
    /// The file ends early.
    TruncatedFile = "truncatedFile",
    /// The file is damaged.
    DamagedFile = "damagedFile",
    /// The SVG has a document type declaration.
    SvgWithDtd = "svgWithDtd",
    /// Something inside unpacks to more than is allowed.
    InflatesTooFar = "inflatesTooFar",
    /// There is no file in the ZIP.
    ZipEmpty = "zipEmpty",
    /// There are more files in the ZIP than are looked at.
    ZipTooMany = "zipTooMany",
    /// A ZIP stands too deep inside other ZIPs.
    ZipTooDeep = "zipTooDeep",
    /// A file in the ZIP needs a password.
    ZipEncrypted = "zipEncrypted",
    /// The ZIP is made in a way that is not read here.
    ZipUnsupported = "zipUnsupported",
    /// The text is not UTF-8.
    NotUtf8 = "notUtf8",
    /// The JSON is nested too deeply.
    TooDeep = "tooDeep",
    /// The text looks like a program's printout rather than JSON.
    PrintedObject = "printedObject",
    /// The JSON is not a credential.
    NotACredential = "notACredential",
    /// A web page stands at the link, and no badge.
    LinkToPage = "linkToPage",
    /// A link instead of a badge.
    OnlyALink = "onlyALink",
    // -- notes
    /// Does not follow the standard; harmless.
    NotToStandard = "notToStandard",
    /// A member that the signature does not cover, on the fixed list of harmless ones.
    NotCovered = "notCovered",
    /// The holder chose to show a part of what was signed.
    PartlyShown = "partlyShown",
    /// Another signature on the same badge does not match.
    OtherProofFailed = "otherProofFailed",
    /// Another signature on the same badge could not be checked.
    OtherProofUnknown = "otherProofUnknown",
    /// The signature fits an earlier published version of a context.
    EarlierContext = "earlierContext",
    /// The badge's data is compressed, which the standard forbids.
    Compressed = "compressed",
    /// The badge came in a PDF that has a signature of its own, which was not checked.
    PdfSignature = "pdfSignature",
    /// The picture carries more than one badge; only the first was checked.
    SeveralBadges = "severalBadges",
    /// The badge's data has a wrong check sum.
    WrongChecksum = "wrongChecksum",
    /// The badge was baked in an old way.
    LegacyBaking = "legacyBaking",
    /// A date without a time zone was read as UTC.
    NoTimeZone = "noTimeZone",
    /// The signature says it was made in the future.
    SignedInFuture = "signedInFuture",
    /// The key is named in an unusual way.
    UnusualKeyName = "unusualKeyName",
    /// The key was confirmed on the issuer's site, not by the issuer's own document.
    KeyOnIssuersSite = "keyOnIssuersSite",
    /// The list is shorter than the standard demands.
    ShortStatusList = "shortStatusList",
    /// The list is written without its prefix.
    StatusListWithoutPrefix = "statusListWithoutPrefix",
    /// The list is published by somebody else.
    StatusListOfOther = "statusListOfOther",
    /// The list calls itself by another address.
    StatusListOtherAddress = "statusListOtherAddress",
    /// The refresh service gave another badge, or an older one.
    RefreshOfOther = "refreshOfOther",
    /// The issuer has a newer version of this badge.
    NewerVersion = "newerVersion",
    /// The issuer left a message about this badge.
    StatusMessage = "statusMessage",
    /// An identifier is hashed with MD5, which is weak.
    WeakHash = "weakHash",
    /// The address matched only after trimming or lower-casing.
    RecipientLoosely = "recipientLoosely",
    /// What matched is a name, which many people may have.
    RecipientByName = "recipientByName",
    /// The presentation was made for another recipient.
    PresentedToOther = "presentedToOther",
    /// The badge is at another address than the file says.
    HostedElsewhere = "hostedElsewhere",
    /// The address is http, which anyone on the way can change; https was asked.
    HttpAddress = "httpAddress",
    /// The file says something else than the badge at its address.
    CopyDiffers = "copyDiffers",
    /// A place that the schema does not allow as it is.
    NotInSchema = "notInSchema",
    /// The endorser is the issuer.
    SelfEndorsement = "selfEndorsement",
    /// A picture is named with its hash, which was not compared.
    HashlinkNotChecked = "hashlinkNotChecked",
    /// Credentials stand deeper inside each other than they are looked at.
    NestedTooDeep = "nestedTooDeep",
    /// There are more credentials inside than are looked at.
    LeftOut = "leftOut",
    /// The parts of the file fit together, which anybody can make them do.
    OnlyFits = "onlyFits",
    /// A badge in a record has no signature of its own.
    MemberUnsigned = "memberUnsigned",
    /// A badge in a record names another person than the record.
    MemberOfOther = "memberOfOther",
    /// Present, and not checked by this build.
    NotChecked = "notChecked",
}

impl Code {
    /// The code with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// Whether it says only that something could not be had from elsewhere.
    pub fn is_of_the_network(self) -> bool {
        (Self::NotFetched..=Self::MalformedAnswer).contains(&self)
    }

    /// The problem type published by the W3C for this reason, where there is one
    /// (Data Integrity 1.0, Bitstring Status List 1.0: `https://www.w3.org/ns/credentials#…`).
    pub const fn w3c(self) -> Option<&'static str> {
        Some(match self {
            Self::SignatureMismatch | Self::MalformedProof | Self::ProofExpired => {
                "PROOF_VERIFICATION_ERROR"
            }
            Self::WrongProofPurpose => "PROOF_VERIFICATION_ERROR",
            Self::UnsignedMember => "DATA_LOSS_DETECTION_ERROR",
            Self::MalformedStatus | Self::StatusListUnverified => "STATUS_VERIFICATION_ERROR",
            Self::ShortStatusList => "STATUS_LIST_LENGTH_ERROR",
            Self::MalformedJson => "PARSING_ERROR",
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_round_trip() {
        for (index, code) in Code::ALL.iter().enumerate() {
            assert_eq!(Code::from_name(code.as_str()), Some(*code));
            assert!(Code::ALL[index + 1..].iter().all(|other| other.as_str() != code.as_str()));
        }
        assert_eq!(Code::from_name("genuine"), None);
    }

    #[test]
    fn the_fixed_order_is_verdict_section_3() {
        let order = [
            Code::SignatureMismatch,
            Code::KeyNotIssuers,
            Code::KeyIsPublic,
            Code::Revoked,
            Code::Suspended,
            Code::Expired,
            Code::NotYetValid,
            Code::Unsigned,
            Code::Hosted,
            Code::IssuerNotConfirmed,
            Code::NotFetched,
            Code::Stale,
        ];
        assert!(order.windows(2).all(|pair| pair[0] < pair[1]));
    }

    /// The problem types of Data Integrity 1.0 (section 4.7) and Bitstring Status List 1.0 (section 3.3).
    #[test]
    fn some_have_a_name_by_the_w3c() {
        let published = [
            (Code::SignatureMismatch, "PROOF_VERIFICATION_ERROR"),
            (Code::MalformedProof, "PROOF_VERIFICATION_ERROR"),
            (Code::ProofExpired, "PROOF_VERIFICATION_ERROR"),
            (Code::WrongProofPurpose, "PROOF_VERIFICATION_ERROR"),
            (Code::UnsignedMember, "DATA_LOSS_DETECTION_ERROR"),
            (Code::MalformedStatus, "STATUS_VERIFICATION_ERROR"),
            (Code::StatusListUnverified, "STATUS_VERIFICATION_ERROR"),
            (Code::ShortStatusList, "STATUS_LIST_LENGTH_ERROR"),
            (Code::MalformedJson, "PARSING_ERROR"),
        ];
        for code in Code::ALL {
            let name = published.iter().find(|(other, _)| other == code).map(|(_, name)| *name);
            assert_eq!(code.w3c(), name, "{code:?}");
        }
    }

    #[test]
    fn what_is_not_had_is_no_fault_of_what_is_there() {
        for code in [Code::NotFetched, Code::NotFound, Code::MalformedAnswer] {
            assert!(code.is_of_the_network(), "{code:?}");
        }
        for code in [Code::SignatureMismatch, Code::NotABadgeFile, Code::OnlyALink, Code::Revoked] {
            assert!(!code.is_of_the_network(), "{code:?}");
        }
    }
}
