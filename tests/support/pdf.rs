//! Writes PDF files: as few objects as a reader wants, each as text.

use std::io::Write;
use std::path::Path;

use flate2::{Compression, write};
use proofmark::encoding::{hex, sha256};
use qrcode::{Color, QrCode};

/// A file being written. The catalog is object 1, the pages are object 2, the page is object 3.
pub struct PdfWriter {
    objects: Vec<Vec<u8>>,
    /// Further entries of the catalog and of the page.
    pub catalog: String,
    pub page: String,
    /// Further entries of the trailer.
    pub trailer: String,
    content: Vec<u8>,
    pictures: String,
}

impl PdfWriter {
    /// One empty page.
    pub fn new() -> Self {
        Self {
            objects: vec![Vec::new(); 3],
            catalog: String::new(),
            page: String::new(),
            trailer: String::new(),
            content: Vec::new(),
            pictures: String::new(),
        }
    }

    /// Adds an object, and gives back its number.
    pub fn object(&mut self, object: &str) -> usize {
        self.objects.push(object.as_bytes().to_vec());
        self.objects.len()
    }

    /// Adds a stream as it is, with further entries of its dictionary.
    pub fn stream(&mut self, entries: &str, bytes: &[u8]) -> usize {
        let head = format!("<< {entries} /Length {} >>\nstream\n", bytes.len());
        self.objects.push([head.as_bytes(), bytes, b"\nendstream"].concat());
        self.objects.len()
    }

    /// Adds a stream packed.
    pub fn packed(&mut self, entries: &str, bytes: &[u8]) -> usize {
        self.stream(&format!("{entries} /Filter /FlateDecode"), &zlib(bytes))
    }

    /// Adds what describes an attached file.
    pub fn file(&mut self, name: &str, bytes: &[u8]) -> usize {
        let stream = self.packed("/Type /EmbeddedFile", bytes);
        self.object(&format!(
            "<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {stream} 0 R >> >>"
        ))
    }

    /// Attaches a file to the document, by its tree of names.
    pub fn attach(mut self, name: &str, bytes: &[u8]) -> Self {
        let file = self.file(name, bytes);
        self.catalog += &format!(
            "/Names << /EmbeddedFiles << /Kids [ << /Limits [({name}) ({name})] /Names [({name}) {file} 0 R] >> ] >> >>"
        );
        self
    }

    /// Puts a picture on the page: the entries of its dictionary, and its packed bytes.
    pub fn picture(mut self, entries: &str, stored: &[u8]) -> Self {
        let picture = self.stream(&format!("/Type /XObject /Subtype /Image {entries}"), stored);
        self.pictures += &format!("/P{picture} {picture} 0 R ");
        self.draw(&format!("q 200 0 0 200 50 50 cm /P{picture} Do Q"))
    }

    /// Gives an object a name that the page can draw it by.
    pub fn name(mut self, name: &str, object: usize) -> Self {
        self.pictures += &format!("/{name} {object} 0 R ");
        self
    }

    /// The number that the next object will have.
    pub fn next(&self) -> usize {
        self.objects.len() + 1
    }

    /// Draws on the page.
    pub fn draw(mut self, content: &str) -> Self {
        self.content.extend_from_slice(content.as_bytes());
        self.content.push(b'\n');
        self
    }

    /// The finished file; `KEEP=folder` leaves a copy there.
    pub fn finish(mut self) -> Vec<u8> {
        let content = std::mem::take(&mut self.content);
        let content = self.packed("", &content);
        self.objects[0] = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog).into();
        self.objects[1] = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec();
        self.objects[2] = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /XObject << {} >> >> {} >>",
            self.pictures, self.page
        )
        .into();
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (number, object) in self.objects.iter().enumerate() {
            places.push(file.len());
            file.extend(format!("{} 0 obj\n", number + 1).bytes());
            file.extend(object);
            file.extend(b"\nendobj\n");
        }
        let table = file.len();
        let size = self.objects.len() + 1;
        file.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
        for place in places {
            file.extend(format!("{place:010} 00000 n \n").bytes());
        }
        let end = format!(
            "trailer\n<< /Size {size} /Root 1 0 R {} >>\nstartxref\n{table}\n%%EOF\n",
            self.trailer
        );
        file.extend(end.bytes());
        if let Some(folder) = std::env::var_os("KEEP") {
            let name = format!("{}.pdf", hex(&sha256(&file)[..8]));
            std::fs::write(Path::new(&folder).join(name), &file).expect("KEEP is a folder");
        }
        file
    }
}

/// Packs as PDF and PNG do.
pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut packer = write::ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).expect("a vector takes everything");
    packer.finish().expect("a vector takes everything")
}

/// Packs without a header.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut packer = write::DeflateEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).expect("a vector takes everything");
    packer.finish().expect("a vector takes everything")
}

/// A QR code on white, `square` pixels for each of its squares: the side, and one byte a pixel.
pub fn qr_code(text: &str, square: usize) -> (usize, Vec<u8>) {
    let code = QrCode::new(text).expect("the text fits a code");
    let (squares, colours) = (code.width(), code.to_colors());
    let side = (squares + 8) * square;
    let pixel = |at: usize| {
        let (x, y) = (at % side / square, at / side / square);
        let inside = (4..squares + 4).contains(&x) && (4..squares + 4).contains(&y);
        let dark = inside && colours[(y - 4) * squares + x - 4] == Color::Dark;
        if dark { 0 } else { 255 }
    };
    (side, (0..side * side).map(pixel).collect())
}

/// A QR code as a page draws it: a filled square for each of its dark squares.
pub fn qr_drawing(text: &str, left: usize, low: usize, square: usize) -> String {
    let code = QrCode::new(text).expect("the text fits a code");
    let squares = code.width();
    let mut drawing = String::from("0 g\n");
    for (at, colour) in code.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            let (x, y) = (left + at % squares * square, low + (squares - at / squares) * square);
            drawing += &format!("{x} {y} {square} {square} re f\n");
        }
    }
    drawing
}
