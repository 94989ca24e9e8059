//! What `cargo xtask bench` asks for beside times: one benchmark a number of times, for callgrind to
//! count its instructions (`run NAME TIMES`), and how time and memory grow (`growth`).
//!
//! `growth` writes a line for each measured point: series, size, milliseconds, peak bytes, tabs between.

#[path = "web/src/badges.rs"]
mod badges;
#[path = "web/src/table.rs"]
mod table;

use std::time::{Duration, Instant};

use peak_alloc::PeakAlloc;
use proofmark::report::Verdict;
use proofmark::resource::{FetchError, Resources};
use proofmark::{Verification, read};
use serde_json::{Value, json};

use badges::{Key, options, resources, resources_with, sized, status_list};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What a point of a series is measured with: made untimed, then run.
type Point = Box<dyn Fn() -> Vec<Verification>>;

/// A name, the sizes, and how one point is made.
type Series = (&'static str, &'static [usize], fn(usize) -> Point);

static SERIES: &[Series] = &[
    ("size", &[1, 4, 16, 64, 256, 1024, 2048, 3700], |kilobytes| {
        one(sized(0, kilobytes * 1024, 1))
    }),
    ("evidence", &[1, 10, 100, 1_000, 3_000, 10_000], |nodes| one(sized(0, 100, nodes))),
    ("blank", &[1, 10, 100, 1_000, 3_000, 10_000], |nodes| one(anonymous(nodes, true))),
    ("identical", &[1, 10, 100, 1_000, 3_000, 10_000], |nodes| one(anonymous(nodes, false))),
    ("members", &[1, 5, 20, 50, 100, 200, 500], |members| one(record(members))),
    ("list", &[17, 18, 19, 20, 21, 22, 23, 24], |power| {
        let (badge, list) = (badges::full(1), status_list(1 << power));
        Box::new(move || verify(&badge, &resources_with(&list)))
    }),
    ("batch", &[1, 10, 100, 1_000, 5_000], |badges| {
        // As many different ones as are told apart; a badge is read anew each time.
        let files: Vec<String> = (0..badges.min(200)).map(badges::full).collect();
        Box::new(move || {
            let resources = resources();
            let all = (0..badges).flat_map(|n| verify(&files[n % files.len()], &resources));
            all.last().into_iter().collect()
        })
    }),
    ("answers", &[1, 10, 100, 1_000, 5_000], |answers| {
        let badge = badges::full(1);
        let mut resources = resources();
        for n in 0..answers {
            resources.insert(&format!("https://a.example/{n}"), Err(FetchError::NotFound));
        }
        Box::new(move || verify(&badge, &resources))
    }),
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["run", name, times] => run(name, times.parse().unwrap_or(1)),
        ["growth", ..] => growth(&words[1..]),
        // `cargo bench` runs every benchmark; these have their own command.
        _ => println!("Run `cargo xtask bench` for these figures."),
    }
}

fn run(name: &str, times: usize) {
    let Some((_, prepare)) = table::TABLE.iter().find(|(other, _)| *other == name) else {
        panic!("there is no benchmark {name}");
    };
    let mut run = prepare();
    (0..times).for_each(|_| run());
}

/// Every series, or those named.
fn growth(named: &[String]) {
    for (name, sizes, make) in SERIES {
        if !named.is_empty() && !named.iter().any(|one| one == name) {
            continue;
        }
        for &size in *sizes {
            let point = make(size);
            let before = MEMORY.current_usage();
            MEMORY.reset_peak_usage();
            let verdict = point().first().map(|found| found.report.verdict());
            let peak = MEMORY.peak_usage().saturating_sub(before);
            let milliseconds = time(&point).as_secs_f64() * 1000.0;
            let verdict = verdict.map_or("none", Verdict::as_str);
            println!("{name}\t{size}\t{milliseconds:.4}\t{peak}\t{verdict}");
        }
    }
}

/// The time of a run: the processor's, on average, where the system tells it, for others on the machine
/// make the clock's longer; else the least of several.
fn time(point: &Point) -> Duration {
    let (mut least, mut runs) = (Duration::MAX, 0);
    let (start, before) = (Instant::now(), on_processor());
    loop {
        let run = Instant::now();
        drop(point());
        least = least.min(run.elapsed());
        runs += 1;
        let worked = on_processor().zip(before).map(|(now, before)| now.saturating_sub(before));
        // The system counts in ticks of some milliseconds.
        let enough = worked.unwrap_or_else(|| start.elapsed()) > Duration::from_millis(300);
        if (enough && runs >= 3) || start.elapsed() > Duration::from_secs(60) {
            return worked.map_or(least, |worked| worked / runs);
        }
    }
}

/// How long this program has had a processor, as Linux tells it.
fn on_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}

fn verify(file: &str, resources: &Resources) -> Vec<Verification> {
    let readings = read("badge.json", file.as_bytes()).unwrap_or_default();
    readings.iter().map(|reading| reading.verify(resources, &options())).collect()
}

/// One badge, signed, with warm evidence.
fn one(badge: Value) -> Point {
    let (file, resources) = (Key::ed25519().secure(badge).to_string(), resources());
    Box::new(move || verify(&file, &resources))
}

/// Evidence without identifiers: blank nodes, all different or all alike.
fn anonymous(nodes: usize, different: bool) -> Value {
    let mut badge = sized(0, 100, 0);
    let name = |n: usize| format!("Book {}", if different { n } else { 0 });
    badge["evidence"] =
        (0..nodes).map(|n| json!({ "type": ["Evidence"], "name": name(n) })).collect();
    badge
}

/// A record that holds badges, each signed.
fn record(members: usize) -> Value {
    let key = Key::ed25519();
    let mut record = sized(0, 100, 0);
    record["@context"] = json!([
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
    ]);
    record["type"] = json!(["VerifiableCredential", "ClrCredential"]);
    record["credentialSubject"] = json!({
        "type": ["ClrSubject"],
        "verifiableCredential":
            (0..members).map(|n| key.secure(sized(n + 1, 100, 1))).collect::<Value>()
    });
    record
}
