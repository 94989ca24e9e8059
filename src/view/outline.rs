//! How the achievements of a record hang together, as its associations say (CLR 2.0; CHECKLIST I2, I10):
//! what belongs to what as a tree, everything else as sentences.

use yew::{Callback, Html, html};

use super::{headline, icons, said, short};
use crate::credential::{Achievement, AssociationType};
use crate::locale::Locale;
use crate::verify::Verification;

/// How deep the tree is drawn; who nests deeper wants to be looked at in the JSON.
const DEEPEST: usize = 8;

/// An achievement that the record knows.
struct Known<'a> {
    id: &'a str,
    name: String,
    /// The badge in the record that was awarded for it.
    member: Option<usize>,
}

/// Who belongs to whom, by place in the list of what is known.
struct Tree {
    children: Vec<Vec<usize>>,
    parent: Vec<Option<usize>>,
}

/// The outline; nothing where the record says nothing about it.
pub(super) fn outline(record: &Verification, locale: &Locale, open: &Callback<usize>) -> Html {
    let known = known(record);
    let said_so = associations(record);
    let defined = known.iter().any(|one| one.member.is_none());
    if said_so.is_empty() && !defined {
        return Html::default();
    }
    let place = |id: &str| known.iter().position(|one| one.id == id);
    let mut tree =
        Tree { children: vec![Vec::new(); known.len()], parent: vec![None; known.len()] };
    let mut others = Vec::new();
    for (kind, source, target) in &said_so {
        let pair = match (place(source), place(target)) {
            (Some(source), Some(target)) if source != target => match kind {
                AssociationType::IsChildOf | AssociationType::IsPartOf => Some((target, source)),
                AssociationType::IsParentOf => Some((source, target)),
                _ => None,
            },
            _ => None,
        };
        match pair {
            // Each stands in one place; what would lead back to itself is told as a sentence.
            Some((parent, child))
                if tree.parent[child].is_none() && !tree.is_below(parent, child) =>
            {
                tree.children[parent].push(child);
                tree.parent[child] = Some(parent);
            }
            // Said twice, once from either side.
            Some((parent, child)) if tree.parent[child] == Some(parent) => {}
            _ => others.push((kind, *source, *target)),
        }
    }
    let roots: Vec<usize> = (0..known.len())
        .filter(|index| tree.parent[*index].is_none())
        .filter(|index| !tree.children[*index].is_empty() || known[*index].member.is_none())
        .collect();
    let named = |id: &str| match place(id) {
        Some(index) => said(&known[index].name),
        None => said(&locale.format("outline-unknown", &[("name", &short(id))])),
    };
    html! {
        <section class="structure" aria-labelledby="outline-title">
            <h3 id="outline-title">{ locale.text("outline-title") }</h3>
            <p class="fine">{ locale.text("outline-lead") }</p>
            { branch(&roots, &known, &tree, record, 0, locale, open) }
            if !others.is_empty() {
                <ul class="relations">{ for others.iter().map(|(kind, source, target)| html! {
                    <li>{ named(source) }{ " " }{ locale.text(relation(kind)) }{ " " }{ named(target) }</li>
                }) }</ul>
            }
        </section>
    }
}

impl Tree {
    /// Whether a place is the other one, or somewhere below it.
    fn is_below(&self, place: usize, other: usize) -> bool {
        let mut above = std::iter::successors(Some(place), |place| self.parent[*place]);
        above.any(|above| above == other)
    }
}

fn branch(
    places: &[usize],
    known: &[Known<'_>],
    tree: &Tree,
    record: &Verification,
    depth: usize,
    locale: &Locale,
    open: &Callback<usize>,
) -> Html {
    if places.is_empty() {
        return Html::default();
    }
    if depth >= DEEPEST {
        return html! { <p>{ "…" }</p> };
    }
    html! {
        <ul>{ for places.iter().map(|place| {
            let one = &known[*place];
            let member = one.member.and_then(|index| Some((index, record.members.get(index)?)));
            html! {
                <li>
                    if let Some((index, member)) = member {
                        <button class="plain" onclick={open.reform(move |_| index)}>{ said(&one.name) }</button>
                        { " " }{ verdict(member, locale) }
                    } else {
                        { said(&one.name) }
                    }
                    { branch(&tree.children[*place], known, tree, record, depth + 1, locale, open) }
                </li>
            }
        }) }</ul>
    }
}

fn verdict(member: &Verification, locale: &Locale) -> Html {
    let headline = headline(member, locale);
    html! {
        <span class={yew::classes!("outcome", headline.tone.class())}>
            { icons::seal(headline.shape) }{ headline.title(locale) }
        </span>
    }
}

const fn relation(kind: &AssociationType) -> &'static str {
    match kind {
        AssociationType::ExactMatchOf => "relation-exact-match-of",
        AssociationType::IsChildOf => "relation-is-child-of",
        AssociationType::IsParentOf => "relation-is-parent-of",
        AssociationType::IsPartOf => "relation-is-part-of",
        AssociationType::IsPeerOf => "relation-is-peer-of",
        AssociationType::IsRelatedTo => "relation-is-related-to",
        AssociationType::Precedes => "relation-precedes",
        AssociationType::ReplacedBy => "relation-replaced-by",
        AssociationType::Other => "relation-other",
    }
}

/// Every achievement of the record: those of its badges, and those it defines itself. No identifier
/// stands twice: a badge says more than a definition.
fn known(record: &Verification) -> Vec<Known<'_>> {
    let of_members = record.members.iter().enumerate().filter_map(|(index, member)| {
        Some((member.credential.as_ref()?.achievement()?, Some(index)))
    });
    let own = record.credential.iter().flat_map(|credential| &credential.subjects);
    let own = own.flat_map(|subject| subject.achievement.iter().chain(&subject.other_achievements));
    let mut found: Vec<Known<'_>> = Vec::new();
    for (achievement, member) in of_members.chain(own.map(|one| (one, None))) {
        let Some(id) = achievement.id.as_deref() else { continue };
        if found.iter().all(|one| one.id != id) {
            let name = achievement.name.any().map_or_else(|| short(id), str::to_owned);
            found.push(Known { id, name, member });
        }
    }
    found
}

/// What the record says of its achievements, and what those say of each other (`related`, OB3).
fn associations(record: &Verification) -> Vec<(AssociationType, &str, &str)> {
    let subjects = record.credential.iter().flat_map(|credential| &credential.subjects);
    let own = subjects.flat_map(|subject| &subject.associations);
    let own = own.map(|one| (one.kind, one.source.as_str(), one.target.as_str()));
    let achievements: Vec<&Achievement> = record
        .members
        .iter()
        .filter_map(|member| member.credential.as_ref()?.achievement())
        .collect();
    let is_here = |id: &str| achievements.iter().any(|one| one.id.as_deref() == Some(id));
    let related = achievements.iter().flat_map(|one| {
        let targets = one.related.iter().filter_map(|related| related.id.as_deref());
        let source = one.id.as_deref();
        targets.filter_map(move |target| Some((AssociationType::IsRelatedTo, source?, target)))
    });
    own.chain(related.filter(|(_, _, target)| is_here(target))).collect()
}
