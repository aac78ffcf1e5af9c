//! stratboard: a strategy board for the terminal.

pub mod action;
pub mod config;
pub mod document;
pub mod error;
pub mod model;
pub mod store;
pub mod terminal;
pub mod text;
pub mod yaml;
