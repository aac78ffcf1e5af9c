//! `completions`: what a shell needs to complete this command line. It must not know any single command.

use clap::Args;
use clap_complete::Shell;

use super::{Outcome, command, output};
use crate::error::Result;

/// Print completions for a shell
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "stratboard", &mut script);
    output::exact(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}
