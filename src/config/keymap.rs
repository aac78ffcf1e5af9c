//! Which keys mean what: the defaults of the table of actions, changed by a person's own file.
//!
//! It must not know what an action does, nor the terminal.

use std::fmt::Write as _;

use crate::action::{Action, Context, Row, TABLE};
use crate::config::keys::{self, Key, parse_sequence};
use crate::model::Finding;

mod read;
#[cfg(test)]
mod tests;

/// Every binding of every context. A sequence of keys is either a binding or a beginning of others, never both.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// One sequence and what it means.
#[derive(Debug, Clone)]
struct Binding {
    keys: Vec<Key>,
    row: &'static Row,
}

/// What keys mean so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// They ask for this.
    Action(Action),
    /// They begin something: the next keys that go on, each with a row that it leads to.
    Begun(Vec<(Key, &'static Row)>),
    /// Nothing.
    None,
}

impl Default for Keymap {
    fn default() -> Self {
        let bindings = TABLE.iter().flat_map(|row| {
            let sequences = row.keys.split_whitespace().filter_map(|text| parse_sequence(text).ok());
            sequences.map(move |keys| Binding { keys, row })
        });
        Self { bindings: bindings.collect() }
    }
}

impl Keymap {
    /// The defaults changed by a keymap file: context → action → list of key sequences.
    ///
    /// A list replaces an action's keys; an empty list leaves it without any. A sequence that the file gives to an
    /// action is taken from the default that held it.
    ///
    /// What is wrong comes with it, each fault with its place: syntax, unknown contexts, actions and keys, a name or a
    /// sequence that is given twice, one that begins another, and a key that could no longer be typed into a text. Such a
    /// key is not taken, and an action of which none could be taken keeps its default keys.
    pub fn with_user(text: &str) -> (Self, Vec<Finding>) {
        read::read(text)
    }

    /// What a sequence means in a context.
    pub fn lookup(&self, context: Context, keys: &[Key]) -> Lookup {
        let mut next = Vec::<(Key, &'static Row)>::new();
        for binding in self.of(context) {
            let Some(rest) = binding.keys.strip_prefix(keys) else { continue };
            let Some(key) = rest.first() else { return Lookup::Action(binding.row.action) };
            next.push((*key, binding.row));
        }
        if next.is_empty() || keys.is_empty() { Lookup::None } else { Lookup::Begun(next) }
    }

    /// The keys of an action in a context, each as key text (`gg`, `<C-r>`), in the order in which they were given.
    pub fn keys_of(&self, context: Context, action: Action) -> Vec<String> {
        let text = |keys: &[Key]| keys.iter().map(Key::to_string).collect();
        self.of(context)
            .filter(|binding| binding.row.action == action)
            .map(|binding| text(&binding.keys))
            .collect()
    }

    /// The keys of an action in a context as people read them (`gg`, `C-r`, `↵`), in the order in which they were given.
    pub fn labels_of(&self, context: Context, action: Action) -> Vec<String> {
        let label = |keys: &[Key]| keys.iter().map(keys::label).collect::<Vec<String>>();
        let joined = |keys: &[Key]| {
            let parts = label(keys);
            // `gg` reads as one word; `C-c C-c` does not without its blank.
            let parted = parts.iter().any(|part| part.chars().count() > 1);
            parts.join(if parted { " " } else { "" })
        };
        self.of(context)
            .filter(|binding| binding.row.action == action)
            .map(|binding| joined(&binding.keys))
            .collect()
    }

    /// The keymap as a commented file that [`Keymap::with_user`] reads back to the same keymap.
    pub fn to_yaml(&self) -> String {
        let mut text = String::from(HEAD);
        for context in Context::ALL {
            let _ = write!(text, "\n{}:\n", context.key());
            for row in TABLE.iter().filter(|row| row.context == context) {
                let _ = writeln!(text, "  # {}\n  {}: {}", row.help, row.name, self.list(row));
            }
        }
        text
    }

    /// The actions whose keys are not the defaults, as the file has them, with the defaults behind them.
    pub fn changes(&self) -> String {
        let default = Self::default();
        let mut text = String::new();
        for context in Context::ALL {
            let rows = TABLE.iter().filter(|row| row.context == context);
            let lines = rows.filter_map(|row| {
                let (mine, default) = (self.list(row), default.list(row));
                (mine != default).then(|| format!("  {}: {mine}  # default: {default}\n", row.name))
            });
            let lines = lines.collect::<String>();
            if !lines.is_empty() {
                text.extend([context.key(), ":\n", &lines]);
            }
        }
        text
    }

    /// The keys of a row as a list of the file.
    fn list(&self, row: &Row) -> String {
        let keys = self.keys_of(row.context, row.action);
        let quoted = keys.iter().map(|keys| format!("'{}'", keys.replace('\'', "''")));
        format!("[{}]", quoted.collect::<Vec<String>>().join(", "))
    }

    fn of(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |binding| binding.row.context == context)
    }
}

/// What stands above the printed keymap.
const HEAD: &str = "\
# Keys of stratboard. Save this as keymap.yaml and keep the lines that you change: what is not named stays as it is.
# Each action has a list of key sequences; an empty list leaves it without a key.
# Characters stand for themselves; names: <CR> <Esc> <Tab> <Space> <BS> <Del> <Up> <Down> <Left> <Right>
# <Home> <End> <PgUp> <PgDn> <lt> <F1>; C- A- S- before one: <C-r> <A-b> <S-Tab>.
# A sequence is either a binding or the beginning of others, never both. <C-i> <C-m> <C-[> are Tab, Enter, Esc.
";
