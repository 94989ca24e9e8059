use super::*;

/// What is too much for us is no fault of the badge; what has no meaning is.
#[test]
fn what_stops_an_expansion_is_told_apart() {
    let document = serde_json::json!({ "@context": ["https://www.w3.org/ns/credentials/v2", {}] });
    let found = |code, pointer: &str| {
        let error = jsonld::Error { code, pointer: pointer.into(), detail: "why".into() };
        let stop = stop(error, &document);
        let problem = stop.problem().cloned().unwrap_or_else(|| panic!("no problem"));
        (matches!(stop, Stop::Failed(_)), problem.code, problem.detail)
    };
    let unknown = |code| (false, code, "why".to_owned());
    assert_eq!(found(ErrorCode::LoadingRemoteContextFailed, ""), unknown(Code::ForeignContext));
    assert_eq!(found(ErrorCode::TooDeep, ""), unknown(Code::TooComplex));
    assert_eq!(found(ErrorCode::TooLarge, ""), unknown(Code::TooComplex));
    let redefined = ErrorCode::ProtectedTermRedefinition;
    assert_eq!(
        found(redefined, "/@context/1/name"),
        (true, Code::ContextRedefined, "why".to_owned())
    );
    // Two of the standards' own contexts contradict each other (B11).
    let own = found(redefined, "/@context/0");
    assert_eq!((own.0, own.1), (true, Code::ContextInvalid));
    let (failed, code, detail) = found(ErrorCode::InvalidTermDefinition, "");
    assert_eq!((failed, code), (true, Code::ContextInvalid));
    assert_eq!(detail, "invalid term definition: why");
}
