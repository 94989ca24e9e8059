//! Rows, their order, what is there twice, whose they are, what they cover.

use std::cell::Cell;

use proofmark::credential::TypedForm;
use proofmark::locale::ENGLISH;
use proofmark::pile::arrange::{Arrangement, Column, Found, Grouping, arrange};
use proofmark::pile::candidates::{Candidates, Match, Near};
use proofmark::pile::skills::{Person, SkillKind, Why, coverage};
use proofmark::pile::twins::{Hint, hints};
use proofmark::pile::{Kind, Picture, Row};
use proofmark::report::{Code, Problem, Purpose, Verdict};
use proofmark::resource::{Resources, TrustEntry};
use proofmark::verify::Standing;
use proofmark::view;
use serde_json::{Value, json};

use super::world::{
    SITE, alice, asked, badge, hidden, mail, name, of_site, published, rows, signed, verified,
};

fn only(text: &str) -> Row {
    rows(&[("a.json", text.to_owned())]).remove(0)
}

/// What a row says is what the page says, also after it travelled.
#[test]
fn a_row_says_what_the_page_says() {
    let key = alice().did();
    let mut expired = badge(SITE, "urn:uuid:1", &mail("jane@example.org"));
    expired["validUntil"] = "2026-06-01T00:00:00Z".into();
    let mut altered: Value =
        serde_json::from_str(&of_site("urn:uuid:1", &name("Jane Doe"))).unwrap();
    altered["credentialSubject"]["identifier"][0]["identityHash"] = "John Roe".into();
    let texts = [
        of_site("urn:uuid:1", &name("Jane Doe")),
        of_site("urn:uuid:1", &hidden("a@example.com", "x")),
        signed(badge(&key, "urn:uuid:1", &mail("jane@example.org")), &alice().did_method()),
        signed(expired, "did:web:example.edu#key-1"),
        altered.to_string(),
        badge(SITE, "urn:uuid:1", &name("Jane Doe")).to_string(),
        json!({ "@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
            "id": "https://example.edu/1", "badge": "https://example.edu/b",
            "verification": { "type": "hosted" }, "issuedOn": "2025-01-01T00:00:00Z",
            "recipient": { "type": "email", "hashed": false, "identity": "jane@example.org" } })
        .to_string(),
        "{\"@context\": \"https://www.w3.org/ns/credentials/v2\", \"@context\": 1, \"type\": \"VerifiableCredential\"}".to_owned(),
        json!({ "@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiablePresentation",
            "verifiableCredential": [serde_json::from_str::<Value>(&of_site("urn:uuid:1", &name("Jane"))).unwrap()] })
        .to_string(),
    ];
    let mut standings = Vec::new();
    for resources in [published(), Resources::new()] {
        for text in &texts {
            let (reading, found) = verified(text, &resources);
            let rows = Row::all("a.json", 0, &reading, &found);
            let line = rows[0].to_json().to_string();
            assert!(!line.contains('\n'));
            let row = Row::from_json(&serde_json::from_str(&line).unwrap()).unwrap();
            assert_eq!(row, rows[0]);
            let badge = row.badge().unwrap();
            let told = view::told(&badge.gist, &ENGLISH);
            assert_eq!(told, view::headline(&found, &ENGLISH));
            assert_eq!(badge.verdict, found.report.verdict());
            assert_eq!(badge.wanted, found.wanted());
            standings.push(badge.gist.standing);
        }
    }
    standings.sort_unstable();
    standings.dedup();
    assert!(standings.len() >= 8, "the badges differ: {standings:?}");
    assert!(standings.contains(&Standing::Signed) && standings.contains(&Standing::KeyOnly));
}

#[test]
fn what_cannot_be_read_of_a_row_is_no_row() {
    let row = only(&of_site("urn:uuid:1", &name("Jane Doe")));
    for gone in ["standing", "verdict", "kind", "recipients", "wanted"] {
        let mut json = row.to_json();
        json["badge"].as_object_mut().unwrap().remove(gone);
        assert_eq!(Row::from_json(&json), None, "{gone}");
    }
    let problem = Row::problem("b.txt", Problem::new(Code::EmptyFile, "0 bytes"));
    assert_eq!(Row::from_json(&problem.to_json()), Some(problem));
}

/// Nothing that is missing is passed: without the issuer's document, its badge is open and asks for it.
#[test]
fn what_is_missing_is_unknown_in_the_row() {
    let (reading, found) = verified(&of_site("urn:uuid:1", &name("Jane Doe")), &Resources::new());
    let rows = Row::all("a.json", 0, &reading, &found);
    let badge = rows[0].badge().unwrap();
    assert_eq!(badge.verdict, Verdict::Indeterminate);
    assert_eq!(badge.issuer().unwrap().proven, None);
    assert_eq!(badge.wanted[0].purpose, Purpose::DidDocument);
}

/// A badge in a presentation has a row of its own, after that of the presentation.
#[test]
fn members_have_rows_of_their_own() {
    let inner: Value = serde_json::from_str(&of_site("urn:uuid:1", &name("Jane"))).unwrap();
    let text = json!({ "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "VerifiablePresentation", "verifiableCredential": [inner.clone(), inner] });
    let rows = rows(&[("a.json", text.to_string())]);
    let paths: Vec<_> = rows.iter().map(|row| row.within.clone()).collect();
    assert_eq!(paths, [vec![], vec![0], vec![1]]);
    let kinds: Vec<_> = rows.iter().map(|row| row.badge().unwrap().kind).collect();
    assert_eq!(kinds, [Kind::Presentation, Kind::Badge, Kind::Badge]);
    assert_eq!(rows[1].badge().unwrap().verdict, Verdict::Valid);
    assert_eq!(rows[1].badge().unwrap().picture, Picture::None);
    assert_eq!(hints(&rows), [None, None, Some(Hint::SameBadge(1))]);
}

#[test]
fn rows_are_sorted_filtered_searched_and_grouped() {
    let key = alice().did();
    // Whoever calls itself by the name of a site is not in its group.
    let mut named = badge(SITE, "urn:uuid:3", &mail("bob@example.org"));
    named["issuer"]["name"] = "Example.edu".into();
    let by_key = |who: &str| signed(badge(&key, "urn:uuid:9", &name(who)), &alice().did_method());
    let mut rows = rows(&[
        ("1.json", of_site("urn:uuid:1", &name("Zoë"))),
        ("2.json", by_key("Ángel")),
        ("3.json", named.to_string()),
        ("4.json", of_site("urn:uuid:4", &hidden("a@example.com", "x"))),
    ]);
    rows.push(Row::problem("5 Résumé.txt", Problem::new(Code::EmptyFile, "")));
    let order = |how: &Arrangement| -> Vec<usize> {
        arrange(&rows, how).into_iter().flat_map(|group| group.rows).collect()
    };
    let mut how = Arrangement::default();
    assert_eq!(order(&how), [0, 1, 2, 3, 4]);
    how.sort(Column::Earner);
    assert_eq!(order(&how), [1, 2, 0, 3, 4]);
    how.sort(Column::Earner);
    // What has no name stands last, whichever way it goes.
    assert_eq!(order(&how), [0, 2, 1, 3, 4]);
    how.sort(Column::Result);
    assert!(!how.descending);
    assert_eq!(order(&how), [4, 2, 1, 0, 3]);
    let search = |words: &str| order(&Arrangement { search: words.into(), ..Default::default() });
    assert_eq!(search("angel"), [1]);
    assert_eq!(search("ZOE"), [0]);
    assert_eq!(search("resume"), [4]);
    assert_eq!(search("example.edu json"), [0, 2, 3]);
    assert_eq!(search("bob@"), [2]);
    assert!(search("nothing like it").is_empty());
    for (found, places) in [
        (Found::Verdict(Verdict::Valid), &[0, 3][..]),
        (Found::KeyOnly, &[1]),
        (Found::Verdict(Verdict::Indeterminate), &[2]),
        (Found::Verdict(Verdict::Invalid), &[]),
        (Found::Problem, &[4]),
    ] {
        assert_eq!(order(&Arrangement { only: Some(found), ..Default::default() }), places);
        assert_eq!(Found::from_name(found.as_str()), Some(found));
    }
    // What is proven and what is claimed are apart.
    let group = Arrangement { group: Some(Grouping::Issuer), ..Default::default() };
    let groups = arrange(&rows, &group);
    let claimed = groups.iter().find(|group| group.rows == [2]).unwrap();
    assert!(!claimed.proven);
    assert!(groups.iter().any(|group| group.proven && group.rows == [0, 3]));
    assert_eq!(groups.last().unwrap().name, None);
}

#[test]
fn what_is_there_twice_is_found_and_what_differs_is_not() {
    let text = of_site("urn:uuid:1", &mail("jane@example.org"));
    let spaced = serde_json::to_string_pretty(&serde_json::from_str::<Value>(&text).unwrap());
    let other = of_site("urn:uuid:2", &mail("jane@example.org"));
    let again = [("1", text.clone()), ("2", text.clone()), ("3", spaced.unwrap()), ("4", other)];
    let found = hints(&rows(&again));
    let expected = [None, Some(Hint::SameFile(0)), Some(Hint::SameBadge(0)), None];
    assert_eq!(found, expected);

    // The same signature under another name: one of them is altered.
    let mut stolen: Value = serde_json::from_str(&text).unwrap();
    stolen["credentialSubject"]["identifier"][0]["identityHash"] = "joe@example.org".into();
    let found = hints(&rows(&[("1", text.clone()), ("2", stolen.to_string())]));
    assert_eq!(found, [Some(Hint::OtherPerson(1)), Some(Hint::OtherPerson(0))]);

    // A copy of the genuine one stays a copy, whatever else has its identifier.
    let found = rows(&[("1", stolen.to_string()), ("2", text.clone()), ("3", text.clone())]);
    let told = hints(&found);
    let expected = [Hint::OtherPerson(1), Hint::OtherPerson(0), Hint::SameFile(1)].map(Some);
    assert_eq!(told, expected);
    assert_eq!(coverage(&found, &told, None, &[]).counted, 1);

    // One identifier by one issuer, signed for two people.
    let for_joe = of_site("urn:uuid:1", &mail("joe@example.org"));
    let found = hints(&rows(&[("1", text.clone()), ("2", for_joe)]));
    assert_eq!(found, [Some(Hint::OtherPerson(1)), Some(Hint::OtherPerson(0))]);

    // One identifier, and the same person.
    let capitals = of_site("urn:uuid:1", &mail("JANE@example.org"));
    assert_eq!(hints(&rows(&[("1", text.clone()), ("2", capitals)]))[1], Some(Hint::SameBadge(0)));

    // Hidden behind different salts: nobody knows.
    let salted = |salt| of_site("urn:uuid:1", &hidden("jane@example.org", salt));
    assert_eq!(hints(&rows(&[("1", salted("a")), ("2", salted("b"))])), [None, None]);
    let other = of_site("urn:uuid:1", &hidden("joe@example.org", "a"));
    assert_eq!(hints(&rows(&[("1", salted("a")), ("2", other)]))[1], Some(Hint::OtherPerson(0)));
    // A name here and an address there cannot be compared either.
    assert_eq!(
        hints(&rows(&[("1", text), ("2", of_site("urn:uuid:1", &name("Joe")))])),
        [None, None]
    );
}

#[test]
fn badges_find_their_people() {
    let list = Candidates::read(
        "Name;Mail\nJane Doe;jane@example.org\nJosé Núñez;jose@example.org\nSam;sam+jobs@example.org",
    );
    let find =
        |identity: Value| list.find(only(&of_site("urn:uuid:1", &identity)).badge().unwrap());
    let address = |candidate, how| Match::Address { candidate, how, weak_hash: false };
    let table = [
        (mail("jane@example.org"), address(0, TypedForm::AsTyped)),
        (mail("Jane@Example.ORG"), address(0, TypedForm::LowerCased)),
        (hidden("jose@example.org", "salt"), address(1, TypedForm::AsTyped)),
        (hidden("JANE@EXAMPLE.ORG", "s"), Match::Near { candidate: 0, how: Near::Capitals }),
        (hidden("Jane@example.org", "s"), Match::Near { candidate: 0, how: Near::Capitals }),
        (mail("jane @example.org"), Match::Near { candidate: 0, how: Near::Space }),
        (mail("josé@example.org"), Match::Near { candidate: 1, how: Near::Letters }),
        (mail("sam@example.org"), Match::Near { candidate: 2, how: Near::Tag }),
        (hidden("sam@example.org", "s"), Match::Near { candidate: 2, how: Near::Tag }),
        (mail("eve@example.org"), Match::Nobody),
        (hidden("eve@example.org", "s"), Match::Nobody),
        (name("jose NUNEZ"), Match::Name { candidate: 1 }),
        (name("Eve"), Match::Nobody),
    ];
    for (identity, expected) in table {
        assert_eq!(find(identity.clone()), expected, "{identity}");
        assert_eq!(expected.counts().is_some(), matches!(expected, Match::Address { .. }));
    }
    let mut nobody = badge(SITE, "urn:uuid:1", &Value::Null);
    nobody["credentialSubject"].as_object_mut().unwrap().remove("identifier");
    let row = only(&signed(nobody, "did:web:example.edu#key-1"));
    assert_eq!(list.find(row.badge().unwrap()), Match::Unnamed);
    let did = Candidates::read("did:key:z6Mk");
    let by_mail = only(&of_site("urn:uuid:1", &mail("a@example.org")));
    assert_eq!(did.find(by_mail.badge().unwrap()), Match::Unnamed);
}

fn skilled(id: &str, who: &str, skills: &[(&str, &str, &str)], tag: &str) -> Value {
    let mut badge = badge(SITE, id, &name(who));
    let alignment = skills.iter().map(|(name, url, framework)| {
        json!({ "type": ["Alignment"], "targetName": name, "targetUrl": url, "targetFramework": framework })
    });
    let achievement = &mut badge["credentialSubject"]["achievement"];
    achievement["alignment"] = alignment.collect();
    achievement["tag"] = json!([tag, tag]);
    achievement["achievementType"] = "Course".into();
    badge
}

#[test]
fn skills_are_counted_from_what_stands_and_nothing_else() {
    let esco = ("weld", "http://data.europa.eu/esco/skill/1", "European skills");
    let fake = ("fly", "https://evil.example/data.europa.eu/esco/1", "Evil");
    let sign = |badge: Value| signed(badge, "did:web:example.edu#key-1");
    let first = sign(skilled("urn:uuid:1", "Jane", &[esco, fake], "metal"));
    let mut altered: Value = serde_json::from_str(&first).unwrap();
    altered["credentialSubject"]["achievement"]["tag"] = json!(["gold"]);
    let key = alice().did();
    let mut own = skilled("urn:uuid:5", "Mallory", &[esco], "brag");
    own["issuer"]["id"] = key.as_str().into();
    let rows = rows(&[
        ("altered.json", altered.to_string()),
        ("1.json", first.clone()),
        ("again.json", first),
        ("2.json", sign(skilled("urn:uuid:2", "Joe", &[esco], "Métal"))),
        ("unsigned.json", skilled("urn:uuid:4", "Eve", &[esco], "lies").to_string()),
        ("own.json", signed(own, &alice().did_method())),
    ]);
    let found = coverage(&rows, &hints(&rows), None, &[]);
    assert_eq!(found.counted, 2);
    assert_eq!(
        found.others,
        [(0, Why::Invalid), (2, Why::Twin), (4, Why::Open), (5, Why::KeyOnly)]
    );
    let person = |name: &str, listed| Person { name: Some(name.to_owned()), listed };
    assert_eq!(found.people, [person("Jane", false), person("Joe", false)]);
    let told: Vec<_> = found
        .skills
        .iter()
        .map(|one| (one.skill.kind, one.skill.name.as_str(), one.rows.clone(), one.people.clone()))
        .collect();
    assert_eq!(
        told,
        [
            (SkillKind::Alignment, "weld", vec![1, 3], vec![1, 1]),
            (SkillKind::Alignment, "fly", vec![1], vec![1, 0]),
            (SkillKind::Tag, "metal", vec![1, 3], vec![1, 1]),
            (SkillKind::Type, "Course", vec![1, 3], vec![1, 1]),
        ]
    );
    assert_eq!(found.skills[0].skill.framework.as_deref(), Some("ESCO"));
    assert_eq!(found.skills[1].skill.framework.as_deref(), Some("Evil"));
    // Whom the list knows goes by the name there.
    let list = Candidates::read(
        "Jane Doe,jane@example.org\nJane Doe,other@example.org\nJoe,joe@example.org",
    );
    let by_address =
        |candidate| Some(Match::Address { candidate, how: TypedForm::AsTyped, weak_hash: false });
    let whose = |matches: &[Option<Match>]| {
        let found = coverage(&rows, &hints(&rows), Some(&list), matches);
        (found.people, found.skills[0].people.clone())
    };
    let both = whose(&[None, by_address(0), None, by_address(0)]);
    assert_eq!(both, (vec![person("Jane Doe", true)], vec![2]));
    // Two of one name are two.
    let two = whose(&[None, by_address(0), None, by_address(1)]);
    assert_eq!(two, (vec![person("Jane Doe", true), person("Jane Doe", true)], vec![1, 1]));
    // Who only has the name of one of them is somebody else.
    let name = whose(&[None, by_address(0), None, Some(Match::Name { candidate: 2 })]);
    assert_eq!(name, (vec![person("Jane Doe", true), person("Joe", false)], vec![1, 1]));
}

/// A trusted issuer goes by the name on the list, in the row as on the page.
#[test]
fn the_persons_own_name_for_an_issuer_counts() {
    let text = of_site("urn:uuid:1", &name("Jane Doe"));
    let mut options = asked();
    let known = TrustEntry { id: SITE.into(), name: "Our school".into(), ..TrustEntry::default() };
    options.trust.0.push(known);
    let reading = proofmark::read("x", text.as_bytes()).unwrap().remove(0);
    let found = reading.verify(&published(), &options);
    let row = Row::of("a.json", 0, &found);
    assert_eq!(row.badge().unwrap().issuer().unwrap().name, "Our school");
    assert_eq!(row.badge().unwrap().gist.standing, Standing::Verified);
}

/// Making, sending and reading a row is little work beside checking a badge: no row is longer than its
/// badge and some hundred bytes.
#[test]
fn rows_are_short() {
    let text = of_site("urn:uuid:1", &name("Jane Doe"));
    let longest = Cell::new(0);
    for row in rows(&[("a.json", text.clone())]) {
        longest.set(longest.get().max(row.to_json().to_string().len()));
    }
    assert!(longest.get() < text.len(), "{} of {}", longest.get(), text.len());
}
