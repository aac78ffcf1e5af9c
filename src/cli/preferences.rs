//! The files of a person's own, and what holds with them: settings, keys, the theme. Whatever is wrong with them is told all
//! at once, and keeps nobody from the board. It must not know what a setting, a key or a colour means.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{files, output, variable};
use crate::config::keymap::Keymap;
use crate::config::settings::{self, Settings};
use crate::config::theme::{self, BuiltIn, Chrome, Depth, Theme};
use crate::model::Finding;
use crate::model::finding::{quote, resembling};
use crate::store::file::try_load;
use crate::store::{Fs, Paths, RealFs};

pub(super) const SETTINGS: &str = "settings.yaml";
pub(super) const KEYMAP: &str = "keymap.yaml";
pub(super) const THEMES: &str = "themes";

/// The largest file of these that is read, in bytes: a hundred times what anybody writes.
const MOST_BYTES: usize = 256 * 1024;

/// A file of this person's, and what holds with it.
#[derive(Debug)]
pub(super) struct Own<T> {
    /// Where it is or would be; nothing where no variable names a folder for it.
    pub path: Option<PathBuf>,
    /// What stands in it, where it is there and can be read.
    pub text: Option<String>,
    /// Its good lines, laid over the defaults.
    pub value: T,
    /// What is wrong with it, as it is told; each fault one text.
    pub faults: Vec<String>,
}

impl<T> Own<T> {
    fn missing(path: Option<PathBuf>, value: T) -> Self {
        Self { path, text: None, value, faults: Vec::new() }
    }

    /// Reads it; `parse` is given an empty text where it is not there or cannot be read.
    fn read(path: Option<PathBuf>, parse: impl Fn(&str) -> (T, Vec<Finding>)) -> Self {
        let Some(at) = path else { return Self::missing(None, parse("").0) };
        let shown = files::shown(&at);
        let unread = |cause: &str, remedy: &str| (None, vec![format!("{shown}: {cause}\n    {remedy}\n")]);
        let (text, mut faults) = match try_load(&RealFs, &at) {
            Ok(None) => (None, Vec::new()),
            Ok(Some(loaded)) => match loaded.text {
                Ok(text) if text.len() <= MOST_BYTES => (Some(text), Vec::new()),
                Ok(_) => unread("this file is larger than 256 KiB", "keep the lines that you change"),
                Err(_) => unread("this file is no UTF-8 text", "save it as UTF-8 in your editor"),
            },
            Err(error) => unread(error.cause(), error.remedy()),
        };
        let (value, findings) = parse(text.as_deref().unwrap_or_default());
        let told = findings.iter().map(|finding| files::told(&at, std::slice::from_ref(finding)));
        faults.extend(told);
        Self { path: Some(at), text, value, faults }
    }
}

/// What holds for this person.
pub(super) struct Preferences {
    /// The folder of all their files.
    pub folder: Option<PathBuf>,
    pub settings: Own<Settings>,
    pub keymap: Own<Keymap>,
    /// The theme that the settings choose, as its file has it.
    pub theme: Own<Theme>,
}

impl Preferences {
    pub(super) fn read(paths: &Paths) -> Self {
        let folder = paths.config.clone();
        let file = |name: &str| folder.as_ref().map(|folder| folder.join(name));
        let mut settings = Own::read(file(SETTINGS), Settings::read);
        let keymap = Own::read(file(KEYMAP), Keymap::with_user);
        let theme = match theme(folder.as_deref(), &settings.value.theme) {
            Ok(theme) => theme,
            Err(unknown) => {
                settings.faults.push(unknown.told_at(&settings));
                BuiltIn::Default.name().clone_into(&mut settings.value.theme);
                Own::missing(None, Theme::default())
            }
        };
        Self { folder, settings, keymap, theme }
    }

    /// Everything that is wrong with their files, in the order of the files.
    pub(super) fn faults(&self) -> Vec<String> {
        [&self.settings.faults, &self.keymap.faults, &self.theme.faults]
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    }

    /// That something is wrong, and how to be told what, in one line; nothing where all is well.
    pub(super) fn notice(&self) -> Option<String> {
        let wrong = [
            (&self.settings.path, self.settings.faults.len()),
            (&self.keymap.path, self.keymap.faults.len()),
            (&self.theme.path, self.theme.faults.len()),
        ];
        let name = |path: &Option<PathBuf>| path.as_deref().and_then(Path::file_name).map(OsStr::to_owned);
        let wrong = wrong.iter().filter(|(_, faults)| *faults > 0);
        let names = wrong.clone().filter_map(|(path, _)| Some(files::shown(Path::new(&name(path)?))));
        let names = names.collect::<Vec<_>>().join(", ");
        match wrong.map(|(_, faults)| faults).sum() {
            0 => None,
            1 => Some(format!("1 fault in {names}, the rest holds: stratboard config tells it")),
            faults => {
                Some(format!("{faults} faults in {names}, the rest holds: stratboard config tells them"))
            }
        }
    }

    /// The colours and marks for the screen: those of `asked` where the command line names a theme; else none where
    /// `NO_COLOR` is set; else the settings'. On a terminal it has no more than the terminal can show.
    pub(super) fn screen(&self, asked: Option<Theme>, on_terminal: bool) -> Theme {
        let no_colour = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let theme = match asked {
            Some(theme) => theme,
            None if no_colour => Theme::mono(),
            None => self.theme.value.clone(),
        };
        let theme = if on_terminal { theme.at(Depth::from_env(variable)) } else { theme };
        let theme = if on_terminal && !theme::has_italics(variable) { theme.upright() } else { theme };
        theme.with_chrome(signs(&self.settings.value))
    }
}

/// The signs that this person wants around words, for what is printed; what is wrong with the settings is told elsewhere.
pub(super) fn chrome() -> Chrome {
    let folder = Paths::from_env(variable).config;
    signs(&Own::read(folder.map(|folder| folder.join(SETTINGS)), Settings::read).value)
}

fn signs(settings: &Settings) -> Chrome {
    if settings.chrome.is_ascii(variable) { Chrome::Ascii } else { Chrome::Unicode }
}

/// A theme's name that nobody knows, and what to do about it.
#[derive(Debug)]
pub(super) struct Unknown {
    pub what: String,
    pub remedy: String,
}

impl Unknown {
    /// As a fault of the settings.
    fn told_at(&self, settings: &Own<Settings>) -> String {
        let path = settings.path.as_deref().map(files::shown).unwrap_or_default();
        let line = settings.text.as_deref().and_then(|text| settings::line_of(text, "theme")).unwrap_or(1);
        format!("{path}:{line}: {}\n    {}\n", self.what, self.remedy)
    }
}

/// The theme of a name: `auto`, this person's own, or the program's. An own one that has the name of one of the program's
/// is laid over it.
///
/// # Errors
/// There is none.
pub(super) fn theme(folder: Option<&Path>, name: &str) -> Result<Own<Theme>, Unknown> {
    if name == settings::AUTO {
        return Ok(Own::missing(None, theme::auto(variable).theme()));
    }
    let built_in = BuiltIn::named(name);
    let file = folder.filter(|_| settings::is_theme_name(name)).map(|folder| theme_file(folder, name));
    let is_missing = |file: &PathBuf| {
        let gone = [ErrorKind::NotFound, ErrorKind::NotADirectory];
        RealFs.lstat(file).is_err_and(|error| gone.contains(&error.kind()))
    };
    if let Some(file) = file.filter(|file| !is_missing(file)) {
        return Ok(Own::read(Some(file), |text| Theme::read(text, built_in.unwrap_or(BuiltIn::Default))));
    }
    if let Some(built_in) = built_in {
        return Ok(Own::missing(None, built_in.theme()));
    }
    let own = folder.map(own_themes).unwrap_or_default();
    let known = || BuiltIn::ALL.map(BuiltIn::name).into_iter().chain(own.iter().map(String::as_str));
    let remedy = resembling(name, known()).map_or_else(
        || {
            let known = known().collect::<Vec<_>>().join(", ");
            format!("choose one of {known}, or write {THEMES}/NAME.yaml beside {SETTINGS}")
        },
        |meant| format!("did you mean {meant}?"),
    );
    Err(Unknown { what: format!("there is no theme {}", quote(name)), remedy })
}

fn theme_file(folder: &Path, name: &str) -> PathBuf {
    folder.join(THEMES).join(format!("{name}.yaml"))
}

/// The names of this person's themes.
pub(super) fn own_themes(folder: &Path) -> Vec<String> {
    let entries = RealFs.entries(&folder.join(THEMES)).unwrap_or_default();
    let names = entries.into_iter().filter_map(|entry| entry.name.into_string().ok());
    let names = names.filter_map(|name| Some(name.strip_suffix(".yaml")?.to_owned()));
    let mut names = names.filter(|name| settings::is_theme_name(name)).collect::<Vec<String>>();
    names.sort();
    names
}

/// Tells everything that is wrong.
pub(super) fn tell(faults: &[String]) {
    if !faults.is_empty() {
        output::message(&faults.concat());
    }
}
