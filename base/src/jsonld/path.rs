//! Where in the source document we are: kept on the stack, written down only when needed.

use crate::encoding::push_pointer_step;

/// A place in the document, linked to the places around it.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// The whole document.
    Root,
    /// A member of an object.
    Key(&'a Path<'a>, &'a str),
    /// An element of an array.
    Index(&'a Path<'a>, usize),
    /// A place that is written down already: an object's, for everything in it.
    Written(&'a str),
}

impl Path<'_> {
    /// The place as a JSON pointer (RFC 6901).
    pub(super) fn pointer(&self) -> String {
        let mut out = String::with_capacity(48);
        self.write(&mut out);
        out
    }

    /// About how many bytes it has as a pointer.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Root => 0,
            Self::Written(pointer) => pointer.len(),
            Self::Key(parent, key) => parent.size() + 1 + key.len(),
            Self::Index(parent, _) => parent.size() + 2,
        }
    }

    /// Whether this is the whole document.
    pub(super) fn is_root(&self) -> bool {
        matches!(self, Self::Root | Self::Written(""))
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Root => {}
            Self::Written(pointer) => out.push_str(pointer),
            Self::Key(parent, key) => {
                parent.write(out);
                push_segment(out, key);
            }
            Self::Index(parent, index) => {
                parent.write(out);
                out.push('/');
                push_number(out, *index);
            }
        }
    }
}

/// Appends `/key` with the escapes of RFC 6901.
pub(super) fn push_segment(out: &mut String, key: &str) {
    out.push('/');
    push_pointer_step(out, key);
}

fn push_number(out: &mut String, number: usize) {
    match u8::try_from(number) {
        Ok(digit @ 0..=9) => out.push(char::from(b'0' + digit)),
        _ => out.push_str(&number.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_escapes_slash_and_tilde() {
        let key = Path::Key(&Path::Root, "a/b~c");
        assert_eq!(Path::Index(&key, 12).pointer(), "/a~1b~0c/12");
        assert_eq!(Path::Root.pointer(), "");
        assert_eq!(Path::Key(&Path::Written("/a~1b"), "c").pointer(), "/a~1b/c");
        assert!(Path::Written("").is_root() && !Path::Written("/").is_root());
    }
}
