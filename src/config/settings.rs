//! Settings: what a person chose in `settings.yaml`; the defaults are the commented file among the assets.
//! It must not know where the file is, nor who goes by a setting.

use std::ffi::OsString;

use crate::model::finding::{Finding, Level, quote, resembling};
use crate::yaml::{Kind, NodeId, Tree, line_col};

/// The defaults as a commented file.
pub const DEFAULT: &str = include_str!("../../assets/settings.yaml");

/// What a person can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The marks around the words.
    pub chrome: Chrome,
    /// Whether the mouse is heard.
    pub mouse: bool,
    /// Whether the screen is made for a screen reader: one item a line, in words.
    pub screen_reader: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { chrome: Chrome::default(), mouse: true, screen_reader: false }
    }
}

/// All names of settings.
const NAMES: [&str; 3] = ["chrome", "mouse", "screen_reader"];

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
    /// because fonts for Chinese, Japanese and Korean draw marks of ambiguous width two cells wide.
    pub fn is_ascii(self, lookup: impl Fn(&str) -> Option<OsString>) -> bool {
        let locale = || {
            let mut set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(&lookup);
            let locale = set.find(|locale| !locale.is_empty()).unwrap_or_default();
            ["zh", "ja", "ko"].iter().any(|language| locale.to_string_lossy().starts_with(language))
        };
        match self {
            Self::Auto => locale(),
            Self::Ascii => true,
            Self::Unicode => false,
        }
    }
}

impl Settings {
    /// Reads a settings file; what it does not name keeps its default.
    ///
    /// # Errors
    /// All faults together, each with its place: syntax, unknown settings, values that a setting does not have.
    pub fn read(text: &str) -> Result<Self, Vec<Finding>> {
        let mut reader = Reader { text, findings: Vec::new() };
        let mut settings = Self::default();
        match Tree::parse(text) {
            Err(error) => {
                reader.fault(error.offset, error.message, "mend the YAML: each line is NAME: value");
            }
            Ok(tree) => {
                if let Some(root) = tree.root().filter(|root| !tree.is_null(*root)) {
                    reader.map(&tree, root, &mut settings);
                }
            }
        }
        reader.findings.sort_by_key(|finding| (finding.line, finding.column));
        if reader.findings.is_empty() { Ok(settings) } else { Err(reader.findings) }
    }
}

struct Reader<'t> {
    text: &'t str,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn fault(&mut self, offset: usize, what: impl Into<String>, remedy: impl Into<String>) {
        let (line, column) = line_col(self.text, offset);
        self.findings.push(Finding {
            level: Level::Problem,
            line,
            column,
            what: what.into(),
            remedy: remedy.into(),
        });
    }

    fn map(&mut self, tree: &Tree<'_>, root: NodeId, settings: &mut Settings) {
        if !matches!(tree.kind(root), Kind::Mapping { .. }) {
            return self.fault(tree.span(root).start, "the settings are no map", "write each as NAME: value");
        }
        for (first, second) in tree.duplicate_keys(root) {
            let (line, _) = line_col(self.text, tree.span(first).start);
            let what = format!("{} stands twice; the first is in line {line}", quote(tree.value(second)));
            self.fault(tree.span(second).start, what, "keep one of the two");
        }
        for (key, value) in tree.entries(root) {
            match tree.value(key) {
                "chrome" | "mouse" | "screen_reader" if tree.is_null(value) => {}
                "screen_reader" => settings.screen_reader = self.switch(tree, value).unwrap_or(false),
                "mouse" => settings.mouse = self.switch(tree, value).unwrap_or(true),
                "chrome" => settings.chrome = self.chrome(tree, value).unwrap_or_default(),
                name => {
                    let remedy = match resembling(name, NAMES) {
                        Some(meant) => format!("did you mean {meant}?"),
                        None => "take the line away; stratboard config --print shows all settings".to_owned(),
                    };
                    self.fault(tree.span(key).start, format!("{} is no setting", quote(name)), remedy);
                }
            }
        }
    }

    fn switch(&mut self, tree: &Tree<'_>, value: NodeId) -> Option<bool> {
        let word = tree.value(value);
        let found = word.parse().ok();
        if found.is_none() {
            let what = format!("{} is neither true nor false", quote(word));
            self.fault(tree.span(value).start, what, "write true or false");
        }
        found
    }

    fn chrome(&mut self, tree: &Tree<'_>, value: NodeId) -> Option<Chrome> {
        let word = tree.value(value);
        let found = Chrome::ALL.into_iter().find(|chrome| chrome.key() == word);
        if found.is_none() {
            let known = Chrome::ALL.map(Chrome::key).join(", ");
            let what = format!("{} is no chrome", quote(word));
            self.fault(tree.span(value).start, what, format!("choose one of {known}"));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commented_file_holds_the_defaults() {
        assert_eq!(Settings::read(DEFAULT), Ok(Settings::default()));
        assert_eq!(Settings::read("chrome:\n"), Ok(Settings::default()));
        assert_eq!(Settings::read(""), Ok(Settings::default()));
        assert_eq!(
            Settings::read("chrome: ascii\n"),
            Ok(Settings { chrome: Chrome::Ascii, ..Settings::default() })
        );
        assert_eq!(Settings::read("mouse: false\n"), Ok(Settings { mouse: false, ..Settings::default() }));
        let spoken = Settings { screen_reader: true, ..Settings::default() };
        assert_eq!(Settings::read("screen_reader: true\n"), Ok(spoken));
    }

    #[test]
    fn bad_lines_are_told_together_with_their_places() {
        let findings = Settings::read("chrome: pretty\nchrom: ascii\nmouse: no\nx: 1\n").unwrap_err();
        let places = findings.iter().map(|finding| (finding.line, finding.column)).collect::<Vec<_>>();
        assert_eq!(places, [(1, 9), (2, 1), (3, 8), (4, 1)]);
        assert_eq!(findings[1].remedy, "did you mean chrome?");
        assert_eq!(Settings::read("chrome: ascii\nchrome: auto\n").unwrap_err()[0].line, 2);
        assert_eq!(Settings::read("- a\n").unwrap_err().len(), 1);
        assert_eq!(Settings::read("chrome: [\n").unwrap_err().len(), 1);
    }

    #[test]
    fn auto_goes_by_the_locale() {
        let with = |locale: &str| Chrome::Auto.is_ascii(|name| (name == "LANG").then(|| locale.into()));
        assert!(with("zh_CN.UTF-8") && with("ja_JP") && with("ko"));
        assert!(!with("en_GB.UTF-8") && !with(""));
        assert!(Chrome::Ascii.is_ascii(|_| None) && !Chrome::Unicode.is_ascii(|_| Some("ja".into())));
    }
}
