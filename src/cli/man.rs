//! `man`: the manual, one page with all commands. It must not know any single command.

use std::io;

use clap::Args;
use clap_mangen::Man;

use super::{Outcome, command, output};
use crate::error::{Error, Result};

/// Print the manual page
#[derive(Debug, Args)]
pub(super) struct ManArgs {}

pub(super) fn run(_: &ManArgs) -> Result<Outcome> {
    let page = page().map_err(|error| Error::new("make the manual page", error, ""))?;
    output::result(&page)?;
    Ok(Outcome::Done)
}

/// The program's page, and after it a section for each command.
fn page() -> io::Result<String> {
    let mut program = command();
    // Fills in what clap derives late, such as the usage of subcommands.
    program.build();
    let mut page = Vec::new();
    Man::new(program.clone()).render(&mut page)?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        let mut section = Vec::new();
        let manual = Man::new(command.clone());
        manual.render_synopsis_section(&mut section)?;
        manual.render_description_section(&mut section)?;
        manual.render_options_section(&mut section)?;
        // The sections of a command stand one level below its name.
        let section = String::from_utf8_lossy(&section).replace("\n.SH ", "\n.SS ");
        let section = section.strip_prefix(".SH ").map_or(section.clone(), |rest| format!(".SS {rest}"));
        page.extend([".SH \"STRATBOARD ", &command.get_name().to_uppercase(), "\"\n", &section]);
    }
    Ok(page)
}
