//! The state of the program and what keys do to it.
//!
//! It must not know how anything is drawn, nor touch files: update asks, `run` does.

pub mod editor;
