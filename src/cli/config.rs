//! `config`: where settings and keys are read from, whether they are sound, and the defaults as commented files.
//! It must not know what a setting or a key means.

use std::path::Path;

use clap::{Args, ValueEnum};

use super::{Outcome, files, output};
use crate::config::keymap::Keymap;
use crate::config::settings::{self, Settings};
use crate::error::Result;
use crate::model::Finding;
use crate::store::file::try_load;
use crate::store::{Paths, RealFs};

/// Tell where settings and keys are read from, or print the defaults
#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// Print the defaults as commented files
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "all")]
    print: Option<Part>,
}

/// A file of defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Part {
    /// All files, one after the other
    All,
    /// settings.yaml
    Settings,
    /// keymap.yaml
    Keymap,
}

pub(super) const SETTINGS: &str = "settings.yaml";
pub(super) const KEYMAP: &str = "keymap.yaml";

pub(super) fn run(args: &ConfigArgs) -> Result<Outcome> {
    if let Some(part) = args.print {
        output::result(&defaults(part))?;
        return Ok(Outcome::Done);
    }
    let paths = Paths::from_env(|name| std::env::var_os(name));
    let Some(folder) = &paths.config else {
        output::message("no settings folder: neither XDG_CONFIG_HOME nor HOME names one");
        return Ok(Outcome::Problems);
    };
    let settings = state(&folder.join(SETTINGS), |text| Settings::read(text).map(drop))?;
    let keymap = state(&folder.join(KEYMAP), |text| Keymap::with_user(text).map(drop))?;
    let mut lines = format!("settings  {}\nkeys      {}\n", settings.line, keymap.line);
    if let Some(folder) = &paths.state {
        lines.push_str(&format!("state     {}\n", files::shown(folder)));
    }
    output::result(&lines)?;
    for told in [&settings.told, &keymap.told].into_iter().filter(|told| !told.is_empty()) {
        output::message(told);
    }
    Ok(if settings.told.is_empty() && keymap.told.is_empty() { Outcome::Done } else { Outcome::Problems })
}

fn defaults(part: Part) -> String {
    let keymap = Keymap::default().to_yaml();
    match part {
        Part::Settings => settings::DEFAULT.to_owned(),
        Part::Keymap => keymap,
        Part::All => format!("# {SETTINGS}\n\n{}---\n# {KEYMAP}\n\n{keymap}", settings::DEFAULT),
    }
}

/// A file of this person's.
struct State {
    /// Its path, and whether it is there.
    line: String,
    /// What is wrong with it.
    told: String,
}

fn state(path: &Path, read: impl Fn(&str) -> std::result::Result<(), Vec<Finding>>) -> Result<State> {
    let shown = files::shown(path);
    let Some(loaded) = try_load(&RealFs, path)? else {
        return Ok(State { line: format!("{shown}  (not there: the defaults hold)"), told: String::new() });
    };
    let told = match &loaded.text {
        Ok(text) => read(text).err().map(|findings| files::told(path, &findings)).unwrap_or_default(),
        Err(_) => format!("{shown}: this file is no UTF-8 text\n    save it as UTF-8 in your editor\n"),
    };
    Ok(State { line: shown, told })
}
