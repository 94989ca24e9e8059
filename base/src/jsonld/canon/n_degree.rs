//! Hash N-Degree Quads (4.8): tells nodes apart by what surrounds them, at a bounded price.

use std::collections::BTreeMap;

use super::hash::{Hash, HashAlgorithm, Hasher};
use super::{State, TooComplex};
use crate::order::{sort, sort_by};

/// Recursion allowed, so that a long ring of nodes meets [`TooComplex`] before the end of the 1 MiB
/// stack that WebAssembly has. The positive W3C tests at hand need 6.
const MAX_DEPTH: u32 = 400;

/// Hashes and path elements allowed for each step of the budget, so that a step on a node with
/// thousands of neighbours does not pass for a cheap one. The positive W3C tests at hand need 13.
const WORK_PER_STEP: u64 = 32;

/// What the position of a related node (4.7) is called, in the order of `Line::holes`.
const POSITIONS: [&str; 3] = ["s", "o", "g"];

/// Temporary labels (`b0`, `b1`, ...): the nodes that have one, sorted, with their numbers (4.5).
#[derive(Clone, Default)]
pub(super) struct Issuer(Vec<(usize, usize)>);

impl Issuer {
    /// The number of a node's label.
    fn number(&self, node: usize) -> Option<usize> {
        let at = self.0.binary_search_by_key(&node, |&(node, _)| node).ok()?;
        Some(self.0[at].1)
    }

    /// The number of a node's label, a new one if it had none.
    pub(super) fn issue(&mut self, node: usize) -> usize {
        match self.0.binary_search_by_key(&node, |&(node, _)| node) {
            Ok(at) => self.0[at].1,
            Err(at) => {
                let number = self.0.len();
                self.0.insert(at, (node, number));
                number
            }
        }
    }

    /// The nodes in the order in which they got their labels.
    pub(super) fn order(&self) -> impl Iterator<Item = usize> + use<> {
        let mut nodes = self.0.clone();
        sort_by(&mut nodes, |(_, a), (_, b)| a.cmp(b));
        nodes.into_iter().map(|(node, _)| node)
    }
}

impl State {
    /// Hashes a node by its surroundings and returns the labels issued on the way.
    pub(super) fn hash_n_degree(
        &mut self,
        node: usize,
        mut issuer: Issuer,
        depth: u32,
    ) -> Result<(Hash, Issuer), TooComplex> {
        self.steps += 1;
        if self.steps > self.budget || depth > MAX_DEPTH {
            return Err(TooComplex);
        }
        let mut data = Hasher::new(self.algorithm);
        for (hash, mut related) in self.related(node, &issuer)? {
            write_hex(&hash, self.algorithm, |hex| data.update(hex));
            // Sorted, for `next_permutation` to go through all of them.
            sort(&mut related);
            let path;
            (path, issuer) = self.shortest_path(related, &issuer, depth)?;
            data.update(path.as_bytes());
        }
        Ok((data.finish(), issuer))
    }

    /// Steps 1 to 3: the blank nodes beside `node`, by how they are related to it.
    fn related(
        &mut self,
        node: usize,
        issuer: &Issuer,
    ) -> Result<BTreeMap<Hash, Vec<usize>>, TooComplex> {
        let mut related = BTreeMap::<Hash, Vec<usize>>::new();
        for mention in 0..self.mentions[node].len() {
            let line = self.mentions[node][mention];
            for (position, other) in self.lines[line].nodes().into_iter().enumerate() {
                if let Some(other) = other.filter(|&other| other != node) {
                    self.spend()?;
                    let hash = self.hash_related(other, line, issuer, POSITIONS[position]);
                    related.entry(hash).or_default().push(other);
                }
            }
        }
        Ok(related)
    }

    /// Hash Related Blank Node (4.7).
    fn hash_related(&self, node: usize, line: usize, issuer: &Issuer, position: &str) -> Hash {
        let mut hasher = Hasher::new(self.algorithm);
        hasher.update(position.as_bytes());
        if position != "g" {
            hasher.update(&self.text[self.lines[line].predicate.clone()]);
        }
        match self.label(node, issuer) {
            Some(label) => hasher.update(label.as_bytes()),
            None => write_hex(&self.first_degree[node], self.algorithm, |hex| hasher.update(hex)),
        }
        hasher.finish()
    }

    /// The canonical label of a node, or else its temporary one.
    fn label(&self, node: usize, issuer: &Issuer) -> Option<String> {
        let canonical = self.canonical[node].map(|number| format!("_:c14n{number}"));
        canonical.or_else(|| issuer.number(node).map(|number| format!("_:b{number}")))
    }

    /// Step 5: the smallest path over all orders of `nodes`, and the labels issued along it.
    ///
    /// A node related twice in the same way is there twice; orders that differ only in which of
    /// the two comes first are the same order and are tried once.
    fn shortest_path(
        &mut self,
        mut nodes: Vec<usize>,
        issuer: &Issuer,
        depth: u32,
    ) -> Result<(String, Issuer), TooComplex> {
        let mut chosen: Option<(String, Issuer)> = None;
        loop {
            let bound = chosen.as_ref().map(|(path, _)| path.as_str());
            if let Some(better) = self.path(&nodes, issuer.clone(), bound, depth)? {
                chosen = Some(better);
            }
            if !next_permutation(&mut nodes) {
                break;
            }
        }
        // The first order has no bound to exceed, so something was chosen.
        Ok(chosen.expect("the first permutation is always chosen"))
    }

    /// Steps 5.4.1 to 5.4.6: the path of one order, if it is smaller than `bound`.
    fn path(
        &mut self,
        nodes: &[usize],
        mut issuer: Issuer,
        bound: Option<&str>,
        depth: u32,
    ) -> Result<Option<(String, Issuer)>, TooComplex> {
        let exceeds =
            |path: &str| bound.is_some_and(|bound| path.len() >= bound.len() && path > bound);
        let mut path = String::new();
        let mut unlabelled = Vec::new();
        for &node in nodes {
            self.spend()?;
            match self.label(node, &issuer) {
                Some(label) => path.push_str(&label),
                None => {
                    unlabelled.push(node);
                    path.push_str(&format!("_:b{}", issuer.issue(node)));
                }
            }
            if exceeds(&path) {
                return Ok(None);
            }
        }
        for node in unlabelled {
            let hash;
            // Labelled above: the same label again, then the hash of what lies behind it.
            path.push_str(&format!("_:b{}<", issuer.issue(node)));
            (hash, issuer) = self.hash_n_degree(node, issuer, depth + 1)?;
            // Hexadecimal digits are ASCII.
            write_hex(&hash, self.algorithm, |hex| {
                path.extend(hex.iter().copied().map(char::from))
            });
            path.push('>');
            if exceeds(&path) {
                return Ok(None);
            }
        }
        Ok(bound.is_none_or(|bound| path.as_str() < bound).then_some((path, issuer)))
    }

    /// What was done so far, in steps. It never exceeds the budget, which is a `u32`.
    pub(super) fn effort(&self) -> u32 {
        self.steps.max(u32::try_from(self.work / WORK_PER_STEP).unwrap_or(u32::MAX))
    }

    /// Counts a hash or a path element against the budget.
    fn spend(&mut self) -> Result<(), TooComplex> {
        self.work += 1;
        if self.work > u64::from(self.budget) * WORK_PER_STEP { Err(TooComplex) } else { Ok(()) }
    }
}

/// Hands `write` the lower-case hexadecimal digits of `hash`.
fn write_hex(hash: &Hash, algorithm: HashAlgorithm, write: impl FnOnce(&[u8])) {
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    let mut hex = [0; 96];
    for (pair, byte) in hex.chunks_exact_mut(2).zip(hash.0) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    write(&hex[..2 * algorithm.size()]);
}

/// Puts `items` in the next order, counting from sorted; false once they are in descending order.
fn next_permutation(items: &mut [usize]) -> bool {
    let Some(pivot) = items.windows(2).rposition(|pair| pair[0] < pair[1]) else {
        return false;
    };
    // Something after the pivot is greater: its right neighbour is.
    let successor = items.iter().rposition(|&item| item > items[pivot]).unwrap_or(pivot + 1);
    items.swap(pivot, successor);
    items[pivot + 1..].reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permutations_are_distinct_and_complete() {
        let mut items = [1, 1, 2, 3];
        let mut seen = vec![items];
        while next_permutation(&mut items) {
            seen.push(items);
        }
        assert!(seen.is_sorted_by(|a, b| a < b));
        assert_eq!(seen.len(), 12);
        assert!(!next_permutation(&mut []));
    }

    #[test]
    fn issuers_remember_the_order() {
        let mut issuer = Issuer::default();
        assert_eq!([5, 2, 9, 2].map(|node| issuer.issue(node)), [0, 1, 2, 1]);
        assert_eq!(issuer.order().collect::<Vec<_>>(), [5, 2, 9]);
        assert_eq!((issuer.number(9), issuer.number(1)), (Some(2), None));
    }
}
