//! Whom to ask about the transaction that anchors a certificate: an explicit act, with a host that the
//! person chooses (CHECKLIST J11, K18).

use yew::{Html, html};

use super::{Actions, Shown, link, said};
use crate::credential::host;
use crate::locale::Locale;
use crate::report::{Axis, Code, Outcome};
use crate::resource::{Anchor, Chain, Explorer};
use crate::verify::Verification;

/// The field with the host that was chosen.
pub const ANCHOR_HOST: &str = "anchor-host";

/// The field for another host.
pub const ANCHOR_OTHER: &str = "anchor-other";

/// The transaction whose content is not known, if that is what the answer lacks.
pub fn anchor_of(verification: &Verification) -> Option<Anchor> {
    let lines = verification.report.checks.iter().filter(|line| line.axis == Some(Axis::Issuer));
    lines
        .filter_map(|line| match &line.outcome {
            Outcome::Unknown(problem)
                if matches!(problem.code, Code::AnchorNotChecked | Code::TestChain) =>
            {
                Anchor::parse(problem.at.as_deref()?)
            }
            _ => None,
        })
        .next()
}

/// The transaction, and a way to have it looked up.
pub(super) fn anchor(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let Some(anchor) = anchor_of(shown.verification) else { return used(shown, locale, actions) };
    let public = Explorer::PUBLIC.iter().filter(|(chain, _)| *chain == anchor.chain);
    let hosts: Vec<&str> = public.map(|(_, base)| *base).collect();
    html! {
        <section class="next anchor" aria-labelledby="anchor-title">
            <h2 id="anchor-title">{ locale.text("anchor-title") }</h2>
            { named(&anchor, locale) }
            if !hosts.is_empty() {
                <p>{ locale.text("anchor-lead") }</p>
                <form onsubmit={actions.explore.clone()}>
                    <fieldset>
                        <legend>{ locale.text("anchor-host") }</legend>
                        { for hosts.iter().enumerate().map(|(index, base)| html! {
                            <label class="choice">
                                <input type="radio" name={ANCHOR_HOST} value={(*base).to_owned()} checked={index == 0} />
                                { " " }{ said(host(base).unwrap_or(base)) }
                            </label>
                        }) }
                    </fieldset>
                    <label>
                        { locale.text("anchor-other") }
                        <input name={ANCHOR_OTHER} type="url" autocomplete="off" maxlength="300" placeholder="https://" aria-describedby="no-host" />
                    </label>
                    <p id="no-host" role="alert">
                        if shown.no_host { { locale.text("anchor-no-host") } }
                    </p>
                    <button class="primary">{ locale.text("anchor-check") }</button>
                    <small>{ locale.text("anchor-promise") }</small>
                </form>
                <p class="fine">{ locale.text("anchor-drop") }</p>
            } else if anchor.chain == Chain::Other {
                <p class="fine">{ locale.text("anchor-unknown-chain") }</p>
            }
        </section>
    }
}

/// The hosts that were chosen, while they are of use, and a way back.
fn used(shown: &Shown<'_>, locale: &Locale, actions: &Actions) -> Html {
    let is_asked = |explorer: &&Explorer| {
        let wanted = &shown.verification.report.wanted;
        let asked = |url: &str| url.starts_with(&explorer.base);
        wanted.iter().any(|request| asked(&request.url))
            || shown.contacts.iter().any(|contact| asked(&contact.url))
    };
    let hosts: Vec<&Explorer> = shown.explorers.iter().filter(is_asked).collect();
    if hosts.is_empty() {
        return Html::default();
    }
    let forget = actions.unexplore.reform(|_| ());
    html! {
        <p class="fine">
            { locale.text("anchor-host") }{ " " }
            { for hosts.iter().map(|one| html! { <>{ said(host(&one.base).unwrap_or(&one.base)) }{ " " }</> }) }
            <button class="plain" onclick={forget}>{ locale.text("anchor-forget") }</button>
        </p>
    }
}

/// What the transaction is called, and where everybody can look at it.
fn named(anchor: &Anchor, locale: &Locale) -> Html {
    let page = match anchor.chain {
        Chain::Bitcoin => Some("https://mempool.space/tx/"),
        Chain::Ethereum => Some("https://etherscan.io/tx/"),
        Chain::Test | Chain::Other => None,
    };
    let page = page.filter(|_| anchor.is_well_formed());
    let page = page.map(|page| format!("{page}{}", anchor.transaction));
    html! {
        <dl>
            <dt>{ locale.text("anchor-chain") }</dt>
            <dd>{ said(&anchor.network) }</dd>
            <dt>{ locale.text("anchor-transaction") }</dt>
            <dd><code class="long">{ said(&anchor.transaction) }</code></dd>
            if let Some(page) = page {
                <dt>{ locale.text("anchor-look") }</dt>
                <dd>{ link(&page, None) }</dd>
            }
        </dl>
    }
}
