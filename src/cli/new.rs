//! `new`: a board from a template, with the current quarter as its period. It never writes over a file.
//! What a new board holds is `exchange/template`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, files, output};
use crate::error::Result;
use crate::exchange::template::{self, Template};
use crate::model::Period;
use crate::store::{RealFs, create_new};

/// Make a new board
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The name of the company, team or person
    #[arg(value_parser = name)]
    name: String,
    /// The folder of boards
    #[arg(long = "in", value_name = "DIR", default_value = "boards")]
    folder: PathBuf,
    /// What it begins with
    #[arg(long, value_name = "TEMPLATE", default_value = "board")]
    from: Template,
}

pub(super) fn run(args: &NewArgs) -> Result<Outcome> {
    let period = Period::quarter_of(super::today());
    let text = template::filled_in(args.from, &args.name, period)?;
    let file = args.folder.join(template::path(&args.name, period));
    let folder = file.parent().unwrap_or(&args.folder);
    create_new(&RealFs, &file, &text)?;
    output::text(&format!("{}\n", files::shown(&file)))?;
    output::message(&format!("open it with: stratboard {}", quoted(folder)));
    Ok(Outcome::Done)
}

/// A board's name from the command line.
fn name(text: &str) -> std::result::Result<String, String> {
    let name = text.trim();
    if template::slug(name).is_empty() {
        Err("a name has at least one letter or digit".to_owned())
    } else {
        Ok(name.to_owned())
    }
}

/// A path as a person can give it to a shell again.
fn quoted(path: &Path) -> String {
    let path = files::shown(path);
    let is_plain = path.chars().all(|c| c.is_alphanumeric() || "/._-~".contains(c));
    if is_plain { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
