//! Settings: what a person chose in `settings.yaml`; the defaults are the commented file among the assets.
//! It must not know where the file is, nor who goes by a setting.

use std::ffi::OsString;

use super::faults::{Faults, remedy_for};
use super::theme::BuiltIn;
use crate::model::finding::{Finding, quote};
use crate::yaml::{NodeId, Tree, line_col};

/// The defaults as a commented file.
pub const DEFAULT: &str = include_str!("../../assets/settings.yaml");

/// What a person can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The name of the theme: [`AUTO`], one of the program's own, or a file's.
    pub theme: String,
    /// The marks around the words.
    pub chrome: Chrome,
    /// Whether the mouse is heard.
    pub mouse: bool,
    /// Whether the screen is made for a screen reader: one item a line, in words.
    pub screen_reader: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: BuiltIn::Default.name().to_owned(),
            chrome: Chrome::default(),
            mouse: true,
            screen_reader: false,
        }
    }
}

/// All names of settings.
const NAMES: [&str; 4] = ["theme", "chrome", "mouse", "screen_reader"];

/// The theme that goes by what the terminal says of its background.
pub const AUTO: &str = "auto";

/// The marks around the words: bars, rules, arrows, stars.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Chrome {
    /// By the locale.
    #[default]
    Auto,
    /// Only ASCII.
    Ascii,
    /// All marks.
    Unicode,
}

impl Chrome {
    const ALL: [Self; 3] = [Self::Auto, Self::Ascii, Self::Unicode];

    /// The word in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Ascii => "ascii",
            Self::Unicode => "unicode",
        }
    }

    /// Whether only ASCII marks are drawn, by what `lookup` says of an environment variable: `auto` goes by the locale,
    /// because fonts for Chinese, Japanese and Korean draw marks of ambiguous width two cells wide, and by the terminal.
    pub fn is_ascii(self, lookup: impl Fn(&str) -> Option<OsString>) -> bool {
        let locale = || {
            let mut set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(&lookup);
            let locale = set.find(|locale| !locale.is_empty()).unwrap_or_default();
            ["zh", "ja", "ko"].iter().any(|language| locale.to_string_lossy().starts_with(language))
        };
        // The kernel's own console has a font of 512 signs, and few of these are among them.
        let is_console = || lookup("TERM").is_some_and(|term| term == "linux");
        match self {
            Self::Auto => is_console() || locale(),
            Self::Ascii => true,
            Self::Unicode => false,
        }
    }
}

impl Settings {
    /// Reads a settings file; what it does not name keeps its default.
    ///
    /// What is wrong comes with it, each fault with its place: syntax, unknown settings, values that a setting does not
    /// have. Such a line changes nothing.
    pub fn read(text: &str) -> (Self, Vec<Finding>) {
        let mut faults = Faults::of(text);
        let mut settings = Self::default();
        faults.map(|faults, tree, key, value| match tree.value(key) {
            name if NAMES.contains(&name) && tree.is_null(value) => {}
            "theme" => settings.theme = theme(faults, tree, value).unwrap_or_else(|| settings.theme.clone()),
            "screen_reader" => {
                settings.screen_reader = switch(faults, tree, value).unwrap_or(settings.screen_reader);
            }
            "mouse" => settings.mouse = switch(faults, tree, value).unwrap_or(settings.mouse),
            "chrome" => settings.chrome = chrome(faults, tree, value).unwrap_or(settings.chrome),
            name => {
                let what = format!("{} is no setting", quote(name));
                faults.add(tree.span(key).start, what, remedy_for(name, &NAMES, "settings"));
            }
        });
        (settings, faults.told())
    }

    /// The settings as a commented file that [`Settings::read`] reads back to the same.
    pub fn to_yaml(&self) -> String {
        let mine = self.values();
        let line = |line: &str| {
            let mine = mine
                .iter()
                .find(|(name, _)| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')));
            mine.map_or_else(|| line.to_owned(), |(name, value)| format!("{name}: {value}")) + "\n"
        };
        DEFAULT.lines().map(line).collect()
    }

    /// Each setting's name and its value as the file writes it.
    pub fn values(&self) -> [(&'static str, String); 4] {
        let [theme, chrome, mouse, screen_reader] = NAMES;
        [
            (theme, self.theme.clone()),
            (chrome, self.chrome.key().to_owned()),
            (mouse, self.mouse.to_string()),
            (screen_reader, self.screen_reader.to_string()),
        ]
    }
}

/// The line of a settings file that sets a setting, counted from 1.
pub fn line_of(text: &str, name: &str) -> Option<usize> {
    let tree = Tree::parse(text).ok()?;
    let root = tree.root()?;
    let key = tree.entries(root).find(|(key, value)| tree.value(*key) == name && !tree.is_null(*value))?.0;
    Some(line_col(text, tree.span(key).start).0)
}

/// A theme's name; whether there is one of that name is known where the files are.
fn theme(faults: &mut Faults, tree: &Tree<'_>, value: NodeId) -> Option<String> {
    let name = tree.value(value);
    if is_theme_name(name) {
        return Some(name.to_owned());
    }
    let remedy = "write the name of a theme: letters, digits, - and _";
    faults.add(tree.span(value).start, format!("{} is no theme", quote(name)), remedy);
    None
}

/// Whether a theme can have that name: it is a part of its file's name, and leads nowhere else.
pub fn is_theme_name(name: &str) -> bool {
    const MOST: usize = 64;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    (1..=MOST).contains(&name.len()) && name.chars().all(is_part)
}

fn switch(faults: &mut Faults, tree: &Tree<'_>, value: NodeId) -> Option<bool> {
    let word = tree.value(value);
    let found = word.parse().ok();
    if found.is_none() {
        let what = format!("{} is neither true nor false", quote(word));
        faults.add(tree.span(value).start, what, "write true or false");
    }
    found
}

fn chrome(faults: &mut Faults, tree: &Tree<'_>, value: NodeId) -> Option<Chrome> {
    let word = tree.value(value);
    let found = Chrome::ALL.into_iter().find(|chrome| chrome.key() == word);
    if found.is_none() {
        let what = format!("{} is no chrome", quote(word));
        faults.add(tree.span(value).start, what, remedy_for(word, &Chrome::ALL.map(Chrome::key), "settings"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(text: &str) -> Settings {
        let (settings, findings) = Settings::read(text);
        assert_eq!(findings, []);
        settings
    }

    #[test]
    fn the_commented_file_holds_the_defaults() {
        for text in [DEFAULT, "chrome:\n", "", "# nothing\n"] {
            assert_eq!(good(text), Settings::default());
        }
        assert!(
            Settings::default()
                .values()
                .iter()
                .all(|(name, value)| DEFAULT.contains(&format!("\n{name}: {value}\n")))
        );
        assert_eq!(good("chrome: ascii\n"), Settings { chrome: Chrome::Ascii, ..Settings::default() });
        assert_eq!(good("mouse: false\n"), Settings { mouse: false, ..Settings::default() });
        assert_eq!(good("theme: dark\n").theme, "dark");
    }

    #[test]
    fn bad_lines_are_told_together_with_their_places_and_the_good_ones_hold() {
        let text = "chrome: pretty\nchrom: ascii\nmouse: no\nx: 1\ntheme: ../../etc\nmouse: false\n";
        let (settings, findings) = Settings::read(text);
        let places = findings.iter().map(|finding| (finding.line, finding.column)).collect::<Vec<_>>();
        assert_eq!(places, [(1, 9), (2, 1), (3, 8), (4, 1), (5, 8), (6, 1)]);
        assert_eq!(findings[1].remedy, "did you mean chrome?");
        assert_eq!(findings[3].remedy, "write one of theme, chrome, mouse, screen_reader");
        assert_eq!(settings, Settings::default());
        let (settings, findings) = Settings::read("mouse: no\nchrome: ascii\nchrome: auto\n");
        assert_eq!(findings.iter().map(|finding| finding.line).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(settings.chrome, Chrome::Ascii);
        assert_eq!(Settings::read("- a\n").1.len(), 1);
        assert_eq!(Settings::read("chrome: [\n").1.len(), 1);
    }

    #[test]
    fn printed_settings_read_back_to_the_same() {
        let settings =
            Settings { theme: "mine".to_owned(), chrome: Chrome::Ascii, mouse: false, screen_reader: true };
        assert_eq!(good(&settings.to_yaml()), settings);
        assert_eq!(Settings::default().to_yaml(), DEFAULT);
    }

    #[test]
    fn a_setting_is_found_in_its_line() {
        assert_eq!(line_of("# a\nmouse: true\ntheme:\n", "mouse"), Some(2));
        assert_eq!(line_of("# a\nmouse: true\ntheme:\n", "theme"), None);
    }

    #[test]
    fn auto_goes_by_the_locale() {
        let with = |locale: &str| Chrome::Auto.is_ascii(|name| (name == "LANG").then(|| locale.into()));
        assert!(with("zh_CN.UTF-8") && with("ja_JP") && with("ko"));
        assert!(!with("en_GB.UTF-8") && !with(""));
        assert!(Chrome::Auto.is_ascii(|name| (name == "TERM").then(|| "linux".into())));
        assert!(Chrome::Ascii.is_ascii(|_| None) && !Chrome::Unicode.is_ascii(|_| Some("ja".into())));
    }
}
