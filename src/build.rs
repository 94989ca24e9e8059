//! Before the crate is compiled: turns the Fluent files in `locale` into what the page reads; and looks which test data is at hand, so that tests without theirs count as
//! ignored.

use std::path::Path;
use std::{env, fs};

use xtask::language;

fn main() {
    println!("cargo:rerun-if-changed=src/locale");
    data("has_vectors", "PROOFMARK_VECTORS", "../shared/vectors");
    data("has_badges", "PROOFMARK_BADGES", "../shared/badges");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    for entry in fs::read_dir("src/locale").expect("src/locale is there").flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "ftl") {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a language is UTF-8");
        let text = language::compile(&source)
            .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let name = path.file_stem().expect("a file has a name");
        fs::write(Path::new(&out).join(name).with_extension("txt"), text)
            .expect("OUT_DIR is writable");
    }
}

/// Sets a flag for the tests if a folder of data is there.
fn data(flag: &str, variable: &str, default: &str) {
    println!("cargo:rerun-if-env-changed={variable}");
    let folder = env::var_os(variable).map_or_else(|| default.into(), std::path::PathBuf::from);
    if folder.is_dir() {
        println!("cargo:rustc-cfg={flag}");
        // Where it is absent nothing is watched: cargo would compile anew each time.
        println!("cargo:rerun-if-changed={}", folder.display());
    }
}
