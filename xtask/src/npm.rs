//! `dist/npm`: the verifier as a package for Node and bundlers. The same modules as the page's, under names
//! of their own; bundlers hash them again.

use std::{fs, path::Path};

use xtask::{fill::fill_once, site::PACKAGE};

use crate::{Result, project};

/// A module of the site, and what it is called in the package.
const MODULES: [(&str, &str); 2] = [("proofmark-app", "program"), ("proofmark-keys", "keys")];

/// What comes along as it is.
const SCRIPTS: [&str; 7] =
    ["index.js", "index.d.ts", "edge.js", "deno.js", "modules.js", "element.js", "cli.js"];

/// Writes the package from what the finished site has.
pub(crate) fn write(staging: &Path) -> Result {
    let (root, folder) = (project::root(), staging.join(PACKAGE));
    fs::create_dir_all(&folder).map_err(|error| project::cannot("make", &folder, &error))?;
    let names = project::files(staging)?;
    for (module, name) in MODULES {
        let the = |ending: &str| {
            let found = names.iter().find(|it| it.starts_with(module) && it.ends_with(ending));
            found.ok_or_else(|| format!("No `{module}*{ending}` was staged for the npm package."))
        };
        let glue = edit_glue(&project::read(&staging.join(the(".js")?))?, name)?;
        project::write(&folder.join(format!("{name}.js")), &glue)?;
        project::copy(&staging.join(the("_bg.wasm")?), &folder.join(format!("{name}_bg.wasm")))?;
    }
    for name in SCRIPTS {
        project::copy(&root.join("www/npm").join(name), &folder.join(name))?;
    }
    project::copy(&root.join("www/report.d.ts"), &folder.join("report.d.ts"))?;
    let element = project::read(&root.join("www/widget.d.ts"))? + REGISTER;
    project::write(&folder.join("element.d.ts"), &element)?;
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        project::copy(&root.join(name), &folder.join(name))?;
    }
    project::copy(&root.join("docs/embedding.md"), &folder.join("README.md"))?;
    let package = project::read(&root.join("www/npm/package.json"))?;
    project::write(&folder.join("package.json"), &edit_package(&package, &project::version()?)?)
}

const REGISTER: &str = "
/** Registers `<proof-mark>` from the verifier at this address, where full results open, too. */
export function register(home: string | URL): Promise<void>;
";

/// The glue names its module itself, for those who start it without one. Bundlers follow the name.
fn edit_glue(text: &str, name: &str) -> Result<String> {
    let wrong = || "The glue of a module names no module. Has wasm-bindgen changed?".to_owned();
    let (before, after) = text.split_once("new URL('").ok_or_else(wrong)?;
    let (module, after) = after.split_once("', import.meta.url)").ok_or_else(wrong)?;
    if !module.ends_with("_bg.wasm") {
        return Err(wrong());
    }
    Ok(format!("{before}new URL('./{name}_bg.wasm', import.meta.url){after}"))
}

fn edit_package(text: &str, version: &str) -> Result<String> {
    fill_once(text, "\"VERSION\"", &format!("\"{version}\""), "www/npm/package.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_names_the_module_of_the_package() {
        let glue = "x = new URL('proofmark-app_bg.wasm', import.meta.url);";
        let edited = edit_glue(glue, "program").unwrap();
        assert_eq!(edited, "x = new URL('./program_bg.wasm', import.meta.url);");
        assert!(edit_glue("x", "program").is_err());
    }

    #[test]
    fn the_shipped_package_has_its_placeholder() {
        let text = project::read(&project::root().join("www/npm/package.json")).unwrap();
        let edited = edit_package(&text, "1.2.3").unwrap();
        assert!(edited.contains("\"version\": \"1.2.3\"") && edit_package(&edited, "1").is_err());
    }
}
