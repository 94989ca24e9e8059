//! What stands in the report's JSON, declared once: how it is written, and what it is to programs in
//! TypeScript (`www/report.d.ts`). A page never asks for the latter, so its module does not hold it.

use serde_json::{Map, Value};

/// Something that can stand in the report's JSON.
pub(crate) trait Written: Sized {
    /// Whether it is left out where there is nothing.
    const OPTIONAL: bool = false;

    /// Its type, whose own parts it declares.
    fn typed(types: &mut Types) -> String;

    /// The value.
    fn written(self) -> Value;

    /// Makes it a member of an object.
    fn put(self, name: &str, object: &mut Map<String, Value>) {
        object.insert(name.to_owned(), self.written());
    }
}

/// Declares an object: its name in TypeScript, what it is made from, and each member with its type and
/// where it comes from. `..` takes in the members of another.
macro_rules! written {
    ($(#[doc = $about:literal])* $name:literal: $of:ty, |$it:ident| {
        $(..$base:ty = $inner:expr,)?
        $($(#[doc = $said:literal])* $member:literal: $type:ty = $value:expr,)+
    }) => {
        impl $crate::report::Written for $of {
            fn typed(types: &mut $crate::report::Types) -> String {
                types.interface(concat!($($about),*), $name, |interface| {
                    $(interface.extend::<$base>();)?
                    $(interface.member::<$type>(concat!($($said),*), $member);)+
                })
            }

            fn written(self) -> serde_json::Value {
                let $it = self;
                #[allow(unused_mut, unused_assignments, reason = "another's members are the fewest's")]
                let mut object = serde_json::Map::new();
                $(if let serde_json::Value::Object(inner) = <$base as $crate::report::Written>::written($inner) {
                    object = inner;
                })?
                $(<$type as $crate::report::Written>::put($value, $member, &mut object);)+
                serde_json::Value::Object(object)
            }
        }
    };
}

/// Declares what is one of a few words.
macro_rules! word {
    ($(#[doc = $about:literal])* $name:literal: $of:ty, |$it:ident| $word:expr, $all:expr) => {
        impl $crate::report::Written for $of {
            fn typed(types: &mut $crate::report::Types) -> String {
                types.union(concat!($($about),*), $name, $all)
            }

            fn written(self) -> serde_json::Value {
                let $it = self;
                $word.into()
            }
        }
    };
}

pub(crate) use {word, written};

impl Written for &str {
    fn typed(_: &mut Types) -> String {
        "string".into()
    }

    fn written(self) -> Value {
        self.into()
    }
}

impl Written for usize {
    fn typed(_: &mut Types) -> String {
        "number".into()
    }

    fn written(self) -> Value {
        self.into()
    }
}

/// Said where it is so.
pub(crate) struct Yes;

impl Written for Yes {
    fn typed(_: &mut Types) -> String {
        "true".into()
    }

    fn written(self) -> Value {
        true.into()
    }
}

/// What is left out where there is nothing.
impl<T: Written> Written for Option<T> {
    const OPTIONAL: bool = true;

    fn typed(types: &mut Types) -> String {
        T::typed(types)
    }

    fn written(self) -> Value {
        self.map_or(Value::Null, T::written)
    }

    fn put(self, name: &str, object: &mut Map<String, Value>) {
        if let Some(it) = self {
            it.put(name, object);
        }
    }
}

/// What is said to be nothing where there is nothing.
pub(crate) struct OrNull<T>(pub(crate) Option<T>);

impl<T: Written> Written for OrNull<T> {
    fn typed(types: &mut Types) -> String {
        format!("{} | null", T::typed(types))
    }

    fn written(self) -> Value {
        self.0.written()
    }
}

/// An object that is left out where it has no members.
pub(crate) struct Filled<T>(pub(crate) T);

impl<T: Written> Written for Filled<T> {
    const OPTIONAL: bool = true;

    fn typed(types: &mut Types) -> String {
        T::typed(types)
    }

    fn written(self) -> Value {
        self.0.written()
    }

    fn put(self, name: &str, object: &mut Map<String, Value>) {
        let value = self.0.written();
        if value.as_object().is_some_and(|members| !members.is_empty()) {
            object.insert(name.to_owned(), value);
        }
    }
}

impl<'a, T> Written for &'a [T]
where
    &'a T: Written,
{
    fn typed(types: &mut Types) -> String {
        format!("{}[]", <&T>::typed(types))
    }

    fn written(self) -> Value {
        self.iter().map(Written::written).collect()
    }
}

/// Declarations in TypeScript, in the order in which they were asked for.
#[derive(Default)]
pub(crate) struct Types(Vec<(&'static str, String)>);

impl Types {
    /// The text of a file that declares this and everything in it.
    pub(crate) fn of<T: Written>() -> String {
        let mut types = Self::default();
        T::typed(&mut types);
        types.0.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
    }

    /// An object. Gives back its name.
    pub(crate) fn interface(
        &mut self,
        about: &str,
        name: &'static str,
        members: impl FnOnce(&mut Interface<'_>),
    ) -> String {
        self.declare(name, |types| {
            let mut interface = Interface { types, base: String::new(), members: String::new() };
            members(&mut interface);
            let Interface { base, members, .. } = interface;
            format!("{}export interface {name}{base} {{\n{members}}}\n", comment("", about))
        })
    }

    /// One of a few words. Gives back its name.
    pub(crate) fn union<'a>(
        &mut self,
        about: &str,
        name: &'static str,
        words: impl IntoIterator<Item = &'a str>,
    ) -> String {
        self.declare(name, |_| {
            let words: Vec<String> = words.into_iter().map(|word| format!("\"{word}\"")).collect();
            let line = format!(" {}", words.join(" | "));
            let text =
                if line.len() < 90 { line } else { format!("\n  | {}", words.join("\n  | ")) };
            format!("{}export type {name} ={text};\n", comment("", about))
        })
    }

    fn declare(&mut self, name: &'static str, text: impl FnOnce(&mut Self) -> String) -> String {
        if !self.0.iter().any(|(known, _)| *known == name) {
            let place = self.0.len();
            // Its name first: it may have itself inside.
            self.0.push((name, String::new()));
            self.0[place].1 = text(self);
        }
        name.to_owned()
    }
}

/// An object that is being declared.
pub(crate) struct Interface<'a> {
    types: &'a mut Types,
    base: String,
    members: String,
}

impl Interface<'_> {
    /// Takes in the members of another.
    pub(crate) fn extend<T: Written>(&mut self) {
        self.base = format!(" extends {}", T::typed(self.types));
    }

    /// Adds a member.
    pub(crate) fn member<T: Written>(&mut self, about: &str, name: &str) {
        let mark = if T::OPTIONAL { "?" } else { "" };
        let type_name = T::typed(self.types);
        self.members += &comment("  ", about);
        self.members += &format!("  {name}{mark}: {type_name};\n");
    }
}

fn comment(indent: &str, about: &str) -> String {
    match about.trim() {
        "" => String::new(),
        about => format!("{indent}/** {about} */\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Tree(Vec<Tree>);

    written! {
        /// A tree.
        "Tree": &Tree, |tree| {
            "height": OrNull<usize> = OrNull(None),
            /// Those that grow out of it.
            /// There may be none.
            "branches": &[Tree] = &tree.0,
            "first": Option<&Tree> = tree.0.first(),
            "leaf": Option<Yes> = tree.0.is_empty().then_some(Yes),
            "bark": Filled<Bark> = Filled(Bark),
        }
    }

    struct Bark;

    written! {
        "Bark": Bark, |_bark| {
            "colour": Option<&str> = None,
        }
    }

    #[test]
    fn what_is_written_is_declared() {
        let json = Tree(vec![Tree(Vec::new())]).written().to_string();
        let leaf = r#"{"branches":[],"height":null,"leaf":true}"#;
        assert_eq!(json, format!(r#"{{"branches":[{leaf}],"first":{leaf},"height":null}}"#));
        let declared = "/** A tree. */\nexport interface Tree {\n  height: number | null;\n  \
            /** Those that grow out of it. There may be none. */\n  branches: Tree[];\n  \
            first?: Tree;\n  leaf?: true;\n  bark?: Bark;\n}\n\n\
            export interface Bark {\n  colour?: string;\n}\n";
        assert_eq!(Types::of::<&Tree>(), declared);
    }

    impl Tree {
        fn written(&self) -> Value {
            <&Self as Written>::written(self)
        }
    }
}
