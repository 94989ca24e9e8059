//! Pictures of the answer: pure functions from a verification to HTML, without browser calls.
//!
//! Everything the badge says stands inside a frame that cannot imitate the verdict; texts of the badge
//! are isolated (`<bdi>`), its links name their host, its pictures are shown only through `<img>`.

use yew::{AttrValue, Callback, Event, Html, SubmitEvent, html};

use crate::credential::{LocalizedText, host, short, visible, web_link};
use crate::document::SdJwt;
use crate::locale::Locale;
use crate::report::{Code, Purpose, Request};
use crate::resource::{Explorer, TrustList};
use crate::time::Timestamp;
use crate::verify::{Inspection, Verification};

mod anchor;
mod badge;
mod card;
mod checks;
mod endorsements;
mod headline;
mod icons;
mod inspector;
mod keep;
mod known;
mod markdown;
mod members;
mod next;
mod offer;
mod outline;
mod packs;
mod pile;
mod prepare;
mod questions;
mod result;
mod scan;
mod shelf;
mod snippet;
mod start;
mod update;

pub use anchor::{ANCHOR_HOST, ANCHOR_OTHER, anchor_of};
pub use card::{Card, Found, Ground, Layout, card};
pub use headline::{Headline, Shape, Tone, headline, told};
pub use icons::hallmark;
pub use keep::file_name;
pub use known::{KNOW_NAME, KNOW_NOTE, import, known_issuers};
pub use markdown::markdown;
pub use packs::{Pack, PackOffer, Packs, pack_offer};
pub use pile::table::list;
pub use pile::{
    GROUP_FIELD, ONLY_FIELD, PEOPLE_FIELD, PEOPLE_FILE, PileActions, PileView, Progress,
    ROWS_AT_A_TIME, SEARCH_FIELD, SIMPLE, csv, pile,
};
pub use prepare::{ISSUERS_FIELD, PrepareActions, PrepareView, prepare};
pub use questions::{AS_OF_FIELD, COMPARE_FIELD};
pub use result::VERDICT_ID;
pub use result::result;
pub use scan::{CAMERA_BUTTON, camera, codes};
pub use shelf::{ShelfActions, ShelfView, Unfinished, ask_all, network_back};
pub use snippet::{Choice, Place, SANDBOX, Snippet, Theme};
pub use start::{
    FILE_FIELD, LINK_FIELD, START_ID, Sample, Start, StartActions, languages, link_offer, problem,
    start,
};
pub use update::{build, update};

/// One badge with what the page knows beside the verification.
pub struct Shown<'a> {
    /// The answer.
    pub verification: &'a Verification,
    /// Whether it is one of the page's own samples.
    pub sample: bool,
    /// The badge's pictures.
    pub pictures: Pictures,
    /// The badge's text as it was found.
    pub source: &'a str,
    /// Proofs and status entries taken apart.
    pub inspection: &'a Inspection,
    /// How long it took, once it was measured.
    pub timing: Option<Timing>,
    /// The presentation or record it stands in.
    pub within: Option<&'a Verification>,
    /// What an SD-JWT discloses.
    pub sd_jwt: Option<&'a SdJwt>,
    /// The question that was made for the holder.
    pub challenge: Option<&'a str>,
    /// Who was asked, in order: address and answer.
    pub contacts: &'a [Contact],
    /// What the person typed to compare with.
    pub compared: Option<&'a str>,
    /// How many questions were answered, of how many that are under way.
    pub asking: Option<(usize, usize)>,
    /// A dropped file that may be an answer.
    pub offer: Option<&'a Offer>,
    /// Whether the hosts about to be asked may be asked for good.
    pub always: bool,
    /// Whether the person wants the links of an issuer that nobody vouches for.
    pub links: bool,
    /// The issuers that the person knows.
    pub known: &'a TrustList,
    /// The hosts that the person chose to ask about transactions.
    pub explorers: &'a [Explorer],
    /// What was typed as a host to ask about transactions cannot be one.
    pub no_host: bool,
    /// The evidence packs that the answer rests on.
    pub packs: Packs<'a>,
    /// Whether the evidence is kept with whom it was compared with.
    pub keep_recipient: bool,
    /// How to show the badge on a page of one's own; nothing where this page is not on the web.
    pub snippet: Option<Snippet>,
}

/// How long the steps to a verdict took, in microseconds as far as the browser tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// From the file's bytes to a document.
    pub read: u32,
    /// From the document to the latest report.
    pub verify: u32,
}

/// The pictures of a badge, as URLs for `<img>`.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    /// The file that was dropped, if it is a picture.
    pub dropped: Option<AttrValue>,
    /// The one the badge names, once it was loaded from where it is.
    pub named: Option<AttrValue>,
    /// Whether the two show different things; `None` while that is not known.
    pub differ: Option<bool>,
    /// Whether the picture that the badge names could not be had.
    pub refused: bool,
}

/// A dropped file that may be the answer of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The file's name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Everything that is missing.
    pub missing: Vec<Request>,
    /// Which of them it is, as far as is known.
    pub chosen: usize,
    /// Whether the file itself says so.
    pub recognised: bool,
}

/// One address that was asked, or that the person chose not to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The address.
    pub url: String,
    /// What it was asked for.
    pub purpose: Purpose,
    /// What it answered, if it refused.
    pub refusal: Option<Code>,
    /// Whether the answer was dropped by hand.
    pub by_hand: bool,
    /// Of which day it is, when a copy beside the page answered and the host was not asked.
    pub beside: Option<Timestamp>,
}

/// What the person can do with a result.
#[derive(Clone, Default)]
pub struct Actions {
    /// Ask everything that is wanted.
    pub ask: Callback<()>,
    /// Do not ask.
    pub stay: Callback<()>,
    /// Give up on what is under way.
    pub stop: Callback<()>,
    /// Ask the same hosts for good, or not.
    pub always: Callback<bool>,
    /// Say which answer a dropped file is.
    pub choose: Callback<usize>,
    /// Say that it is, and whether one saved it oneself.
    pub accept: Callback<bool>,
    /// Say that it is another badge.
    pub not_offered: Callback<()>,
    /// Take refusals back and ask again.
    pub again: Callback<()>,
    /// Make the badge's links work.
    pub links: Callback<()>,
    /// Load the picture that the badge names.
    pub load_picture: Callback<()>,
    /// Put the issuer on the list of those one knows; the form has [`KNOW_NAME`] and [`KNOW_NOTE`].
    pub know: Callback<SubmitEvent>,
    /// Take an issuer off that list.
    pub unknow: Callback<String>,
    /// Choose whom to ask about the transaction; the form has [`ANCHOR_HOST`] and [`ANCHOR_OTHER`].
    pub explore: Callback<SubmitEvent>,
    /// Ask none of the hosts chosen before.
    pub unexplore: Callback<()>,
    /// Ask about another day, which is in [`AS_OF_FIELD`].
    pub as_of: Callback<SubmitEvent>,
    /// Ask about now again.
    pub as_of_now: Callback<()>,
    /// Save a text as a file: name, content.
    pub save: Callback<(String, String)>,
    /// Print the page.
    pub print: Callback<()>,
    /// Save the badge with everything that was looked at.
    pub keep_evidence: Callback<()>,
    /// Keep whom it was compared with in the pack, or not.
    pub keep_recipient: Callback<bool>,
    /// Leave the pack aside and ask anew.
    pub leave_pack: Callback<()>,
    /// Keep the badge and the question on this device, to be finished later.
    pub later: Callback<()>,
    /// Compare with what was typed into [`COMPARE_FIELD`]; the form is not to be sent anywhere.
    pub compare: Callback<SubmitEvent>,
    /// Look at one of the badges inside.
    pub open: Callback<usize>,
    /// Go back to what this badge stands in.
    pub up: Callback<()>,
    /// Make a question for the holder.
    pub challenge: Callback<()>,
    /// Show how to put the badge on a page, or not.
    pub open_snippet: Callback<bool>,
    /// Something else was chosen for that page.
    pub snippet: Callback<Event>,
    /// Put a text on the clipboard.
    pub copy: Callback<String>,
    /// Go back to the start.
    pub leave: Callback<()>,
}

/// A text of the badge, isolated from its surroundings.
fn said(text: &str) -> Html {
    html! { <bdi>{ visible(text).into_owned() }</bdi> }
}

/// A multilingual text of the badge, with its language and direction.
fn worded(text: &LocalizedText, locale: &Locale) -> Html {
    text.pick(&[locale.tag]).map_or_else(Html::default, |text| {
        html! { <bdi lang={text.language.clone()} dir="auto">{ text.text.clone() }</bdi> }
    })
}

/// An address of the badge: a link that names its host, or plain text when it is no web address.
fn link(url: &str, label: Option<Html>) -> Html {
    match (web_link(url), host(url)) {
        (Some(target), Some(host)) => html! {
            <span class="link">
                <a href={target.to_owned()} target="_blank" rel="noopener noreferrer nofollow ugc">
                    { label.unwrap_or_else(|| said(url)) }
                </a>
                <small class="host">{ said(host) }</small>
            </span>
        },
        _ => label.unwrap_or_else(|| said(url)),
    }
}
