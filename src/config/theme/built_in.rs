//! The themes that the program brings along. The files in `assets/themes` are printed from these, so that none has to be
//! read at the start. It must not know what is drawn where.

use ratatui::style::{Color, Modifier, Style};

use super::depth::rgb;
use super::{Chrome, Theme};

/// A theme of the program's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuiltIn {
    /// The terminal's own 16 colours, on dark and light.
    Default,
    /// Calm colours on a dark screen.
    Dark,
    /// The same on a light one.
    Light,
    /// For projectors, sunlight and weak eyes: at least 7:1 everywhere.
    Contrast,
    /// Bold, reverse and underline; what `NO_COLOR` gives.
    Plain,
}

impl BuiltIn {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Default, Self::Dark, Self::Light, Self::Contrast, Self::Plain];

    /// Its name in settings and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Contrast => "contrast",
            Self::Plain => "plain",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|built_in| built_in.name() == name)
    }

    /// Its looks.
    pub const fn theme(self) -> Theme {
        match self {
            Self::Default => Theme::default16(),
            Self::Dark => Theme::dark(),
            Self::Light => Theme::light(),
            Self::Contrast => Theme::contrast(),
            Self::Plain => Theme::mono(),
        }
    }

    /// What stands in for it where there are 16 colours: the letters of `plain` have the most contrast that a terminal has.
    #[must_use]
    pub const fn fallback(self) -> Self {
        match self {
            Self::Contrast | Self::Plain => Self::Plain,
            Self::Default | Self::Dark | Self::Light => Self::Default,
        }
    }
}

const PLAIN: Style = Style::new();
const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
const REVERSED: Style = BOLD.add_modifier(Modifier::REVERSED);
/// Fainter than the terminal's own letters, whatever they are: it stays readable on dark and light. Bright black is the
/// paper itself in some palettes.
const FAINT: Style = PLAIN.add_modifier(Modifier::DIM);
const UNDERLINED: Style = PLAIN.add_modifier(Modifier::UNDERLINED);

/// The colours of a theme that brings its own screen.
struct Palette {
    screen: u32,
    text: u32,
    /// What is read second.
    second: u32,
    rule: u32,
    accent: u32,
    /// Behind the words that say where a person is.
    raised: u32,
    votes: u32,
    forecast: [u32; 3],
    tags: [u32; 6],
    /// Behind the letters that are found.
    marker: u32,
}

impl Theme {
    /// The terminal's own 16 colours. Red and green mean forecasts, so no tag has them.
    pub const fn default16() -> Self {
        let dim = PLAIN.fg(Color::DarkGray);
        // Plain blue is unreadable on the dark screens of many terminals; bright blue reads on both.
        let accent = Color::LightBlue;
        Self {
            based_on: BuiltIn::Default,
            screen: PLAIN,
            title: BOLD,
            period: PLAIN,
            tab_current: REVERSED,
            tab: PLAIN,
            lead: PLAIN.add_modifier(Modifier::ITALIC),
            pane_title: BOLD.fg(accent),
            pane_focused: REVERSED,
            rule: dim,
            forecast: [PLAIN.fg(Color::Green), PLAIN.fg(Color::Yellow), PLAIN.fg(Color::Red)],
            rank: dim,
            bar: BOLD.fg(accent),
            selected_tag: UNDERLINED,
            tags: [
                BOLD.fg(Color::LightBlue),
                BOLD.fg(Color::Magenta),
                BOLD.fg(Color::Cyan),
                BOLD.fg(Color::Yellow),
                BOLD.fg(Color::LightMagenta),
                BOLD,
            ],
            text: PLAIN,
            value: BOLD,
            votes: PLAIN.fg(Color::Yellow),
            votes_most: BOLD.fg(Color::Yellow),
            // On dark and light; the line under it says it without the colour.
            found: UNDERLINED.fg(Color::Black).bg(Color::Yellow),
            not_found: FAINT,
            late: BOLD.fg(Color::Red),
            done: FAINT,
            hint: PLAIN,
            ghost: FAINT.add_modifier(Modifier::ITALIC),
            mode_word: REVERSED,
            key: BOLD,
            key_label: PLAIN,
            message: PLAIN,
            state_good: PLAIN,
            state_waiting: PLAIN,
            state_bad: REVERSED.fg(Color::Red),
            news: BOLD,
            chrome: Chrome::Unicode,
        }
    }

    /// Without colours (`NO_COLOR`, a terminal that has none): bold, reverse and underline only.
    pub const fn mono() -> Self {
        Self {
            based_on: BuiltIn::Plain,
            lead: PLAIN,
            pane_title: BOLD,
            rule: PLAIN,
            forecast: [PLAIN; 3],
            rank: PLAIN,
            bar: BOLD,
            tags: [BOLD; 6],
            votes: PLAIN,
            votes_most: BOLD,
            found: UNDERLINED.add_modifier(Modifier::REVERSED),
            not_found: PLAIN,
            late: BOLD,
            done: PLAIN,
            ghost: UNDERLINED,
            state_bad: REVERSED,
            ..Self::default16()
        }
    }

    /// Calm colours on a dark screen.
    pub const fn dark() -> Self {
        let palette = Palette {
            screen: 0x18_1a_1f,
            text: 0xd4_d7_dd,
            second: 0x9a_a1_ad,
            rule: 0x64_6b_78,
            accent: 0x8f_b4_f2,
            raised: 0x3b_43_54,
            votes: 0xdc_bc_72,
            forecast: [0x72_cb_a6, 0xe6_c2_74, 0xe2_68_5c],
            tags: [0x8f_b4_f2, 0xa8_7c_ec, 0xe6_84_b2, 0x62_c0_d2, 0xdf_aa_55, 0xd4_d7_dd],
            marker: 0xe6_c2_74,
        };
        Self::rich(BuiltIn::Dark, &palette)
    }

    /// The same on a light one.
    pub const fn light() -> Self {
        let palette = Palette {
            screen: 0xfa_fa_fa,
            text: 0x2a_2d_33,
            second: 0x5c_62_6d,
            rule: 0x8a_8f_99,
            accent: 0x20_58_b0,
            raised: 0xd5_da_e4,
            votes: 0x7d_58_00,
            forecast: [0x0a_7f_65, 0x8c_64_00, 0x8c_0a_26],
            tags: [0x20_58_b0, 0x4a_1c_9c, 0xa7_1a_70, 0x0b_6e_8a, 0x94_5a_1e, 0x2a_2d_33],
            marker: 0xff_d7_5f,
        };
        let rich = Self::rich(BuiltIn::Light, &palette);
        Self { found: UNDERLINED.fg(rgb(palette.text)).bg(rgb(palette.marker)), ..rich }
    }

    /// At least 7:1 everywhere; forecasts are blue, white and red.
    pub const fn contrast() -> Self {
        let palette = Palette {
            screen: 0x00_00_00,
            text: 0xff_ff_ff,
            second: 0xe4_e4_e4,
            rule: 0xb2_b2_b2,
            accent: 0xff_d7_5f,
            raised: 0xff_ff_ff,
            votes: 0xff_ff_ff,
            forecast: [0x6c_b6_ff, 0xff_ff_ff, 0xff_87_87],
            tags: [0x92_b4_ff, 0xb4_8c_ff, 0xff_8f_c8, 0x72_e9_fe, 0xed_c0_7f, 0xff_ff_ff],
            marker: 0xff_d7_5f,
        };
        let here = BOLD.fg(rgb(palette.screen)).bg(rgb(palette.raised));
        let rich = Self::rich(BuiltIn::Contrast, &palette);
        Self { tab_current: here, mode_word: here, not_found: rich.rule, done: rich.period, ..rich }
    }

    const fn rich(based_on: BuiltIn, palette: &Palette) -> Self {
        let text = rgb(palette.text);
        let second = PLAIN.fg(rgb(palette.second));
        let accent = rgb(palette.accent);
        let here = BOLD.fg(text).bg(rgb(palette.raised));
        let [blue, violet, pink, cyan, amber, last] = palette.tags;
        let [green, yellow, red] = palette.forecast;
        Self {
            based_on,
            screen: PLAIN.fg(text).bg(rgb(palette.screen)),
            period: second,
            tab_current: here,
            tab: second,
            lead: PLAIN,
            pane_title: BOLD.fg(accent),
            pane_focused: BOLD.fg(rgb(palette.screen)).bg(accent),
            rule: PLAIN.fg(rgb(palette.rule)),
            forecast: [PLAIN.fg(rgb(green)), PLAIN.fg(rgb(yellow)), PLAIN.fg(rgb(red))],
            rank: second,
            bar: BOLD.fg(accent),
            tags: [
                BOLD.fg(rgb(blue)),
                BOLD.fg(rgb(violet)),
                BOLD.fg(rgb(pink)),
                BOLD.fg(rgb(cyan)),
                BOLD.fg(rgb(amber)),
                BOLD.fg(rgb(last)),
            ],
            votes: PLAIN.fg(rgb(palette.votes)),
            votes_most: BOLD.fg(rgb(palette.votes)),
            found: UNDERLINED.fg(rgb(palette.screen)).bg(rgb(palette.marker)),
            not_found: second,
            late: BOLD.fg(rgb(red)),
            done: second,
            hint: second,
            ghost: second,
            mode_word: here,
            key_label: second,
            state_good: second,
            state_waiting: PLAIN,
            state_bad: BOLD.fg(rgb(palette.screen)).bg(rgb(red)),
            ..Self::default16()
        }
    }
}

#[cfg(test)]
mod tests;
