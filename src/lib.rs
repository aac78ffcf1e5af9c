//! stratboard: a strategy board for the terminal.

pub mod action;
pub mod error;
pub mod model;
pub mod store;
pub mod text;
