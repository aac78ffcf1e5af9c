//! `reset-terminal`: what a killed run could not undo. It must not know which modes those are.

use clap::Args;

use super::Outcome;
use crate::error::Result;
use crate::terminal;

/// Give the terminal back after a kill -9, as the program itself would have
///
/// Leaves the alternate screen, shows the caret, turns pasting, mouse and key reports off, and makes the line
/// editable again. It works on the controlling terminal, wherever standard output goes.
#[derive(Debug, Args)]
pub(super) struct ResetTerminalArgs {}

pub(super) fn run(_: &ResetTerminalArgs) -> Result<Outcome> {
    terminal::reset()?;
    Ok(Outcome::Done)
}
