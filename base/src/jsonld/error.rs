//! What can be wrong with a JSON-LD document, and what is lost when it becomes statements.

use std::fmt;

macro_rules! error_codes {
    ($($variant:ident = $text:literal, $doc:literal;)*) => {
        /// The error codes of the JSON-LD 1.1 API (section 9.6), and two of our own for limits.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ErrorCode {
            $(#[doc = $doc] $variant,)*
        }

        impl ErrorCode {
            /// The code as the standard spells it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

error_codes! {
    CollidingKeywords = "colliding keywords", "Two members of one object expand to the same keyword.";
    ConflictingIndexes = "conflicting indexes", "One node is given two different indexes.";
    ContextOverflow = "context overflow", "Contexts refer to each other too deeply or too often.";
    CyclicIriMapping = "cyclic IRI mapping", "A term is defined through itself.";
    InvalidIdValue = "invalid @id value", "An @id is not a string.";
    InvalidImportValue = "invalid @import value", "An @import is not a string.";
    InvalidIncludedValue = "invalid @included value", "An @included block holds something that is not a node object.";
    InvalidIndexValue = "invalid @index value", "An @index is not a string.";
    InvalidNestValue = "invalid @nest value", "An @nest value is not an object, or holds a value object.";
    InvalidPrefixValue = "invalid @prefix value", "An @prefix is not a boolean.";
    InvalidPropagateValue = "invalid @propagate value", "An @propagate is not a boolean.";
    InvalidProtectedValue = "invalid @protected value", "An @protected is not a boolean.";
    InvalidReverseValue = "invalid @reverse value", "An @reverse is not an object.";
    InvalidVersionValue = "invalid @version value", "An @version is not the number 1.1.";
    InvalidBaseDirection = "invalid base direction", "A direction is not \"ltr\", \"rtl\" or null.";
    InvalidBaseIri = "invalid base IRI", "An @base is neither an IRI nor null.";
    InvalidContainerMapping = "invalid container mapping", "An @container is not one of the allowed combinations.";
    InvalidContextEntry = "invalid context entry", "A context has an entry that is not allowed there.";
    InvalidContextNullification = "invalid context nullification", "A context that protects terms is reset to null.";
    InvalidDefaultLanguage = "invalid default language", "A context's @language is neither a string nor null.";
    InvalidIriMapping = "invalid IRI mapping", "A term's @id does not lead to an IRI, a blank node or a keyword.";
    InvalidJsonLiteral = "invalid JSON literal", "A JSON literal cannot be read.";
    InvalidKeywordAlias = "invalid keyword alias", "A term is an alias of @context.";
    InvalidLanguageMapValue = "invalid language map value", "A language map holds something that is not a string.";
    InvalidLanguageMapping = "invalid language mapping", "A term's @language is neither a string nor null.";
    InvalidLanguageTaggedString = "invalid language-tagged string", "An @language is not a string.";
    InvalidLanguageTaggedValue = "invalid language-tagged value", "A value with an @language is not a string.";
    InvalidLocalContext = "invalid local context", "A context is not null, a string or an object.";
    InvalidRemoteContext = "invalid remote context", "A context document has no @context object.";
    InvalidReverseProperty = "invalid reverse property", "A reverse property has an entry it may not have.";
    InvalidReversePropertyMap = "invalid reverse property map", "An @reverse object has a keyword as a member.";
    InvalidReversePropertyValue = "invalid reverse property value", "A reverse property has a value that is not a node.";
    InvalidScopedContext = "invalid scoped context", "A context inside a term definition is invalid.";
    InvalidScriptElement = "invalid script element", "An HTML script element cannot be read (never raised: HTML is not read).";
    InvalidSetOrListObject = "invalid set or list object", "A set or list object has other members.";
    InvalidTermDefinition = "invalid term definition", "A term definition is not a string, null or a valid object.";
    InvalidTypeMapping = "invalid type mapping", "A term's @type is neither an IRI nor an allowed keyword.";
    InvalidTypeValue = "invalid type value", "An @type is not a string or an array of strings.";
    InvalidTypedValue = "invalid typed value", "A value object's @type is not an IRI.";
    InvalidValueObject = "invalid value object", "A value object has members it may not have.";
    InvalidValueObjectValue = "invalid value object value", "An @value is an object or an array.";
    InvalidVocabMapping = "invalid vocab mapping", "An @vocab is neither an IRI nor null.";
    IriConfusedWithPrefix = "IRI confused with prefix", "A compacted IRI looks like a prefixed one (never raised: nothing is compacted).";
    KeywordRedefinition = "keyword redefinition", "A context defines a keyword.";
    LoadingDocumentFailed = "loading document failed", "A relative context URL has nothing to be resolved against.";
    LoadingRemoteContextFailed = "loading remote context failed", "A context is not at hand; `detail` is its URL.";
    MultipleContextLinkHeaders = "multiple context link headers", "Never raised: nothing is fetched.";
    ProcessingModeConflict = "processing mode conflict", "A 1.1 context was met while processing as 1.0.";
    ProtectedTermRedefinition = "protected term redefinition", "A protected term is given another definition.";
    TooDeep = "too deep", "Ours, not the standard's: nesting beyond `Limits::depth`.";
    TooLarge = "too large", "Ours, not the standard's: more work than `Limits` allows.";
}

/// Why a document could not be expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Which rule was broken.
    pub code: ErrorCode,
    /// The place in the source document (RFC 6901), as near as it is known.
    pub pointer: String,
    /// For developers: the offending term or value; for a missing context its URL.
    pub detail: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at \"{}\": {}", self.code.as_str(), self.pointer, self.detail)
    }
}

impl std::error::Error for Error {}

/// What kind of thing was dropped, or is suspicious.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// A member whose key no context defines: the member and all below it is dropped.
    UndefinedTerm,
    /// A member whose key a context sets to null: the member and all below it is dropped.
    NullTerm,
    /// A null: dropped.
    NullValue,
    /// A node's `@id` is a relative IRI: all its statements are dropped.
    RelativeId,
    /// A type is a relative IRI: the type is dropped.
    RelativeType,
    /// A relative IRI stands where an IRI is wanted: the statement is dropped.
    RelativeIri,
    /// An IRI with characters that no IRI has: the statements with it are dropped.
    IllFormedIri,
    /// A blank node as a property: dropped.
    BlankProperty,
    /// A value, list or mere reference that hangs on no node: dropped.
    FreeFloating,
    /// A language tag that is not well-formed: the statement is dropped.
    InvalidLanguage,
    /// An `@index`, or the key of an index map: dropped, the value stays.
    IndexDropped,
    /// An `@direction`, or the default direction of a context: dropped, the value stays.
    DirectionDropped,
    /// A bundled context's definition is replaced by an inline or foreign one; `detail` is the term
    /// (or the keyword, `@context` for a reset to null).
    Redefined,
    /// An inline or foreign context defines an alias of `@graph`, `@reverse`, `@included`, `@nest` or
    /// `@index`, a reverse property, a nested property or a graph container; `detail` is the term.
    StructuralTerm,
    /// The document itself uses `@graph`, `@reverse`, `@included` or `@nest`, by name, by alias or
    /// through a reverse property; `detail` is the keyword.
    StructuralKeyword,
}

/// One thing dropped or suspicious, with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// The place in the source document (RFC 6901).
    pub pointer: String,
    /// The key, value, IRI or term concerned.
    pub detail: String,
}
