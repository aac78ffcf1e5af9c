//! `config`: where settings and keys are read from, whether they are sound, and the defaults as commented files.
//! It must not know what a setting or a key means.

use std::path::{Path, PathBuf};

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
        output::exact(&defaults(part))?;
        return Ok(Outcome::Done);
    }
    let paths = Paths::from_env(|name| std::env::var_os(name));
    let Some(folder) = &paths.config else {
        output::message("no settings folder: neither XDG_CONFIG_HOME nor HOME names one");
        return Ok(Outcome::Problems);
    };
    let settings = read(&folder.join(SETTINGS), Settings::read)?;
    let keymap = read(&folder.join(KEYMAP), Keymap::with_user)?;
    let state = paths.state.as_deref().map(files::shown).unwrap_or_default();
    let lines = [("settings", settings.line()), ("keys", keymap.line()), ("state", state)];
    output::text(&lines.map(|(name, line)| format!("{name:<8}  {line}\n")).concat())?;
    let faults = [settings.told(), keymap.told()].into_iter().flatten().map(output::message).count();
    Ok(if faults == 0 { Outcome::Done } else { Outcome::Problems })
}

fn defaults(part: Part) -> String {
    let keymap = Keymap::default().to_yaml();
    match part {
        Part::Settings => settings::DEFAULT.to_owned(),
        Part::Keymap => keymap,
        Part::All => format!("# {SETTINGS}\n\n{}---\n# {KEYMAP}\n\n{keymap}", settings::DEFAULT),
    }
}

/// What a file of this person's says.
pub(super) enum Own<T> {
    /// It is not there: the defaults hold.
    Missing(PathBuf, T),
    /// It is sound.
    Sound(PathBuf, T),
    /// It has faults: all of them, as they are told.
    Faulty(PathBuf, String),
}

impl<T> Own<T> {
    /// Its path, and whether it is there.
    fn line(&self) -> String {
        match self {
            Self::Missing(path, _) => format!("{}  (not there: the defaults hold)", files::shown(path)),
            Self::Sound(path, _) | Self::Faulty(path, _) => files::shown(path),
        }
    }

    /// What is wrong with it.
    pub(super) fn told(&self) -> Option<&str> {
        match self {
            Self::Faulty(_, told) => Some(told),
            Self::Missing(..) | Self::Sound(..) => None,
        }
    }

    /// What it says, or the defaults; nothing where it has faults.
    pub(super) fn value(self) -> Option<T> {
        match self {
            Self::Missing(_, value) | Self::Sound(_, value) => Some(value),
            Self::Faulty(..) => None,
        }
    }
}

/// Reads a file of this person's.
pub(super) fn read<T: Default>(
    path: &Path,
    parse: impl Fn(&str) -> std::result::Result<T, Vec<Finding>>,
) -> Result<Own<T>> {
    let path = path.to_owned();
    let Some(loaded) = try_load(&RealFs, &path)? else { return Ok(Own::Missing(path, T::default())) };
    let parsed = match &loaded.text {
        Ok(text) => parse(text).map_err(|findings| files::told(&path, &findings)),
        Err(_) => Err(format!(
            "{}: this file is no UTF-8 text\n    save it as UTF-8 in your editor",
            files::shown(&path)
        )),
    };
    Ok(match parsed {
        Ok(value) => Own::Sound(path, value),
        Err(told) => Own::Faulty(path, told),
    })
}
