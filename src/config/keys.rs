//! Keys: one chord, its key text (`a`, `<CR>`, `<C-r>`), its short label, and how a terminal's event becomes one.
//!
//! With `terminal.rs` the only place that names crossterm's key codes. It must not know what a key does.

use std::fmt;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

mod parse;
#[cfg(test)]
mod tests;

pub use parse::{parse_keys, parse_sequence};

/// Which key of the keyboard, without Ctrl, Alt and Shift. Shift-Tab is [`Name::Tab`] with `shift`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// A character as the keyboard layout and Shift make it; never a control character.
    Char(char),
    /// Enter, `<CR>`.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with `shift` it is `<S-Tab>`.
    Tab,
    /// Backspace, `<BS>`.
    Backspace,
    /// Delete, `<Del>`.
    Delete,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow left.
    Left,
    /// The arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up, `<PgUp>`.
    PageUp,
    /// Page down, `<PgDn>`.
    PageDown,
    /// A function key, 1 to 35.
    F(u8),
}

/// One chord. Made by [`Key::new`], which brings what terminals send alike into one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The key itself.
    pub name: Name,
    /// Whether Ctrl is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held; never set with [`Name::Char`], whose character carries it.
    pub shift: bool,
}

/// What a person gives the program: a key, or a text pasted as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// One key.
    Key(Key),
    /// One pasted text, exactly as the terminal sent it.
    Paste(String),
}

/// A name of the key text, what it stands for, and its label with and without signs of ambiguous width.
struct Named {
    text: &'static str,
    name: Name,
    label: &'static str,
    ascii: &'static str,
}

const fn named(text: &'static str, name: Name, label: &'static str, ascii: &'static str) -> Named {
    Named { text, name, label, ascii }
}

/// Every name of the key text but the function keys; the first of a key is the one that is written.
const NAMES: [Named; 22] = [
    named("CR", Name::Enter, "↵", "Enter"),
    named("Esc", Name::Esc, "Esc", "Esc"),
    named("Tab", Name::Tab, "Tab", "Tab"),
    named("Space", Name::Char(' '), "Space", "Space"),
    named("BS", Name::Backspace, "BS", "BS"),
    named("Del", Name::Delete, "Del", "Del"),
    named("Up", Name::Up, "↑", "Up"),
    named("Down", Name::Down, "↓", "Down"),
    named("Left", Name::Left, "←", "Left"),
    named("Right", Name::Right, "→", "Right"),
    named("Home", Name::Home, "Home", "Home"),
    named("End", Name::End, "End", "End"),
    named("PgUp", Name::PageUp, "PgUp", "PgUp"),
    named("PgDn", Name::PageDown, "PgDn", "PgDn"),
    named("lt", Name::Char('<'), "<", "<"),
    // Spellings that people bring along from other programs.
    named("Enter", Name::Enter, "↵", "Enter"),
    named("Return", Name::Enter, "↵", "Enter"),
    named("Escape", Name::Esc, "Esc", "Esc"),
    named("Backspace", Name::Backspace, "BS", "BS"),
    named("Delete", Name::Delete, "Del", "Del"),
    named("PageUp", Name::PageUp, "PgUp", "PgUp"),
    named("PageDown", Name::PageDown, "PgDn", "PgDn"),
];

/// The highest function key a terminal can send (the kitty keyboard protocol ends at F35).
const LAST_F: u8 = 35;

impl Key {
    /// A chord in its one form:
    /// Shift goes into the character; Ctrl and a letter are the same with and without Shift (one byte in most terminals);
    /// `C-i`, `C-m`, `C-[` are Tab, Enter, Esc on every terminal, also where the terminal could tell them apart;
    /// Shift does nothing to Esc and Backspace.
    pub fn new(name: Name, ctrl: bool, alt: bool, shift: bool) -> Self {
        let key = |name, ctrl, shift| Self { name, ctrl, alt, shift };
        match name {
            Name::Char(c) if ctrl => {
                let c = c.to_ascii_lowercase();
                plain_of_ctrl(c)
                    .map_or_else(|| key(Name::Char(c), true, false), |name| key(name, false, false))
            }
            Name::Char(c) if shift => key(Name::Char(upper(c)), false, false),
            Name::Esc | Name::Backspace => key(name, ctrl, false),
            _ => key(name, ctrl, shift),
        }
    }

    /// A key without Ctrl, Alt and Shift.
    pub const fn plain(name: Name) -> Self {
        Self { name, ctrl: false, alt: false, shift: false }
    }

    /// The character that this key types, if it types one.
    pub fn typed(&self) -> Option<char> {
        match self.name {
            Name::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The same key without Alt, if Alt is held: what stands after `Esc` when a slow link delivered both as one.
    pub fn without_alt(&self) -> Option<Self> {
        self.alt.then_some(Self { alt: false, ..*self })
    }
}

/// The key that a terminal sends for Ctrl and this character.
fn plain_of_ctrl(c: char) -> Option<Name> {
    match c {
        'i' => Some(Name::Tab),
        'm' => Some(Name::Enter),
        '[' => Some(Name::Esc),
        _ => None,
    }
}

/// The upper case of a character where that is one character (`ß` stays).
fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

/// The key of a terminal's event; `None` for releases, for keys with Super, Hyper or Meta, and for keys without a name here.
pub fn from_event(event: KeyEvent) -> Option<Key> {
    let foreign = KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
    if event.kind == KeyEventKind::Release || event.modifiers.intersects(foreign) {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let (ctrl, alt) = (held(KeyModifiers::CONTROL), held(KeyModifiers::ALT));
    let mut shift = held(KeyModifiers::SHIFT);
    let name = match event.code {
        // The kitty protocol sends the key without its Shift; only of letters is it known what Shift makes of it.
        KeyCode::Char(c) if shift && (ctrl || alt) && c != ' ' && !c.is_alphabetic() => return None,
        KeyCode::Char(c) if c.is_control() => return None,
        KeyCode::Char(c) => Name::Char(c),
        KeyCode::Enter => Name::Enter,
        KeyCode::Esc => Name::Esc,
        KeyCode::Tab => Name::Tab,
        KeyCode::BackTab => {
            shift = true;
            Name::Tab
        }
        KeyCode::Backspace => Name::Backspace,
        KeyCode::Delete => Name::Delete,
        KeyCode::Up => Name::Up,
        KeyCode::Down => Name::Down,
        KeyCode::Left => Name::Left,
        KeyCode::Right => Name::Right,
        KeyCode::Home => Name::Home,
        KeyCode::End => Name::End,
        KeyCode::PageUp => Name::PageUp,
        KeyCode::PageDown => Name::PageDown,
        KeyCode::F(n) => Name::F(n),
        _ => return None,
    };
    Some(Key::new(name, ctrl, alt, shift))
}

/// The short form of a key for footer and help: `↵`, `Esc`, `C-r`, `Space`, `S-↑`.
pub fn label(key: &Key) -> String {
    labelled(key, |named| named.label)
}

/// As [`label`], without signs that are two columns wide in some terminals: `Enter`, `S-Up`.
pub fn label_ascii(key: &Key) -> String {
    labelled(key, |named| named.ascii)
}

fn labelled(key: &Key, choose: impl Fn(&Named) -> &'static str) -> String {
    let base = match (named_of(key.name), key.name) {
        (Some(named), _) => choose(named).to_owned(),
        (None, Name::F(n)) => format!("F{n}"),
        (None, Name::Char(c)) => c.to_string(),
        (None, other) => format!("{other:?}"),
    };
    format!("{}{base}", held(key))
}

/// The modifiers of a key as key text writes them, in the fixed order `C-A-S-`.
fn held(key: &Key) -> String {
    [(key.ctrl, "C-"), (key.alt, "A-"), (key.shift, "S-")]
        .into_iter()
        .filter_map(|(held, text)| held.then_some(text))
        .collect()
}

fn named_of(name: Name) -> Option<&'static Named> {
    NAMES.iter().find(|named| named.name == name)
}

impl fmt::Display for Key {
    /// The key text, which [`str::parse`] reads back to the same key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = held(self);
        match (named_of(self.name), self.name) {
            (Some(named), _) => write!(f, "<{held}{}>", named.text),
            (None, Name::F(n)) => write!(f, "<{held}F{n}>"),
            (None, Name::Char(c)) if held.is_empty() => write!(f, "{c}"),
            (None, Name::Char(c)) => write!(f, "<{held}{c}>"),
            (None, other) => write!(f, "<{held}{other:?}>"),
        }
    }
}
