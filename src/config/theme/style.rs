//! How a look is written in a theme's file: `bold`, `'#86b4f0 bold'`, `black on yellow`, `plain`.
//! It must not know what has that look.

use std::fmt::Write as _;

use ratatui::style::{Color, Modifier, Style};

use crate::model::finding::{quote, resembling};

/// The terminal's own colours by name; `default` is what it writes in and on without any.
const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const WEIGHTS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
];

/// The word for no colour and no weight.
const PLAIN: &str = "plain";

/// Reads a look: a colour, `on` and a colour behind it, weights, in any order; or `plain`.
///
/// # Errors
/// What is wrong with the first word that is, and what to write instead.
pub(super) fn read(text: &str) -> Result<Style, (String, String)> {
    let mut style = Style::new();
    let mut words = text.split_whitespace();
    let mut is_empty = true;
    while let Some(word) = words.next() {
        is_empty = false;
        let lower = word.to_ascii_lowercase();
        if let Some((_, weight)) = WEIGHTS.iter().find(|(name, _)| *name == lower) {
            style = style.add_modifier(*weight);
        } else if lower == "on" {
            let name = words.next().unwrap_or_default();
            let behind = colour(name).ok_or_else(|| unknown(name, "a colour stands behind `on`"))?;
            style = style.bg(behind);
        } else if let Some(colour) = colour(word) {
            if style.fg.is_some() {
                let remedy = "keep one, or put `on` before the one that stands behind the words";
                return Err((format!("{} is a second colour", quote(word)), remedy.to_owned()));
            }
            style = style.fg(colour);
        } else if lower != PLAIN {
            return Err(unknown(word, ""));
        }
    }
    if is_empty { Err(unknown("", "a look is missing")) } else { Ok(style) }
}

fn unknown(word: &str, why: &str) -> (String, String) {
    let names = COLOURS.iter().map(|(name, _)| *name).chain(WEIGHTS.iter().map(|(name, _)| *name));
    let what = match (word, why) {
        ("", why) => why.to_owned(),
        (word, _) => format!("{} is no colour and no weight", quote(word)),
    };
    let remedy = resembling(&word.to_ascii_lowercase(), names.chain([PLAIN, "on"])).map_or_else(
        || {
            "write a colour (red, bright-blue, '#86b4f0', 0 to 255), `on` and another, and bold, dim, italic, \
             underline, reverse; or plain"
                .to_owned()
        },
        |meant| format!("did you mean {meant}?"),
    );
    (what, remedy)
}

fn colour(word: &str) -> Option<Color> {
    let lower = word.to_ascii_lowercase();
    if let Some((_, colour)) = COLOURS.iter().find(|(name, _)| *name == lower) {
        return Some(*colour);
    }
    if let Some(hex) = lower.strip_prefix('#') {
        let is_hex = hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        return is_hex.then(|| u32::from_str_radix(hex, 16).ok()).flatten().map(super::depth::rgb);
    }
    let is_number = lower.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| lower.parse().ok()).flatten().map(Color::Indexed)
}

/// A look as [`read`] takes it.
pub(super) fn write(style: Style) -> String {
    let mut words = style.fg.map(name).into_iter().collect::<Vec<String>>();
    words.extend(style.bg.map(|behind| format!("on {}", name(behind))));
    let weights = WEIGHTS.iter().filter(|(_, weight)| style.add_modifier.contains(*weight));
    words.extend(weights.map(|(name, _)| (*name).to_owned()));
    if words.is_empty() { PLAIN.to_owned() } else { words.join(" ") }
}

fn name(colour: Color) -> String {
    let known = COLOURS.iter().find(|(_, known)| *known == colour);
    match (known, colour) {
        (Some((name, _)), _) => (*name).to_owned(),
        (None, Color::Rgb(red, green, blue)) => {
            let mut text = String::new();
            // Writing to a string does not fail.
            let _ = write!(text, "#{red:02x}{green:02x}{blue:02x}");
            text
        }
        (None, other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_read_as_it_is_written() {
        for text in [
            "plain",
            "bold",
            "bright-blue bold",
            "#86b4f0 on #1b1e25 bold underline",
            "on 236",
            "default reverse",
        ] {
            assert_eq!(read(text).map(write), Ok(text.to_owned()));
        }
        assert_eq!(read(" BOLD  on  Black Yellow ").map(write), Ok("yellow on black bold".to_owned()));
    }

    #[test]
    fn what_is_wrong_is_said_with_what_is_meant() {
        let remedy = |text: &str| read(text).unwrap_err();
        assert_eq!(remedy("bolt").1, "did you mean bold?");
        assert_eq!(remedy("bright-bleu bold").1, "did you mean bright-blue?");
        assert_eq!(remedy("red blue").0, "'blue' is a second colour");
        assert_eq!(remedy("red on").0, "a colour stands behind `on`");
        assert_eq!(remedy("").0, "a look is missing");
        for text in ["#12345", "#12345g", "256", "-1", "#", "rgb(1,2,3)", "on bold"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
