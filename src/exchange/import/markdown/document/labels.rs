//! Items that say themselves where they belong: `Went well: …` in a list of something else, `[Action Item] …` below a card.
//! It must not know how panes are opened by headings.

use super::{Walk, entry};
use crate::exchange::draft::ItemDraft;
use crate::exchange::import::markdown::blocks::Entry;
use crate::exchange::import::markdown::entry::Place;
use crate::exchange::import::markdown::line::Line;
use crate::exchange::import::names;
use crate::model::{Kind, kind};

/// How the actions below a card begin, in brackets or before a colon.
const ACTIONS: [&str; 4] = ["action item", "action", "action point", "follow up"];

impl Walk {
    /// Places an item by the pane that it begins with, where no pane is open that says more. Whether it was one.
    pub(super) fn labelled(&mut self, line: &Line) -> bool {
        let is_known =
            |key: &str| Kind::ALL.iter().any(|kind| kind.panes().iter().any(|spec| spec.key == key));
        let Some((label, rest)) = behind_label(line).filter(|_| line.breaks.len() <= 1) else { return false };
        let pane = names::pane(label).filter(|(kind, _)| matches!(kind, Kind::Swot | Kind::Retro));
        let is_here = |key: &str| pane.is_some_and(|(_, of)| of == key);
        if self.placing.pane_key().is_some_and(|key| is_known(key) && !is_here(key)) {
            return false;
        }
        let is_retro = self.placing.sheet().is_some_and(|sheet| sheet.known_kind() == Some(Kind::Retro));
        let key = match pane {
            Some((_, key)) => key.to_owned(),
            None if is_retro && names::is_retro_column(label) => names::pane_key(label),
            None => return false,
        };
        let item = entry::words(&rest, Place::of(&key));
        self.placing.push_to(pane.map_or(Kind::Retro, |(kind, _)| kind), &key, item);
        true
    }

    /// A paragraph each line of which is such an item. Whether it was one.
    pub(super) fn labelled_lines(&mut self, line: &Line) -> bool {
        let lines = super::paragraphs::pieces(line).into_iter().map(|(at, text)| Line {
            at: line.at + at,
            text: text.to_owned(),
            ..Line::default()
        });
        let lines = lines.collect::<Vec<Line>>();
        let are_all = lines.iter().all(|line| {
            behind_label(line)
                .is_some_and(|(label, _)| names::pane(label).is_some() || names::is_retro_column(label))
        });
        let is_plain = line.links.is_empty() && line.comments.is_empty();
        are_all && is_plain && lines.iter().all(|line| self.labelled(line))
    }

    /// Takes the actions out of what stands below a card.
    pub(super) fn take_actions(&mut self, entry: &mut Entry) -> Vec<ItemDraft> {
        let is_retro = self.placing.sheet().is_some_and(|sheet| sheet.known_kind() == Some(Kind::Retro));
        if !is_retro || self.placing.pane_key() == Some(kind::ACTIONS) {
            return Vec::new();
        }
        let (actions, others) = std::mem::take(&mut entry.children).into_iter().partition(is_action);
        entry.children = others;
        let place = Place::of(kind::ACTIONS);
        let item = |mut entry: Entry| {
            entry.line = behind_label(&entry.line).map_or(entry.line.clone(), |(_, rest)| rest);
            entry::item(entry, place, &mut self.lost)
        };
        Vec::into_iter(actions).map(item).collect()
    }
}

fn is_action(entry: &Entry) -> bool {
    behind_label(&entry.line).is_some_and(|(label, _)| ACTIONS.contains(&&*names::folded(label)))
}

/// `Label: words`, `[Label] words`: the label, and the line of the words.
fn behind_label(line: &Line) -> Option<(&str, Line)> {
    let text = &*line.text;
    let bracket = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (label, rest) = bracket.or_else(|| text.split_once(':'))?;
    let rest = rest.trim_start_matches(':').trim_start();
    let is_label = label.len() <= 60 && !rest.is_empty() && !rest.starts_with("//");
    is_label.then(|| (label, Line { text: rest.to_owned(), strong: 0, tail: None, ..line.clone() }))
}
