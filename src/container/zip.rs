//! ZIP files: what is in them, unpacked one at a time and within limits (APPNOTE.TXT 6.3.10).
//!
//! Everything is read from the central directory, which has to end where the file ends; a local header
//! that says otherwise is damage. Nothing is written anywhere, so names are only names: what leads out of
//! a folder (`..`, a drive, a leading slash) is left out of them.

use std::borrow::Cow;
use std::ops::Range;

use super::LARGEST_FILE;
use crate::encoding::{InflateError, crc32, inflate_raw};
use crate::order::sort_by;
use crate::report::{Code, Problem};

/// The largest ZIP that is opened.
pub const LARGEST_ZIP: usize = 200 << 20;

/// How many files are taken from one drop: a ZIP and those in it together.
pub const MOST_FILES: usize = 5_000;

/// What all of them together may unpack to.
pub const LARGEST_SUM: usize = 512 << 20;

/// How many times its packed size a file of more than [`RATIO_FROM`] bytes may be. Text of badges comes
/// to 20; the most that deflate can do is 1 032.
pub const HIGHEST_RATIO: usize = 200;

/// Below this a ratio means nothing: a short file of one letter is no harm.
pub const RATIO_FROM: usize = 1 << 20;

/// How deep a ZIP may stand in another: one level.
pub const DEEPEST: usize = 1;

/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 300;

/// A ZIP whose directory was read.
pub struct Zip<'a> {
    bytes: Cow<'a, [u8]>,
    /// The files in it, in the order of the directory; folders and what systems leave behind
    /// (`__MACOSX/`, `.DS_Store`) are not among them.
    pub entries: Vec<Entry>,
    /// What they unpack to together.
    sum: usize,
}

/// A file in a ZIP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path, with `/` between folders.
    pub name: String,
    /// What it unpacks to, in bytes.
    pub size: usize,
    place: Result<Place, Problem>,
}

/// Where an entry's bytes are, and what they should come to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    packed: Range<usize>,
    deflated: bool,
    sum: u32,
}

/// Whether these bytes begin like a ZIP, an empty one included.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(END)
}

impl<'a> Zip<'a> {
    /// Reads the directory. Nothing is unpacked yet.
    ///
    /// # Errors
    /// Why the whole of it is left alone: damaged, too much in it, files that share their bytes.
    pub fn open(bytes: impl Into<Cow<'a, [u8]>>) -> Result<Self, Problem> {
        let bytes = bytes.into();
        if bytes.len() > LARGEST_ZIP {
            return Err(Problem::new(Code::FileTooLarge, format!("{} bytes", bytes.len())));
        }
        let directory = directory(&bytes)?;
        if directory.count > MOST_FILES as u64 {
            return Err(Problem::new(Code::ZipTooMany, directory.count.to_string()));
        }
        let (mut entries, mut taken) = (Vec::new(), Vec::new());
        let mut rest = &bytes[directory.at.clone()];
        let mut sum = 0_usize;
        for _ in 0..directory.count {
            let (header, after) = Header::read(rest).ok_or_else(damaged)?;
            rest = after;
            let packed = header.packed(&bytes, directory.at.start)?;
            // The local header belongs to the file: no two files share a byte (the "better zip bomb").
            taken.push(header.offset..packed.end);
            if header.is_file() {
                let entry = header.entry(packed);
                // What is not unpacked takes no room.
                sum = sum.saturating_add(if entry.place.is_ok() { entry.size } else { 0 });
                entries.push(entry);
            }
        }
        if !rest.is_empty() {
            return Err(damaged());
        }
        sort_by(&mut taken, |one, other| one.start.cmp(&other.start));
        if taken.windows(2).any(|pair| pair[0].end > pair[1].start) {
            return Err(Problem::new(Code::InflatesTooFar, "files that share their bytes"));
        }
        if sum > LARGEST_SUM {
            return Err(Problem::new(Code::InflatesTooFar, format!("{sum} bytes")));
        }
        if let Some(kind) = other_kind(&entries) {
            return Err(Problem::new(Code::NotABadgeFile, kind));
        }
        if entries.is_empty() {
            return Err(Problem::new(Code::ZipEmpty, ""));
        }
        Ok(Self { bytes, entries, sum })
    }

    /// Unpacks one file; its check sum and its size have to be those of the directory.
    ///
    /// # Errors
    /// Why this one cannot be had: it needs a password, is packed in another way, is damaged, or unpacks
    /// too far.
    pub fn unpack(&self, entry: &Entry) -> Result<Vec<u8>, Problem> {
        let place = entry.place.clone()?;
        let packed = self.bytes.get(place.packed).ok_or_else(damaged)?;
        let content = if place.deflated {
            inflate_raw(packed, entry.size).map_err(|error| match error {
                InflateError::TooLarge => Problem::new(Code::InflatesTooFar, entry.name.as_str()),
                InflateError::Damaged => Problem::new(Code::DamagedFile, entry.name.as_str()),
            })?
        } else {
            packed.to_vec()
        };
        if content.len() != entry.size || crc32(&content) != place.sum {
            return Err(Problem::new(Code::DamagedFile, entry.name.as_str()));
        }
        Ok(content)
    }
}

/// Every file in a ZIP, and in ZIPs inside it, one after the other: its path and its bytes, or why they
/// cannot be had. Each is unpacked when it is asked for.
pub struct Files<'a> {
    /// The ZIPs that are open, the innermost last.
    open: Vec<Level<'a>>,
    count: usize,
    sum: usize,
}

struct Level<'a> {
    within: String,
    zip: Zip<'a>,
    next: usize,
}

impl<'a> Files<'a> {
    /// Opens a ZIP.
    ///
    /// # Errors
    /// As [`Zip::open`].
    pub fn open(bytes: impl Into<Cow<'a, [u8]>>) -> Result<Self, Problem> {
        let mut files = Self { open: Vec::new(), count: 0, sum: 0 };
        files.enter(String::new(), Zip::open(bytes)?)?;
        Ok(files)
    }

    /// How many files are known of so far; a ZIP that is still packed counts as one.
    pub const fn known(&self) -> usize {
        self.count
    }

    /// Limits hold for all levels together.
    fn enter(&mut self, within: String, zip: Zip<'a>) -> Result<(), Problem> {
        let count = self.count + zip.entries.len();
        let sum = self.sum.saturating_add(zip.sum);
        if count > MOST_FILES {
            return Err(Problem::new(Code::ZipTooMany, count.to_string()));
        }
        if sum > LARGEST_SUM {
            return Err(Problem::new(Code::InflatesTooFar, format!("{sum} bytes")));
        }
        (self.count, self.sum) = (count, sum);
        self.open.push(Level { within, zip, next: 0 });
        Ok(())
    }
}

impl Iterator for Files<'_> {
    type Item = (String, Result<Vec<u8>, Problem>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let depth = self.open.len();
            let level = self.open.last_mut()?;
            let Some(entry) = level.zip.entries.get(level.next) else {
                self.open.pop();
                continue;
            };
            level.next += 1;
            let name = format!("{}{}", level.within, entry.name);
            let content = level.zip.unpack(entry);
            let inner = match content {
                Ok(inner) if is_zip(&inner) => inner,
                other => return Some((name, other)),
            };
            if depth > DEEPEST {
                return Some((name, Err(Problem::new(Code::ZipTooDeep, ""))));
            }
            // From here on its files are counted in its place.
            let entered = Zip::open(inner).and_then(|zip| self.enter(format!("{name}/"), zip));
            match entered {
                Ok(()) => self.count -= 1,
                Err(problem) => return Some((name, Err(problem))),
            }
        }
    }
}

/// The signature of the end of the central directory.
const END: &[u8] = b"PK\x05\x06";

/// What the end of the file says of the directory.
struct Directory {
    at: Range<usize>,
    count: u64,
}

fn damaged() -> Problem {
    Problem::new(Code::DamagedFile, "ZIP")
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

fn place(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    usize::try_from(number(bytes, at, length)?).ok()
}

/// Finds the directory (sections 4.3.14 to 4.3.16): its end record reaches to the end of the file.
fn directory(bytes: &[u8]) -> Result<Directory, Problem> {
    let cut = || Problem::new(Code::TruncatedFile, "ZIP");
    let last = bytes.len().checked_sub(22).ok_or_else(cut)?;
    let end = (last.saturating_sub(0xffff)..=last).rev().find(|at| {
        bytes[*at..].starts_with(END)
            && place(bytes, at + 20, 2).is_some_and(|comment| at + 22 + comment == bytes.len())
    });
    let end = end.ok_or_else(cut)?;
    let long = end.checked_sub(20).filter(|at| bytes[*at..].starts_with(b"PK\x06\x07"));
    let (disks, count, size, start, limit) = match long {
        Some(locator) => {
            let at = place(bytes, locator + 8, 8).ok_or_else(damaged)?;
            let record = bytes.get(at..locator).filter(|it| it.starts_with(b"PK\x06\x06"));
            let record = record.ok_or_else(damaged)?;
            let field = |at, length| number(record, at, length).ok_or_else(damaged);
            let disks = field(16, 4)? | field(20, 4)?;
            (disks, field(32, 8)?, field(40, 8)?, field(48, 8)?, at)
        }
        None => {
            let field = |at, length| number(bytes, end + at, length).ok_or_else(damaged);
            (field(4, 2)? | field(6, 2)?, field(10, 2)?, field(12, 4)?, field(16, 4)?, end)
        }
    };
    if disks != 0 {
        return Err(Problem::new(Code::ZipUnsupported, "several parts"));
    }
    let start = usize::try_from(start).map_err(|_| damaged())?;
    let size = usize::try_from(size).map_err(|_| damaged())?;
    let stop = start.checked_add(size).filter(|stop| *stop == limit).ok_or_else(damaged)?;
    Ok(Directory { at: start..stop, count })
}

/// A header of the central directory (section 4.3.12).
struct Header<'a> {
    flags: u64,
    method: u64,
    sum: u32,
    packed: usize,
    size: usize,
    offset: usize,
    name: &'a [u8],
}

impl<'a> Header<'a> {
    fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        if !bytes.starts_with(b"PK\x01\x02") {
            return None;
        }
        let field = |at, length| number(bytes, at, length);
        let (name, extra) = (place(bytes, 28, 2)?, place(bytes, 30, 2)?);
        let comment = place(bytes, 32, 2)?;
        let (name, rest) = bytes.get(46..)?.split_at_checked(name)?;
        let (extra, rest) = rest.split_at_checked(extra)?;
        // What does not fit into four bytes stands in the extra field, in this order (4.5.3).
        let mut long = zip64(extra).unwrap_or_default();
        let mut wide = |value: u64| {
            if value != 0xffff_ffff {
                return usize::try_from(value).ok();
            }
            let value = place(long, 0, 8)?;
            long = &long[8..];
            Some(value)
        };
        let size = wide(field(24, 4)?)?;
        let packed = wide(field(20, 4)?)?;
        let offset = wide(field(42, 4)?)?;
        let sum = u32::try_from(field(16, 4)?).ok()?;
        let (flags, method) = (field(8, 2)?, field(10, 2)?);
        Some((Self { flags, method, sum, packed, size, offset, name }, rest.get(comment..)?))
    }

    /// Where its bytes are, by its local header (section 4.3.7), which has to name the same file. Sizes
    /// that stand after the bytes (bit 3) are those of the directory.
    fn packed(&self, bytes: &[u8], limit: usize) -> Result<Range<usize>, Problem> {
        let local = bytes.get(self.offset..limit).ok_or_else(damaged)?;
        let length = |at| place(local, at, 2).ok_or_else(damaged);
        let (name, extra) = (length(26)?, length(28)?);
        let same = local.starts_with(b"PK\x03\x04") && local.get(30..30 + name) == Some(self.name);
        let start = self.offset + 30 + name + extra;
        let stop = start.checked_add(self.packed).filter(|stop| *stop <= limit);
        match stop {
            Some(stop) if same => Ok(start..stop),
            _ => Err(damaged()),
        }
    }

    /// Neither a folder, nor what a system put beside the person's files.
    fn is_file(&self) -> bool {
        let path = self.name;
        let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        !(path.ends_with(b"/")
            || path.ends_with(b"\\")
            || path.starts_with(b"__MACOSX/")
            || name.starts_with(b"._")
            || [&b".DS_Store"[..], b"Thumbs.db", b"desktop.ini"].contains(&name))
    }

    fn entry(&self, packed: Range<usize>) -> Entry {
        let name = name(self.name);
        let refuse = |code, detail: &str| Err(Problem::new(code, detail));
        let place = if self.flags & 0x2041 != 0 || self.method == 99 {
            refuse(Code::ZipEncrypted, &name)
        } else if !matches!(self.method, 0 | 8) {
            refuse(Code::ZipUnsupported, &format!("{name}: {}", method(self.method)))
        } else if self.size > LARGEST_FILE {
            refuse(Code::FileTooLarge, &format!("{} bytes", self.size))
        } else if self.size > RATIO_FROM && self.size / HIGHEST_RATIO > self.packed {
            refuse(Code::InflatesTooFar, &name)
        } else {
            Ok(Place { packed, deflated: self.method == 8, sum: self.sum })
        };
        Entry { name, size: self.size, place }
    }
}

/// The part of an extra field that holds long numbers.
fn zip64(mut extra: &[u8]) -> Option<&[u8]> {
    loop {
        let (kind, size) = (number(extra, 0, 2)?, place(extra, 2, 2)?);
        let (field, rest) = extra.get(4..)?.split_at_checked(size)?;
        if kind == 1 {
            return Some(field);
        }
        extra = rest;
    }
}

/// The path as it is shown. Names that are not UTF-8 are in one of many old code pages.
fn name(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace('\\', "/");
    let parts = text.split('/').filter(|part| {
        let is_drive = part.len() == 2 && part.ends_with(':');
        !part.is_empty() && *part != "." && *part != ".." && !is_drive
    });
    let path = parts.collect::<Vec<_>>().join("/");
    let named = if path.is_empty() { "?" } else { path.as_str() };
    named.chars().take(LONGEST_NAME).collect()
}

/// What people call a way of packing.
fn method(number: u64) -> String {
    match number {
        9 => "Deflate64".to_owned(),
        12 => "bzip2".to_owned(),
        14 => "LZMA".to_owned(),
        93 => "Zstandard".to_owned(),
        95 => "XZ".to_owned(),
        other => other.to_string(),
    }
}

/// Documents of programs that are ZIP files inside.
fn other_kind(entries: &[Entry]) -> Option<&'static str> {
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    if has("[Content_Types].xml") {
        Some("Office")
    } else if entries.first().is_some_and(|entry| entry.name == "mimetype") {
        Some("OpenDocument, EPUB")
    } else {
        None
    }
}
