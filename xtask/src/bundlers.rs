//! What other people build with and run things in, which the npm package is tested with. As with engines,
//! where one cannot be had its tests are skipped, counted and named.

use crate::{
    Result,
    engines::{Engine, Program},
    tools,
};

/// Everything the package is tried with beside Node.
pub(crate) const BUNDLERS: [Engine; 6] = [
    Engine { name: "TypeScript", tests: "package::typescript::", programs: typescript },
    Engine { name: "Vite", tests: "package::vite::", programs: vite },
    Engine { name: "React and Vue", tests: "embedding::frameworks::", programs: frameworks },
    Engine { name: "Deno", tests: "runtimes::deno::", programs: deno },
    Engine { name: "Bun", tests: "runtimes::bun::", programs: bun },
    Engine { name: "workerd", tests: "runtimes::workerd::", programs: workerd },
];

fn typescript() -> Result<Vec<Program>> {
    Ok(vec![("TSC", tools::typescript()?)])
}

fn vite() -> Result<Vec<Program>> {
    Ok(vec![("VITE", tools::vite()?)])
}

fn frameworks() -> Result<Vec<Program>> {
    Ok(vec![("FRAMEWORKS", tools::frameworks()?)])
}

fn deno() -> Result<Vec<Program>> {
    Ok(vec![("DENO", tools::deno()?)])
}

fn bun() -> Result<Vec<Program>> {
    Ok(vec![("BUN", tools::bun()?)])
}

fn workerd() -> Result<Vec<Program>> {
    Ok(vec![("WORKERD", tools::workerd()?), ("ESBUILD", tools::esbuild()?)])
}
