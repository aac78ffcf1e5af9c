//! "These keys → this file": what every key does, told in the keymap's own key text.

#![expect(clippy::expect_used, reason = "a test ends where its harness cannot go on")]

#[path = "keys/boards.rs"]
mod boards;
#[path = "keys/editor.rs"]
mod editor;
#[path = "keys/files.rs"]
mod files;
#[path = "keys/find.rs"]
mod find;
#[path = "keys/follow.rs"]
mod follow;
#[path = "keys/form.rs"]
mod form;
#[path = "keys/harness.rs"]
mod harness;
#[path = "keys/help.rs"]
mod help;
#[path = "keys/history.rs"]
mod history;
#[path = "keys/items.rs"]
mod items;
#[path = "keys/mouse.rs"]
mod mouse;
#[path = "keys/navigate.rs"]
mod navigate;
#[path = "keys/palette.rs"]
mod palette;
#[path = "keys/pasting.rs"]
mod pasting;
#[path = "keys/random.rs"]
mod random;
#[path = "keys/resolve.rs"]
mod resolve;
#[path = "keys/transfer.rs"]
mod transfer;
#[path = "keys/typing.rs"]
mod typing;
#[path = "keys/weigh.rs"]
mod weigh;
#[path = "keys/write.rs"]
mod write;
