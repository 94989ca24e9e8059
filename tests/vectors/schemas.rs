//! 1EdTech's published schema, asked the same as our table of its classes: over the examples, and over
//! each of them with something changed at random.

use std::fs;
use std::path::Path;

use boon::{Compiler, Schemas};
use proofmark::document::DataModel;
use proofmark::schema::departures;
use serde_json::{Value, json};

use crate::support::{json_file, vectors};

const ACHIEVEMENT: &str =
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";
const ENDORSEMENT: &str =
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json";

/// How often each example is changed.
const CHANGES: usize = 400;

/// The published file, read by path.
struct Published {
    json: Value,
    schemas: Schemas,
    root: boon::SchemaIndex,
    endorsement: boon::SchemaIndex,
}

impl Published {
    fn open(path: &Path) -> Self {
        let json = json_file(path);
        // It names its own dialect with a stray `#`, which a strict reader takes for another document.
        let mut readable = json.clone();
        readable["$schema"] = "https://json-schema.org/draft/2019-09/schema".into();
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        compiler.enable_format_assertions();
        compiler.add_resource("https://schema.test/a.json", readable).expect("a schema");
        let mut at = |place: &str| {
            let url = format!("https://schema.test/a.json#{place}");
            compiler.compile(&url, &mut schemas).expect("compiles")
        };
        let (root, endorsement) = (at(""), at("/$defs/EndorsementCredential"));
        Self { json, schemas, root, endorsement }
    }

    fn accepts(&self, credential: &Value, endorsement: bool) -> bool {
        let (index, place) = match endorsement {
            true => (self.endorsement, &self.json["$defs"]["EndorsementCredential"]),
            false => (self.root, &self.json),
        };
        let whole = self.with_lists(credential, place);
        self.schemas.validate(&whole, index).is_ok()
    }

    /// The same with a list wherever the schema demands one: JSON-LD makes no difference (C1.3).
    fn with_lists(&self, value: &Value, schema: &Value) -> Value {
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap();
            return self.with_lists(value, &self.json["$defs"][name]);
        }
        if let Some(either) = schema["oneOf"].as_array() {
            let object = either.iter().find(|one| one["$ref"].is_string());
            return match object.filter(|_| value.is_object()) {
                Some(object) => self.with_lists(value, object),
                None => value.clone(),
            };
        }
        let list = &schema["allOf"][0];
        let schema = if list["type"] == "array" { list } else { schema };
        match (schema["type"].as_str(), value) {
            (Some("array"), Value::Array(items)) => {
                items.iter().map(|item| self.with_lists(item, &schema["items"])).collect()
            }
            (Some("array"), one) => json!([self.with_lists(one, &schema["items"])]),
            (Some("object"), Value::Object(object)) => {
                let members = object.iter().map(|(name, value)| {
                    let value = match schema["properties"].get(name) {
                        Some(schema) => self.with_lists(value, schema),
                        None => value.clone(),
                    };
                    (name.clone(), value)
                });
                Value::Object(members.collect())
            }
            _ => value.clone(),
        }
    }
}

/// A small generator with a fixed seed: the same changes every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap()
    }

    /// Changes one place at random.
    fn change(&mut self, credential: &mut Value) {
        let mut places = Vec::new();
        pointers(credential, String::new(), &mut places);
        let at = places.swap_remove(self.below(places.len()));
        let (parent, last) = at.rsplit_once('/').unwrap();
        match (credential.pointer_mut(parent).unwrap(), self.below(4)) {
            (Value::Object(object), 0) => drop(object.remove(last)),
            (Value::Object(object), 1) => drop(object.insert("added".into(), 1.into())),
            (Value::Array(items), 0) => drop(items.remove(last.parse().unwrap())),
            _ => {
                let place = credential.pointer_mut(&at).unwrap();
                *place = match self.below(12) {
                    0 => Value::Null,
                    1 => 7.into(),
                    2 => true.into(),
                    3 => "x".into(),
                    4 => json!([]),
                    5 => json!({}),
                    6 => json!([place]),
                    7 => json!([place, place]),
                    8 => "2020-01-01T00:00:00Z".into(),
                    9 => "2020-01-01".into(),
                    10 => "ext:own".into(),
                    _ => json!({ "id": "urn:x", "type": ["Profile", "Image", "Achievement"] }),
                };
            }
        }
    }
}

fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                let name = name.replace('~', "~0").replace('/', "~1");
                pointers(inner, format!("{at}/{name}"), found);
                found.push(format!("{at}/{name}"));
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                pointers(inner, format!("{at}/{index}"), found);
                found.push(format!("{at}/{index}"));
            }
        }
        _ => {}
    }
}

/// Every example: those of the suite, and what 1EdTech's validator is tested with.
fn examples(suite: &Path) -> Vec<(String, Value)> {
    let others = suite.parent().unwrap().join("1edtech-ob30/ob30");
    let mut found = Vec::new();
    for folder in [suite.join("edubadges"), others] {
        let manifest = fs::read_dir(folder).expect("readable");
        for entry in manifest.map(|entry| entry.unwrap().path()) {
            let text = fs::read(&entry).unwrap_or_default();
            let Ok(json) = serde_json::from_slice::<Value>(&text) else { continue };
            if json["credentialSubject"].is_object() {
                found.push((entry.display().to_string(), json));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn the_table_answers_as_the_published_schema() {
    let Some(suite) = vectors("1edtech-schemas") else { return };
    let published = Published::open(&suite.join("ob_v3p0_achievementcredential_schema.json"));
    let mut dice = Dice(0x5eed);
    let (mut fit, mut unfit, mut wrong) = (0, 0, Vec::new());
    for (name, example) in examples(&suite) {
        let endorsement = example["type"].to_string().contains("EndorsementCredential");
        let url = if endorsement { ENDORSEMENT } else { ACHIEVEMENT };
        for number in 0..=CHANGES {
            let mut credential = example.clone();
            for _ in 0..number.min(1 + number % 2) {
                dice.change(&mut credential);
            }
            let ours = departures(url, &credential, DataModel::V2).expect("a known schema");
            let theirs = published.accepts(&credential, endorsement);
            match theirs {
                true => fit += 1,
                false => unfit += 1,
            }
            if ours.is_empty() != theirs {
                wrong.push(format!("{name} {number}: {theirs}, but {ours:?}"));
            }
        }
    }
    println!("1edtech-schemas: {fit} fit and {unfit} do not, for both");
    assert!(
        wrong.is_empty(),
        "{} answers differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(12)].join("\n")
    );
    assert!(fit > 2000 && unfit > 2000);
}
