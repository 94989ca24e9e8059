//! The browser's own database: what the person asked to keep, under a name, as text. Nothing is written
//! that was not kept by a press of a button.
//!
//! One store and five requests: written against IndexedDB itself, because the crates for it cost more of
//! the first load (12 KB and more) than everything else here.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

const DATABASE: &str = "proofmark";
const STORE: &str = "kept";

/// Why nothing can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The browser keeps nothing: a private window, or the person told it so.
    Refused,
    /// There is no room left.
    Full,
}

impl From<JsValue> for Refusal {
    fn from(error: JsValue) -> Self {
        let name = error.dyn_ref::<DomException>().map(DomException::name);
        match name.as_deref() {
            Some("QuotaExceededError") => Self::Full,
            _ => Self::Refused,
        }
    }
}

/// Everything that is kept, by name.
pub(super) async fn all() -> Result<Vec<(String, String)>, Refusal> {
    let open = Open::new(IdbTransactionMode::Readonly).await?;
    let names = answer(open.store.get_all_keys()?).await?;
    let texts = answer(open.store.get_all()?).await?;
    open.database.close();
    let [names, texts] = [names, texts].map(|list| list.unchecked_into::<Array>());
    // Both come in the order of the names.
    let both = names.iter().zip(texts.iter());
    Ok(both.filter_map(|(name, text)| Some((name.as_string()?, text.as_string()?))).collect())
}

/// Keeps texts, each under its name: all of them or none.
pub(super) async fn put(entries: &[(String, String)]) -> Result<(), Refusal> {
    let open = Open::new(IdbTransactionMode::Readwrite).await?;
    for (name, text) in entries {
        open.store.put_with_key(&text.into(), &name.into())?;
    }
    open.close().await
}

/// Forgets what is kept under these names.
pub(super) async fn delete(names: &[String]) -> Result<(), Refusal> {
    let open = Open::new(IdbTransactionMode::Readwrite).await?;
    for name in names {
        open.store.delete(&name.into())?;
    }
    open.close().await
}

/// Forgets everything.
pub(super) async fn clear() -> Result<(), Refusal> {
    let open = Open::new(IdbTransactionMode::Readwrite).await?;
    open.store.clear()?;
    open.close().await
}

/// The store, open for one transaction.
struct Open {
    database: IdbDatabase,
    transaction: IdbTransaction,
    store: IdbObjectStore,
}

impl Open {
    async fn new(mode: IdbTransactionMode) -> Result<Self, Refusal> {
        let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
        let request = factory.ok_or(Refusal::Refused)?.open_with_u32(DATABASE, 1)?;
        let made = {
            let request = request.clone();
            Closure::<dyn FnMut()>::new(move || make_store(&request))
        };
        request.set_onupgradeneeded(Some(made.as_ref().unchecked_ref()));
        let database: IdbDatabase = answer(request.into()).await?.unchecked_into();
        let transaction = database.transaction_with_str_and_mode(STORE, mode)?;
        let store = transaction.object_store(STORE)?;
        Ok(Self { database, transaction, store })
    }

    /// Waits until the browser has written everything, and lets go.
    async fn close(self) -> Result<(), Refusal> {
        let transaction = self.transaction;
        let written = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        let result = JsFuture::from(written).await;
        self.database.close();
        // The event tells nothing; the transaction knows why it was given up.
        result.map_err(|_| transaction.error().map_or(Refusal::Refused, |error| error.into()))?;
        Ok(())
    }
}

impl From<DomException> for Refusal {
    fn from(error: DomException) -> Self {
        Self::from(JsValue::from(error))
    }
}

/// The store is made with the database.
fn make_store(request: &IdbOpenDbRequest) {
    let database = request.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
    // Where this fails, every use of the store does, and is told.
    let _ = database.map(|database| database.create_object_store(STORE));
}

/// What a request is answered with.
async fn answer(request: IdbRequest) -> Result<JsValue, Refusal> {
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(answered).await {
        Ok(_) => Ok(request.result()?),
        Err(_) => {
            Err(request.error().ok().flatten().map_or(Refusal::Refused, |error| error.into()))
        }
    }
}
