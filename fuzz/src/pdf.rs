//! PDF files: what is attached and what is drawn, within the limits of `src/scan/pdf.rs`.

use proofmark::scan::pdf::Pdf;

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "pdf",
    run,
    seeds: |seed| match seed.bytes.starts_with(b"%PDF") {
        true => vec![seed.bytes.clone()],
        false => Vec::new(),
    },
};

fn run(bytes: &[u8]) {
    let Ok(pdf) = Pdf::open(bytes) else { return };
    if let Ok(files) = pdf.attachments() {
        assert!(files.len() <= 100);
    }
    for page in 0..pdf.pages().min(3) {
        pdf.shown(page);
    }
}
