//! stratboard: a strategy board for the terminal.

pub mod app;
pub mod error;
pub mod text;
