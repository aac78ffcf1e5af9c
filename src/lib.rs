//! stratboard: a strategy board for the terminal.

pub mod config;
pub mod error;
pub mod terminal;
