//! Tags while they are typed: what is offered, how the text will be read, making one of what was typed.
//!
//! It must not know how the offer is drawn.

use std::collections::HashMap;

use super::prompt::known_owner;
use crate::app::{App, Mode, Target};
use crate::model::{Board, tag};

impl App {
    /// How the text in the editor will be read, for the footer: `tag PREMIUM`.
    pub fn reading(&self) -> Option<String> {
        match &self.mode {
            Mode::Edit(edit) if !matches!(edit.target, Target::Head(_)) => {
                let had_tag = self.has_tag(edit.target);
                let text = edit.editor.text();
                tag::split(&text, had_tag).0.map(|tag| format!("tag {tag}"))
            }
            Mode::Prompt(prompt) => prompt.reading.clone(),
            _ => None,
        }
    }

    fn has_tag(&self, target: Target) -> bool {
        let Target::Item(at) = target else { return false };
        self.board().and_then(|board| board.item(at)).is_some_and(|view| view.tag().is_some())
    }

    /// Offers the rest of a known tag where the text so far begins one.
    pub(super) fn offer_tag(&mut self) {
        let Mode::Edit(edit) = &self.mode else { return };
        let text = edit.editor.text();
        let is_item = !matches!(edit.target, Target::Head(_));
        let begins =
            is_item && edit.editor.caret() == text.len() && !text.contains(": ") && tag::reads_as_tag(&text);
        let tags = match (begins, &edit.tags) {
            (true, None) => self.board().map(known_tags),
            _ => None,
        };
        if let Mode::Edit(edit) = &mut self.mode {
            edit.tags = edit.tags.take().or(tags);
            let known = edit.tags.iter().flatten().filter(|_| begins);
            let rest = known.filter_map(|tag| tag.strip_prefix(&text)).find(|rest| !rest.is_empty());
            edit.ghost = rest.map(str::to_owned);
        }
    }

    /// Takes what is offered behind the caret; false where nothing is.
    pub(super) fn take_ghost(&mut self) -> bool {
        let text = match &mut self.mode {
            Mode::Edit(edit) => edit.ghost.take().map(|rest| format!("{}{rest}: ", edit.editor.text())),
            Mode::Prompt(prompt) if prompt.ghost.is_some() => {
                prompt.ghost = None;
                // The name as it is written elsewhere: `flora` and `Flora` would be two people.
                let text = prompt.editor.text();
                self.board().and_then(|board| known_owner(board, &text)).map(str::to_owned)
            }
            _ => None,
        };
        if let (Some(text), Some(editor)) = (&text, self.editor_mut()) {
            editor.replace(text, text.len());
        }
        text.is_some()
    }

    /// Makes the words left of the caret the tag.
    pub(super) fn make_tag(&mut self) {
        let Mode::Edit(edit) = &mut self.mode else { return };
        let text = edit.editor.text();
        let (left, right) = text.split_at(edit.editor.caret());
        let words = left.trim();
        let problem = match edit.target {
            Target::Head(_) => Some("a heading has no tag"),
            _ if words.is_empty() => Some("write the words of the tag first, then make them the tag"),
            _ if words.contains(": ") => Some("it has a tag already"),
            _ if words.contains('\n') || words.to_uppercase().chars().count() > tag::MOST_CHARS => {
                Some("a tag is one line of at most 40 characters")
            }
            _ => None,
        };
        if let Some(problem) = problem {
            self.message = Some(problem.to_owned());
            return;
        }
        let tag = words.trim_end_matches(':').to_uppercase();
        let rest = right.trim_start().trim_start_matches(": ");
        edit.editor.replace(&format!("{tag}: {rest}"), tag.len() + 2);
        self.text_changed();
    }
}

/// All tags of a board, the most used first, else in the board's order.
fn known_tags(board: &Board) -> Vec<String> {
    let mut places = HashMap::<&str, usize>::new();
    let mut tags = Vec::<(usize, &str)>::new();
    for (_, view) in board.all_items() {
        let Some(tag) = view.tag() else { continue };
        let place = *places.entry(tag).or_insert(tags.len());
        match tags.get_mut(place) {
            Some((count, _)) => *count += 1,
            None => tags.push((1, tag)),
        }
    }
    tags.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    tags.into_iter().map(|(_, tag)| tag.to_owned()).collect()
}
