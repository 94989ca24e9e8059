use super::*;

#[test]
fn a_miss_is_noted_once_and_never_doubly() {
    let (resources, options) = (Resources::new(), Options::new(Timestamp::from_unix(0)));
    let context = Context::new(&resources, &options);
    for _ in 0..2 {
        assert!(context.get("https://example.edu/a#b", Purpose::Key).is_err());
        context.later(|| assert!(context.get("https://example.edu/a", Purpose::Key).is_err()));
        context.later(|| assert!(context.get("https://example.edu/c", Purpose::Key).is_err()));
        context.never(|| assert!(context.get("https://example.edu/d", Purpose::Key).is_err()));
    }
    let (wanted, foreseen) = context.into_requests();
    assert_eq!(wanted.len(), 1);
    assert_eq!(wanted[0].url, "https://example.edu/a");
    assert_eq!(foreseen.len(), 1);
}

#[test]
fn what_another_host_says_is_doubted() {
    let options = Options::new(Timestamp::from_unix(0));
    let doubted = |answered: &str| {
        let (asked, mut resources) = ("https://example.edu/a", Resources::new());
        resources.insert(asked, Ok(Resource::saying(answered, "", Origin::Fetched)));
        let context = Context::new(&resources, &options);
        let evidence = context.get(asked, Purpose::Key).unwrap();
        let why = evidence.trusted().err().and_then(|stop| stop.problem().map(|it| it.code));
        assert_eq!(why, evidence.is_doubted().then_some(Code::Redirected));
        evidence.is_doubted()
    };
    for same in ["https://example.edu/a", "https://EXAMPLE.edu/b?c", "http://example.edu/a", ""] {
        assert!(!doubted(same), "{same}");
    }
    for other in ["https://evil.example/a", "https://example.edu.evil.example/", "a"] {
        assert!(doubted(other), "{other}");
    }
}

#[test]
fn supplied_evidence_is_doubted_unless_told_otherwise() {
    let mut resources = Resources::new();
    let url = "https://example.edu/";
    resources.insert(url, Ok(Resource::saying(url, "", Origin::Supplied)));
    let mut options = Options::new(Timestamp::from_unix(0));
    let doubted = |options: &Options| {
        let context = Context::new(&resources, options);
        context.get("https://example.edu/", Purpose::Issuer).unwrap().is_doubted()
    };
    assert!(doubted(&options));
    options.supplied = SuppliedEvidence::Trust;
    assert!(!doubted(&options));
}

#[test]
fn the_evidence_is_searched_once_for_a_name_and_paid_for_in_each_file() {
    let options = Options::new(Timestamp::from_unix(0));
    let mut resources = Resources::new();
    for (url, said) in [("https://example.edu/a", "a key"), ("https://example.edu/b", "none")] {
        resources.insert(url, Ok(Resource::saying(url, said, Origin::Fetched)));
    }
    for _ in 0..2 {
        let context = Context::new(&resources, &options);
        let found = || {
            let before = context.budget().left();
            let found = context.mentioning("key");
            let urls: Vec<_> = found.iter().map(|evidence| evidence.url).collect();
            (urls.join(" "), before - context.budget().left())
        };
        assert_eq!(found(), ("https://example.edu/a".to_owned(), 9));
        assert_eq!(found(), ("https://example.edu/a".to_owned(), 0));
    }
    let spent = Context::within(&resources, &options, &Rc::new(Budget::new(9)));
    assert!(spent.mentioning("key").is_empty() && spent.mentioning("key").is_empty());
}
