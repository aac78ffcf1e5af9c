//! stratboard: a strategy board for the terminal. Panes that people walk through and edit in place; plain YAML files.
//!
//! # The screen, and which folder draws what
//!
//! ```text
//!  Xiaomi Sales  2025-Q2   [1 SWOT] 2 Plan  3 Retro              ✓ saved   ui/header
//!  Smart technology within everyone's reach …                              layout/heads
//!
//!  Strengths ───────────────── 5   ▐Weaknesses▌──────────────── 5          ui/sheet: what layout arranged, in styles
//!  1 ECOSYSTEM  400+ products  ★4  ▌1 PREMIUM  Limited success   ★6         layout: who gets which cells
//!  2 STRATEGY  Twin engines        ▌  in premium segments
//!
//!  BOARD  ↵ edit  a add  J/K rank  u undo  ? help       Weaknesses 1/5     ui/footer; ui/overlays: help, form, welcome
//! ```
//!
//! # From a key to the file
//!
//! ```text
//!  key ─► terminal ─► config/keymap ─► Action ─► app/actions/* ─► Edit ─► document.apply
//!                                                                 ├─ yaml/*    Edit → patches on the text, checked by reading back
//!                                                                 ├─ Board     read again where it changed
//!                                                                 └─ history   the inverse patches
//!  run ── performs effects ──► keep ──► store/journal (synced: "kept") ──► store/save ("saved") ──► boards/…/2025-Q2.yaml
//!   ▲                                                                        └ somebody else wrote? merge, save again
//!   └── Message::{Input, Resize, Kept, Saved, Merged, Failed, Recovered, Disk} ◄── keep, store/watch
//!   └── ui::draw(&App) when something changed and the queue is empty
//! ```
//!
//! The text is the truth: a [`model::Board`] is a reading of a file's text, an [`document::Edit`] becomes a few patches on
//! that text, and what is on the screen is what a reader of the file would see.
//!
//! # The rule
//!
//! A level uses what stands below it, never above; `tests/house_rules.rs` checks it. From the bottom:
//! `bell`, `error` · `model`, `text`, `yaml` · `action`, `store` · `document` · `check`, `exchange`, `find`, `layout`, `merge` · `keep` · `config` ·
//! `app` · `terminal` · `ui` · `run` · `cli`.
//!
//! # The words
//!
//! A *workspace* is a folder of *boards*; a board has *periods*, one file each; a file has *sheets*; a sheet has *panes*; a
//! pane has *items*; an item has a *tag*, a *text* and *fields*. Heading lines (*heads*) are scalars of the board or of a
//! sheet. One word, one meaning: in files, types, YAML, help and docs.

pub mod action;
pub mod app;
pub mod bell;
pub mod check;
pub mod cli;
pub mod config;
pub mod document;
pub mod error;
pub mod exchange;
pub mod find;
pub mod keep;
pub mod layout;
pub mod merge;
pub mod model;
pub mod run;
pub mod store;
pub mod terminal;
pub mod text;
pub mod ui;
pub mod yaml;
