//! From signed statements back to plain JSON with the standards' member names.
//!
//! The page shows what was signed, not what was written (VERDICT section 7). So this reads the
//! expanded document by IRI and leaves out whatever makes no statement: relative identifiers and
//! types, directions, indexes, blank properties. Like RDF it takes all objects with one identifier
//! for one thing: a name moved from one of them to another changes nothing here either (K9).

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::encoding::{object, shorter_first};
use crate::order::sort_by;

use super::context::{Fitness, fitness};
use super::item::{Expanded, Item, Literal, Node, Scalar};
use super::run::is_language;
use super::words;

/// The type of a credential.
const CREDENTIAL: &str = "https://www.w3.org/2018/credentials#VerifiableCredential";
/// How much is written, in values and objects: one thing is repeated wherever it is referred to.
/// A transcript of 200 badges has below 50 000.
const MOST: usize = 200_000;
/// So many bytes of a text count as one value more: it may hold a picture.
const BYTES: usize = 1_024;
/// How many objects with one identifier are one thing wherever it stands. Where there are more, as of the
/// learner in a record of 200 badges, what the others say of it is written once.
const MOST_ALIKE: usize = 16;
/// How deep things may refer to each other; credentials nested in a transcript stay below 30.
const DEEPEST: usize = 60;

/// The credential as plain JSON with the standards' member names.
///
/// Single values are scalars or objects, several are arrays; tagged texts are
/// `{ "@value", "@language" }`. Every object carries `"@at"`, its JSON pointer in the source.
/// Statements in no bundled vocabulary are listed as `"@foreign": [{ "iri", "text", "at" }]` on the
/// object they are on and, all of them, on the credential. The result is empty where there is none, and
/// `None` where things refer to each other so often or so deep that it has no end worth waiting for.
pub fn plain(expanded: &Expanded) -> Option<Value> {
    let nodes = || {
        expanded.items.iter().filter_map(|item| match item {
            Item::Node(node) => Some(node),
            _ => None,
        })
    };
    let credential = nodes().find(|node| node.has_type(CREDENTIAL)).or_else(|| nodes().next());
    let Some(credential) = credential else { return Some(Value::Object(Map::new())) };
    let graph = Graph::new(&expanded.items);
    let mut writer = Writer::default();
    let mut root = match writer.node(credential, &graph) {
        Some(Value::Object(object)) => object,
        _ => Map::new(),
    };
    if writer.cut {
        return None;
    }
    if !writer.foreign.is_empty() {
        root.insert("@foreign".into(), Value::Array(writer.foreign));
    }
    Some(Value::Object(root))
}

/// Everything one graph says, by identifier. Each graph is a world of its own: what a proof says
/// of a key is not what the credential says of it.
#[derive(Default)]
struct Graph<'a> {
    nodes: BTreeMap<Identifier<'a>, Vec<&'a Node>>,
}

/// An identifier to look up by: pictures are identifiers, too, of tens of kilobytes.
struct Identifier<'a>(&'a str);

impl Ord for Identifier<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        shorter_first(self.0.as_bytes(), other.0.as_bytes())
    }
}

impl PartialOrd for Identifier<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Identifier<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Identifier<'_> {}

impl<'a> Graph<'a> {
    fn new(items: &'a [Item]) -> Self {
        let mut graph = Self::default();
        items.iter().for_each(|item| graph.collect(item));
        graph
    }

    fn collect(&mut self, item: &'a Item) {
        match item {
            Item::Value(_) => {}
            Item::List(list) => list.items.iter().for_each(|item| self.collect(item)),
            Item::Node(node) => {
                if let Some(id) = node.id.as_deref()
                    && !(node.types.is_empty() && node.properties.is_empty())
                {
                    self.nodes.entry(Identifier(id)).or_default().push(node);
                }
                let all = node.properties.values().chain(node.reverse.values()).flatten();
                all.chain(&node.included).for_each(|item| self.collect(item));
            }
        }
    }

    /// Every object that speaks of the same thing; `None` where nothing more is said of it.
    fn known(&self, node: &'a Node) -> Option<&[&'a Node]> {
        self.nodes.get(&Identifier(node.id.as_deref()?)).map(Vec::as_slice)
    }
}

/// Writes nodes; what stands in no vocabulary is gathered on the way.
#[derive(Default)]
struct Writer<'a> {
    foreign: Vec<Value>,
    /// The identifiers of the nodes being written, outermost first.
    open: Vec<&'a str>,
    depth: usize,
    /// Whether other things are just named.
    shallow: bool,
    written: usize,
    /// Whether something was left out.
    cut: bool,
    /// Identifiers of many objects, of which everything was written.
    whole: BTreeSet<&'a str>,
    /// Places of foreign statements already gathered: a thing may be written several times.
    gathered: BTreeSet<&'a str>,
}

impl<'a> Writer<'a> {
    fn items(&mut self, items: &'a [Item], graph: &Graph<'a>, values: &mut Vec<Value>) {
        self.written += items.len();
        for item in items {
            match item {
                Item::Value(literal) => {
                    self.written += weight(literal);
                    values.extend(scalar(literal));
                }
                Item::List(list) => self.items(&list.items, graph, values),
                Item::Node(node) => match &node.graph {
                    Some(inner) if node.is_graph_object() => {
                        self.items(inner, &Graph::new(inner), values);
                    }
                    _ => values.extend(self.node(node, graph)),
                },
            }
        }
    }

    /// A node: an object, or just its identifier where nothing else is known. `None` when it makes no statement: neither what it says nor what is said
    /// of it is signed when its identifier is relative (K8).
    fn node(&mut self, node: &'a Node, graph: &Graph<'a>) -> Option<Value> {
        let id = node.id.as_deref().filter(|id| !id.starts_with("_:"));
        if node.quirks.null_id || id.is_some_and(|id| !is_absolute(id)) {
            return None;
        }
        let known = graph.known(node);
        let bare = node.types.is_empty() && node.properties.is_empty() && known.is_none();
        let full = self.written >= MOST || self.depth >= DEEPEST;
        self.cut |= full && !bare && !self.shallow;
        self.written += id.map_or(0, |id| id.len() / BYTES);
        if let Some(id) = id
            && (bare || full || self.shallow)
        {
            return Some(id.into());
        }
        let mut object = Map::new();
        object.insert("@at".to_owned(), node.pointer.as_str().into());
        if full || self.shallow {
            return Some(Value::Object(object));
        }
        self.depth += 1;
        // A thing that refers to itself (criteria with the identifier of their achievement) is
        // written again, but without the things it refers to.
        self.shallow = node.id.as_deref().is_some_and(|id| self.open.contains(&id));
        self.open.extend(node.id.as_deref());
        if let Some(id) = id {
            object.insert("id".into(), id.into());
        }
        // This one first.
        let alike = known.unwrap_or_default();
        let id = node.id.as_deref().unwrap_or_default();
        let once = alike.len() <= MOST_ALIKE || self.whole.insert(id);
        let others = alike.iter().copied().filter(|one| once && !std::ptr::eq(*one, node));
        let same: Vec<&Node> = std::iter::once(node).chain(others).collect();
        self.written +=
            same.iter().map(|one| 1 + one.types.len() + one.properties.len()).sum::<usize>();
        self.members(&same, graph, &mut object);
        if node.id.is_some() {
            self.open.pop();
        }
        self.shallow = false;
        self.depth -= 1;
        Some(Value::Object(object))
    }

    /// Everything that is said of one thing, wherever it is said.
    fn members(&mut self, same: &[&'a Node], graph: &Graph<'a>, object: &mut Map<String, Value>) {
        let types: BTreeMap<_, _> =
            same.iter().flat_map(|node| &node.types).fold(BTreeMap::new(), |mut order, iri| {
                let next = order.len();
                order.entry(&**iri).or_insert(next);
                order
            });
        let mut types: Vec<_> = types.into_iter().filter(|(iri, _)| is_absolute(iri)).collect();
        sort_by(&mut types, |(_, a), (_, b)| a.cmp(b));
        let names = types.into_iter().map(|(iri, _)| words::type_name(iri).unwrap_or(iri).into());
        put(object, "type", names.collect());

        let mut members: BTreeMap<&'static str, Vec<Value>> = BTreeMap::new();
        let mut foreign = Vec::new();
        for (iri, items) in same.iter().flat_map(|node| &node.properties) {
            match words::member(iri) {
                Some(name) => self.items(items, graph, members.entry(name).or_default()),
                None if is_absolute(iri) => self.strange(iri, items, &mut foreign),
                None => {}
            }
        }
        for (name, mut values) in members {
            if name == "proofPurpose" {
                values.iter_mut().for_each(shorten);
            }
            distinct(&mut values);
            put(object, name, values);
        }
        if !foreign.is_empty() {
            object.insert("@foreign".into(), Value::Array(foreign));
        }
    }

    /// A statement in no bundled vocabulary: every text below it, whatever its own property.
    fn strange(&mut self, iri: &Rc<str>, items: &'a [Item], foreign: &mut Vec<Value>) {
        self.written += items.len();
        for item in items {
            let (text, at) = match item {
                Item::List(list) => {
                    self.strange(iri, &list.items, foreign);
                    continue;
                }
                Item::Value(literal) => {
                    self.written += weight(literal);
                    (scalar(literal), literal.pointer.as_str())
                }
                Item::Node(node) => {
                    let id = node.id.as_deref().filter(|id| !id.starts_with("_:"));
                    if id.is_some_and(|id| !is_absolute(id)) {
                        continue;
                    }
                    (id.map(Value::from), node.pointer.as_str())
                }
            };
            if let Some(text) = text {
                let statement =
                    object([("iri", (&**iri).into()), ("text", text), ("at", at.into())]);
                if self.gathered.insert(at) {
                    self.foreign.push(statement.clone());
                }
                foreign.push(statement);
            }
            if let Item::Node(node) = item {
                for (iri, items) in node.properties.iter().filter(|(iri, _)| is_absolute(iri)) {
                    self.strange(iri, items, foreign);
                }
                self.strange(iri, node.graph.as_deref().unwrap_or_default(), foreign);
            }
        }
    }
}

/// How much a literal counts beyond one.
fn weight(literal: &Literal) -> usize {
    match &literal.value {
        Scalar::String(text) => text.len() / BYTES,
        Scalar::Json(json) => size(json) / BYTES,
        Scalar::Number(_) | Scalar::Bool(_) => 0,
    }
}

/// About how many bytes JSON takes.
fn size(json: &Value) -> usize {
    const EACH: usize = 16;
    match json {
        Value::String(text) => EACH + text.len(),
        Value::Array(items) => EACH + items.iter().map(size).sum::<usize>(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| EACH + name.len() + size(value)).sum::<usize>()
        }
        _ => EACH,
    }
}

/// A literal as it is written in plain JSON; `None` when it makes no statement.
fn scalar(literal: &Literal) -> Option<Value> {
    let value = match &literal.value {
        Scalar::String(text) => Value::from(&**text),
        Scalar::Number(number) => Value::Number(number.clone()),
        Scalar::Bool(truth) => Value::Bool(*truth),
        Scalar::Json(json) => return Some(json.clone()),
    };
    if literal.datatype.as_deref().is_some_and(|datatype| !is_absolute(datatype)) {
        return None;
    }
    match literal.language.as_deref() {
        None => Some(value),
        Some(language) => is_language(language)
            .then(|| object([("@value", value), ("@language", language.into())])),
    }
}

/// A statement is made once, however often it is written (K10); things without an identifier may
/// be alike and yet be several.
fn distinct(values: &mut Vec<Value>) {
    if values.len() < 2 {
        return;
    }
    if values.len() <= FEW {
        let mut at = 1;
        while at < values.len() {
            match values[..at].iter().any(|earlier| is_same(earlier, &values[at])) {
                true => drop(values.remove(at)),
                false => at += 1,
            }
        }
        return;
    }
    let mut seen = BTreeSet::new();
    values.retain(|value| match value {
        Value::Object(object) if object.contains_key("@at") => {
            !object.contains_key("id") || {
                let mut object = object.clone();
                object.remove("@at");
                seen.insert(Value::Object(object).to_string())
            }
        }
        value => seen.insert(value.to_string()),
    });
}

/// So many values are compared each with each, which takes no memory.
const FEW: usize = 16;

/// Whether two values are one statement: the same but for their places.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let unnamed =
                |it: &Map<String, Value>| it.contains_key("@at") && !it.contains_key("id");
            fn said(it: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
                it.iter().filter(|(name, _)| *name != "@at")
            }
            !unnamed(one) && !unnamed(other) && said(one).eq(said(other))
        }
        _ => one == other,
    }
}

/// One value stands alone, several make an array, none leave nothing.
fn put(object: &mut Map<String, Value>, name: &str, mut values: Vec<Value>) {
    let value = match values.len() {
        0 => return,
        1 => values.remove(0),
        _ => Value::Array(values),
    };
    object.insert(name.to_owned(), value);
}

/// The short name of a value that is itself a word of the vocabulary.
fn shorten(value: &mut Value) {
    if let Some(name) = value.as_str().and_then(words::member) {
        *value = name.into();
    }
}

/// Whether this can stand in a statement: an absolute IRI.
fn is_absolute(iri: &str) -> bool {
    fitness(iri) == Fitness::Absolute
}

#[cfg(test)]
#[path = "plain_tests.rs"]
mod tests;
