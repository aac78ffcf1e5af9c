//! The bytes that give a text to the terminal's clipboard (OSC 52), also through what stands between us and the terminal.
//! It must not know who copies, and cannot know whether a terminal takes it.

use std::ffi::OsString;
use std::io;

use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::queue;

/// More base64 than this is dropped without a word by many terminals.
const MOST: usize = 74_994;

/// As many bytes does GNU screen let through at a time.
const PART: usize = 250;

/// What stands between this program and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    Nothing,
    Tmux,
    Screen,
}

impl Between {
    /// As the environment tells it; inside both the inner one is who listens.
    pub(super) fn found(lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        let is_set = |name| lookup(name).is_some_and(|value| !value.is_empty());
        if is_set("TMUX") {
            Self::Tmux
        } else if is_set("STY") {
            Self::Screen
        } else {
            Self::Nothing
        }
    }
}

/// The bytes for a text; nothing where it is too long to arrive.
pub(super) fn bytes(text: &str, between: Between) -> io::Result<Option<Vec<u8>>> {
    if text.len().div_ceil(3) * 4 > MOST {
        return Ok(None);
    }
    let mut plain = Vec::new();
    queue!(plain, CopyToClipboard::to_clipboard_from(text))?;
    Ok(Some(match between {
        Between::Nothing => plain,
        // With `set-clipboard on` tmux takes it itself, with `allow-passthrough on` it hands on what is wrapped.
        Between::Tmux => {
            let doubled =
                plain.iter().flat_map(|byte| std::iter::repeat_n(*byte, 1 + usize::from(*byte == ESC)));
            let wrapped = b"\x1bPtmux;".iter().copied().chain(doubled).chain(*b"\x1b\\").collect();
            [plain, wrapped].concat()
        }
        Between::Screen => {
            // Within its wrapper only BEL can end it.
            let inner = plain
                .strip_suffix(b"\x1b\\")
                .map_or_else(|| plain.clone(), |inner| [inner, b"\x07"].concat());
            inner.chunks(PART).flat_map(|part| [b"\x1bP", part, b"\x1b\\"].concat()).collect()
        }
    }))
}

const ESC: u8 = 0x1b;

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, between: Between) -> String {
        String::from_utf8(bytes(text, between).unwrap().unwrap()).unwrap()
    }

    #[test]
    fn a_text_is_sent_as_it_is_or_wrapped_for_who_stands_between() {
        let plain = "\x1b]52;c;bWludXRlcw==\x1b\\";
        assert_eq!(of("minutes", Between::Nothing), plain);
        let wrapped = "\x1bPtmux;\x1b\x1b]52;c;bWludXRlcw==\x1b\x1b\\\x1b\\";
        assert_eq!(of("minutes", Between::Tmux), format!("{plain}{wrapped}"));
        assert_eq!(of("minutes", Between::Screen), "\x1bP\x1b]52;c;bWludXRlcw==\x07\x1b\\");
        let long = of(&"m".repeat(3000), Between::Screen);
        assert!(long.split("\x1b\\").all(|part| part.len() <= PART + 2), "{long}");
    }

    #[test]
    fn what_is_too_long_is_not_sent_at_all() {
        assert!(bytes(&"m".repeat(56_244), Between::Nothing).unwrap().is_some());
        assert!(bytes(&"m".repeat(56_247), Between::Nothing).unwrap().is_none());
    }

    #[test]
    fn the_environment_tells_who_stands_between() {
        let with =
            |names: &'static [&str]| Between::found(move |name| names.contains(&name).then(|| "x".into()));
        assert_eq!(with(&[]), Between::Nothing);
        assert_eq!(with(&["TMUX", "STY"]), Between::Tmux);
        assert_eq!(with(&["STY"]), Between::Screen);
    }
}
