//! The page's module. Its doors are the library's exports, which JavaScript opens: nothing starts by
//! itself. A binary, because a library's wasm would lie in one file with the `proofmark` command's.

use proofmark as _;

fn main() {}
