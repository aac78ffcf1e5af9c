//! What a terminal can show, as far as it tells without being asked, and what becomes of a theme that wants more.
//! It must not know the environment itself: it is told what a variable holds.

use std::ffi::OsString;

use ratatui::style::{Color, Modifier, Style};

use super::{Theme, parts};

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Its own 16.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// All.
    Full,
}

/// Terminals with all colours whose name says so, also over ssh, which does not pass `COLORTERM` on.
const FULL: [&str; 9] =
    ["-direct", "-truecolor", "kitty", "alacritty", "ghostty", "wezterm", "foot", "contour", "iterm"];

impl Depth {
    /// By `COLORTERM` and `TERM`, as `lookup` says of an environment variable.
    pub fn from_env(lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        let value =
            |name| lookup(name).map(|value| value.to_string_lossy().to_lowercase()).unwrap_or_default();
        let (term, colours) = (value("TERM"), value("COLORTERM"));
        if term == "linux" {
            // Whatever was inherited: the kernel's console has 16.
            Self::Sixteen
        } else if ["truecolor", "24bit"].contains(&colours.as_str())
            || FULL.iter().any(|name| term.contains(name))
        {
            Self::Full
        } else if term.contains("256color") {
            Self::Indexed
        } else {
            Self::Sixteen
        }
    }
}

/// Whether a terminal draws italics as italics: where it cannot, they come out reversed or underlined.
pub fn has_italics(lookup: impl Fn(&str) -> Option<OsString>) -> bool {
    let term = lookup("TERM").unwrap_or_default();
    let term = term.to_string_lossy();
    !(term.starts_with("screen") || ["linux", "xterm", "vt100", "vt220"].contains(&term.as_ref()))
}

/// Whether the terminal's background is light, where `COLORFGBG` tells (rxvt, Konsole); the number behind its last `;`.
pub(super) fn is_light(lookup: impl Fn(&str) -> Option<OsString>) -> Option<bool> {
    let told = lookup("COLORFGBG")?;
    let number = told.to_str()?.rsplit(';').next()?.parse::<u8>().ok()?;
    (number < 16).then_some(number == 7 || number > 8)
}

/// The colour of the 24 bits of `#rrggbb`.
pub(super) const fn rgb(hex: u32) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color::Rgb(red, green, blue)
}

impl Theme {
    /// This theme on a terminal of that depth. 256 colours come as near as they can; where there are 16, what has a
    /// richer colour looks as in the theme that stands in for the one it is based on.
    #[must_use]
    pub fn at(mut self, depth: Depth) -> Self {
        if depth == Depth::Full {
            return self;
        }
        let mut poor = self.based_on.fallback().theme();
        for part in &parts::ALL {
            let style = (part.of)(&mut self);
            match depth {
                Depth::Sixteen if is_rich(*style) => *style = *(part.of)(&mut poor),
                Depth::Indexed => (style.fg, style.bg) = (style.fg.map(nearest), style.bg.map(nearest)),
                Depth::Sixteen | Depth::Full => {}
            }
        }
        self
    }

    /// This theme without italics.
    #[must_use]
    pub fn upright(mut self) -> Self {
        for part in &parts::ALL {
            (part.of)(&mut self).add_modifier.remove(Modifier::ITALIC);
        }
        self
    }
}

fn is_rich(style: Style) -> bool {
    let rich = |colour: Option<Color>| matches!(colour, Some(Color::Rgb(..) | Color::Indexed(16..)));
    rich(style.fg) || rich(style.bg)
}

/// The nearest of xterm's colours from 16 on: a cube of six steps, then 24 greys.
fn nearest(colour: Color) -> Color {
    let Color::Rgb(red, green, blue) = colour else { return colour };
    let step = |value: u8| match value {
        0..48 => 0,
        48..115 => 1,
        _ => (value - 35) / 40,
    };
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    let (r, g, b) = (step(red), step(green), step(blue));
    let grey = ((u16::from(red) + u16::from(green) + u16::from(blue)) / 3).clamp(8, 238) as u8;
    let grey = (grey - 3) / 10;
    let tone = 8 + 10 * grey;
    let far = |other: [u8; 3]| {
        let square = |(one, other): (u8, u8)| u32::from(one.abs_diff(other)).pow(2);
        [red, green, blue].into_iter().zip(other).map(square).sum::<u32>()
    };
    if far([tone; 3]) < far([level(r), level(g), level(b)]) {
        Color::Indexed(232 + grey)
    } else {
        Color::Indexed(16 + 36 * r + 6 * g + b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::theme::BuiltIn;

    fn depth(variables: &[(&str, &str)]) -> Depth {
        Depth::from_env(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn a_terminal_tells_its_depth() {
        assert_eq!(depth(&[]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "xterm")]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "linux"), ("COLORTERM", "truecolor")]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "tmux-256color")]), Depth::Indexed);
        assert_eq!(depth(&[("TERM", "tmux-256color"), ("COLORTERM", "truecolor")]), Depth::Full);
        assert_eq!(depth(&[("TERM", "xterm-kitty")]), Depth::Full);
        assert_eq!(depth(&[("TERM", "xterm-direct")]), Depth::Full);
    }

    #[test]
    fn light_is_known_where_the_terminal_tells() {
        let light = |told: &str| is_light(|name| (name == "COLORFGBG").then(|| told.into()));
        assert_eq!((light("15;0"), light("0;15"), light("0;7")), (Some(false), Some(true), Some(true)));
        assert_eq!((light("0;default;8"), light("0;default"), light("")), (Some(false), None, None));
        assert_eq!(is_light(|_| None), None);
    }

    #[test]
    fn the_nearest_of_256_colours_is_near() {
        assert_eq!(nearest(rgb(0x00_00_00)), Color::Indexed(16));
        assert_eq!(nearest(rgb(0xff_ff_ff)), Color::Indexed(231));
        assert_eq!(nearest(rgb(0x80_80_80)), Color::Indexed(244));
        assert_eq!(nearest(rgb(0x1b_1e_25)), Color::Indexed(234));
        assert_eq!(nearest(rgb(0xff_00_00)), Color::Indexed(196));
        assert_eq!(nearest(Color::Blue), Color::Blue);
    }

    #[test]
    fn a_poor_terminal_is_sent_no_colour_that_it_lacks() {
        for built_in in BuiltIn::ALL {
            for depth in [Depth::Sixteen, Depth::Indexed] {
                let mut theme = built_in.theme().at(depth);
                for part in &parts::ALL {
                    let style = *(part.of)(&mut theme);
                    let colours = [style.fg, style.bg].into_iter().flatten().collect::<Vec<Color>>();
                    let is_shown = |colour: &Color| match colour {
                        Color::Rgb(..) => false,
                        Color::Indexed(_) => depth == Depth::Indexed,
                        _ => true,
                    };
                    assert!(
                        colours.iter().all(is_shown),
                        "{} of {} at {depth:?}",
                        part.name,
                        built_in.name()
                    );
                }
            }
        }
    }

    #[test]
    fn what_the_terminal_has_stays_where_richer_colours_go() {
        let (mine, _) = Theme::read("based on: dark\ntitle: bright-yellow bold\n", BuiltIn::Default);
        let poor = mine.at(Depth::Sixteen);
        assert_eq!(poor.title.fg, Some(Color::LightYellow));
        assert_eq!(poor.text, Theme::default16().text);
        assert_eq!(poor.screen, Style::new());
    }
}
