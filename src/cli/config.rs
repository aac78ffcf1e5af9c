//! `config`: where settings, keys and themes are read from, what holds, and the defaults as commented files.
//! It must not know what a setting, a key or a colour means.

use std::fmt::Write as _;
use std::path::Path;

use clap::{Args, ValueEnum};

use super::preferences::{self, KEYMAP, Own, Preferences, SETTINGS, THEMES};
use super::{Outcome, files, output, variable};
use crate::config::keymap::Keymap;
use crate::config::settings::{self, AUTO, Settings};
use crate::config::theme::{BuiltIn, Theme};
use crate::error::{Error, Result};
use crate::store::Paths;

/// Tell which settings, keys and colours hold and where they come from, or print the defaults
#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// Print the defaults as commented files
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "all")]
    print: Option<Part>,
    /// With --print theme: which theme, one of your own too
    #[arg(requires = "print")]
    name: Option<String>,
    /// Print what holds for you, your own files laid over the defaults
    #[arg(long, requires = "print")]
    mine: bool,
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
    /// A file of themes/
    Theme,
}

pub(super) fn run(args: &ConfigArgs) -> Result<Outcome> {
    let paths = Paths::from_env(variable);
    let preferences = Preferences::read(&paths);
    match args.print {
        Some(part) => print(part, args, &preferences),
        None => overview(&paths, &preferences),
    }
}

fn print(part: Part, args: &ConfigArgs, own: &Preferences) -> Result<Outcome> {
    let (settings, keymap) = if args.mine {
        (own.settings.value.to_yaml(), own.keymap.value.to_yaml())
    } else {
        (settings::DEFAULT.to_owned(), Keymap::default().to_yaml())
    };
    let theme = match args.name.as_deref() {
        Some(_) if part != Part::Theme => {
            return Err(Error::new("print that", "only themes have names", "write --print theme NAME"));
        }
        Some(name) => preferences::theme(own.folder.as_deref(), name)
            .map_err(|unknown| Error::new("print the theme", unknown.what, unknown.remedy))?
            .value
            .to_yaml(name),
        None if args.mine => own.theme.value.to_yaml(&own.settings.value.theme),
        None => Theme::default().to_yaml(BuiltIn::Default.name()),
    };
    output::exact(&match part {
        Part::Settings => settings,
        Part::Keymap => keymap,
        Part::Theme => theme,
        Part::All => {
            format!(
                "# {SETTINGS}\n\n{settings}---\n# {KEYMAP}\n\n{keymap}---\n# {THEMES}/NAME.yaml\n\n{theme}"
            )
        }
    })?;
    Ok(Outcome::Done)
}

/// Where everything is, what holds of it, and everything that is wrong with it.
fn overview(paths: &Paths, own: &Preferences) -> Result<Outcome> {
    let (themes, faults) = themes(own);
    let state = paths.state.as_deref().map_or_else(|| NOWHERE.to_owned(), files::shown);
    let lines = [
        ("settings", place(&own.settings)),
        ("keys", place(&own.keymap)),
        ("themes", themes),
        ("state", state),
    ];
    let mut text = lines.map(|(name, line)| format!("{name:<8}  {line}\n")).concat();
    text.push_str(&settings_that_hold(&own.settings));
    text.push_str(&keys_that_differ(&own.keymap.value));
    text.push_str(&theme_that_holds(own));
    output::text(&text)?;
    preferences::tell(&faults);
    Ok(if faults.is_empty() { Outcome::Done } else { Outcome::Problems })
}

const NOWHERE: &str = "(nowhere: neither XDG_CONFIG_HOME, XDG_STATE_HOME nor HOME names a folder)";

/// Where a file is, and whether it is there.
fn place<T>(own: &Own<T>) -> String {
    let Some(path) = &own.path else { return NOWHERE.to_owned() };
    let note = match (&own.text, own.faults.is_empty()) {
        (Some(_), _) => "",
        (None, true) => "  (not there: the defaults hold)",
        (None, false) => "  (cannot be read: the defaults hold)",
    };
    format!("{}{note}", files::shown(path))
}

/// Where this person's themes are and which there are; and everything that is wrong with any file, these among them.
fn themes(own: &Preferences) -> (String, Vec<String>) {
    let mut faults = own.faults();
    let Some(folder) = &own.folder else { return (NOWHERE.to_owned(), faults) };
    let names = preferences::own_themes(folder);
    for name in names.iter().filter(|name| **name != own.settings.value.theme) {
        if let Ok(theme) = preferences::theme(Some(folder), name) {
            faults.extend(theme.faults);
        }
    }
    let which = if names.is_empty() { "none of yours".to_owned() } else { names.join(", ") };
    (format!("{}  ({which})", files::shown(&folder.join(THEMES))), faults)
}

fn settings_that_hold(own: &Own<Settings>) -> String {
    let mut text = "\n# The settings that hold\n".to_owned();
    for (name, value) in own.value.values() {
        let line = own.text.as_deref().and_then(|text| settings::line_of(text, name));
        let is_wrong = |place: &str| own.faults.iter().any(|fault| fault.contains(place));
        let from = match line {
            None => "the default".to_owned(),
            Some(line) if is_wrong(&format!("{SETTINGS}:{line}:")) => {
                format!("the default; {SETTINGS}:{line} is wrong")
            }
            Some(line) => format!("{SETTINGS}:{line}"),
        };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{:<20} # {from}", format!("{name}: {value}"));
    }
    text
}

fn keys_that_differ(keymap: &Keymap) -> String {
    let changes = keymap.changes();
    if changes.is_empty() {
        return "\n# All keys are the defaults\n".to_owned();
    }
    format!("\n# The keys that are not the defaults\n{changes}")
}

fn theme_that_holds(own: &Preferences) -> String {
    let (name, theme) = (&own.settings.value.theme, &own.theme.value);
    let base = theme.based_on.name();
    let from = match own.theme.path.as_deref().and_then(Path::file_name) {
        Some(file) => format!("{THEMES}/{}, which changes of {base}", file.to_string_lossy()),
        None if name == AUTO => format!("here {base}, which is the program's own"),
        None => "which is the program's own".to_owned(),
    };
    let mut text = format!("\n# The theme {name}, {from}\n");
    for (part, look) in theme.changes() {
        let _ = writeln!(text, "{part}: '{look}'");
    }
    if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        text.push_str("# NO_COLOR is set: the screen has no colours unless --theme asks for them\n");
    }
    text
}
