//! Real web servers, which the recipes in `docs/hosting` are tested with. As with engines, where one
//! cannot be had its tests are skipped, counted and named.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Result,
    engines::{Engine, Program},
    process, project,
};

/// Every server whose recipe is tested.
pub(crate) const SERVERS: [Engine; 2] = [
    Engine { name: "nginx", tests: "hosting::nginx::", programs: nginx },
    Engine { name: "Caddy", tests: "hosting::caddy::", programs: caddy },
];

fn nginx() -> Result<Vec<Program>> {
    let modules = "usr/lib/nginx/modules";
    let home = unpacked("nginx", &["nginx", "libnginx-mod-http-brotli-static"], "usr/sbin/nginx")?;
    answers(&home.join("usr/sbin/nginx"), "-v")?;
    Ok(vec![
        ("NGINX", home.join("usr/sbin/nginx")),
        ("NGINX_BROTLI", home.join(modules).join("ngx_http_brotli_static_module.so")),
    ])
}

fn caddy() -> Result<Vec<Program>> {
    let home = unpacked("caddy", &["caddy"], "usr/bin/caddy")?;
    answers(&home.join("usr/bin/caddy"), "version")?;
    Ok(vec![("CADDY", home.join("usr/bin/caddy"))])
}

/// The folder that Debian's packages of these names were unpacked into. They are not installed: that
/// would start a server on this machine, for everybody.
fn unpacked(name: &str, packages: &[&str], program: &str) -> Result<PathBuf> {
    let home = project::tools()?.join(format!("{name}-of-debian"));
    if home.join(program).is_file() {
        return Ok(home);
    }
    let missing = |reason: String| format!("{name} comes as a package of Debian. {reason}");
    let part = PathBuf::from(format!("{}.part-{}", home.display(), std::process::id()));
    fs::create_dir_all(&part).map_err(|error| project::cannot("create", &part, &error))?;
    let done = process::step(&format!("Unpacking {name} into {}", home.display()), || {
        unpack(packages, &part)?;
        fs::rename(&part, &home).map_err(|error| project::cannot("fill", &home, &error))
    });
    // Best effort: a left-over folder takes space and nothing else.
    let _ = fs::remove_dir_all(&part);
    done.map_err(missing)?;
    Ok(home)
}

fn unpack(packages: &[&str], folder: &Path) -> Result {
    // What can be downloaded is known once the lists are there; whoever may not refresh them may have some.
    let refreshed = process::output(Command::new("apt-get").args(["--quiet", "update"]));
    let mut download = Command::new("apt-get");
    download.args(["--quiet", "-o", "APT::Sandbox::User=root", "download"]).args(packages);
    process::output(download.current_dir(folder)).map_err(|reason| match refreshed {
        Ok(_) => reason,
        Err(before) => format!("{before} {reason}"),
    })?;
    for package in project::files(folder)?.iter().filter(|name| name.ends_with(".deb")) {
        process::run(Command::new("dpkg-deb").arg("-x").arg(package).arg(".").current_dir(folder))?;
    }
    Ok(())
}

/// A program that lacks a library of the system does not.
fn answers(program: &Path, version: &str) -> Result {
    process::output(Command::new(program).arg(version)).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_server_has_tests_of_that_name() {
        let root = project::root();
        let text = project::read(&root.join("tests/browser/hosting.rs")).unwrap();
        for Engine { tests, .. } in SERVERS {
            let module = tests.trim_start_matches("hosting::").trim_end_matches("::");
            assert!(text.contains(&format!("mod {module} {{")), "{tests}");
        }
    }
}
