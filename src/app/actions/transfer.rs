//! Copying and pasting items: lines as they stood after a deletion, copies without what was counted after a copy.
//!
//! It must not know the system's clipboard: a pane's text is handed to the terminal by an effect.

use std::fmt::Write as _;

use crate::app::change::Change;
use crate::app::{App, Clip, Effect};
use crate::document::Edit;
use crate::model::{Board, Draft, Field, Focus, ItemAt, ItemView, ListAt};

/// What a copy does not take along.
const COUNTED: [Field; 3] = [Field::Votes, Field::Done, Field::Score];

impl App {
    /// Items as they can be pasted; says why where one cannot be taken as it stands.
    pub(super) fn lifted(&mut self, items: &[ItemAt], moved: bool) -> Option<Clip> {
        let document = self.open()?.document()?;
        let mut clip = Clip { items: Vec::new(), copies: Vec::new(), moved, laid: false, objectives: false };
        for at in items {
            match document.lift(*at) {
                Ok(lines) => clip.items.push(lines),
                // Its lines cannot be told apart from others: it can still be pasted, as a copy.
                Err(_) => clip.moved = false,
            }
            clip.copies.extend(document.board().item(*at).map(|view| without_counts(view.to_draft())));
            clip.objectives |= matches!(self.place_of(*at), Focus::Objective(_));
        }
        Some(clip)
    }

    pub(super) fn copy(&mut self) {
        let chosen = self.chosen();
        if chosen.is_empty() {
            self.need_item("items are copied");
            return;
        }
        let name = self.names_of(&chosen);
        let lines = chosen.iter().filter_map(|at| Some(self.board()?.item(*at)?.line()));
        let text = as_lines(&lines.collect::<Vec<String>>());
        self.effects.push(Effect::CopyToTerminal(text));
        self.clip = self.lifted(&chosen, false);
        let key = self.key_for(crate::action::Action::PasteBelow);
        let what = if chosen.len() == 1 { "it" } else { "them" };
        self.message = Some(format!("copied {name}; {key} pastes {what}"));
    }

    pub(super) fn copy_pane(&mut self) {
        let Some((board, list)) = self.board().zip(self.focus().and_then(Focus::list)) else {
            self.message = Some("go to a pane to copy it".to_owned());
            return;
        };
        let text = pane_as_markdown(board, list, &self.title_of(list));
        self.effects.push(Effect::CopyToTerminal(text));
        self.message = Some(format!("{} as Markdown", self.title_of(list)));
    }

    pub(super) fn paste_items(&mut self, below: usize) {
        let Some(clip) = &self.clip else {
            self.message = Some("nothing was copied or deleted yet".to_owned());
            return;
        };
        let (count, objectives) = (clip.copies.len(), clip.objectives);
        let Some((list, index)) = self.place_to_paste(objectives, below) else {
            let place = if objectives { "an objective is pasted on a plan" } else { "go to a pane to paste" };
            self.message = Some(place.to_owned());
            return;
        };
        let Some(clip) = &self.clip else { return };
        let as_move = clip.moved && !clip.laid;
        let edits = if as_move {
            let lines = clip.items.iter().cloned().enumerate();
            lines.map(|(more, lifted)| Edit::Lay { list, index: index + more, lifted }).collect::<Vec<Edit>>()
        } else {
            let drafts = clip.copies.iter().cloned().enumerate();
            drafts.map(|(more, draft)| Edit::Insert { list, index: index + more, draft }).collect()
        };
        let name = clip.copies.first().map_or_else(String::new, |draft| {
            crate::app::focus::short(draft.tag.as_deref().unwrap_or(&draft.text))
        });
        let name = if count == 1 { name } else { format!("{count} items") };
        let after = self.place_of(list.item(index));
        if self.change(Change::new(edits, format!("pasting of {name}")).to(after))
            && let Some(clip) = &mut self.clip
        {
            clip.laid |= as_move;
        }
    }

    /// Where pasted items go: beside the focused item; under an objective's heading; objectives among objectives.
    fn place_to_paste(&self, objectives: bool, below: usize) -> Option<(ListAt, usize)> {
        let board = self.board()?;
        let focus = self.focus()?;
        let index_in = |list: ListAt, index: usize| (list, (index + below).min(board.items(list).len()));
        match focus {
            Focus::Head(_) => None,
            Focus::Objective(at) if objectives => Some(index_in(at.list, at.index)),
            Focus::Objective(at) => Some((ListAt::results(at.list.sheet, at.list.pane, at.index), 0)),
            Focus::Item(at) if !objectives => Some(index_in(at.list, at.index)),
            Focus::Item(at) => {
                let objective = at.list.parent().unwrap_or(at);
                let holds = board.pane(objective.list).is_some_and(crate::model::Pane::holds_objectives);
                holds.then(|| index_in(objective.list, objective.index))
            }
        }
    }
}

fn without_counts(mut draft: Draft) -> Draft {
    draft.fields.retain(|(field, _)| !COUNTED.contains(field));
    draft.results = draft.results.into_iter().map(without_counts).collect();
    draft
}

/// Items as their words for any other place: one as it is, several as a list.
fn as_lines(lines: &[String]) -> String {
    match lines {
        [only] => only.clone(),
        several => {
            let items = several.iter().map(|line| line.replace('\n', "\n  "));
            items.fold(String::new(), |text, item| text + "- " + &item + "\n")
        }
    }
}

/// A pane as Markdown: its title and a list.
fn pane_as_markdown(board: &Board, list: ListAt, title: &str) -> String {
    let mut text = format!("## {title}\n\n");
    for view in board.views(list) {
        let _ = writeln!(text, "- {}", item_as_markdown(view).replace('\n', "\n  "));
    }
    text
}

fn item_as_markdown(view: ItemView<'_>) -> String {
    let mut text = view.tag().map_or_else(String::new, |tag| format!("**{tag}** "));
    text.push_str(view.text());
    let told = [Field::Owner, Field::Due, Field::Done, Field::Votes, Field::Score, Field::Forecast];
    let fields =
        told.into_iter().filter_map(|field| Some(format!("{}: {}", field.key(), view.valid(field)?)));
    let fields = fields.collect::<Vec<String>>().join(", ");
    if !fields.is_empty() {
        let _ = write!(text, " ({fields})");
    }
    text
}
