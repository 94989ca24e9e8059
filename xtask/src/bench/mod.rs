//! `cargo xtask bench`: how long it takes, beside others, and how it grows.
//!
//! Times are of wasm in Chromium, natively under criterion with `bench native`. Other programs on the
//! machine make them longer, so the instructions of the same work are counted, too; and the libraries
//! that Proofmark is held against run in the same page over the same files.

use std::path::Path;

use crate::{Result, budgets::Budgets, machine, process, project, tools};

mod browser;
mod counts;
mod growth;
mod peers;
mod plot;

use browser::{Rival, Row};
use counts::Count;

/// Measures, and prints times beside their budgets. A time that is passed is marked and fails nothing: a
/// busy machine is no fault of the code.
pub(crate) fn bench() -> Result {
    let program = process::step("Building what is counted", counts::program)?;
    let counts = process::step("Counting instructions", || counts::count(&program))?;
    let tools = tools::build_tools()?;
    let chromium = machine::browser()?;
    let site = project::target().join("bench-site");
    process::step("Building the table as wasm", || browser::build(&tools, &site))?;
    let peers = process::step("Bundling the peers", || peers::bundle(&site))?;
    let (table, rivals) = process::step("Measuring in Chromium", || {
        browser::measure(&chromium, site.clone(), peers)
    })?;
    print_times(&table, &counts, &Budgets::read()?);
    print_rivals(&rivals);
    Ok(())
}

/// Measures how time and memory grow, and draws it into docs/performance.
pub(crate) fn growth() -> Result {
    let program = process::step("Building what is measured", counts::program)?;
    process::step("Measuring growth", || growth::grow(&program))
}

/// Criterion's report, natively.
pub(crate) fn native() -> Result {
    let mut cargo = std::process::Command::new("cargo");
    cargo.args(["bench", "--locked", "--bench", "stages"]).current_dir(project::root());
    process::step("Measuring natively", || process::run(&mut cargo))
}

fn print_times(table: &[Row], counts: &[Count], budgets: &Budgets) {
    println!(
        "\nIn wasm, warm, milliseconds; instructions natively, thousands:\n{:<22} {:>10} {:>10} {:>10} {:>14}",
        "", "median", "least", "budget", "instructions"
    );
    for Row { name, median, least } in table {
        let budget = budgets.time.get(name);
        let shown = budget.map_or(String::new(), |budget| format!("{budget:.3}"));
        let count = counts.iter().find(|count| count.name == name);
        let count = count.map_or(String::new(), |it| (it.instructions / 1000).to_string());
        let mark = if budget.is_some_and(|budget| median > budget) { "  OVER" } else { "" };
        println!("{name:<22} {median:>10.4} {least:>10.4} {shown:>10} {count:>14}{mark}");
    }
    let unmeasured: Vec<&str> = budgets
        .time
        .keys()
        .filter(|name| table.iter().all(|row| row.name != **name))
        .map(String::as_str)
        .collect();
    if !unmeasured.is_empty() {
        println!("Not measured though budgeted: {}.", unmeasured.join(", "));
    }
}

/// The same files verified by others, and how many times as long they take: by the median, and by the 5 %
/// that others on the machine disturbed least.
fn print_rivals(rivals: &[Rival]) {
    if rivals.is_empty() {
        return;
    }
    println!(
        "\n{} different files each, milliseconds from bytes to verdict:\n{:<8} {:<36} {:>9} {:>9} {:>9} {:>9} {:>13}",
        browser::FILES,
        "",
        "",
        "5 %",
        "median",
        "95 %",
        "a second",
        "times"
    );
    for rival in rivals {
        let own = rivals.iter().find(|own| own.set == rival.set).unwrap_or(rival);
        let times = format!("{:.1} to {:.1}", rival.low / own.low, rival.median / own.median);
        let Rival { set, name, low, median, high, rate, valid } = rival;
        println!(
            "{set:<8} {name:<36} {low:>9.3} {median:>9.3} {high:>9.3} {rate:>9.0} {times:>13}"
        );
        if *valid != browser::FILES {
            println!("    {name} calls {valid} of them valid.");
        }
    }
}

/// Copies files of `benches` into the site.
fn copy(from: &Path, names: &[&str], site: &Path) -> Result {
    names.iter().try_for_each(|name| project::copy(&from.join(name), &site.join(name)))
}
