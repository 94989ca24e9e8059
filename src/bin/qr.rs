//! The reader of QR codes as a module of its own, which a worker of the page fetches when a picture
//! without a badge is dropped, or the camera is used.

#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
mod doors {
    use proofmark::scan::{Picture, qr};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// The codes in a picture of which every pixel is four bytes.
    #[wasm_bindgen]
    pub fn read(width: usize, height: usize, rgba: &[u8]) -> Vec<String> {
        Picture::from_rgba(width, height, rgba).as_ref().map(qr::read).unwrap_or_default()
    }

    /// The codes in a picture of which every pixel is one byte.
    #[wasm_bindgen]
    pub fn read_grey(width: usize, height: usize, luma: Vec<u8>) -> Vec<String> {
        Picture::new(width, height, luma).as_ref().map(qr::read).unwrap_or_default()
    }
}

fn main() {}
