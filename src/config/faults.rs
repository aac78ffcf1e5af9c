//! What is wrong in a file of a person's own, gathered so that all of it is told at once.
//! It must not know which file it is.

use crate::model::finding::{Finding, Level, quote, resembling};
use crate::yaml::{Kind, NodeId, Tree, line_col};

/// The most faults that are told of one file: whoever reads fifty has seen what is wrong with it.
const MOST: usize = 50;

/// The faults of one text.
pub(super) struct Faults<'t> {
    text: &'t str,
    found: Vec<(usize, String, String)>,
    more: usize,
}

impl<'t> Faults<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, found: Vec::new(), more: 0 }
    }

    /// Notes a fault at a byte of the text: what is wrong, and what to do about it.
    pub(super) fn add(&mut self, offset: usize, what: impl Into<String>, remedy: impl Into<String>) {
        if self.found.len() < MOST {
            self.found.push((offset, what.into(), remedy.into()));
        } else {
            self.more += 1;
        }
    }

    /// The line of a byte, counted from 1; not looked for where nobody will be told.
    fn line(&self, offset: usize) -> usize {
        if self.found.len() < MOST { line_col(self.text, offset).0 } else { 0 }
    }

    /// Reads the text as one map and gives each of its entries to `entry`. What is no YAML, is no map or stands a second
    /// time is a fault; of a key that stands twice only the first reaches `entry`.
    pub(super) fn map(&mut self, entry: impl FnMut(&mut Self, &Tree<'_>, NodeId, NodeId)) {
        let tree = match Tree::parse(self.text) {
            Ok(tree) => tree,
            Err(error) => {
                return self.add(error.offset, error.message, "mend the YAML: each line is NAME: value");
            }
        };
        if let Some(root) = tree.root().filter(|root| !tree.is_null(*root)) {
            self.entries(&tree, root, "the file", entry);
        }
    }

    /// The entries of a map below the root, as [`Self::map`]; `name` is what it is called.
    pub(super) fn entries(
        &mut self,
        tree: &Tree<'_>,
        map: NodeId,
        name: &str,
        mut entry: impl FnMut(&mut Self, &Tree<'_>, NodeId, NodeId),
    ) {
        if !matches!(tree.kind(map), Kind::Mapping { .. }) {
            let what = format!("{name} holds no names with values");
            return self.add(tree.span(map).start, what, "write each as NAME: value, one on a line");
        }
        let mut twice = tree.duplicate_keys(map).into_iter().peekable();
        for (key, value) in tree.entries(map) {
            if let Some((first, _)) = twice.next_if(|(_, second)| *second == key) {
                let line = self.line(tree.span(first).start);
                let what = format!("{} stands twice; line {line} holds", quote(tree.value(key)));
                self.add(tree.span(key).start, what, "keep one of the two");
                continue;
            }
            entry(self, tree, key, value);
        }
    }

    /// All of them as findings in the order of the text; where there are too many the last one says how many more.
    pub(super) fn told(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|(offset, ..)| *offset);
        if self.more > 0 {
            self.found.push((
                self.text.len(),
                format!("{} more faults", self.more),
                "mend these first".to_owned(),
            ));
        }
        let finding = |(offset, what, remedy)| {
            let (line, column) = line_col(self.text, offset);
            Finding { level: Level::Problem, line, column, what, remedy }
        };
        self.found.into_iter().map(finding).collect()
    }
}

/// What to do about a word that is not known: the known one that is meant, else the few that there are, else where all
/// of them stand.
pub(super) fn remedy_for(word: &str, known: &[&str], part: &str) -> String {
    const FEW: usize = 12;
    match resembling(word, known.iter().copied()) {
        Some(meant) => format!("did you mean {meant}?"),
        None if known.len() <= FEW => format!("write one of {}", known.join(", ")),
        None => format!("`stratboard config --print {part}` lists all of them"),
    }
}
