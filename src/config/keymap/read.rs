//! A keymap file to a keymap, with all its faults at once.
//!
//! It must not know which keys are the defaults: those come from the table of actions.

use super::{Binding, Keymap};
use crate::action::{self, Context, Row, TABLE};
use crate::config::faults::{Faults, remedy_for};
use crate::config::keys::{Key, parse_sequence};
use crate::model::finding::{Finding, quote};
use crate::yaml::{Kind, NodeId, Tree};

/// The most sequences that one action may have: nobody remembers more, and each is compared with all others.
const MOST_SEQUENCES: usize = 32;

/// The keys that the file gives to one action.
struct Wish {
    row: &'static Row,
    sequences: Vec<Sequence>,
    /// Whether it is to have none.
    none: bool,
}

/// A sequence and where it stands in the file.
struct Sequence {
    keys: Vec<Key>,
    offset: usize,
}

/// Reads the file; see [`Keymap::with_user`].
pub(super) fn read(text: &str) -> (Keymap, Vec<Finding>) {
    let mut faults = Faults::of(text);
    let mut wishes = Vec::new();
    faults.map(|faults, tree, key, value| context(faults, &mut wishes, tree, key, value));
    let keymap = build(wishes, &mut faults);
    (keymap, faults.told())
}

/// The actions of one context.
fn context(faults: &mut Faults, wishes: &mut Vec<Wish>, tree: &Tree<'_>, key: NodeId, value: NodeId) {
    let (word, at) = (tree.value(key), tree.span(key).start);
    let Some(context) = Context::ALL.into_iter().find(|context| context.key() == word) else {
        let known = Context::ALL.map(Context::key);
        return faults.add(at, format!("{} is no context", quote(word)), remedy_for(word, &known, "keymap"));
    };
    if !tree.is_null(value) {
        faults.entries(tree, value, word, |faults, tree, key, value| {
            wishes.extend(wish(faults, tree, context, key, value));
        });
    }
}

/// What one action is given; nothing where none of it can be taken: then the action keeps its keys.
fn wish(faults: &mut Faults, tree: &Tree<'_>, context: Context, key: NodeId, value: NodeId) -> Option<Wish> {
    let (name, at) = (tree.value(key), tree.span(key).start);
    let Some(row) = action::named(context, name) else {
        let known = TABLE.iter().filter(|row| row.context == context).map(|row| row.name);
        let what = format!("{} is no action of {}", quote(name), context.key());
        faults.add(at, what, remedy_for(name, &known.collect::<Vec<&str>>(), "keymap"));
        return None;
    };
    let nodes = match tree.kind(value) {
        Kind::Sequence { .. } => tree.items(value).collect::<Vec<NodeId>>(),
        Kind::Scalar(_) if tree.is_null(value) => Vec::new(),
        Kind::Scalar(_) => vec![value],
        _ => {
            let what = format!("{name} needs a list of keys");
            faults.add(tree.span(value).start, what, "write it as [a, <C-b>]");
            return None;
        }
    };
    if let Some(beyond) = nodes.get(MOST_SEQUENCES) {
        let what = format!("{name} has more than {MOST_SEQUENCES} key sequences");
        faults.add(tree.span(*beyond).start, what, "take some away");
    }
    let none = nodes.is_empty();
    let sequences = nodes.into_iter().take(MOST_SEQUENCES);
    let sequences = sequences.filter_map(|node| sequence(faults, tree, row, node)).collect::<Vec<_>>();
    (none || !sequences.is_empty()).then_some(Wish { row, sequences, none })
}

fn sequence(faults: &mut Faults, tree: &Tree<'_>, row: &'static Row, node: NodeId) -> Option<Sequence> {
    let offset = tree.span(node).start;
    if !matches!(tree.kind(node), Kind::Scalar(_)) {
        faults.add(offset, format!("a key of {} is no text", row.name), "write key text, as gg or <C-r>");
        return None;
    }
    let text = tree.value(node);
    let keys = match parse_sequence(text) {
        Ok(keys) => keys,
        Err(error) => {
            faults.add(offset, format!("{}: {}", quote(text), error.cause()), error.remedy());
            return None;
        }
    };
    if row.context.takes_text() && keys.first().is_some_and(|key| key.typed().is_some()) {
        let what = format!("{} could no longer be typed into a text", quote(text));
        faults.add(offset, what, "use a key with C- or A-, or one that types nothing");
        return None;
    }
    Some(Sequence { keys, offset })
}

/// The bindings: the file's, and the defaults that it neither replaces nor takes. A sequence of the file that clashes
/// with another binding is told and left out; an action that loses all its new ones so has its default keys again.
fn build(mut wishes: Vec<Wish>, faults: &mut Faults) -> Keymap {
    loop {
        let placed = placed(&wishes);
        let clashes = clashes(&placed);
        if clashes.is_empty() {
            return Keymap { bindings: placed.into_iter().map(|(binding, _)| binding).collect() };
        }
        for (offset, what, remedy) in clashes {
            faults.add(offset, what, remedy);
            for wish in &mut wishes {
                wish.sequences.retain(|sequence| sequence.offset != offset);
            }
        }
        wishes.retain(|wish| wish.none || !wish.sequences.is_empty());
    }
}
/// A binding, and where it stands in the file; nothing for a default.
type Placed = (Binding, Option<usize>);

fn placed(wishes: &[Wish]) -> Vec<Placed> {
    let is_default_still = |binding: &Binding| {
        !wishes.iter().any(|wish| {
            let gives = || wish.sequences.iter().any(|sequence| sequence.keys == binding.keys);
            wish.row == binding.row || (wish.row.context == binding.row.context && gives())
        })
    };
    let defaults = Keymap::default().bindings.into_iter().filter(is_default_still);
    let own = wishes.iter().flat_map(|wish| {
        let binding = |sequence: &Sequence| {
            (Binding { keys: sequence.keys.clone(), row: wish.row }, Some(sequence.offset))
        };
        wish.sequences.iter().map(binding)
    });
    defaults.map(|binding| (binding, None)).chain(own).collect()
}

/// Pairs of one context where one sequence is, or begins, the other: what is wrong with the later of the file's two, and
/// what to do about it. One fault for each sequence.
fn clashes(placed: &[Placed]) -> Vec<(usize, String, String)> {
    let mut found = Vec::<(usize, String, String)>::new();
    // The defaults come first, and do not clash with each other.
    let own = placed.partition_point(|(_, place)| place.is_none());
    for (index, (one, place)) in placed.iter().enumerate() {
        for (other, other_place) in &placed[own.max(index + 1)..] {
            let Some(at) = *place.max(other_place) else { continue };
            let alike = one.keys.starts_with(&other.keys) || other.keys.starts_with(&one.keys);
            if one.row.context != other.row.context || !alike || found.iter().any(|(told, ..)| *told == at) {
                continue;
            }
            let (short, long) = if one.keys.len() <= other.keys.len() { (one, other) } else { (other, one) };
            let (name, other_name) = (short.row.name, long.row.name);
            let keys = text_of(short);
            let what = if short.keys == long.keys {
                format!("{keys} is both {name} and {other_name}")
            } else {
                format!("{keys} is {name}, and begins {}, which is {other_name}", text_of(long))
            };
            let remedy =
                format!("give {name} or {other_name} other keys; `{name}: []` leaves it without any");
            found.push((at, what, remedy));
        }
    }
    found
}

fn text_of(binding: &Binding) -> String {
    binding.keys.iter().map(Key::to_string).collect()
}
