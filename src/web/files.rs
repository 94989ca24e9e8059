//! Files that were dropped, chosen or pasted: from the browser's objects to bytes.

use js_sys::Uint8Array;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileList, FileSystemEntry};

use crate::container::LARGEST_FILE;
use crate::document::json;
use crate::pile::work::LARGEST_PILE;
use crate::report::{Code, Problem};

/// A file by name: its bytes, or why they cannot be had.
pub(super) type Taken = (String, Result<Vec<u8>, Problem>);

/// One more than is looked at, so that the rest is missed.
const MOST: u32 = LARGEST_PILE as u32 + 1;

/// What was dropped or pasted, before it is read.
pub(super) enum Source {
    /// A file.
    File(File),
    /// A folder.
    Folder(FileSystemEntry),
}

/// What a drop or a paste carries.
pub(super) fn sources(transfer: &DataTransfer) -> Vec<Source> {
    let items = transfer.items();
    let mut found = Vec::new();
    for index in 0..items.length().min(MOST) {
        let Some(item) = items.get(index).filter(|item| item.kind() == "file") else { continue };
        let folder = item.webkit_get_as_entry().ok().flatten().filter(|entry| entry.is_directory());
        match (folder, item.get_as_file()) {
            (Some(folder), _) => found.push(Source::Folder(folder)),
            (None, Ok(Some(file))) => found.push(Source::File(file)),
            _ => {}
        }
    }
    found
}

/// The files of a file field.
pub(super) fn chosen(list: &FileList) -> Vec<Source> {
    (0..list.length().min(MOST)).filter_map(|index| list.get(index)).map(Source::File).collect()
}

/// Reads everything; what is too large is not read at all.
pub(super) async fn take(sources: Vec<Source>) -> Vec<Taken> {
    let mut taken = Vec::new();
    for source in sources {
        taken.push(match source {
            Source::Folder(folder) => {
                (folder.name(), Err(Problem::new(Code::Folder, folder.name())))
            }
            Source::File(file) => (file.name(), bytes(&file).await),
        });
    }
    taken
}

async fn bytes(file: &File) -> Result<Vec<u8>, Problem> {
    let size = file.size();
    if size > LARGEST_FILE as f64 {
        return Err(Problem::new(Code::FileTooLarge, format!("{} MB", (size / 1e6 + 0.5) as u64)));
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    // Browsers refuse to read what is not there any more, and folders that they take for files.
    let buffer = buffer.map_err(|_| Problem::new(Code::Folder, file.name()))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The JSON in a file, if that is all there is; editors put a mark before it.
pub(super) fn json(bytes: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    json::parse(text.trim_start_matches('\u{feff}').trim()).ok()
}

/// The plain text of a paste.
pub(super) fn text(transfer: &DataTransfer) -> Option<String> {
    transfer.get_data("text/plain").ok().filter(|text| !text.trim().is_empty())
}

/// Whether an event happened in a field where people type.
pub(super) fn is_typing(target: Option<web_sys::EventTarget>) -> bool {
    let target: Option<JsValue> = target.map(JsValue::from);
    target.is_some_and(|target| {
        target.dyn_ref::<web_sys::HtmlInputElement>().is_some_and(|field| field.type_() != "file")
            || target.is_instance_of::<web_sys::HtmlTextAreaElement>()
    })
}
