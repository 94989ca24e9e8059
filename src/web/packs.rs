//! Evidence packs: made from what a verdict rests on, and verified again from the pack alone.

use std::collections::BTreeSet;

use serde_json::Value;
use yew::Context;

use super::app::{App, Msg};
use super::item::{Badge, Item};
use super::{kept, now, save};
use crate::document::json;
use crate::encoding::{base64url, to_base64url};
use crate::report::{Code, Problem};
use crate::resource::{EvidencePack, PackMaker};

/// Where this device's own secret is kept: it shows later that a pack was made here.
const NAME: &str = "proofmark.device";

/// The secret, if there is one.
fn secret() -> Option<Vec<u8>> {
    base64url(kept::load(NAME)?.get(0)?.as_str()?)
}

/// The secret, made when the first pack is. Where nothing can be kept, every pack is a stranger's.
fn make_secret() -> Vec<u8> {
    secret().unwrap_or_else(|| {
        let mut bytes = [0; 32];
        if getrandom::fill(&mut bytes).is_ok() {
            kept::save(NAME, &Value::Array(vec![to_base64url(&bytes).into()]));
        }
        bytes.to_vec()
    })
}

/// The pack in a file, if it is one.
pub(super) fn read(bytes: &[u8]) -> Option<Result<EvidencePack, Problem>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let json = json::parse(text.trim_start_matches('\u{feff}').trim()).ok()?;
    let damaged = |error: crate::resource::PackError| Problem::new(Code::DamagedFile, error.0);
    EvidencePack::read(json).map(|pack| pack.map_err(damaged))
}

impl App {
    /// Saves the open badge with everything that was looked at for it.
    pub(super) fn keep_evidence(&self) {
        let Some(badge) = self.badge() else { return };
        let resources = badge.pack.as_ref().unwrap_or(&self.resources);
        let name = &badge.reading.input.name;
        let when = (now(), badge.as_of);
        let pack =
            EvidencePack::write(name, &badge.bytes, when, resources, &badge.used, &make_secret());
        save::file(&crate::view::file_name(name, "evidence.json"), &format!("{pack:#}\n"));
    }

    /// Opens a pack. One that this device made keeps its worth; of any other the person is asked who
    /// made it.
    pub(super) fn open_pack(&mut self, context: &Context<Self>, pack: EvidencePack) {
        if secret().is_some_and(|secret| pack.is_sealed_by(&secret)) {
            return self.unpack(context, &pack, PackMaker::ThisDevice);
        }
        self.packed = Some(pack);
        self.focus = true;
    }

    /// The person's answer: somebody they answer for made it, or not.
    pub(super) fn opened_pack(&mut self, context: &Context<Self>, trusted: bool) {
        if let Some(pack) = self.packed.take() {
            let maker = if trusted { PackMaker::Trusted } else { PackMaker::Unknown };
            self.unpack(context, &pack, maker);
        }
    }

    fn unpack(&mut self, context: &Context<Self>, pack: &EvidencePack, maker: PackMaker) {
        self.show(vec![(pack.name.clone(), Ok(pack.input.clone()))], false);
        for item in &mut self.items {
            if let Ok(badge) = &mut item.content {
                badge.pack = Some(pack.resources(maker));
                badge.made = Some((pack.made, maker));
                badge.as_of = pack.as_of;
            }
        }
        self.verify_all();
        context.link().send_message(Msg::Hash);
    }

    /// Leaves the pack aside and asks the world as it is now.
    pub(super) fn leave_pack(&mut self) {
        if let Some(Item { content: Ok(badge), .. }) =
            self.open.and_then(|open| self.items.get_mut(open))
        {
            badge.pack = None;
            badge.made = None;
        }
        self.verify_all();
        self.finish();
    }
}

impl Badge {
    /// Notes what a verification looked at: what was worked out once is not looked at again.
    pub(super) fn note_used(&mut self) {
        let looked_at = self.verification.evidence().into_iter().map(|source| source.url);
        let refused = self.contacts.iter().map(|contact| contact.url.clone());
        let used: BTreeSet<String> = looked_at.chain(refused).collect();
        self.used.extend(used);
    }
}
