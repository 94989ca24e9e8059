//! Pictures: as URLs for `<img>`, loaded from where the badge says, and compared by what they show.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement,
    HtmlImageElement, Url,
};
use yew::{AttrValue, Context};

use super::app::{App, Msg};
use super::fetch;
use super::item::Badge;
use crate::report::{Code, Purpose, Request};
use crate::resource::{FetchError, Resource};
use crate::view::Contact;

/// A URL for a picture, given back when it is dropped. Scripts inside an SVG do not run in `<img>`.
pub(super) struct PictureUrl(AttrValue);

impl PictureUrl {
    /// A URL for these bytes, if they are a picture a badge can be in.
    pub(super) fn new(bytes: &[u8], container: &str) -> Option<Self> {
        // The innermost container, where one lies in another.
        let media_type = match container.rsplit(", ").next()?.split(':').next()? {
            "png" => "image/png",
            "svg" => "image/svg+xml",
            _ => return None,
        };
        Self::of(bytes, media_type)
    }

    /// A URL for what a host answered, if it begins like a picture.
    pub(super) fn fetched(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]);
        let media_type = match bytes {
            [0x89, b'P', b'N', b'G', ..] => "image/png",
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [b'G', b'I', b'F', b'8', ..] => "image/gif",
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
            _ if text.contains("<svg") => "image/svg+xml",
            _ => return None,
        };
        Self::of(bytes, media_type)
    }

    fn of(bytes: &[u8], media_type: &str) -> Option<Self> {
        let parts = Array::of1(&Uint8Array::from(bytes));
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(|url| Self(url.into()))
    }

    /// The URL.
    pub(super) fn url(&self) -> AttrValue {
        self.0.clone()
    }
}

impl Drop for PictureUrl {
    fn drop(&mut self) {
        // A URL that is given back twice does no harm.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// The picture that the badge names.
pub(super) enum NamedPicture {
    /// Nobody wanted to see it yet.
    NotAsked,
    /// It could not be had.
    Refused,
    Shown(PictureUrl),
}

impl NamedPicture {
    /// Its URL, if it is there.
    pub(super) fn url(&self) -> Option<AttrValue> {
        match self {
            Self::Shown(picture) => Some(picture.url()),
            Self::NotAsked | Self::Refused => None,
        }
    }
}

impl Badge {
    /// What has to be asked for the picture that the badge names.
    pub(super) fn picture_request(&self) -> Option<Request> {
        Some(Request { url: fetch::secured(self.remote_picture()?), purpose: Purpose::Image })
    }
}

impl App {
    /// Asks for the picture that the badge names, because the person wants to see it.
    pub(super) fn load_picture(&self, context: &Context<Self>) {
        let Some(request) = self.badge().and_then(Badge::picture_request) else { return };
        self.begin(context, async move {
            let answer = match AbortController::new() {
                Ok(abort) => fetch::fetch(&request, &abort).await,
                Err(_) => Err(FetchError::Blocked),
            };
            Msg::Pictured(request.url, answer)
        });
    }

    /// Shows it; what is no picture is a refusal.
    pub(super) fn pictured(
        &mut self,
        context: &Context<Self>,
        url: String,
        answer: Result<Resource, FetchError>,
    ) {
        // Another row of the table may be open by now.
        let is_named =
            |badge: &&mut Badge| badge.picture_request().is_some_and(|request| request.url == url);
        let Some(badge) = self.badge_mut().filter(is_named) else { return };
        let picture = answer.as_ref().map(|resource| PictureUrl::fetched(&resource.body));
        let refusal = match &picture {
            Err(error) => Some(error.code()),
            Ok(None) => Some(Code::MalformedAnswer),
            Ok(Some(_)) => None,
        };
        badge.named_picture =
            picture.ok().flatten().map_or(NamedPicture::Refused, NamedPicture::Shown);
        badge.contacts.retain(|known| known.url != url);
        let contact =
            Contact { url, purpose: Purpose::Image, refusal, by_hand: false, beside: None };
        badge.contacts.push(contact);
        self.compare_pictures(context);
    }

    /// Compares what was dropped with what the badge names, after the verdict is on screen.
    pub(super) fn compare_pictures(&self, context: &Context<Self>) {
        let Some((dropped, named)) = self.badge().and_then(|badge| badge.two_pictures()) else {
            return;
        };
        self.begin(context, async move {
            let differ = differ(&dropped, &named).await;
            Msg::Differ(dropped, differ)
        });
    }
}

/// The side of the square that both pictures are drawn into, in pixels: small enough that sizes and
/// ways of packing make no difference.
const SIDE: u32 = 24;

/// How far two pictures of the same may be apart, on average over all colours (0 to 255).
const NEAR: u32 = 20;

/// Whether two pictures show different things; `None` where one of them cannot be drawn.
async fn differ(a: &str, b: &str) -> Option<bool> {
    let (a, b) = (pixels(a).await.ok()?, pixels(b).await.ok()?);
    let apart: u32 = a.iter().zip(&b).map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
    let count = u32::try_from(a.len()).ok().filter(|count| *count > 0)?;
    Some(apart / count > NEAR)
}

/// The colours of a picture in a small square on white, four bytes a pixel.
async fn pixels(url: &str) -> Result<Vec<u8>, JsValue> {
    let picture = HtmlImageElement::new()?;
    picture.set_src(url);
    JsFuture::from(picture.decode()).await?;
    let document = web_sys::window().and_then(|window| window.document());
    let canvas = document.ok_or(JsValue::NULL)?.create_element("canvas")?;
    let canvas: HtmlCanvasElement = canvas.dyn_into()?;
    canvas.set_width(SIDE);
    canvas.set_height(SIDE);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    let side = f64::from(SIDE);
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, side, side);
    context.draw_image_with_html_image_element_and_dw_and_dh(&picture, 0.0, 0.0, side, side)?;
    Ok(context.get_image_data(0.0, 0.0, side, side)?.data().0)
}
