//! Key text to keys: the keymap file's sequences and the texts of `--keys`.
//!
//! It must not know what a key does; whoever asks says whether a paste may stand in the text.

use std::str::FromStr;

use super::{Input, Key, LAST_F, NAMES, Name, plain_of_ctrl};
use crate::error::{Error, Result};

const PASTE: &str = "Paste";
const PASTE_END: &str = "<PasteEnd>";
/// At most so many characters of the text are quoted in an error.
const QUOTED: usize = 200;

/// One piece of key text: a character, or what stands between `<` and `>`.
enum Piece<'a> {
    Char(char),
    Name(&'a str),
}

/// Reads a text of `--keys`: keys, and `<Paste>…<PasteEnd>` with literal text between. Empty text is no input.
///
/// # Errors
/// An unknown name, a `<` that begins none, a control character, a `<Paste>` without its end.
pub fn parse_keys(text: &str) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = next_piece(rest).map_err(|fault| fault.error(text))?;
        rest = after;
        if matches!(piece, Piece::Name(name) if name.eq_ignore_ascii_case(PASTE)) {
            let (pasted, after) = until_paste_end(rest).map_err(|fault| fault.error(text))?;
            inputs.push(Input::Paste(pasted.to_owned()));
            rest = after;
        } else {
            inputs.push(Input::Key(key_of(&piece).map_err(|fault| fault.error(text))?));
        }
    }
    Ok(inputs)
}

/// Reads a sequence of a keymap: `gg`, `<C-c><C-c>`, `d`. It has at least one key.
///
/// # Errors
/// As [`parse_keys`]; a paste cannot be bound, and neither can no key at all.
pub fn parse_sequence(text: &str) -> Result<Vec<Key>> {
    let mut keys = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = next_piece(rest).map_err(|fault| fault.error(text))?;
        keys.push(key_of(&piece).map_err(|fault| fault.error(text))?);
        rest = after;
    }
    if keys.is_empty() {
        return Err(Fault::new("there is no key in it", "Write one, for example gg or <C-r>.").error(text));
    }
    Ok(keys)
}

impl FromStr for Key {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match parse_sequence(text)?.as_slice() {
            [key] => Ok(*key),
            keys => {
                let cause = format!("these are {} keys", keys.len());
                Err(Fault::new(cause, "Write one key.").error(text))
            }
        }
    }
}

/// What is wrong with a piece, before it is known in which text it stands.
struct Fault {
    cause: String,
    remedy: String,
}

impl Fault {
    fn new(cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { cause: cause.into(), remedy: remedy.into() }
    }

    fn error(self, text: &str) -> Error {
        Error::new(format!("read the keys {}", quoted(text)), self.cause, self.remedy)
    }
}

/// A text in quotes with its control characters escaped, cut where it is long.
fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        None => format!("{text:?}"),
        Some((end, _)) => format!("{:?}…", &text[..end]),
    }
}

/// The first piece of a text that is not empty, and what stands after it.
fn next_piece(text: &str) -> std::result::Result<(Piece<'_>, &str), Fault> {
    let Some(inner) = text.strip_prefix('<') else {
        let mut chars = text.chars();
        let c = chars.next().unwrap_or_default();
        if c.is_control() {
            let cause = format!("the control character {} stands in it", c.escape_default());
            return Err(Fault::new(cause, "Write its name: <CR>, <Tab>, <Esc>, <C-j> …"));
        }
        return Ok((Piece::Char(c), chars.as_str()));
    };
    let Some(mut end) = inner.find('>') else {
        let cause = format!("{} begins a key name that has no >", quoted(text));
        return Err(Fault::new(cause, "A < itself is written <lt>."));
    };
    if inner[..end].ends_with('-') && inner[end + 1..].starts_with('>') && modifiers(&inner[..=end]).1 == ">"
    {
        end += 1;
    }
    Ok((Piece::Name(&inner[..end]), &inner[end + 1..]))
}

/// The text up to `<PasteEnd>`, and what stands after that.
fn until_paste_end(text: &str) -> std::result::Result<(&str, &str), Fault> {
    let end = text.to_ascii_lowercase().find(&PASTE_END.to_ascii_lowercase());
    let Some(end) = end else {
        return Err(Fault::new("<Paste> has no <PasteEnd>", "Write <PasteEnd> where the pasted text ends."));
    };
    Ok((&text[..end], &text[end + PASTE_END.len()..]))
}

fn key_of(piece: &Piece<'_>) -> std::result::Result<Key, Fault> {
    let text = match piece {
        Piece::Char(c) => return Ok(Key::plain(Name::Char(*c))),
        Piece::Name(text) => *text,
    };
    let (held, base) = modifiers(text);
    let name = name_of(base, held.any()).ok_or_else(|| unknown(text, base))?;
    if let (Name::Char(c), true) = (name, held.ctrl)
        && let Some(plain) = plain_of_ctrl(c.to_ascii_lowercase())
    {
        let plain = Key { alt: held.alt, ..Key::plain(plain) };
        let cause = format!("<{text}> is what {plain} sends, so it cannot be told apart");
        return Err(Fault::new(cause, format!("Write {plain}.")));
    }
    if let (Name::Char(c), true) = (name, held.shift)
        && !c.is_alphabetic()
    {
        let cause = format!("in <{text}> it depends on the keyboard what S- makes of {c:?}");
        return Err(Fault::new(cause, "Write the character that Shift makes."));
    }
    Ok(Key::new(name, held.ctrl, held.alt, held.shift))
}

#[derive(Default)]
struct Held {
    ctrl: bool,
    alt: bool,
    shift: bool,
}

impl Held {
    fn any(&self) -> bool {
        self.ctrl || self.alt || self.shift
    }
}

/// The modifiers at the head of a name (`C-`, `A-`, `S-`), and what stands after them.
fn modifiers(text: &str) -> (Held, &str) {
    let (mut held, mut rest) = (Held::default(), text);
    while let Some((head, after)) = rest.split_at_checked(2).filter(|(_, after)| !after.is_empty()) {
        match head.to_ascii_uppercase().as_str() {
            "C-" => held.ctrl = true,
            "A-" => held.alt = true,
            "S-" => held.shift = true,
            _ => break,
        }
        rest = after;
    }
    (held, rest)
}

/// The key of a name; a single character is one only after a modifier (`<C-r>`, but not `<r>`).
fn name_of(base: &str, modified: bool) -> Option<Name> {
    if let Some(named) = NAMES.iter().find(|named| named.text.eq_ignore_ascii_case(base)) {
        return Some(named.name);
    }
    if let Some(number) = base.strip_prefix(['F', 'f']).and_then(|digits| digits.parse().ok()) {
        return (1..=LAST_F).contains(&number).then_some(Name::F(number));
    }
    let mut chars = base.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if modified && !c.is_control() => Some(Name::Char(c)),
        _ => None,
    }
}

fn unknown(text: &str, base: &str) -> Fault {
    let cause = format!("<{}> is not a key", quoted(text).trim_matches('"'));
    let mut close: Vec<_> = NAMES.iter().map(|named| (distance(named.text, base), named.text)).collect();
    close.sort_by_key(|(distance, _)| *distance);
    close.retain(|(distance, _)| *distance <= 2);
    close.truncate(3);
    if close.is_empty() {
        close = NAMES.iter().take(14).map(|named| (0, named.text)).chain([(0, "F1")]).collect();
    }
    let names: Vec<_> = close.iter().map(|(_, name)| format!("<{name}>")).collect();
    Fault::new(cause, format!("Key names are like {}; a < itself is written <lt>.", names.join(" ")))
}

/// How many characters must be put in, taken out or changed to make one name of the other, upper and lower case alike (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<_> = other.chars().map(|c| c.to_ascii_lowercase()).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().map(|c| c.to_ascii_lowercase()).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}
