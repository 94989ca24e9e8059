// The report of Proofmark. Made from the code that writes it: UPDATE_TYPES=1 cargo test --test types

/** The answer about one credential. */
export interface Report extends Findings {
  tool: Tool;
  input: Input;
  credential?: Credential;
  /** Credentials inside a presentation or a record, each with its own report. */
  members: Report[];
  /** What others say of it. */
  endorsements?: Report[];
  /** The newer version that the issuer gave. */
  newer?: Report;
}

/** What was found out about one credential at one moment. */
export interface Findings {
  /** The moment asked about. */
  at: string;
  /** The day for which the dates were asked about, where that is another. */
  asOf?: string;
  verdict: Verdict;
  /** What a verdict other than `valid` rests on. */
  reason: Code | null;
  /** Look at it before you rely on a verdict. */
  signer?: Signer;
  axes: Record<Axis, Outcome>;
  checks: Check[];
  /** What is missing now and may be asked for. */
  wanted: Request[];
  /** What will be asked for next if that succeeds. */
  foreseen: Request[];
  evidence: Evidence[];
}

/** The answer in one word. `valid` only when nothing that decides is unknown. */
export type Verdict = "valid" | "invalid" | "indeterminate";

/** Every reason there is, in the order in which they matter to an employer. */
export type Code =
  | "signatureMismatch"
  | "hashlinkMismatch"
  | "unsignedMember"
  | "contextRedefined"
  | "contextInvalid"
  | "duplicateMember"
  | "malformedJson"
  | "contradictoryClaims"
  | "severalCredentials"
  | "forbiddenShape"
  | "malformedProof"
  | "anchorMismatch"
  | "wrongProofPurpose"
  | "algorithmRefused"
  | "proofExpired"
  | "keyNotIssuers"
  | "outsideScope"
  | "keyNotHolders"
  | "keyNoLongerPublished"
  | "keyIsPublic"
  | "malformedKey"
  | "malformedIdentifier"
  | "revoked"
  | "suspended"
  | "expired"
  | "notYetValid"
  | "periodReversed"
  | "challengeMismatch"
  | "unsigned"
  | "notPresented"
  | "onlyAPart"
  | "hosted"
  | "testChain"
  | "anchorNotChecked"
  | "nothingChecked"
  | "baseProof"
  | "unsupportedSuite"
  | "unsupportedAlgorithm"
  | "unsupportedKey"
  | "keysMissing"
  | "unsupportedDidMethod"
  | "oldBlockcerts"
  | "unsupportedFormat"
  | "unsupportedEnvelope"
  | "foreignContext"
  | "tooComplex"
  | "issuerNotConfirmed"
  | "holderNotConfirmed"
  | "suppliedEvidence"
  | "notFetched"
  | "declined"
  | "offline"
  | "blocked"
  | "unsafeAddress"
  | "notFound"
  | "gone"
  | "serverError"
  | "timedOut"
  | "redirected"
  | "answerTooLarge"
  | "malformedAnswer"
  | "unsupportedStatus"
  | "unknownStatusPurpose"
  | "malformedStatus"
  | "statusListUnverified"
  | "statusListUnreadable"
  | "statusListOutdated"
  | "stale"
  | "clockSuspect"
  | "unreadableDate"
  | "recipientMismatch"
  | "recipientNotNamed"
  | "recipientNotCompared"
  | "presenterNotRecipient"
  | "presenterUnproven"
  | "notFresh"
  | "keyBindingFailed"
  | "noKeyBinding"
  | "endorsementFailed"
  | "endorsesSomethingElse"
  | "endorsementUnknown"
  | "schemaMismatch"
  | "schemaNotChecked"
  | "emptyFile"
  | "fileTooLarge"
  | "folder"
  | "notABadgeFile"
  | "noBadgeInPicture"
  | "noBadgeInPdf"
  | "pdfEncrypted"
  | "packedCode"
  | "walletCode"
  | "otherCode"
  | "readerMissing"
  | "readerStopped"
  | "cameraRefused"
  | "cameraMissing"
  | "cameraBusy"
  | "truncatedFile"
  | "damagedFile"
  | "svgWithDtd"
  | "inflatesTooFar"
  | "zipEmpty"
  | "zipTooMany"
  | "zipTooDeep"
  | "zipEncrypted"
  | "zipUnsupported"
  | "notUtf8"
  | "tooDeep"
  | "printedObject"
  | "notACredential"
  | "linkToPage"
  | "onlyALink"
  | "notToStandard"
  | "notCovered"
  | "partlyShown"
  | "otherProofFailed"
  | "otherProofUnknown"
  | "earlierContext"
  | "compressed"
  | "pdfSignature"
  | "severalBadges"
  | "wrongChecksum"
  | "legacyBaking"
  | "noTimeZone"
  | "signedInFuture"
  | "unusualKeyName"
  | "keyOnIssuersSite"
  | "shortStatusList"
  | "statusListWithoutPrefix"
  | "statusListOfOther"
  | "statusListOtherAddress"
  | "refreshOfOther"
  | "newerVersion"
  | "statusMessage"
  | "weakHash"
  | "recipientLoosely"
  | "recipientByName"
  | "presentedToOther"
  | "hostedElsewhere"
  | "httpAddress"
  | "copyDiffers"
  | "notInSchema"
  | "selfEndorsement"
  | "hashlinkNotChecked"
  | "nestedTooDeep"
  | "leftOut"
  | "onlyFits"
  | "memberUnsigned"
  | "memberOfOther"
  | "notChecked";

/** Who signed, as far as it is proven. */
export interface Signer {
  kind: SignerKind;
  /** A DID or an https address. */
  id: string;
  /** What the list that knows the signer calls it; never what it calls itself. */
  name?: string;
}

/** What stands behind a signature: an issuer on your own list, a web domain, nothing but a key. */
export type SignerKind = "trusted" | "domain" | "key";

/** The questions an employer asks. `recipient` is never part of the verdict. */
export type Axis = "integrity" | "issuer" | "status" | "validity" | "recipient";

/** How a question or a check came out. `unknown` is never a pass. */
export type Outcome = "passed" | "failed" | "unknown" | "notApplicable";

/** One line of the report. What failed or is unknown has the members of a `Problem`. */
export interface Check {
  /** The question it answers. Without one it is advisory and decides nothing. */
  axis?: Axis;
  subject: Subject;
  /** JSON pointer to the part of the credential it is about, empty for the whole. */
  of: string;
  outcome: Outcome;
  code?: Code;
  detail?: string;
  at?: string;
  /** What is worth knowing and does not change the outcome. */
  notes: Problem[];
}

/** What a check is about. */
export type Subject =
  | "container"
  | "format"
  | "proof"
  | "key"
  | "status"
  | "period"
  | "recipient"
  | "endorsement"
  | "presenter"
  | "schema"
  | "refresh"
  | "hashlink";

/** What went wrong or is worth knowing: a code, and a detail for developers. */
export interface Problem {
  code: Code;
  /** A name, a value, an address; never a sentence. */
  detail: string;
  /** A JSON pointer into the credential, or an address. */
  at?: string;
}

/** An address that would have to be asked, and for what. */
export interface Request {
  url: string;
  purpose: Purpose;
}

/** What an address is asked for. */
export type Purpose =
  | "didDocument"
  | "statusList"
  | "assertion"
  | "endorsement"
  | "badgeClass"
  | "issuer"
  | "key"
  | "context"
  | "schema"
  | "refresh"
  | "image"
  | "transaction";

/** A piece of evidence that was looked at. */
export interface Evidence {
  url: string;
  /** `null` where its age is not known. */
  fetchedAt: string | null;
  origin: Origin;
  /** Whose signature over this very piece was found good. */
  signedBy?: string;
}

/** Who brought a piece of evidence. What was `supplied`, the candidate may have made. */
export type Origin = "fetched" | "host" | "saved" | "supplied";

export interface Tool {
  name: string;
  version: string;
}

/** What was read. */
export interface Input {
  name: string;
  bytes: number;
  /** Of the whole file, in hexadecimal digits. */
  sha256?: string;
  /** Where in the file the badge was, such as `png:iTXt`. */
  container: string;
  /** What kind of document it is, such as `open-badges-3.0`. */
  format?: string;
  /** The data model of the W3C: `vc-1.1` or `vc-2.0`. */
  dataModel?: string;
}

/** What the credential says of itself, in short. Nothing here is proven by being here. */
export interface Credential {
  id?: string;
  achievement?: Achievement;
  issuer?: Issuer;
  /** Whom it was awarded to. */
  subject?: Earner;
  /** Dates are as they are written in the credential. */
  validFrom?: string;
  validUntil?: string;
  awardedDate?: string;
}

export interface Achievement {
  id?: string;
  /** That of the credential where the achievement has none. */
  name?: string;
  description?: string;
  criteria?: Criteria;
}

export interface Criteria {
  id?: string;
  narrative?: string;
}

export interface Issuer {
  id?: string;
  name?: string;
}

/** At most one of its members but `id` is there. */
export interface Earner {
  id?: string;
  name?: string;
  email?: string;
  identifier?: string;
  /** There is an address that only its owner can find in it. */
  hashed?: true;
}
