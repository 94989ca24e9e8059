//! A pile being checked: file by file, in any steps, with everything known from outside in one place. Each
//! status list and each issuer's document serves all badges that name it.

use std::collections::{BTreeSet, VecDeque};

use serde_json::Value;

use super::Row;
use crate::container::LARGEST_FILE;
use crate::container::zip::{self, Files};
use crate::report::{Code, Problem};
use crate::resource::{FetchError, Options, Resource, Resources, without_fragment};
use crate::verify::read;

/// More files are a mistake, or made to do harm.
pub const LARGEST_PILE: usize = 10_000;

/// What is left to do, and what was found in what.
pub struct Work {
    options: Options,
    resources: Resources,
    files: Vec<File>,
    /// How many files are due, and a number below which none is.
    due: (usize, usize),
    /// ZIPs of which not everything was unpacked.
    archives: VecDeque<Archive>,
    /// Files that are not to be looked into, and why.
    left: Vec<(usize, Problem)>,
}

struct Archive {
    name: String,
    files: Files<'static>,
    /// How many files came out of it.
    taken: usize,
}

struct File {
    name: String,
    content: Result<Vec<u8>, Problem>,
    /// Whether it is to be checked; those with the lowest numbers come first.
    due: bool,
    /// Whether it was checked.
    found: bool,
    /// Every address that was ever wanted for it.
    wanted: BTreeSet<String>,
    /// Every address that was looked at for it, the last time.
    used: BTreeSet<String>,
}

/// A file's number, and the rows of what is in it. Rows of the same number take the place of earlier ones.
pub type Found = (usize, Vec<Row>);

impl Work {
    /// A pile without files.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            resources: Resources::new(),
            files: Vec::new(),
            due: (0, 0),
            archives: VecDeque::new(),
            left: Vec::new(),
        }
    }

    /// Leaves a file alone when it comes: it has stopped somebody who checked the same files before.
    pub fn leave(&mut self, number: usize, problem: Problem) {
        self.left.push((number, problem));
    }

    /// The number of the file that is looked at next.
    pub fn next(&self) -> usize {
        // What comes out of a ZIP has the next number that there is.
        self.first().unwrap_or(self.files.len())
    }

    fn first(&self) -> Option<usize> {
        let (_, from) = self.due;
        let due = self.files.get(from..)?.iter().position(|file| file.due)?;
        Some(from + due)
    }

    /// Says of each file anew whether it is due.
    fn decide(&mut self, is_due: impl Fn(&File) -> bool) {
        self.due = (0, 0);
        for file in &mut self.files {
            file.due = is_due(file);
            self.due.0 += usize::from(file.due);
        }
    }

    /// Asks something else of all of them, or asks at another moment: every file is checked again.
    pub fn ask(&mut self, options: Options) {
        self.options = options;
        self.decide(|file| file.due || file.found);
    }

    /// Gives up what was never checked. What is to be checked again still is: its rows would be untrue.
    pub fn cancel(&mut self) {
        self.decide(|file| file.due && file.found);
        self.archives.clear();
    }

    /// How many files have a number.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// Takes a file in. A ZIP stands for the files in it.
    pub fn put(&mut self, name: &str, content: Result<Vec<u8>, Problem>) {
        match content {
            Ok(bytes) if zip::is_zip(&bytes) => match Files::open(bytes) {
                Ok(files) => {
                    let name = name.to_owned();
                    self.archives.push_back(Archive { name, files, taken: 0 });
                }
                Err(problem) => self.add(name.to_owned(), Err(problem)),
            },
            Ok(bytes) if bytes.len() > LARGEST_FILE => {
                let size = format!("{} MB", bytes.len() / 1_000_000);
                self.add(name.to_owned(), Err(Problem::new(Code::FileTooLarge, size)));
            }
            content => self.add(name.to_owned(), content),
        }
    }

    fn add(&mut self, name: String, content: Result<Vec<u8>, Problem>) {
        let content = match self.files.len() {
            number @ 0..LARGEST_PILE => {
                let left = self.left.iter().find(|(left, _)| *left == number);
                left.map_or(content, |(_, problem)| Err(problem.clone()))
            }
            // Said once, in place of the first that is too much.
            LARGEST_PILE => Err(Problem::new(Code::ZipTooMany, LARGEST_PILE.to_string())),
            _ => return self.archives.clear(),
        };
        self.due.0 += 1;
        self.files.push(File {
            name,
            content,
            due: true,
            found: false,
            wanted: BTreeSet::new(),
            used: BTreeSet::new(),
        });
    }

    /// Learns what an address answered, or that it did not. Files that needed it are checked again.
    pub fn answer(&mut self, url: &str, answer: Result<Resource, FetchError>) {
        let url = without_fragment(url);
        self.resources.insert(url, answer);
        self.again(url);
    }

    /// Forgets what an address answered: whoever needs it wants it again.
    pub fn forget(&mut self, url: &str) {
        self.resources.remove(url);
        self.again(without_fragment(url));
    }

    fn again(&mut self, url: &str) {
        self.decide(|file| file.due || file.wanted.contains(url) || file.used.contains(url));
    }

    /// Whether there is something to do.
    pub fn is_busy(&self) -> bool {
        self.due.0 > 0 || !self.archives.is_empty()
    }

    /// Checks one file; `None` when nothing is left to do.
    pub fn step(&mut self) -> Option<Found> {
        let number = loop {
            if let Some(number) = self.first() {
                break number;
            }
            let archive = self.archives.front_mut()?;
            match archive.files.next() {
                Some((path, content)) => {
                    archive.taken += 1;
                    let path = format!("{}/{path}", archive.name);
                    self.add(path, content);
                }
                None => _ = self.archives.pop_front(),
            }
        };
        self.due = (self.due.0 - 1, number + 1);
        self.files[number].due = false;
        Some((number, self.check(number)))
    }

    fn check(&mut self, number: usize) -> Vec<Row> {
        let file = &mut self.files[number];
        file.found = true;
        let bytes = match &file.content {
            Ok(bytes) => bytes,
            Err(problem) => return vec![Row::problem(&file.name, problem.clone())],
        };
        let readings = match read(&file.name, bytes) {
            Ok(readings) => readings,
            Err(problem) => {
                // The bytes are of no use any more.
                file.content = Err(problem.clone());
                return vec![Row::problem(&file.name, problem)];
            }
        };
        file.used.clear();
        let mut rows = Vec::new();
        for (index, reading) in readings.iter().enumerate() {
            let mut found = reading.verify(&self.resources, &self.options);
            found.input.hash(bytes);
            let all = found.wanted().into_iter().chain(found.foreseen());
            file.wanted.extend(all.map(|request| without_fragment(&request.url).to_owned()));
            let used = found.evidence().into_iter();
            file.used.extend(used.map(|source| without_fragment(&source.url).to_owned()));
            rows.extend(Row::all(&file.name, index, reading, &found));
        }
        rows
    }

    /// How many files were checked, of how many that are known.
    pub fn progress(&self) -> (usize, usize) {
        let packed = |archive: &Archive| archive.files.known().saturating_sub(archive.taken);
        let packed: usize = self.archives.iter().map(packed).sum();
        (self.files.len() - self.due.0, self.files.len() + packed)
    }

    /// A file's name and bytes, to look at it alone.
    pub fn file(&self, number: usize) -> Option<(&str, &[u8])> {
        let file = self.files.get(number)?;
        Some((&file.name, file.content.as_deref().ok()?))
    }

    /// Every address that was looked at for any of them.
    pub fn used(&self) -> BTreeSet<String> {
        self.files.iter().flat_map(|file| file.used.iter().cloned()).collect()
    }

    /// Every report, in the order of the files.
    pub fn reports(&self) -> Vec<Value> {
        let found = self.files.iter().filter(|file| file.found);
        let readable = found.filter_map(|file| Some((file, file.content.as_ref().ok()?)));
        let verified = readable.flat_map(|(file, bytes)| {
            let readings = read(&file.name, bytes).unwrap_or_default();
            readings.into_iter().map(|reading| {
                let mut found = reading.verify(&self.resources, &self.options);
                found.input.hash(bytes);
                found.to_json()
            })
        });
        verified.collect()
    }
}
