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
    output::exact(&page)?;
    Ok(Outcome::Done)
}

/// What the page says at its end.
const END: &str = "\
.SH \"EXIT STATUS\"
0: done. 1: the work found problems or failed. 2: the command line was wrong.
.SH FILES
$XDG_CONFIG_HOME/stratboard/ (else ~/.config/stratboard/): settings.yaml, keymap.yaml, themes/NAME.yaml; stratboard config --print prints them
with comments, stratboard config tells what holds and what is wrong. State: $XDG_STATE_HOME/stratboard/ (else ~/.local/state/stratboard/).
.SH ENVIRONMENT
NO_COLOR: bold, reverse and underline instead of colours, unless --theme names some.
TERM, COLORTERM: how many colours the terminal has. COLORFGBG: whether it is dark or light, for the theme auto.
LC_ALL, LC_CTYPE, LANG: plain ASCII marks where the locale is Chinese, Japanese or Korean.
";

/// The program's page, with a section for each command.
fn page() -> io::Result<String> {
    let mut program = command();
    // Fills in what clap derives late, such as the usage of subcommands.
    program.build();
    let manual = Man::new(program.clone());
    let mut page = Vec::new();
    manual.render_title(&mut page)?;
    manual.render_name_section(&mut page)?;
    sections(&manual, &mut page)?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        let mut section = Vec::new();
        sections(&Man::new(command.clone()), &mut section)?;
        // The sections of a command stand one level below its name; what defines the quote is there once already.
        let section = String::from_utf8_lossy(&section).into_owned();
        let lines = section.lines().filter(|line| !line.starts_with(".ie ") && !line.starts_with(".el "));
        let section = lines.map(|line| line.replacen(".SH ", ".SS ", 1) + "\n").collect::<String>();
        page.extend([".SH \"STRATBOARD ", &command.get_name().to_uppercase(), "\"\n", &section]);
    }
    Ok(page + END)
}

fn sections(manual: &Man, page: &mut Vec<u8>) -> io::Result<()> {
    manual.render_synopsis_section(page)?;
    manual.render_description_section(page)?;
    manual.render_options_section(page)
}
