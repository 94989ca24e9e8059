//! What other people build with, which the npm package is tested with. As with engines, where one cannot be
//! had its tests are skipped, counted and named.

use crate::{
    Result,
    engines::{Engine, Program},
    tools,
};

/// Everything the package is tried with beside Node.
pub(crate) const BUNDLERS: [Engine; 2] = [
    Engine { name: "TypeScript", tests: "package::typescript::", programs: typescript },
    Engine { name: "Vite", tests: "package::vite::", programs: vite },
];

fn typescript() -> Result<Vec<Program>> {
    Ok(vec![("TSC", tools::typescript()?)])
}

fn vite() -> Result<Vec<Program>> {
    Ok(vec![("VITE", tools::vite()?)])
}
