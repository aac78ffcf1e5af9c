//! The commands without a screen: the real program in a folder of its own, its output, its files, its exit status.

#[cfg(test)]
#[path = "cli/actions.rs"]
mod actions;
#[cfg(test)]
#[path = "cli/boards.rs"]
mod boards;
#[cfg(test)]
#[path = "cli/check.rs"]
mod check;
#[cfg(test)]
#[path = "cli/config.rs"]
mod config;
#[cfg(test)]
#[path = "cli/export.rs"]
mod export;
#[cfg(test)]
#[path = "cli/find.rs"]
mod find;
#[cfg(test)]
#[path = "cli/hostile.rs"]
mod hostile;
#[cfg(test)]
#[path = "cli/import.rs"]
mod import;
#[cfg(test)]
#[path = "cli/list.rs"]
mod list;
#[cfg(test)]
#[path = "cli/merging.rs"]
mod merging;
#[cfg(test)]
#[path = "cli/new.rs"]
mod new;
#[cfg(test)]
#[path = "cli/program.rs"]
mod program;
#[cfg(test)]
#[path = "cli/readme.rs"]
mod readme;
#[cfg(test)]
#[path = "cli/sandbox.rs"]
mod sandbox;
#[cfg(test)]
#[path = "cli/show.rs"]
mod show;
