//! PDF files (ISO 32000-2): what is attached to them, and what is drawn on their pages.
//!
//! `hayro-syntax` reads the objects. Rendering pages as a viewer does would weigh more than the whole
//! page; a QR code on a page is either a picture or a drawing of filled squares, and both are had
//! without it (see `paper.rs`). A PDF's own signature is not checked: that there is one is said.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};

use hayro_syntax::object::{Array, Dict, ObjRef, Object, ObjectIdentifier, Stream};
use hayro_syntax::{DecryptionError, Filter, LoadPdfError};

use super::paper::Paper;
use super::picture::Picture;
use super::pixels;
use crate::container::LARGEST_FILE;
use crate::encoding::Measure;
use crate::report::{Code, Problem};

/// More attached files than this are not looked at.
const MOST_FILES: usize = 100;

/// Later pages are not looked at: a certificate has few.
const MOST_PAGES: usize = 30;

/// How deep a tree of names may be, and how many branches it may have.
const DEEPEST_TREE: usize = 16;
const MOST_BRANCHES: usize = 1_000;

/// The most that one stream, and that all of them together, may unpack to.
const LARGEST_STREAM: usize = 64 << 20;
const MOST_UNPACKED: usize = 256 << 20;

/// The most packed bytes whose unpacked size cannot be bounded beforehand, for their kind or their damage:
/// they grow a thousandfold at worst.
const LARGEST_UNBOUNDED: usize = 64 << 10;

/// A file attached to a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Something on a page that may show a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A picture, as its pixels.
    Picture(Picture),
    /// A picture that is packed as JPEG, which browsers open.
    Jpeg(Vec<u8>),
}

/// An opened PDF.
pub struct Pdf {
    pdf: hayro_syntax::Pdf,
    signed: bool,
    /// Pictures that were looked at: the same one stands on many pages.
    seen: RefCell<HashSet<ObjRef>>,
}

impl Pdf {
    /// Opens a file; also one that anybody can open and only some may change.
    ///
    /// # Errors
    /// It needs a password, cannot be read, or unpacks too far.
    pub fn open(bytes: &[u8]) -> Result<Self, Problem> {
        if bytes.len() > LARGEST_FILE {
            return Err(Problem::new(Code::FileTooLarge, format!("{} bytes", bytes.len())));
        }
        unpacks_within_limits(bytes)?;
        let signed = bytes.windows(10).any(|window| window == b"/ByteRange");
        let pdf = hayro_syntax::Pdf::new(bytes.to_vec()).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
                Problem::new(Code::PdfEncrypted, "")
            }
            LoadPdfError::Decryption(_) => Problem::new(Code::PdfEncrypted, "unknown encryption"),
            LoadPdfError::Invalid => Problem::new(Code::DamagedFile, "PDF"),
        })?;
        let seen = RefCell::default();
        Ok(Self { pdf, signed, seen })
    }

    /// Whether it carries a signature of its own, which is not checked here.
    pub fn is_signed(&self) -> bool {
        self.signed
    }

    /// How many pages are looked at.
    pub fn pages(&self) -> usize {
        self.pdf.pages().len().min(MOST_PAGES)
    }

    /// Every file attached to the document, its pages or a place on them, each once.
    ///
    /// # Errors
    /// One of them unpacks too far.
    pub fn attachments(&self) -> Result<Vec<Attachment>, Problem> {
        let mut files = Files::default();
        if let Some(catalog) = self.catalog() {
            if let Some(names) = catalog.get::<Dict<'_>>("Names")
                && let Some(tree) = names.get::<Dict<'_>>("EmbeddedFiles")
            {
                let mut branches = MOST_BRANCHES;
                files.add_tree(&tree, DEEPEST_TREE, &mut branches)?;
            }
            files.add_associated(&catalog)?;
        }
        for page in self.pdf.pages().iter().take(MOST_PAGES) {
            files.add_associated(page.raw())?;
            let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { continue };
            for annotation in annotations.iter::<Dict<'_>>().take(MOST_BRANCHES) {
                if let Some(file) = annotation.get::<Dict<'_>>("FS") {
                    files.add(&file)?;
                }
            }
        }
        Ok(files.found)
    }

    /// What a page shows that may be a code: its pictures, and what is drawn on it.
    pub fn shown(&self, page: usize) -> Vec<Shown> {
        let Some(page) = self.pdf.pages().get(page) else { return Vec::new() };
        let mut paper = Paper::new(page);
        paper.paint(page);
        let (pictures, drawing) = paper.finish();
        let mut shown: Vec<Shown> = drawing.map(Shown::Picture).into_iter().collect();
        let mut seen = self.seen.borrow_mut();
        for (reference, picture) in pictures {
            if reference.is_none_or(|reference| seen.insert(reference)) {
                shown.extend(pixels::shown(&picture));
            }
        }
        shown
    }

    fn catalog(&self) -> Option<Dict<'_>> {
        let root: ObjectIdentifier = self.pdf.xref().root_id();
        self.pdf.xref().get(root)
    }
}

/// Attached files, as they are found.
#[derive(Default)]
struct Files {
    found: Vec<Attachment>,
    seen: BTreeSet<ObjectIdentifier>,
}

impl Files {
    /// A tree of names (section 7.9.6): branches under `Kids`, leaves under `Names`.
    fn add_tree(
        &mut self,
        tree: &Dict<'_>,
        depth: usize,
        branches: &mut usize,
    ) -> Result<(), Problem> {
        // A tree that is too deep or too wide may be a ring.
        if depth == 0 || *branches == 0 {
            return Ok(());
        }
        *branches -= 1;
        if let Some(names) = tree.get::<Array<'_>>("Names") {
            for leaf in names.iter::<Object<'_>>().take(2 * MOST_BRANCHES) {
                if let Object::Dict(file) = leaf {
                    self.add(&file)?;
                }
            }
        }
        if let Some(kids) = tree.get::<Array<'_>>("Kids") {
            for kid in kids.iter::<Dict<'_>>().take(MOST_BRANCHES) {
                self.add_tree(&kid, depth - 1, branches)?;
            }
        }
        Ok(())
    }

    /// Files that belong to an object (section 14.13).
    fn add_associated(&mut self, to: &Dict<'_>) -> Result<(), Problem> {
        if let Some(files) = to.get::<Array<'_>>("AF") {
            for file in files.iter::<Dict<'_>>().take(MOST_FILES) {
                self.add(&file)?;
            }
        }
        Ok(())
    }

    /// A file by its specification (section 7.11.3).
    fn add(&mut self, file: &Dict<'_>) -> Result<(), Problem> {
        let Some(inside) = file.get::<Dict<'_>>("EF") else { return Ok(()) };
        let stream = inside.get::<Stream<'_>>("UF").or_else(|| inside.get::<Stream<'_>>("F"));
        let Some(stream) = stream else { return Ok(()) };
        if self.found.len() >= MOST_FILES || !self.seen.insert(stream.obj_id()) {
            return Ok(());
        }
        let name = file
            .get::<hayro_syntax::object::String<'_>>("UF")
            .or_else(|| file.get::<hayro_syntax::object::String<'_>>("F"))
            .map_or_else(String::new, |name| text(name.as_bytes()));
        if let Some(bytes) = unpacked(&stream)? {
            self.found.push(Attachment { name, bytes: bytes.into_owned() });
        }
        Ok(())
    }
}

/// What a stream holds; `None` where it cannot be unpacked.
///
/// # Errors
/// It unpacks too far.
pub(super) fn unpacked<'a>(stream: &Stream<'a>) -> Result<Option<Cow<'a, [u8]>>, Problem> {
    let raw = stream.raw_data();
    let too_far = || Problem::new(Code::InflatesTooFar, "PDF");
    match stream.filters().as_slice() {
        [] => Ok(Some(raw)),
        [Filter::FlateDecode, rest @ ..] => {
            let found = Measure::default().of(deflated(&raw), LARGEST_STREAM);
            if found.unpacked > LARGEST_STREAM {
                return Err(too_far());
            }
            // The reader of objects goes on after damage: what it may still find has not been measured.
            if !found.whole && raw.len() > LARGEST_UNBOUNDED {
                return Ok(None);
            }
            // A second packing has not been measured.
            let known = [Filter::FlateDecode, Filter::LzwDecode, Filter::RunLengthDecode];
            if rest.iter().any(|filter| known.contains(filter)) {
                return Err(too_far());
            }
            Ok(stream.decoded_data().ok())
        }
        [Filter::AsciiHexDecode | Filter::Ascii85Decode] => Ok(stream.decoded_data().ok()),
        _ if raw.len() > LARGEST_UNBOUNDED => Ok(None),
        _ => Ok(stream.decoded_data().ok()),
    }
}

/// The deflated part of packed bytes: after the header of zlib (RFC 1950), or where there is none, or one
/// that makes no sense, all of it. The reader of objects looks at them in the same way.
fn deflated(packed: &[u8]) -> &[u8] {
    match packed {
        [method, flags, rest @ ..]
            if method & 0x0f == 8
                && u16::from_be_bytes([*method, *flags]).is_multiple_of(31)
                && flags & 0x20 == 0 =>
        {
            rest
        }
        _ => packed,
    }
}

/// Looks at every stream before anything else does: the reader of objects unpacks lists of objects without
/// a limit. It also goes on where packed bytes are damaged, and opens what is encrypted; how far that unpacks
/// cannot be seen here, and the module's own memory is the limit.
fn unpacks_within_limits(bytes: &[u8]) -> Result<(), Problem> {
    const WORD: &[u8] = b"stream";
    let mut measure = Measure::default();
    let mut left = MOST_UNPACKED;
    let mut rest = bytes;
    while let Some(at) = rest.windows(WORD.len()).position(|window| window == WORD) {
        rest = &rest[at + WORD.len()..];
        let data = rest.strip_prefix(b"\r").unwrap_or(rest);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let limit = left.min(LARGEST_STREAM);
        let found = measure.of(deflated(data), limit);
        if found.unpacked > limit {
            return Err(Problem::new(Code::InflatesTooFar, "PDF"));
        }
        // Reading is work as well, also where nothing comes of it.
        left = left.saturating_sub(found.unpacked + found.read);
    }
    Ok(())
}

/// A text string (section 7.9.2.2): UTF-16 with its mark, UTF-8 with its mark, else about Latin-1.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
            char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Writers of files put UTF-8 here without saying so.
        _ => String::from_utf8(bytes.to_vec())
            .unwrap_or_else(|_| bytes.iter().copied().map(char::from).collect()),
    }
}
