//! RDFC-1.0: gives blank nodes the same names whoever counts them, and puts quads in order.
//!
//! Follows W3C RDF Dataset Canonicalization 1.0; section numbers below are its own. Every quad is
//! written once, with `_:z` in place of each blank node: first-degree hashing (4.6) only flips the
//! last letter of the node in question to `a`, and the result fills in the canonical labels.

use std::{collections::BTreeMap, fmt, ops::Range, rc::Rc};

use super::dataset::{Quad, Term};
use super::nquads::write_term;
use crate::encoding::{compare, shorter_first};
use crate::order::sort_by;
use hash::{Hash, Hasher};
use n_degree::Issuer;

pub use hash::HashAlgorithm;

mod hash;
mod n_degree;

/// Steps allowed unless the caller knows better: a step is one run of Hash N-Degree Quads. The
/// largest positive test of the W3C suite needs 3 348, a badge with 60 indistinguishable evidence
/// nodes needs 60; a poisoned dataset needs more than there is time.
pub const DEFAULT_BUDGET: u32 = 20_000;

/// The dataset is built so that naming its blank nodes would take too long (section 7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooComplex;

impl fmt::Display for TooComplex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the dataset needs too many steps to canonicalize")
    }
}

impl std::error::Error for TooComplex {}

/// A canonicalized dataset: its lines in order and the names its blank nodes got.
#[derive(Clone, Debug)]
pub struct Canonical {
    /// Every line in some order, and what they were made of.
    buffer: String,
    /// Where each line is in the buffer, in code point order of the lines.
    lines: Vec<Range<usize>>,
    /// Canonical labels (`c14n0`) by the label the dataset had; both without `_:`.
    pub labels: BTreeMap<Rc<str>, String>,
    /// Runs of Hash N-Degree Quads it took; 0 when every blank node stands out by itself.
    pub steps: u32,
    /// What it took in all, in steps: one on a node with many neighbours counts for more.
    pub effort: u32,
    algorithm: HashAlgorithm,
}

impl Canonical {
    /// The canonical N-Quads lines in order, each ending in a line feed.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = &str> {
        self.lines.iter().map(|line| &self.buffer[line.clone()])
    }

    /// The canonical N-Quads document.
    pub fn text(&self) -> String {
        self.lines().collect()
    }

    /// The hash of the canonical document, with the algorithm that canonicalized it.
    pub fn digest(&self) -> Vec<u8> {
        let mut hasher = Hasher::new(self.algorithm);
        self.lines().for_each(|line| hasher.update(line.as_bytes()));
        hasher.finish().0[..self.algorithm.size()].to_vec()
    }
}

/// Canonicalizes `dataset`, in which duplicates do not count.
///
/// `budget` is in steps, see [`DEFAULT_BUDGET`].
pub fn canonicalize(
    dataset: &[Quad],
    algorithm: HashAlgorithm,
    budget: u32,
) -> Result<Canonical, TooComplex> {
    // Every statement writes its names out, and what is written is kept.
    if dataset.iter().map(Quad::size).sum::<usize>() > LARGEST {
        return Err(TooComplex);
    }
    let mut state = State::new(dataset, algorithm, budget);
    // Steps 3 and 4 of 4.4.3: nodes with a hash of their own are named in the order of the hashes.
    let mut nodes: Vec<usize> = (0..state.labels.len()).collect();
    state.first_degree = nodes.iter().map(|&node| state.hash_first_degree(node)).collect();
    sort_by(&mut nodes, |&a, &b| state.first_degree[a].cmp(&state.first_degree[b]));
    let groups = nodes.chunk_by(|&a, &b| state.first_degree[a] == state.first_degree[b]);
    let (alone, shared): (Vec<_>, Vec<_>) = groups.partition(|group| group.len() == 1);
    for group in alone {
        state.name(group[0]);
    }
    // Step 5: the others by what surrounds them.
    for group in shared {
        let mut results = Vec::with_capacity(group.len());
        for &node in group {
            if state.canonical[node].is_none() {
                let mut issuer = Issuer::default();
                issuer.issue(node);
                results.push(state.hash_n_degree(node, issuer, 0)?);
            }
        }
        sort_by(&mut results, |(a, _), (b, _)| a.cmp(b));
        for (_, issuer) in results {
            issuer.order().for_each(|node| state.name(node));
        }
    }
    Ok(state.finish())
}

/// How large the statements may be together: a record of 20 MB with its pictures stays below.
const LARGEST: usize = 128 << 20;

/// What stands for a blank node in a line until it has a name.
const PLACEHOLDER: &str = "_:z";

/// A quad, written once, with a placeholder for every blank node.
struct Line {
    text: Range<usize>,
    /// The predicate with its angle brackets, for 4.7.
    predicate: Range<usize>,
    /// Subject, object and graph name, where they are blank nodes.
    holes: [Option<Hole>; 3],
}

/// A blank node in a line: where its placeholder starts in the text, and which node it is.
#[derive(Clone, Copy)]
struct Hole {
    at: usize,
    node: usize,
}

impl Line {
    fn nodes(&self) -> [Option<usize>; 3] {
        self.holes.map(|hole| hole.map(|hole| hole.node))
    }
}

/// The canonicalization state of 4.2 and the budget. Nodes are numbers, in order of appearance.
struct State {
    algorithm: HashAlgorithm,
    text: Vec<u8>,
    lines: Vec<Line>,
    /// The dataset's label of each node.
    labels: Vec<Rc<str>>,
    /// The lines that mention each node.
    mentions: Vec<Vec<usize>>,
    first_degree: Vec<Hash>,
    /// The number in the canonical label of each node that has one, and how many have.
    canonical: Vec<Option<usize>>,
    named: usize,
    budget: u32,
    steps: u32,
    work: u64,
}

impl State {
    fn new(dataset: &[Quad], algorithm: HashAlgorithm, budget: u32) -> Self {
        let mut writer = Writer::default();
        let mut lines: Vec<Line> = dataset.iter().map(|quad| writer.line(quad)).collect();
        let text = writer.text.into_bytes();
        // Any order shows what is there twice.
        let order = |a: &Line, b: &Line| {
            let written = shorter_first(&text[a.text.clone()], &text[b.text.clone()]);
            written.then_with(|| a.nodes().cmp(&b.nodes()))
        };
        sort_by(&mut lines, order);
        lines.dedup_by(|a, b| order(a, b).is_eq());
        let mut mentions = vec![Vec::new(); writer.labels.len()];
        for (index, line) in lines.iter().enumerate() {
            for node in line.nodes().into_iter().flatten() {
                if mentions[node].last() != Some(&index) {
                    mentions[node].push(index);
                }
            }
        }
        Self {
            algorithm,
            text,
            lines,
            first_degree: Vec::new(),
            canonical: vec![None; writer.labels.len()],
            labels: writer.labels,
            mentions,
            named: 0,
            budget,
            steps: 0,
            work: 0,
        }
    }

    /// Issues the next canonical label to a node that has none.
    fn name(&mut self, node: usize) {
        if self.canonical[node].is_none() {
            self.canonical[node] = Some(self.named);
            self.named += 1;
        }
    }

    /// Hash First Degree Quads (4.6): the lines about a node, with `_:a` for the node itself.
    fn hash_first_degree(&mut self, node: usize) -> Hash {
        self.mark(node, b'a');
        let mut lines: Vec<Range<usize>> =
            self.mentions[node].iter().map(|&line| self.lines[line].text.clone()).collect();
        sort_lines(&self.text, &mut lines);
        let mut hasher = Hasher::new(self.algorithm);
        lines.into_iter().for_each(|line| hasher.update(&self.text[line]));
        self.mark(node, b'z');
        hasher.finish()
    }

    /// Sets the last letter of every placeholder of `node`.
    fn mark(&mut self, node: usize, letter: u8) {
        for &line in &self.mentions[node] {
            for hole in self.lines[line].holes.iter().flatten().filter(|hole| hole.node == node) {
                self.text[hole.at + PLACEHOLDER.len() - 1] = letter;
            }
        }
    }

    /// Step 6: fills in the canonical labels, which every node has by now, and sorts. Lines without blank
    /// nodes stay where they are, for the longest are among them; the others are written anew behind.
    fn finish(self) -> Canonical {
        let effort = self.effort();
        let names: Vec<String> =
            self.canonical.iter().flatten().map(|n| format!("c14n{n}")).collect();
        let mut buffer = self.text;
        let mut lines = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            if line.holes.iter().all(Option::is_none) {
                lines.push(line.text.clone());
                continue;
            }
            let start = buffer.len();
            let mut from = line.text.start;
            for hole in line.holes.iter().flatten() {
                buffer.extend_from_within(from..hole.at);
                buffer.extend_from_slice(b"_:");
                buffer.extend_from_slice(names[hole.node].as_bytes());
                from = hole.at + PLACEHOLDER.len();
            }
            buffer.extend_from_within(from..line.text.end);
            lines.push(start..buffer.len());
        }
        sort_lines(&buffer, &mut lines);
        // The text was a `String`, and only ASCII placeholders in it were replaced, by ASCII.
        let buffer = String::from_utf8(buffer).expect("canonical N-Quads are UTF-8");
        let labels = self.labels.into_iter().zip(names).collect();
        Canonical { buffer, lines, labels, steps: self.steps, effort, algorithm: self.algorithm }
    }
}

/// Sorts places of lines by what stands there, byte by byte.
fn sort_lines(text: &[u8], lines: &mut [Range<usize>]) {
    lines.sort_unstable_by(|a, b| compare(&text[a.clone()], &text[b.clone()]));
}

/// Writes quads one after the other and numbers their blank nodes.
#[derive(Default)]
struct Writer {
    text: String,
    numbers: BTreeMap<Rc<str>, usize>,
    labels: Vec<Rc<str>>,
}

impl Writer {
    fn line(&mut self, quad: &Quad) -> Line {
        let start = self.text.len();
        let subject = self.term(&quad.subject);
        self.text.push(' ');
        let predicate = self.text.len();
        write_term(&mut self.text, &quad.predicate);
        let predicate = predicate..self.text.len();
        self.text.push(' ');
        let object = self.term(&quad.object);
        let graph = quad.graph.as_ref().and_then(|graph| {
            self.text.push(' ');
            self.term(graph)
        });
        self.text.push_str(" .\n");
        Line { text: start..self.text.len(), predicate, holes: [subject, object, graph] }
    }

    fn term(&mut self, term: &Term) -> Option<Hole> {
        let Term::Blank(label) = term else {
            write_term(&mut self.text, term);
            return None;
        };
        let at = self.text.len();
        self.text.push_str(PLACEHOLDER);
        if let Some(&node) = self.numbers.get(label) {
            return Some(Hole { at, node });
        }
        let node = self.labels.len();
        self.numbers.insert(Rc::clone(label), node);
        self.labels.push(Rc::clone(label));
        Some(Hole { at, node })
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256, Sha384};

    use super::*;
    use crate::jsonld::nquads::parse;

    fn canonical(text: &str) -> Canonical {
        canonicalize(&parse(text).unwrap(), HashAlgorithm::Sha256, DEFAULT_BUDGET).unwrap()
    }

    #[test]
    fn statements_too_large_to_be_written_are_given_up() {
        let quads = |many: usize| {
            let name = "a:".to_owned() + &"n".repeat(1 << 20);
            let one = parse(&format!("<{name}> <a:p> \"1\" .\n")).unwrap().remove(0);
            vec![one; many]
        };
        let found = |many| canonicalize(&quads(many), HashAlgorithm::Sha256, DEFAULT_BUDGET);
        assert!(found(2).is_ok());
        assert!(found(128).is_err());
    }

    #[test]
    fn sorts_by_code_point_and_drops_duplicates() {
        let text =
            "<a:\u{10000}> <a:p> \"2\" .\n<a:\u{ffee}> <a:p> \"1\" .\n<a:\u{ffee}> <a:p> \"1\" .\n";
        let canonical = canonical(text);
        assert_eq!(canonical.text(), "<a:\u{ffee}> <a:p> \"1\" .\n<a:\u{10000}> <a:p> \"2\" .\n");
        assert_eq!((canonical.steps, canonical.labels.len()), (0, 0));
        assert_eq!(canonical.digest(), Sha256::digest(canonical.text()).to_vec());
    }

    #[test]
    fn names_do_not_depend_on_labels_or_order() {
        let one = "_:a <a:p> _:b .\n_:b <a:p> _:c .\n_:c <a:p> _:a .\n_:a <a:q> \"x\" _:c .\n";
        let other = "_:c <a:q> \"x\" _:b .\n_:b <a:p> _:c .\n_:a <a:p> _:b .\n_:c <a:p> _:a .\n";
        assert_eq!(canonical(one).text(), canonical(other).text());
        let twice = "_:a <a:p> _:a _:a .\n";
        assert_eq!(canonical(twice).text(), "_:c14n0 <a:p> _:c14n0 _:c14n0 .\n");
    }

    #[test]
    fn identical_evidence_nodes_cost_a_step_each() {
        let evidence =
            |n| format!("<a:badge> <a:evidence> _:e{n} .\n_:e{n} <a:type> <a:Evidence> .\n");
        let canonical = canonical(&(0..60).map(evidence).collect::<String>());
        assert_eq!((canonical.steps, canonical.lines().len()), (60, 120));
    }

    #[test]
    fn sha_384_names_and_hashes_with_sha_384() {
        let dataset = parse("_:a <a:p> \"x\" .\n").unwrap();
        let canonical = canonicalize(&dataset, HashAlgorithm::Sha384, DEFAULT_BUDGET).unwrap();
        assert_eq!(canonical.digest(), Sha384::digest("_:c14n0 <a:p> \"x\" .\n").to_vec());
    }

    #[test]
    fn poison_is_too_complex_in_every_shape() {
        let clique =
            |n: u32| (0..n * n).map(|i| format!("_:a{} <a:p> _:a{} .\n", i / n, i % n)).collect();
        let ring =
            |n: u32| (0..n).map(|i| format!("_:a{i} <a:p> _:a{} .\n", (i + 1) % n)).collect();
        // A hub with indistinguishable leaves: few nodes, factorially many orders.
        let hubs = |n: u32| {
            let line = |i| format!("_:h{} <a:p> _:l{i} .\n_:l{i} <a:q> _:h{} .\n", i % 2, i % 2);
            (0..n).map(line).collect::<String>()
        };
        for text in [clique(20), ring(5_000), hubs(40), hubs(20_000)] {
            let dataset = parse(&text).unwrap();
            let result = canonicalize(&dataset, HashAlgorithm::Sha256, 2_000);
            assert_eq!(result.err(), Some(TooComplex));
        }
    }
}
