//! Many badges at once: rows that say what the page says, twins, people, skills, and the table as people
//! see it.

#![allow(clippy::unwrap_used)]

#[path = "support/draw.rs"]
mod draw;
#[path = "support/mod.rs"]
mod support;

mod pile {
    mod data;
    mod view;
    mod work;
    mod world;
}
