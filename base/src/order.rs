//! Sorting whose machine code is there once. The standard library makes it anew for every kind of thing, five
//! to ten thousand bytes each time, and again for every map or set that is collected.

use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Sorts as [`slice::sort_by`] does; what is moved about meanwhile are only the places of the things.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|one, other| compare(&items[one], &items[other]));
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| taken[place].take()));
}

/// Sorts as [`slice::sort`] does.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// The places of `length` things in their order; of equal ones the first comes first.
fn order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    order
}

/// A set of these, put in one by one: [`Iterator::collect`] would sort them first.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_by_places_is_sorting() {
        for length in [0, 1, 2, 40, 1000] {
            let items: Vec<(usize, usize)> =
                (0..length).map(|index| (index * 7 % 5, index)).collect();
            let by_first = |one: &(usize, usize), other: &(usize, usize)| one.0.cmp(&other.0);
            let (mut expected, mut sorted) = (items.clone(), items);
            expected.sort_by(by_first);
            sort_by(&mut sorted, by_first);
            assert_eq!(sorted, expected);
        }
        let words = ["b", "a", "b"];
        let mut sorted = words.to_vec();
        sort(&mut sorted);
        assert_eq!(sorted, ["a", "b", "b"]);
        assert!(set(words).into_iter().eq(["a", "b"]));
    }
}
