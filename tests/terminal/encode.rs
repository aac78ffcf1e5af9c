//! Key text as the bytes that an xterm-like terminal sends for it.

use stratboard::config::keys::{Input, Key, Name, parse_keys};

/// The bytes of a text of keys and pastes.
pub fn bytes_of(text: &str) -> Vec<u8> {
    let inputs = parse_keys(text).unwrap();
    let last = inputs.len().saturating_sub(1);
    let mut bytes = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        match input {
            // Esc with a key right behind it would be Alt and that key; the kitty protocol's form cannot be taken so.
            Input::Key(key) if index < last && *key == Key::plain(Name::Esc) => bytes.extend(b"\x1b[27u"),
            Input::Key(key) => bytes.extend(bytes_of_key(*key)),
            Input::Paste(text) => bytes.extend(format!("\x1b[200~{text}\x1b[201~").bytes()),
        }
    }
    bytes
}

fn bytes_of_key(key: Key) -> Vec<u8> {
    let modifiers = 1 + u8::from(key.shift) + 2 * u8::from(key.alt) + 4 * u8::from(key.ctrl);
    let letter = |letter: char| match modifiers {
        1 => format!("\x1b[{letter}"),
        _ => format!("\x1b[1;{modifiers}{letter}"),
    };
    let tilde = |number: u8| match modifiers {
        1 => format!("\x1b[{number}~"),
        _ => format!("\x1b[{number};{modifiers}~"),
    };
    let plain = |plain: &str, code: u8| match (key.ctrl || key.shift, key.alt) {
        (true, _) => format!("\x1b[{code};{modifiers}u"),
        (false, true) => format!("\x1b{plain}"),
        (false, false) => plain.to_owned(),
    };
    let text = match key.name {
        Name::Char(c) => char_text(c, key),
        Name::Enter => plain("\r", 13),
        Name::Esc => plain("\x1b", 27),
        Name::Tab if key.shift => "\x1b[Z".to_owned(),
        Name::Tab => plain("\t", 9),
        Name::Backspace => plain("\x7f", 127),
        Name::Delete => tilde(3),
        Name::Up => letter('A'),
        Name::Down => letter('B'),
        Name::Right => letter('C'),
        Name::Left => letter('D'),
        Name::Home => letter('H'),
        Name::End => letter('F'),
        Name::PageUp => tilde(5),
        Name::PageDown => tilde(6),
        Name::F(n) => tilde([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24][usize::from(n) - 1]),
    };
    text.into_bytes()
}

fn char_text(c: char, key: Key) -> String {
    let base = match c {
        'a'..='z' if key.ctrl => char::from(c as u8 - b'a' + 1),
        ' ' if key.ctrl => '\0',
        _ => c,
    };
    if key.ctrl && base == c {
        let modifiers = 5 + 2 * u8::from(key.alt);
        return format!("\x1b[{};{modifiers}u", u32::from(c));
    }
    if key.alt { format!("\x1b{base}") } else { base.to_string() }
}
