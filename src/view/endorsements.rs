//! What others say of the badge, each with its own verdict (CHECKLIST C9).

use yew::{Callback, Html, html};

use super::{Actions, headline, icons, markdown, said, short};
use crate::locale::Locale;
use crate::report::{Check, Code, Outcome, Subject};
use crate::verify::{Endorsement, Verification};

/// Every endorsement that was carried along, or that the badge names.
pub(super) fn endorsements(
    verification: &Verification,
    locale: &Locale,
    actions: &Actions,
) -> Html {
    let members = verification.members.len();
    if verification.endorsements.is_empty() {
        return Html::default();
    }
    html! {
        <section class="endorsements" aria-labelledby="endorsements-title">
            <h2 id="endorsements-title">{ locale.text("endorsements-title") }</h2>
            <ul>{ for verification.endorsements.iter().enumerate().map(|(index, one)| {
                let open = actions.open.reform(move |_| members + index);
                entry(verification, one, locale, open)
            }) }</ul>
        </section>
    }
}

fn entry(
    of: &Verification,
    endorsement: &Endorsement,
    locale: &Locale,
    open: Callback<yew::MouseEvent>,
) -> Html {
    let Endorsement { at, verification, .. } = endorsement;
    let is_line = |check: &&Check| check.subject == Subject::Endorsement && check.of == *at;
    let line = of.report.checks.iter().find(is_line);
    let noted =
        |code: Code| line.is_some_and(|line| line.notes.iter().any(|note| note.code == code));
    let credential = verification.credential.as_ref();
    let comment = credential.and_then(|credential| credential.subject());
    let comment = comment.and_then(|subject| subject.endorsement_comment.pick(&[locale.tag]));
    let headline = headline(verification, locale);
    // A verdict on something else is no praise for this.
    let stray = line.and_then(|line| match &line.outcome {
        Outcome::Failed(problem) if problem.code == Code::EndorsesSomethingElse => {
            Some(locale.code(problem.code, &problem.detail))
        }
        _ => None,
    });
    let (tone, seal, title) = match stray {
        Some(sentence) => ("bad", Html::default(), sentence),
        None => (headline.tone.class(), icons::seal(headline.shape), headline.title(locale)),
    };
    html! {
        <li class="endorsement">
            <p class={yew::classes!("outcome", tone)}>{ seal }<bdi>{ title }</bdi></p>
            <p>
                <strong>{ by(verification, locale) }</strong>
                if noted(Code::SelfEndorsement) {
                    { " " }<span class="label">{ locale.text("endorser-self") }</span>
                }
                { " · " }{ locale.text(about(at)) }
            </p>
            if let Some(comment) = comment {
                <blockquote lang={comment.language.clone()} dir="auto">{ markdown(&comment.text) }</blockquote>
            }
            <p><button class="plain" onclick={open}>{ locale.text("member-open") }</button></p>
        </li>
    }
}

/// The proven identifier, or whom it says it is by.
fn by(verification: &Verification, locale: &Locale) -> Html {
    let signer = verification.report.signer.as_ref().map(|signer| short(&signer.id));
    let credential = verification.credential.as_ref();
    let claimed = credential.and_then(|credential| {
        let issuer = &credential.issuer;
        // Of one that is only named, its address is all that is known.
        issuer.name.any().or(issuer.id.as_deref()).or(credential.id.as_deref())
    });
    match signer.or_else(|| claimed.map(short)) {
        Some(name) => said(&name),
        None => html! { { locale.text("endorser-nobody") } },
    }
}

/// What the place of an endorsement says it is about.
fn about(at: &str) -> &'static str {
    let place = at.split("/endorsement").next().unwrap_or_default();
    match place {
        "" => "endorsed-badge",
        "/issuer" | "/badge/issuer" => "endorsed-issuer",
        "/badge" => "endorsed-achievement",
        _ if place.contains("/achievement") && !place.contains("/creator") => {
            "endorsed-achievement"
        }
        _ => "endorsed-other",
    }
}
