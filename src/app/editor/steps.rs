//! Which edits of the model make one undo step, and where the caret was before and after.
//!
//! The model's own coalescing goes by the clock and cannot join a deletion and an insertion. It must not know the
//! text.

use std::collections::VecDeque;

/// Edits the model must remember: one more than are ever counted here, so that it never forgets half a step.
pub(super) const HISTORY: usize = MOST_EDITS + 1;
const MOST_EDITS: usize = 20_000;
const MOST_STEPS: usize = 1_000;
/// Edits in one run: a text without blanks is not undone all at once.
const RUN_LENGTH: usize = 32;

/// One undo step: so many edits of the model, the caret's byte before and after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub edits: usize,
    pub before: usize,
    pub after: usize,
}

/// What one press did to one letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Press {
    Typed,
    DeletedLeft,
    DeletedRight,
}

/// An edit of one letter (or cluster, by its first), which may go on with the one before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub press: Press,
    pub letter: char,
}

impl Run {
    /// A run is one word, or one row of signs, with the blanks behind it.
    fn goes_on_with(self, next: Self) -> bool {
        let sign = |run: Self| run.letter.is_ascii_punctuation();
        self.press == next.press
            && (next.letter.is_whitespace() || !self.letter.is_whitespace() && sign(self) == sign(next))
    }
}

/// The steps done and undone.
#[derive(Debug, Default)]
pub(super) struct Steps {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    edits: usize,
    run: Option<Run>,
}

impl Steps {
    /// Notes a step, or joins it to the last where the run goes on. What was undone is gone.
    pub(super) fn done(&mut self, step: Step, run: Option<Run>) {
        self.undone.clear();
        self.edits += step.edits;
        let goes_on = self.run.zip(run).is_some_and(|(last, next)| last.goes_on_with(next));
        match self.done.back_mut() {
            Some(last) if goes_on && last.edits < RUN_LENGTH && last.after == step.before => {
                last.edits += step.edits;
                last.after = step.after;
            }
            _ => self.done.push_back(step),
        }
        self.run = run;
        while self.done.len() > MOST_STEPS || self.edits > MOST_EDITS {
            let Some(oldest) = self.done.pop_front() else { break };
            self.edits -= oldest.edits;
        }
    }

    /// The next letter begins a step of its own.
    pub(super) fn end_run(&mut self) {
        self.run = None;
    }

    /// The step to take back now.
    pub(super) fn undo(&mut self) -> Option<Step> {
        self.end_run();
        let step = self.done.pop_back()?;
        self.edits -= step.edits;
        self.undone.push(step);
        Some(step)
    }

    /// The step to do again now.
    pub(super) fn redo(&mut self) -> Option<Step> {
        self.end_run();
        let step = self.undone.pop()?;
        self.edits += step.edits;
        self.done.push_back(step);
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_steps_are_kept() {
        let mut steps = Steps::default();
        for at in 0..MOST_STEPS + 5 {
            steps.done(Step { edits: 30, before: at, after: at + 1 }, None);
        }
        assert!(steps.edits <= MOST_EDITS);
        let mut left = Vec::new();
        while let Some(step) = steps.undo() {
            left.push(step.before);
        }
        assert_eq!(left.len(), MOST_EDITS / 30);
        assert_eq!(left[0], MOST_STEPS + 4, "the newest are kept");
    }
}
