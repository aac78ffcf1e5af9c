//! Steps that can be taken back: each is a few patches and their inverses, so undoing all gives the first bytes again.

use super::Step;
use super::change::Change;
use crate::model::Board;
use crate::text;
use crate::yaml::Patch;

/// Steps taken, oldest first, and steps taken back.
#[derive(Debug, Default)]
pub(super) struct History {
    done: Vec<(Step, Vec<Change>)>,
    undone: Vec<(Step, Vec<Change>)>,
}

impl History {
    /// Notes a step; a run on one place joins the step before.
    pub(super) fn push(&mut self, step: Step, changes: Vec<Change>) {
        self.undone.clear();
        if let Some((last, joined)) = self.done.last_mut()
            && step.run.is_some()
            && last.run == step.run
            && last.after == step.before
        {
            last.after = step.after;
            last.label = step.label;
            joined.extend(changes);
            return;
        }
        self.done.push((step, changes));
    }

    pub(super) fn undo(&mut self, board: &mut Board) -> Option<Step> {
        let (step, changes) = self.done.pop()?;
        for change in changes.iter().rev() {
            change.revert(board);
        }
        self.undone.push((step.clone(), changes));
        Some(step)
    }

    pub(super) fn redo(&mut self, board: &mut Board) -> Option<Step> {
        let (step, changes) = self.undone.pop()?;
        for change in &changes {
            change.repeat(board);
        }
        self.done.push((step.clone(), changes));
        Some(step)
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub(super) fn steps(&self) -> usize {
        self.done.len()
    }

    /// The text before the first step, from the text as it stands.
    pub(super) fn first_text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for change in self.done.iter().rev().flat_map(|(_, changes)| changes.iter().rev()) {
            change.revert_text(&mut text);
        }
        text
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

/// The one patch that turns `old` into `new`; nothing where they are equal.
pub(super) fn difference(old: &str, new: &str) -> Option<Patch> {
    let (from, to) = text::difference(old, new);
    (!from.is_empty() || !to.is_empty()).then(|| Patch { range: from, text: new[to].to_owned() })
}
