//! How time and memory grow with what a badge holds: measured natively, drawn into docs/performance.

use std::{fs, path::Path, process::Command};

use super::plot::{Panel, svg};
use crate::{Result, process, project};

/// A series of `benches/figures.rs`: its name, what its plot is called, what its axis counts.
const SERIES: [(&str, &str, &str); 8] = [
    ("size", "Size of the badge", "KB of picture in the badge"),
    ("evidence", "Pieces of evidence, each with an address", "pieces"),
    ("blank", "Pieces of evidence without an address, all different", "blank nodes"),
    ("identical", "Pieces of evidence without an address, all alike", "blank nodes"),
    ("members", "Badges in a record", "signed members"),
    ("list", "Status list, first use", "entries"),
    ("batch", "Badges in a batch", "badges"),
    ("answers", "Answers at hand, for one badge", "answers"),
];

/// One measured point.
#[derive(Debug, PartialEq)]
pub(super) struct Point {
    series: String,
    size: f64,
    milliseconds: f64,
    bytes: f64,
    verdict: String,
}

/// Measures every series and draws it.
pub(super) fn grow(program: &Path) -> Result {
    let text = process::output(Command::new(program).arg("growth"))?;
    let points = points(&text).ok_or_else(|| format!("No figures came out: {text}"))?;
    let folder = project::root().join("docs/performance");
    fs::create_dir_all(&folder).map_err(|error| project::cannot("create", &folder, &error))?;
    println!("{:<10} {:>12} {:>12} {:>12}  verdict", "", "size", "ms", "peak KB");
    for (name, heading, axis) in SERIES {
        let own: Vec<&Point> = points.iter().filter(|point| point.series == name).collect();
        for Point { size, milliseconds, bytes, verdict, .. } in &own {
            println!(
                "{name:<10} {size:>12} {milliseconds:>12.3} {:>12.0}  {verdict}",
                bytes / 1024.0
            );
        }
        let of =
            |value: fn(&Point) -> f64| own.iter().map(|point| (point.size, value(point))).collect();
        let panels = [
            Panel { title: "Time", unit: time, points: of(|point| point.milliseconds) },
            Panel { title: "Most memory at once", unit: memory, points: of(|point| point.bytes) },
        ];
        project::write(&folder.join(format!("{name}.svg")), &svg(heading, axis, count, &panels))?;
    }
    Ok(())
}

/// Reads what the program prints. Lists are measured by their power of two.
fn points(text: &str) -> Option<Vec<Point>> {
    let point = |line: &str| {
        let parts: Vec<&str> = line.split('\t').collect();
        let [series, size, milliseconds, bytes, verdict] = parts[..] else { return None };
        let size: f64 = size.parse().ok()?;
        Some(Point {
            series: series.to_owned(),
            size: if series == "list" { size.exp2() } else { size },
            milliseconds: milliseconds.parse().ok()?,
            bytes: bytes.parse().ok()?,
            verdict: verdict.to_owned(),
        })
    };
    text.lines().map(point).collect()
}

fn count(number: f64) -> String {
    match number {
        1e6.. => format!("{} M", number / 1e6),
        1e4.. => format!("{} k", number / 1e3),
        _ => number.to_string(),
    }
}

fn time(milliseconds: f64) -> String {
    match milliseconds {
        1e3.. => format!("{} s", milliseconds / 1e3),
        1.0.. => format!("{milliseconds} ms"),
        _ => format!("{:.0} µs", milliseconds * 1e3),
    }
}

fn memory(bytes: f64) -> String {
    match bytes {
        1e9.. => format!("{} GB", bytes / 1e9),
        1e6.. => format!("{} MB", bytes / 1e6),
        1e3.. => format!("{} KB", bytes / 1e3),
        _ => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_points() {
        let read = points("list\t17\t1.5\t4096\tvalid\n").unwrap();
        assert_eq!((read[0].size, read[0].bytes), (131_072.0, 4096.0));
        assert_eq!(points("thread panicked"), None);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [count(10.0), count(1e5), time(0.1), time(1e4)],
            ["10", "100 k", "100 µs", "10 s"]
        );
        assert_eq!(memory(1e5), "100 KB");
    }
}
