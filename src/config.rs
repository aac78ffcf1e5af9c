//! What a person can set: keys, keymap, theme, settings and where they are found.
//!
//! It must not know boards, screens or the terminal.

mod faults;
pub mod keymap;
pub mod keys;
pub mod settings;
pub mod theme;
