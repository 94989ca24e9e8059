//! Writes ZIP files, also such as no honest program writes.

use std::io::Write;

use flate2::{Compression, write};
use proofmark::encoding::crc32;

/// A ZIP being written.
#[derive(Default)]
pub struct ZipWriter {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

/// A file to be put in, with everything that may be told wrongly.
pub struct File<'a> {
    pub name: &'a [u8],
    /// The name in the local header, where it differs.
    pub local_name: Option<&'a [u8]>,
    pub packed: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    pub sum: u32,
    pub size: u32,
    /// Whether sizes stand behind the bytes and in the directory only.
    pub descriptor: bool,
    /// Whether the directory tells its numbers in eight bytes each.
    pub long: bool,
}

impl<'a> File<'a> {
    /// As it is.
    pub fn stored(name: &'a str, content: &[u8]) -> Self {
        Self {
            name: name.as_bytes(),
            local_name: None,
            packed: content.to_vec(),
            method: 0,
            flags: 0x800,
            sum: crc32(content),
            size: content.len() as u32,
            descriptor: false,
            long: false,
        }
    }

    /// Deflated.
    pub fn deflated(name: &'a str, content: &[u8]) -> Self {
        Self { packed: deflate(content), method: 8, ..Self::stored(name, content) }
    }
}

/// Deflates without a frame.
pub fn deflate(content: &[u8]) -> Vec<u8> {
    let mut packer = write::DeflateEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

impl ZipWriter {
    /// Nothing in it yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file as it is.
    pub fn stored(self, name: &str, content: &[u8]) -> Self {
        self.file(&File::stored(name, content))
    }

    /// Adds a file deflated.
    pub fn deflated(self, name: &str, content: &[u8]) -> Self {
        self.file(&File::deflated(name, content))
    }

    /// Adds a file.
    pub fn file(mut self, file: &File<'_>) -> Self {
        let offset = self.bytes.len() as u32;
        let packed = file.packed.len() as u32;
        let flags = file.flags | if file.descriptor { 8 } else { 0 };
        let (sum, short, long) =
            if file.descriptor { (0, 0, 0) } else { (file.sum, packed, file.size) };
        self.bytes.extend(b"PK\x03\x04");
        put(&mut self.bytes, &[(20, 2), (flags.into(), 2), (file.method.into(), 2), (0, 4)]);
        let name = file.local_name.unwrap_or(file.name);
        put(&mut self.bytes, &[(sum, 4), (short, 4), (long, 4), (name.len() as u32, 2), (0, 2)]);
        self.bytes.extend(name);
        self.bytes.extend(&file.packed);
        if file.descriptor {
            self.bytes.extend(b"PK\x07\x08");
            put(&mut self.bytes, &[(file.sum, 4), (packed, 4), (file.size, 4)]);
        }
        self.entry(file, offset);
        self
    }

    /// Adds to the directory alone: another name for the bytes at an offset.
    pub fn entry(&mut self, file: &File<'_>, offset: u32) {
        let packed = file.packed.len() as u32;
        let to = &mut self.directory;
        to.extend(b"PK\x01\x02");
        put(to, &[(45, 2), (45, 2), (file.flags.into(), 2), (file.method.into(), 2), (0, 4)]);
        let name = file.name.len() as u32;
        if file.long {
            put(to, &[(file.sum, 4), (!0, 4), (!0, 4), (name, 2), (28 + 5, 2), (0, 2)]);
            put(to, &[(0, 2), (0, 2), (0, 4), (!0, 4)]);
        } else {
            put(to, &[(file.sum, 4), (packed, 4), (file.size, 4), (name, 2), (0, 2), (0, 2)]);
            put(to, &[(0, 2), (0, 2), (0, 4), (offset, 4)]);
        }
        to.extend(file.name);
        if file.long {
            // Another field stands before it: one of a time stamp.
            put(to, &[(0x5455, 2), (1, 2), (0, 1), (1, 2), (24, 2)]);
            put(to, &[(file.size, 4), (0, 4), (packed, 4), (0, 4), (offset, 4), (0, 4)]);
        }
        self.count += 1;
    }

    /// How long it is so far: where the next file begins.
    pub fn offset(&self) -> u32 {
        self.bytes.len() as u32
    }

    /// The file.
    pub fn write(self) -> Vec<u8> {
        let count = self.count;
        self.write_as(count.into(), b"", false)
    }

    /// The file, with a count, a comment, and with the long end record or without.
    pub fn write_as(self, count: u32, comment: &[u8], long: bool) -> Vec<u8> {
        let (mut bytes, start, size) = (self.bytes, 0, self.directory.len() as u32);
        let start = start + bytes.len() as u32;
        bytes.extend(&self.directory);
        if long {
            let at = bytes.len() as u32;
            bytes.extend(b"PK\x06\x06");
            put(&mut bytes, &[(44, 4), (0, 4), (45, 2), (45, 2), (0, 4), (0, 4)]);
            put(&mut bytes, &[(count, 4), (0, 4), (count, 4), (0, 4)]);
            put(&mut bytes, &[(size, 4), (0, 4), (start, 4), (0, 4)]);
            bytes.extend(b"PK\x06\x07");
            put(&mut bytes, &[(0, 4), (at, 4), (0, 4), (1, 4)]);
        }
        let (count, size, start) = if long { (0xffff, !0, !0) } else { (count, size, start) };
        bytes.extend(b"PK\x05\x06");
        put(&mut bytes, &[(0, 2), (0, 2), (count, 2), (count, 2), (size, 4), (start, 4)]);
        put(&mut bytes, &[(comment.len() as u32, 2)]);
        bytes.extend(comment);
        bytes
    }
}

/// Numbers, the lowest byte first, each with its length.
fn put(to: &mut Vec<u8>, numbers: &[(u32, usize)]) {
    for (number, length) in numbers {
        to.extend(&number.to_le_bytes()[..*length]);
    }
}
