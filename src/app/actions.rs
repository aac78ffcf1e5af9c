//! What actions do, one file a family: each answers whether an action is one of its own.
//!
//! They must not know keys, drawing or files: they change the state, the board by edits, and ask for effects.

mod answers;
mod boards;
mod choose;
mod drag;
mod files;
mod find;
mod follow;
mod form;
mod help;
mod history;
mod items;
mod look;
mod navigate;
mod offers;
mod outside;
mod palette;
mod pasting;
mod pointer;
mod prompt;
mod resolve;
mod tagging;
mod text;
mod transfer;
mod typed;
mod weigh;
mod write;
