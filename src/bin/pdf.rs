//! The reader of PDF files as a module of its own, which a worker of the page fetches when one is
//! dropped.

#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
mod doors {
    use proofmark::report::Problem;
    use proofmark::scan::pdf::{Attachment, Pdf, Shown};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// An opened file.
    #[wasm_bindgen]
    pub struct Opened {
        pdf: Pdf,
        files: Vec<Attachment>,
        shown: Vec<Shown>,
    }

    #[wasm_bindgen]
    impl Opened {
        /// Opens it; the error is the name of a code, a space, and its detail.
        pub fn open(bytes: &[u8]) -> Result<Self, String> {
            let told = |problem: Problem| format!("{} {}", problem.code.as_str(), problem.detail);
            let pdf = Pdf::open(bytes).map_err(told)?;
            let files = pdf.attachments().map_err(told)?;
            Ok(Self { pdf, files, shown: Vec::new() })
        }

        /// Whether it carries a signature of its own.
        pub fn signed(&self) -> bool {
            self.pdf.is_signed()
        }

        /// The names of the files attached to it.
        pub fn names(&self) -> Vec<String> {
            self.files.iter().map(|file| file.name.clone()).collect()
        }

        /// What is in one of them.
        pub fn file(&self, index: usize) -> Vec<u8> {
            self.files.get(index).map(|file| file.bytes.clone()).unwrap_or_default()
        }

        /// How many pages are looked at.
        pub fn pages(&self) -> usize {
            self.pdf.pages()
        }

        /// Turns to a page; gives back how many things it shows.
        pub fn turn_to(&mut self, page: usize) -> usize {
            self.shown = self.pdf.shown(page);
            self.shown.len()
        }

        /// Width and height of one of them; none for one that the browser has to open.
        pub fn size(&self, index: usize) -> Vec<usize> {
            match self.shown.get(index) {
                Some(Shown::Picture(picture)) => vec![picture.width(), picture.height()],
                _ => Vec::new(),
            }
        }

        /// Its pixels, one byte each, or the JPEG file.
        pub fn bytes(&self, index: usize) -> Vec<u8> {
            match self.shown.get(index) {
                Some(Shown::Picture(picture)) => picture.luma().to_vec(),
                Some(Shown::Jpeg(bytes)) => bytes.clone(),
                None => Vec::new(),
            }
        }
    }
}

fn main() {}
