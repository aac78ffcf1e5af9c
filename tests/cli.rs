//! The commands without a screen: the real program in a folder of its own, its output, its files, its exit status.

#[path = "cli/check.rs"]
mod check;
#[path = "cli/config.rs"]
mod config;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/list.rs"]
mod list;
#[path = "cli/new.rs"]
mod new;
#[path = "cli/program.rs"]
mod program;
#[path = "cli/sandbox.rs"]
mod sandbox;
#[path = "cli/show.rs"]
mod show;
