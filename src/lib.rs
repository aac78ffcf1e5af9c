//! stratboard: a strategy board for the terminal.

pub mod error;
pub mod yaml;
