//! What is on screen: the state of the page, handed to the views.

use web_sys::{FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement};
use yew::{Context, Event, Html, SubmitEvent, TargetCast, html};

use super::app::{App, Msg};
use super::extension;
use super::files;
use super::item::{Badge, Item};
use super::packs::{self, PackMsg};
use super::picture::{NamedPicture, PictureUrl};
use super::prepare::{PrepareMsg, Preparing};
use super::samples;
use super::shelf::ShelfMsg;
use super::table::rows;
use crate::report::{Purpose, Request};
use crate::time::Timestamp;
use crate::view::{
    self, ANCHOR_HOST, ANCHOR_OTHER, AS_OF_FIELD, Actions, COMPARE_FIELD, FILE_FIELD,
    ISSUERS_FIELD, KNOW_NAME, KNOW_NOTE, LINK_FIELD, Pictures, PrepareActions, ShelfActions, Shown,
    Start, StartActions,
};

impl App {
    /// What is on screen.
    pub(super) fn draw(&self, context: &Context<Self>) -> Html {
        let locale = self.locale;
        let link = context.link();
        let leave = link.callback(|()| Msg::Leave);
        let finish = link.callback(|()| Msg::Shelf(ShelfMsg::Finish));
        let inner = match self.open.and_then(|open| self.items.get(open)) {
            _ if self.reading || self.held => {
                html! { <p class="reading" role="status">{ locale.text("reading") }</p> }
            }
            _ if self.scan.camera.is_some() => {
                let off = link.callback(|()| Msg::CameraOff);
                html! { <>{ for self.scan.camera.iter().map(|camera| {
                    view::camera(&camera.video, camera.problem(), locale, &off)
                }) }</> }
            }
            _ if !self.scan.codes.is_empty() => {
                view::codes(&self.scan.codes, locale, &link.callback(Msg::Code))
            }
            _ if self.import.is_some() => {
                let take = link.callback(Msg::Import);
                html! { <>{ for self.import.iter().map(|list| view::import(list, locale, &take)) }</> }
            }
            _ if self.desk.is_asking() => {
                let tell =
                    |message: fn(bool) -> PackMsg| link.callback(move |on| Msg::Pack(message(on)));
                let (made, beside) = (tell(PackMsg::Made), tell(PackMsg::UseBeside));
                let keep = tell(PackMsg::KeepHere);
                let offer = |offer| view::pack_offer(&offer, locale, &made, &beside, &keep);
                html! { <>{ for self.pack_offer().map(offer) }</> }
            }
            _ if self.preparing.is_some() => {
                let draw = |one: &Preparing| {
                    let view = one.view();
                    view::prepare(&view, locale, &prepare_actions(context, &view.needed))
                };
                html! { <>{ for self.preparing.iter().map(draw) }</> }
            }
            _ if self.link.is_some() => {
                let url = |url: &String| Request { url: url.clone(), purpose: Purpose::Assertion };
                let url = || self.link.iter().map(url).collect();
                let refused = || Msg::OpenLink(false);
                let open = extension::asking(context, url, Msg::OpenLink, refused);
                html! { <>{ for self.link.iter().map(|url| view::link_offer(url, locale, &open)) }</> }
            }
            Some(Item { content: Ok(badge), .. }) => self.result(badge, context),
            Some(Item { content: Err(problem), name }) => {
                view::problem(name, problem, locale, &leave)
            }
            None if !self.has_table() => self.start(context),
            None => self.draw_table(context),
        };
        let shown = self.is_away();
        html! {
            <>
                <header class="site">
                    { view::hallmark() }
                    <span class="name">{ locale.text("app-name") }</span>
                    if shown && self.has_table() && self.open.is_some() {
                        <button onclick={link.callback(|_| Msg::Open(None))}>{ locale.text("back-to-list") }</button>
                    }
                    if shown {
                        <button onclick={link.callback(|_| Msg::Leave)}>{ locale.text("start-over") }</button>
                    }
                </header>
                { self.draw_update(context) }
                <main>
                    <div class="notice" role="status">
                        if let Some(notice) = self.shelf.notice {
                            <p>{ locale.text(notice) }</p>
                        }
                        if let Some(count) = self.shelf.can_go_on().filter(|_| !self.items.is_empty()) {
                            { view::network_back(count, locale, &finish) }
                        }
                    </div>
                    { inner }
                </main>
                <footer class="site">
                    { view::languages(locale, &link.callback(|event: Event| {
                        let field: HtmlSelectElement = event.target_unchecked_into();
                        Msg::Language(field.value())
                    })) }
                    <span class="fine">
                        { locale.format("footer", &[("version", env!("CARGO_PKG_VERSION"))]) }
                        { for self.build.iter().map(|build| view::build(build, locale)) }
                    </span>
                </footer>
                if self.over {
                    <div class="overlay" aria-hidden="true"><p>{ locale.text("drop-anywhere") }</p></div>
                }
                <p class="toast" role="status">
                    { for self.copied.map(|name| locale.text(name)) }
                </p>
            </>
        }
    }

    fn start(&self, context: &Context<Self>) -> Html {
        let link = context.link();
        let actions = StartActions {
            sample: link.callback(Msg::Sample),
            forget: link.callback(Msg::Forget),
            unknow: link.callback(Msg::Unknow),
            export: link.callback(|()| Msg::Export),
            link: link.callback(|event: SubmitEvent| {
                event.prevent_default();
                Msg::Link(typed(&event, LINK_FIELD))
            }),
            reopen: link.callback(Msg::Reopen),
            camera: self.scan.has_camera.then(|| link.callback(|()| Msg::CameraOn)),
            prepare: link.callback(|()| Msg::Prepare(PrepareMsg::Begin)),
            shelf: ShelfActions {
                finish: link.callback(|()| Msg::Shelf(ShelfMsg::Finish)),
                keep_history: link.callback(|()| Msg::Shelf(ShelfMsg::KeepHistory)),
                forget: link.callback(|name| Msg::Shelf(ShelfMsg::Forget(name))),
                delete_all: link.callback(|()| Msg::Shelf(ShelfMsg::DeleteAll)),
            },
        };
        let start = Start {
            field: file_field(context),
            samples: samples::SAMPLES,
            remembered: &self.remembered,
            known: &self.known,
            history: &rows(&self.history),
            no_link: self.no_link,
            shelf: &self.shelf.view(),
        };
        view::start(start, self.locale, &actions)
    }

    fn result(&self, badge: &Badge, context: &Context<Self>) -> Html {
        let link = context.link();
        let actions = Actions {
            ask: extension::asking(context, || badge.to_ask(), |()| Msg::Ask, || Msg::Stay),
            stay: link.callback(|()| Msg::Stay),
            stop: link.callback(|()| Msg::Stop),
            always: link.callback(Msg::Always),
            choose: link.callback(Msg::Choose),
            accept: link.callback(Msg::Accept),
            not_offered: link.callback(|()| Msg::NotOffered),
            again: link.callback(|()| Msg::Again),
            compare: link.callback(|event: SubmitEvent| {
                event.prevent_default();
                Msg::Compare(typed(&event, COMPARE_FIELD))
            }),
            open: link.callback(Msg::Inside),
            up: link.callback(|()| Msg::Up),
            challenge: link.callback(|()| Msg::Challenge),
            links: link.callback(|()| Msg::Links),
            // A refusal leaves what any page may do: the picture's host may let pages read it.
            load_picture: extension::asking(
                context,
                || badge.picture_request().into_iter().collect(),
                |()| Msg::LoadPicture,
                || Msg::LoadPicture,
            ),
            know: link.callback(|event: SubmitEvent| {
                event.prevent_default();
                Msg::Know(typed(&event, KNOW_NAME), typed(&event, KNOW_NOTE))
            }),
            unknow: link.callback(Msg::Unknow),
            explore: link.callback(|event: SubmitEvent| {
                event.prevent_default();
                Msg::Explore(typed(&event, ANCHOR_HOST), typed(&event, ANCHOR_OTHER))
            }),
            unexplore: link.callback(|()| Msg::Unexplore),
            as_of: link.callback(|event: SubmitEvent| {
                event.prevent_default();
                Msg::AsOf(Timestamp::parse(&typed(&event, AS_OF_FIELD)).ok().map(|day| day.instant))
            }),
            as_of_now: link.callback(|()| Msg::AsOf(None)),
            save: link.callback(|(name, text)| Msg::Save(name, text)),
            print: link.callback(|()| Msg::Print),
            keep_evidence: link.callback(|()| Msg::Pack(PackMsg::Keep)),
            keep_recipient: link.callback(|keep| Msg::Pack(PackMsg::KeepRecipient(keep))),
            leave_pack: link.callback(|()| Msg::Pack(PackMsg::Leave)),
            later: link.callback(|()| Msg::Shelf(ShelfMsg::Later)),
            open_snippet: link.callback(Msg::Snippet),
            snippet: link.callback(|event: Event| {
                let field: HtmlSelectElement = event.target_unchecked_into();
                Msg::SnippetOf(field.name(), field.value())
            }),
            copy: link.callback(Msg::Copy),
            leave: link.callback(|()| Msg::Leave),
        };
        let focus = badge.focus();
        let document = focus.reading.document.as_ref().ok();
        let rests_on = self.packs_of(badge);
        let shown = Shown {
            verification: focus.verification,
            sample: badge.sample,
            pictures: Pictures {
                dropped: badge.picture.as_ref().map(PictureUrl::url),
                named: badge.named_picture.url(),
                differ: badge.differ,
                refused: matches!(badge.named_picture, NamedPicture::Refused),
            },
            links: badge.links,
            packs: packs::packs(&rests_on),
            keep_recipient: badge.keep_recipient,
            snippet: self.snippet_of(badge),
            known: &self.known,
            explorers: &self.explorers,
            no_host: self.no_host,
            source: document.map_or("", |document| &document.text),
            within: focus.within,
            sd_jwt: document.and_then(|document| document.sd_jwt.as_ref()),
            challenge: self.challenge.as_deref(),
            inspection: &badge.inspection,
            timing: Some(badge.timing),
            contacts: &badge.contacts,
            compared: badge.compared.as_deref(),
            asking: self.asking.progress(),
            offer: self.offer.as_ref(),
            always: self.always,
        };
        view::result(&shown, self.locale, &actions)
    }
}

fn prepare_actions(context: &Context<App>, needed: &[Request]) -> PrepareActions {
    let link = context.link();
    PrepareActions {
        add: link.callback(|event: SubmitEvent| {
            event.prevent_default();
            Msg::Prepare(PrepareMsg::Add(typed(&event, ISSUERS_FIELD)))
        }),
        ask: extension::asking(
            context,
            || needed.to_vec(),
            |()| Msg::Prepare(PrepareMsg::Ask),
            || Msg::Prepare(PrepareMsg::Stop),
        ),
        stop: link.callback(|()| Msg::Prepare(PrepareMsg::Stop)),
        again: link.callback(|()| Msg::Prepare(PrepareMsg::Again)),
        save: link.callback(|()| Msg::Prepare(PrepareMsg::Save)),
    }
}

/// The file field behind the big target.
fn file_field(context: &Context<App>) -> Html {
    let chosen = context.link().callback(|event: yew::Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        let sources = field.files().map(|list| files::chosen(&list)).unwrap_or_default();
        // So that the same file can be chosen again.
        field.set_value("");
        Msg::Dropped(sources)
    });
    html! { <input id={FILE_FIELD} class="file" type="file" multiple={true} onchange={chosen} /> }
}

/// What the person typed into a field of a form.
pub(super) fn typed(event: &SubmitEvent, field: &str) -> String {
    let form = event.target_dyn_into::<HtmlFormElement>();
    let data = form.and_then(|form| FormData::new_with_form(&form).ok());
    data.and_then(|data| data.get(field).as_string()).unwrap_or_default()
}
