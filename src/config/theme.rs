//! How meanings look: colours and weights by what a thing means, and the signs of the program's own chrome.
//! Only the terminal's 16 colours, so that light and dark screens both read well. It must not know what is drawn where.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};

/// The look of every meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
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

const fn bold() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

const fn reversed() -> Style {
    bold().add_modifier(Modifier::REVERSED)
}

const fn coloured(colour: Color) -> Style {
    Style::new().fg(colour)
}

const fn bold_coloured(colour: Color) -> Style {
    bold().fg(colour)
}

/// On dark and light; the line under it says it without the colour.
const fn as_with_a_marker() -> Style {
    let base = Modifier::REVERSED.union(Modifier::DIM);
    let style = coloured(Color::Black).bg(Color::Yellow).remove_modifier(base);
    style.add_modifier(Modifier::UNDERLINED)
}

/// Fainter than the terminal's own letters, whatever they are: it stays readable on dark and light.
const fn fainter() -> Style {
    Style::new().add_modifier(Modifier::DIM)
}

impl Default for Theme {
    fn default() -> Self {
        Self::default16()
    }
}

impl Theme {
    /// The terminal's own 16 colours. Red and green mean forecasts, so no tag has them.
    pub const fn default16() -> Self {
        let plain = Style::new();
        let dim = coloured(Color::DarkGray);
        // Plain blue is unreadable on the dark screens of many terminals; bright blue reads on both.
        let accent = Color::LightBlue;
        Self {
            title: bold(),
            period: plain,
            tab_current: reversed(),
            tab: plain,
            lead: Style::new().add_modifier(Modifier::ITALIC),
            pane_title: bold_coloured(accent),
            pane_focused: reversed(),
            rule: dim,
            forecast: [coloured(Color::Green), coloured(Color::Yellow), coloured(Color::Red)],
            rank: dim,
            bar: bold_coloured(accent),
            selected_tag: Style::new().add_modifier(Modifier::UNDERLINED),
            tags: [
                bold_coloured(Color::LightBlue),
                bold_coloured(Color::Magenta),
                bold_coloured(Color::Cyan),
                bold_coloured(Color::Yellow),
                bold_coloured(Color::LightMagenta),
                bold(),
            ],
            text: plain,
            value: bold(),
            votes: coloured(Color::Yellow),
            votes_most: bold_coloured(Color::Yellow),
            found: as_with_a_marker(),
            not_found: fainter(),
            late: bold_coloured(Color::Red),
            done: dim,
            hint: plain,
            ghost: dim,
            mode_word: reversed(),
            key: bold(),
            key_label: plain,
            message: plain,
            state_good: plain,
            state_waiting: plain,
            state_bad: reversed().fg(Color::Red),
            news: bold(),
            chrome: Chrome::Unicode,
        }
    }

    /// Without colours (`NO_COLOR`, a terminal that has none): bold, reverse and underline only.
    pub const fn mono() -> Self {
        let plain = Style::new();
        let base = Self::default16();
        Self {
            lead: plain,
            pane_title: bold(),
            pane_focused: reversed(),
            rule: plain,
            forecast: [plain; 3],
            rank: plain,
            bar: bold(),
            tags: [bold(); 6],
            votes: plain,
            votes_most: bold(),
            found: Style::new().add_modifier(Modifier::REVERSED.union(Modifier::UNDERLINED)),
            not_found: plain,
            late: bold(),
            done: plain,
            ghost: Style::new().add_modifier(Modifier::UNDERLINED),
            state_bad: reversed(),
            ..base
        }
    }

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
        '▁' | '▂' => '_',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colours_nothing_is_coloured() {
        let theme = Theme::mono();
        let styles = [
            theme.found,
            theme.not_found,
            theme.pane_title,
            theme.rule,
            theme.late,
            theme.votes,
            theme.bar,
            theme.state_bad,
            theme.done,
        ];
        for style in styles.iter().chain(&theme.tags).chain(&theme.forecast) {
            assert_eq!((style.fg, style.bg), (None, None), "{style:?}");
        }
    }

    #[test]
    fn no_tag_has_a_colour_that_means_a_forecast() {
        for style in Theme::default16().tags {
            assert!(!matches!(
                style.fg,
                Some(Color::Green | Color::Red | Color::LightGreen | Color::LightRed)
            ));
        }
    }

    #[test]
    fn ascii_chrome_is_as_wide_as_what_it_stands_for() {
        let theme = Theme::default16().with_chrome(Chrome::Ascii);
        let chrome = "─━▌┃★▲◆▼✓✎·–×‹›⇄↺…↑↓≠";
        let plain = theme.chars(chrome);
        assert!(plain.is_ascii(), "{plain}");
        assert_eq!(plain.len(), chrome.chars().count());
    }

    #[test]
    fn a_screen_reader_is_given_no_signs() {
        let theme = Theme::default16().spoken();
        assert_eq!(theme.chars("─━▌┃★▲◆▼✓✎‹⇄↺↑↓≠").trim(), "");
        assert_eq!(theme.chars("looking …"), "looking .");
        assert_eq!(theme.chars("Größe 小米"), "Größe 小米");
    }
}
