//! stratboard: a strategy board for the terminal.

pub mod action;
pub mod app;
pub mod config;
pub mod document;
pub mod error;
pub mod layout;
pub mod model;
pub mod store;
pub mod terminal;
pub mod text;
pub mod yaml;
