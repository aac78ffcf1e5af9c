//! Who was there, as a document lists them, and what they promised: `Ann: cancel the sync`, `Ann to cancel it`, `cancel it (Ann)`.
//! It must not know how lists are spelled.

use crate::exchange::draft::{BoardDraft, ItemDraft};
use crate::model::{Field, Value, kind, tag};

/// Lists of people, by their headings and by their labels.
const LISTS: [&str; 8] =
    ["participants", "attendees", "attendance", "present", "team", "members", "who", "teilnehmer"];
/// A name has no more words.
const NAME_WORDS: usize = 3;

/// Makes those who were there the owners of what stands beside their names among the actions.
pub(super) fn take(board: &mut BoardDraft) {
    let names = names(board);
    if names.is_empty() {
        return;
    }
    let panes = board.sheets.iter_mut().flat_map(|sheet| &mut sheet.panes);
    let actions = panes.filter(|pane| pane.key == kind::ACTIONS).flat_map(|pane| &mut pane.items);
    for item in actions.filter(|item| item.field(Field::Owner).is_none()) {
        promise(item, &names);
    }
}

fn names(board: &BoardDraft) -> Vec<String> {
    let mut names = Vec::new();
    for pane in board.sheets.iter().flat_map(|sheet| &sheet.panes) {
        let is_list = LISTS.contains(&&*pane.key);
        for item in &pane.items {
            let line = tag::join(item.draft.tag.as_deref(), &item.draft.text);
            let listed = line
                .split_once([':', '：'])
                .filter(|(label, _)| LISTS.contains(&&*label.trim().to_lowercase()));
            let people = if is_list { Some(&*line) } else { listed.map(|(_, people)| people) };
            names.extend(
                people.into_iter().flat_map(|people| people.split([',', ';', '、', '&'])).filter_map(name),
            );
        }
    }
    names
}

/// A name among people, without what stands behind it in brackets.
fn name(text: &str) -> Option<String> {
    let text = text.split(['(', '[', '–', '-']).next().unwrap_or_default().trim().trim_start_matches('@');
    let is_name = text.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && text.split(' ').count() <= NAME_WORDS
        && text.chars().any(char::is_alphabetic);
    is_name.then(|| text.to_owned())
}

fn promise(item: &mut ItemDraft, names: &[String]) {
    // A name may have become the tag already.
    let line = tag::join(item.draft.tag.as_deref(), &item.draft.text);
    let is_who = |text: &str| {
        let text = text.trim().trim_start_matches('@');
        let is_first = |name: &String| name.split(' ').next() == Some(text);
        names.iter().any(|name| name == text) || names.iter().filter(|name| is_first(name)).count() == 1
    };
    let before = line.split_once(": ").or_else(|| line.split_once(" to "));
    let behind = line.strip_suffix([')', ']']).and_then(|rest| rest.rsplit_once(['(', '[']));
    let behind = behind.map(|(words, who)| (who, words));
    let Some((who, words)) = before.into_iter().chain(behind).find(|(who, _)| is_who(who)) else { return };
    if words.trim().is_empty() {
        return;
    }
    let (who, named) = (who.trim().trim_start_matches('@').to_owned(), ItemDraft::from_line(words.trim()));
    (item.draft.tag, item.draft.text) = (named.draft.tag, named.draft.text);
    item.set_field(Field::Owner, Value::Text(who));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::draft::SheetDraft;
    use crate::model::Kind;

    #[test]
    fn only_those_who_were_there_own_actions() {
        let mut sheet = SheetDraft::of_kind(Kind::Retro);
        sheet.pane_mut("notes").items.push(ItemDraft::from_line("Participants: Ann, Ben Ito (remote), Änne"));
        let lines =
            ["Ann: cancel it", "Ben to ask", "write it (Änne)", "Docs: write them", "ask Ben", "Anna: go"];
        sheet.pane_mut(kind::ACTIONS).items.extend(lines.map(ItemDraft::from_line));
        let mut board = BoardDraft { sheets: vec![sheet], ..BoardDraft::default() };
        take(&mut board);
        let owner = |item: &ItemDraft| item.field(Field::Owner).map(Value::to_text).unwrap_or_default();
        let told = board.sheets[0]
            .pane_mut(kind::ACTIONS)
            .items
            .iter()
            .map(|item| (item.draft.text.clone(), owner(item)));
        let expected = [
            ("cancel it", "Ann"),
            ("ask", "Ben"),
            ("write it", "Änne"),
            ("Docs: write them", ""),
            ("ask Ben", ""),
            ("Anna: go", ""),
        ];
        assert_eq!(
            told.collect::<Vec<_>>(),
            expected.map(|(text, owner)| (text.to_owned(), owner.to_owned()))
        );
    }
}
