//! A keymap file to a keymap, with all its faults at once.
//!
//! It must not know which keys are the defaults: those come from the table of actions.

use super::{Binding, Keymap};
use crate::action::{self, Context, Row, TABLE};
use crate::config::keys::{Key, parse_sequence};
use crate::model::finding::{Finding, Level, quote, resembling};
use crate::yaml::{Kind, NodeId, Tree, line_col};

/// The keys that the file gives to one action.
struct Wish {
    row: &'static Row,
    sequences: Vec<Sequence>,
}

/// A sequence and where it stands in the file.
struct Sequence {
    keys: Vec<Key>,
    offset: usize,
}

/// Reads the file; see [`Keymap::with_user`].
pub(super) fn read(text: &str) -> Result<Keymap, Vec<Finding>> {
    let mut reader = Reader { text, findings: Vec::new(), wishes: Vec::new() };
    match Tree::parse(text) {
        Err(error) => {
            let remedy = "Mend the YAML; `stratboard config --print` shows the form.";
            reader.fault(error.offset, error.message, remedy);
        }
        Ok(tree) => {
            if let Some(root) = tree.root().filter(|root| !tree.is_null(*root)) {
                reader.contexts(&tree, root);
            }
        }
    }
    let keymap = reader.build();
    if reader.findings.is_empty() {
        return Ok(keymap);
    }
    reader.findings.sort_by_key(|finding| (finding.line, finding.column));
    Err(reader.findings)
}

struct Reader<'t> {
    text: &'t str,
    findings: Vec<Finding>,
    wishes: Vec<Wish>,
}

impl Reader<'_> {
    fn fault(&mut self, offset: usize, what: impl Into<String>, remedy: impl Into<String>) {
        let (line, column) = line_col(self.text, offset);
        let (what, remedy) = (what.into(), remedy.into());
        self.findings.push(Finding { level: Level::Problem, line, column, what, remedy });
    }

    fn contexts(&mut self, tree: &Tree<'_>, root: NodeId) {
        if !matches!(tree.kind(root), Kind::Mapping { .. }) {
            let remedy = "Write `board:` and its actions below.";
            return self.fault(tree.span(root).start, "the keymap is no map", remedy);
        }
        for (key, value) in tree.entries(root) {
            let (word, at) = (tree.value(key), tree.span(key).start);
            let Some(context) = Context::ALL.into_iter().find(|context| context.key() == word) else {
                let known = Context::ALL.map(Context::key);
                self.fault(at, format!("{} is no context", quote(word)), remedy_for(word, &known));
                continue;
            };
            if tree.is_null(value) {
                continue;
            }
            if !matches!(tree.kind(value), Kind::Mapping { .. }) {
                let remedy = "Write its actions below, as `edit: [e]`.";
                self.fault(tree.span(value).start, format!("{word} is no map"), remedy);
                continue;
            }
            for (key, value) in tree.entries(value) {
                self.action(tree, context, key, value);
            }
        }
    }

    fn action(&mut self, tree: &Tree<'_>, context: Context, key: NodeId, value: NodeId) {
        let (name, at) = (tree.value(key), tree.span(key).start);
        let Some(row) = action::named(context, name) else {
            let known = TABLE.iter().filter(|row| row.context == context).map(|row| row.name);
            let what = format!("{} is no action of {}", quote(name), context.key());
            return self.fault(at, what, remedy_for(name, &known.collect::<Vec<&str>>()));
        };
        if self.wishes.iter().any(|wish| wish.row == row) {
            return self.fault(at, format!("{name} stands twice"), "Put all its keys into one list.");
        }
        let nodes = match tree.kind(value) {
            Kind::Sequence { .. } => tree.items(value).collect::<Vec<NodeId>>(),
            Kind::Scalar(_) if tree.is_null(value) => Vec::new(),
            Kind::Scalar(_) => vec![value],
            _ => {
                let what = format!("{name} needs a list of keys");
                return self.fault(tree.span(value).start, what, "Write it as [a, <C-b>].");
            }
        };
        let sequences = nodes.into_iter().filter_map(|node| self.sequence(tree, row, node)).collect();
        self.wishes.push(Wish { row, sequences });
    }

    fn sequence(&mut self, tree: &Tree<'_>, row: &'static Row, node: NodeId) -> Option<Sequence> {
        let offset = tree.span(node).start;
        if !matches!(tree.kind(node), Kind::Scalar(_)) {
            self.fault(
                offset,
                format!("a key of {} is no text", row.name),
                "Write key text, as gg or <C-r>.",
            );
            return None;
        }
        let text = tree.value(node);
        let keys = match parse_sequence(text) {
            Ok(keys) => keys,
            Err(error) => {
                self.fault(offset, format!("{}: {}", quote(text), error.cause()), error.remedy());
                return None;
            }
        };
        if row.context.takes_text() && keys.first().is_some_and(|key| key.typed().is_some()) {
            let what = format!("{} could no longer be typed into a text", quote(text));
            self.fault(offset, what, "Use a key with C- or A-, or one that types nothing.");
            return None;
        }
        Some(Sequence { keys, offset })
    }

    /// The bindings: the file's, and the defaults that it neither replaces nor takes. Notes clashes.
    fn build(&mut self) -> Keymap {
        let mut placed = Vec::new();
        for binding in Keymap::default().bindings {
            let replaced = self.wishes.iter().any(|wish| wish.row == binding.row);
            let taken = self.wishes.iter().any(|wish| {
                let gives = wish.sequences.iter().any(|sequence| sequence.keys == binding.keys);
                gives && wish.row.context == binding.row.context
            });
            if !replaced && !taken {
                placed.push((binding, None));
            }
        }
        for wish in &self.wishes {
            for sequence in &wish.sequences {
                let binding = Binding { keys: sequence.keys.clone(), row: wish.row };
                placed.push((binding, Some(sequence.offset)));
            }
        }
        self.clashes(&placed);
        Keymap { bindings: placed.into_iter().map(|(binding, _)| binding).collect() }
    }

    /// Pairs of one context where one sequence is, or begins, the other; told at the later of the file's two places.
    fn clashes(&mut self, placed: &[(Binding, Option<usize>)]) {
        for (index, (one, place)) in placed.iter().enumerate() {
            for (other, other_place) in &placed[index + 1..] {
                let alike = one.keys.starts_with(&other.keys) || other.keys.starts_with(&one.keys);
                if one.row.context != other.row.context || !alike {
                    continue;
                }
                let Some(at) = *place.max(other_place) else { continue };
                let (short, long) =
                    if one.keys.len() <= other.keys.len() { (one, other) } else { (other, one) };
                let (name, other_name) = (short.row.name, long.row.name);
                let what = if short.keys == long.keys {
                    format!("{} is both {name} and {other_name}", text_of(short))
                } else {
                    format!(
                        "{} is {name}, and begins {}, which is {other_name}",
                        text_of(short),
                        text_of(long)
                    )
                };
                let remedy =
                    format!("Give {name} or {other_name} other keys; `{name}: []` leaves it without any.");
                self.fault(at, what, remedy);
            }
        }
    }
}

fn text_of(binding: &Binding) -> String {
    binding.keys.iter().map(Key::to_string).collect()
}

/// The known word that is meant, else where all of them stand.
fn remedy_for(word: &str, known: &[&str]) -> String {
    match resembling(word, known.iter().copied()) {
        Some(meant) => format!("Did you mean {meant}?"),
        None if known.len() <= Context::ALL.len() => format!("Write one of {}.", known.join(", ")),
        None => "`stratboard config --print` lists all of them.".to_owned(),
    }
}
