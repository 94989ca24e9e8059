//! Results that are dear to compute and may be asked for again.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Remembers results by name. It never changes an answer, only how long it takes: whoever stores
/// something puts everything the result depends on into the name.
pub struct Memo {
    kept: RefCell<BTreeMap<String, Rc<dyn Any>>>,
    /// What was put here with its size in bytes, the oldest first.
    large: RefCell<Vec<(String, usize)>>,
    state: Cell<u64>,
}

/// What large results may take together, in bytes: four thousand status lists of the usual length.
const LARGEST: usize = 64 << 20;

/// The number of the next state that a memo is in.
static NEXT: AtomicU64 = AtomicU64::new(0);

impl Default for Memo {
    fn default() -> Self {
        Self {
            kept: RefCell::default(),
            large: RefCell::default(),
            state: Cell::new(NEXT.fetch_add(1, Ordering::Relaxed)),
        }
    }
}

impl Memo {
    /// The result kept under this name.
    pub fn get<T: 'static>(&self, name: &str) -> Option<Rc<T>> {
        self.kept.borrow().get(name).cloned()?.downcast().ok()
    }

    /// The result kept under this name, computed now if there is none.
    pub fn get_or<T: 'static>(&self, name: &str, compute: impl FnOnce() -> T) -> Rc<T> {
        self.get_or_if(name, |_| true, compute)
    }

    /// As [`Memo::get_or`], of results that may be kept; the others are computed anew each time.
    pub fn get_or_if<T: 'static>(
        &self,
        name: &str,
        may_be_kept: impl FnOnce(&T) -> bool,
        compute: impl FnOnce() -> T,
    ) -> Rc<T> {
        if let Some(kept) = self.get(name) {
            return kept;
        }
        let computed = Rc::new(compute());
        if may_be_kept(&computed) {
            self.kept.borrow_mut().insert(name.to_owned(), Rc::clone(&computed) as Rc<dyn Any>);
        }
        computed
    }

    /// Keeps a result of so many bytes under this name, in place of any other. Of all that are kept this way
    /// the oldest go where there is no room.
    pub fn put<T: 'static>(&self, name: &str, value: T, size: usize) {
        let (mut kept, mut large) = (self.kept.borrow_mut(), self.large.borrow_mut());
        kept.insert(name.to_owned(), Rc::new(value));
        large.retain(|(other, _)| other != name);
        large.push((name.to_owned(), size));
        let mut whole: usize = large.iter().map(|(_, size)| size).sum();
        while whole > LARGEST && large.len() > 1 {
            let (oldest, size) = large.remove(0);
            kept.remove(&oldest);
            whole -= size;
        }
    }

    /// A number that no other memo has, and this one only until it is cleared: for results that depend on
    /// evidence and are kept elsewhere.
    pub fn state(&self) -> u64 {
        self.state.get()
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.state.set(NEXT.fetch_add(1, Ordering::Relaxed));
        self.kept.borrow_mut().clear();
        self.large.borrow_mut().clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computes_once() {
        let memo = Memo::default();
        assert_eq!(*memo.get_or("a", || 1), 1);
        assert_eq!(*memo.get_or("a", || 2), 1);
        memo.clear();
        assert_eq!(*memo.get_or_if("a", |one| *one > 3, || 3), 3);
        assert_eq!(*memo.get_or("a", || 2), 2);
        let state = memo.state();
        memo.put("a", 3, 0);
        assert!(memo.state() == state && Memo::default().state() != state);
        assert_eq!((*memo.get::<i32>("a").unwrap(), memo.kept.borrow().len()), (3, 1));
    }

    #[test]
    fn of_what_is_large_the_oldest_goes() {
        let memo = Memo::default();
        let is_kept = |name: &str| memo.get::<i32>(name).is_some();
        memo.get_or("small", || 0);
        for (number, name) in ["a", "b", "a", "c"].into_iter().enumerate() {
            memo.put(name, i32::try_from(number).unwrap(), LARGEST / 2);
        }
        assert_eq!(["a", "b", "c", "small"].map(is_kept), [true, false, true, true]);
        memo.put("alone", 1, LARGEST + 1);
        assert_eq!(["a", "c", "alone", "small"].map(is_kept), [false, false, true, true]);
        memo.clear();
        memo.put("a", 1, LARGEST);
        assert_eq!(["a", "alone"].map(is_kept), [true, false]);
    }
}
