//! What a badge says, without the order in which it says it.

/// A text made by `{:?}` whose lists are in order and without repetitions: a graph has neither. Where a
/// statement stood in the file, and which context came first, is said to engineers alone.
pub(crate) fn sorted(text: &str) -> String {
    let mut open: Vec<(Vec<String>, String)> = vec![(Vec::new(), String::new())];
    let (mut characters, mut quoted) = (text.chars(), None::<String>);
    while let Some(character) = characters.next() {
        if let Some(inside) = &mut quoted {
            inside.push(character);
            match character {
                '\\' => inside.extend(characters.next()),
                '"' => {
                    let text = quoted.take().unwrap();
                    let is_pointer = text.starts_with("\"/");
                    open.last_mut().unwrap().1 += if is_pointer { "pointer" } else { &text };
                }
                _ => {}
            }
            continue;
        }
        let (items, item) = open.last_mut().unwrap();
        match character {
            '"' => quoted = Some("\"".to_owned()),
            '[' | '{' => open.push((Vec::new(), character.to_string())),
            ',' => items.push(std::mem::take(item)),
            ']' | '}' => {
                let (mut items, last) = open.pop().unwrap();
                items.push(last);
                // The brackets belong to the whole.
                let first = items[0].remove(0);
                let mut items: Vec<String> =
                    items.iter().map(|item| item.trim().to_owned()).collect();
                items.retain(|item| !item.starts_with("data_model:"));
                if first == '[' {
                    items.sort();
                    items.dedup();
                }
                open.last_mut().unwrap().1 += &format!("{first}{}{character}", items.join(", "));
            }
            other => item.push(other),
        }
    }
    let (mut items, last) = open.pop().unwrap();
    items.push(last);
    items.join(",")
}
