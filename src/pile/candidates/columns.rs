//! Which column of a list of people holds what: told by what stands in it, and by its heading.

use super::Candidate;
use crate::pile::folded;

/// Which column of a list holds what.
pub(super) struct Columns {
    /// Whether the first row tells what stands below.
    pub(super) has_header: bool,
    /// The columns of names, first names before surnames as they stand.
    names: Vec<usize>,
}

/// How columns of names begin in nine languages, folded.
const NAMES: &[&str] = &[
    "name",
    "full name",
    "first",
    "last",
    "given",
    "family",
    "surname",
    "vorname",
    "nachname",
    "familienname",
    "nom",
    "prenom",
    "nombre",
    "apellido",
    "nome",
    "sobrenome",
    "apelido",
    "naam",
    "voornaam",
    "achternaam",
    "氏名",
    "名前",
    "姓",
    "名",
    "姓名",
    "名字",
    "الاسم",
    "اسم",
    "candidate",
    "kandidat",
    "candidat",
    "teilnehm",
];

/// How columns of addresses begin.
const ADDRESSES: &[&str] = &[
    "e-mail",
    "email",
    "mail",
    "address",
    "adress",
    "courriel",
    "correo",
    "endereco",
    "メール",
    "电子邮",
    "邮箱",
    "البريد",
    "did",
    "identifier",
];

impl Columns {
    /// Finds out.
    pub(super) fn of(rows: &[Vec<String>]) -> Self {
        let none = Self { has_header: false, names: Vec::new() };
        let Some(first) = rows.first() else { return none };
        let begins = |cell: &str, known: &[&str]| {
            let cell = folded(cell.trim());
            known.iter().any(|known| cell.starts_with(known))
        };
        let is_named = |known| first.iter().any(|cell| begins(cell, known));
        let later = rows.iter().skip(1).flatten().any(|cell| is_address(cell));
        let has_header = !first.iter().any(|cell| is_address(cell))
            && (is_named(ADDRESSES) || (later && is_named(NAMES)) || (later && first.len() > 1));
        if !has_header {
            return none;
        }
        let names = (0..first.len()).filter(|place| begins(&first[*place], NAMES)).collect();
        Self { has_header, names }
    }

    /// Who stands in a row: one person, or several where every cell is an address.
    pub(super) fn people(&self, row: &[String]) -> Vec<Candidate> {
        let cells: Vec<(Option<&str>, &str)> = row.iter().map(|cell| parts(cell)).collect();
        let filled: Vec<_> = cells.iter().filter(|(_, cell)| !cell.is_empty()).collect();
        let one = |(name, address): &(Option<&str>, &str)| Candidate {
            name: name.map(str::to_owned),
            addresses: vec![(*address).to_owned()],
        };
        if filled.len() > 1 && filled.iter().all(|(_, cell)| is_address(cell)) {
            return filled.into_iter().map(one).collect();
        }
        let mut person = Candidate::default();
        for (name, cell) in &cells {
            if is_address(cell) {
                person.addresses.push((*cell).to_owned());
                person.name = person.name.or_else(|| name.map(str::to_owned));
            }
        }
        let text = |place: &usize| {
            let cell = row.get(*place)?.trim();
            (!cell.is_empty() && !is_address(cell)).then_some(cell)
        };
        let named: Vec<&str> = self.names.iter().filter_map(text).collect();
        if !named.is_empty() {
            person.name = Some(named.join(" "));
        } else if person.name.is_none() {
            let places: Vec<usize> = (0..row.len()).collect();
            let is_word = |cell: &&str| cell.chars().any(char::is_alphabetic);
            person.name = places.iter().filter_map(text).find(is_word).map(str::to_owned);
        }
        let is_somebody = person.name.is_some() || !person.addresses.is_empty();
        is_somebody.then_some(person).into_iter().collect()
    }
}

/// The name and the address of a cell: mail programs write `Jane Doe <jane@example.org>`.
fn parts(cell: &str) -> (Option<&str>, &str) {
    let cell = cell.trim();
    if let Some((name, rest)) = cell.split_once('<')
        && let Some((address, _)) = rest.split_once('>')
        && is_address(address)
    {
        let name = name.trim().trim_matches('"').trim();
        return ((!name.is_empty()).then_some(name), address.trim());
    }
    (None, cell)
}

fn is_address(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with("did:") || (cell.contains(['@', '＠']) && !cell.starts_with(['@', '＠']))
}
