//! How meanings look: colours and weights by what a thing means, and the signs of the program's own chrome.
//! It must not know what is drawn where.

use std::borrow::Cow;
use std::ffi::OsString;

use ratatui::style::{Modifier, Style};

mod built_in;
mod depth;
mod file;
mod parts;
mod style;

pub use built_in::BuiltIn;
pub use depth::{Depth, has_italics};

/// The look of every meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The theme of the program's own that it began as.
    pub based_on: BuiltIn,
    /// The whole screen, behind all else; nothing where the terminal's own colours stand.
    pub screen: Style,
    /// Board title.
    pub title: Style,
    /// Period.
    pub period: Style,
    /// The tab of the sheet on the screen.
    pub tab_current: Style,
    /// The other tabs.
    pub tab: Style,
    /// Mission and what else stands above the panes.
    pub lead: Style,
    /// A pane's title.
    pub pane_title: Style,
    /// The title of the pane that has the focus.
    pub pane_focused: Style,
    /// Rules and what only parts or frames.
    pub rule: Style,
    /// The filled part of an objective's rule: green, yellow, red forecast.
    pub forecast: [Style; 3],
    /// Rank numbers.
    pub rank: Style,
    /// The bar beside what is selected.
    pub bar: Style,
    /// Added to the tag of the selected item.
    pub selected_tag: Style,
    /// Tags, in steady colours; read with [`Theme::tag`].
    pub tags: [Style; 6],
    /// Words.
    pub text: Style,
    /// A figure's value.
    pub value: Style,
    /// Votes.
    pub votes: Style,
    /// The most votes of a pane.
    pub votes_most: Style,
    /// The letters that are looked for.
    pub found: Style,
    /// Items that do not hold what is looked for.
    pub not_found: Style,
    /// Late promises and values out of range.
    pub late: Style,
    /// Done items.
    pub done: Style,
    /// What can be done where nothing is; labels.
    pub hint: Style,
    /// A completion that is offered.
    pub ghost: Style,
    /// The first word of the last line.
    pub mode_word: Style,
    /// A key in the last line.
    pub key: Style,
    /// What a key does.
    pub key_label: Style,
    /// A message.
    pub message: Style,
    /// All is in the file.
    pub state_good: Style,
    /// On its way there.
    pub state_waiting: Style,
    /// Not in the file.
    pub state_bad: Style,
    /// What came from outside.
    pub news: Style,
    /// Which signs the chrome is drawn with.
    pub chrome: Chrome,
}

/// The signs of the program's own chrome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Chrome {
    /// Lines, bars and shapes.
    #[default]
    Unicode,
    /// Nothing whose width depends on the terminal's locale.
    Ascii,
    /// For a screen reader: no sign at all; whoever has something to say by one says it in words.
    Words,
}

impl Default for Theme {
    fn default() -> Self {
        Self::default16()
    }
}

impl Theme {
    /// The same look with signs of one certain width.
    #[must_use]
    pub const fn with_chrome(self, chrome: Chrome) -> Self {
        Self { chrome, ..self }
    }

    /// The same look for a screen reader: without signs, and finding changes no cell that does not hold what is found.
    #[must_use]
    pub const fn spoken(self) -> Self {
        Self { chrome: Chrome::Words, not_found: self.text, ..self }
    }

    /// Whether the screen is made for a screen reader.
    pub fn is_spoken(&self) -> bool {
        self.chrome == Chrome::Words
    }

    /// The style of the tag colour with that number.
    pub fn tag(&self, number: u8) -> Style {
        self.tags[usize::from(number) % self.tags.len()]
    }

    /// The look of letters that are found, over whatever they had: a marker's colour is no colour on reversed letters.
    pub fn lit(&self) -> Style {
        Style::new().remove_modifier(Modifier::REVERSED.union(Modifier::DIM)).patch(self.found)
    }

    /// A piece of chrome in the signs of this theme: of the same width, sign by sign.
    pub fn chars<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.chrome == Chrome::Unicode || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let sign = if self.is_spoken() { unspoken } else { ascii };
        Cow::Owned(text.chars().map(sign).collect())
    }
}

/// What stands for a sign where none may stand: a stop, or nothing.
fn unspoken(sign: char) -> char {
    match sign {
        '…' => '.',
        '·' | '›' => ',',
        '–' => '-',
        sign if sign.is_alphanumeric() => sign,
        sign if ascii(sign) != sign => ' ',
        sign => sign,
    }
}

/// What stands for a sign of ambiguous width.
fn ascii(sign: char) -> char {
    match sign {
        '─' | '–' | '▃' | '▄' | '▅' => '-',
        '━' | '⇄' | '▆' | '▇' | '█' => '=',
        '▌' | '┃' => '|',
        '★' | '•' => '*',
        '▲' | '↑' => '^',
        '◆' => 'o',
        '▼' | '↓' => 'v',
        '✓' => '+',
        '✎' | '…' => '~',
        '·' => '.',
        '×' => 'x',
        '‹' => '<',
        '›' | '▸' => '>',
        '↺' => '@',
        '↵' => '$',
        '≠' => '#',
        '“' | '”' => '"',
        '▁' | '▂' => '_',
        other => other,
    }
}

/// The theme that settings mean by `auto`: dark or light where the terminal says which it is (`COLORFGBG`, as `lookup`
/// tells), else the one that suits both.
pub fn auto(lookup: impl Fn(&str) -> Option<OsString>) -> BuiltIn {
    match depth::is_light(lookup) {
        Some(true) => BuiltIn::Light,
        Some(false) => BuiltIn::Dark,
        None => BuiltIn::Default,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_chrome_is_as_wide_as_what_it_stands_for() {
        let theme = Theme::default16().with_chrome(Chrome::Ascii);
        let chrome = "─━▌┃★▲◆▼✓✎·–×‹›▸⇄↺…↑↓≠▁▂▃▄▅▆▇█";
        let plain = theme.chars(chrome);
        assert!(plain.is_ascii(), "{plain}");
        assert_eq!(plain.len(), chrome.chars().count());
    }

    #[test]
    fn auto_goes_by_what_the_terminal_says() {
        let told = |told: &'static str| auto(move |name| (name == "COLORFGBG").then(|| told.into()));
        assert_eq!(
            (told("15;0"), told("0;15"), told("?")),
            (BuiltIn::Dark, BuiltIn::Light, BuiltIn::Default)
        );
    }

    #[test]
    fn a_screen_reader_is_given_no_signs() {
        let theme = Theme::default16().spoken();
        assert_eq!(theme.chars("─━▌┃★▲◆▼✓✎‹⇄↺↑↓≠").trim(), "");
        assert_eq!(theme.chars("looking …"), "looking .");
        assert_eq!(theme.chars("Größe 小米"), "Größe 小米");
    }
}
