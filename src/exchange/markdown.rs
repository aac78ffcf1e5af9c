//! A board as one page of Markdown that people read in a pull request, a chat or a wiki, and that comes back equal.
//!
//! What is written for people is read again at once, as import reads it; what that does not bring back stands beside it in a
//! comment, exactly (see [`exact`]). So the page stays free of anything but words wherever words are enough.
//! It must not know files, nor how Markdown is spelled: that is `escape`'s.

mod escape;
#[cfg(test)]
mod tests;

use std::fmt::Write;

use super::draft::{BoardDraft, ItemDraft, PaneDraft, SheetDraft};
use super::exact;
use super::import::markdown as reader;
use super::json::Json;
use crate::model::{Field, Head, Kind, Value, field, kind};
use escape::words;
use reader::Place;

/// The comment that says which program wrote a page: headings of the first level are its board, of the second its sheets,
/// of the third panes.
pub const MARK: &str = "<!-- made by stratboard -->";

/// The page of a board.
pub fn page(board: &BoardDraft) -> String {
    let mut out = begin(board);
    for sheet in &board.sheets {
        write_sheet(&mut out, sheet, false);
    }
    out + "\n" + MARK + "\n"
}

/// The page of a board that tells first, for each retro, how much was said and what was promised.
pub fn minutes(board: &BoardDraft) -> String {
    let mut out = begin(board);
    for sheet in &board.sheets {
        write_sheet(&mut out, sheet, sheet.known_kind() == Some(Kind::Retro));
    }
    out + "\n" + MARK + "\n"
}

fn begin(board: &BoardDraft) -> String {
    let mut out = String::new();
    let mut read = BoardDraft::default();
    let title = board.head(Head::Title).unwrap_or_default();
    if reads_as(title, "# ", title) {
        read.set_head(Head::Title, title);
    }
    let lines = head_lines(&board.heads, &mut read.heads);
    let beside = exact::beside_board(&read, board).map(|json| comment(&json));
    match (title, beside) {
        ("", None) => {}
        ("", Some(beside)) => out = format!("{beside}\n"),
        (title, beside) => push_title(&mut out, "#", title, beside),
    }
    out.push_str(&lines);
    out
}

fn write_sheet(out: &mut String, sheet: &SheetDraft, counts: bool) {
    let title = sheet.title();
    let mut read = reader::sheet_titled(title);
    if reads_as(title, "## ", title) {
        read.heads = sheet.heads.iter().filter(|(head, _)| *head == Head::Title).cloned().collect();
    }
    let lines = head_lines(&sheet.heads, &mut read.heads);
    let beside = exact::beside_sheet(&read, sheet).map(|json| comment(&json));
    push_title(out, "##", title, beside);
    if counts {
        let _ = write!(out, "\n_{}_\n", count(sheet));
    }
    out.push_str(&lines);
    for pane in &sheet.panes {
        let is_of_kind =
            sheet.known_kind().is_some_and(|kind| kind.panes().iter().any(|spec| spec.key == pane.key));
        if !pane.items.is_empty() || !is_of_kind {
            write_pane(out, pane, sheet.known_kind());
        }
    }
}

fn push_title(out: &mut String, mark: &str, title: &str, beside: Option<String>) {
    let gap = if out.is_empty() { "" } else { "\n" };
    let beside = beside.map_or_else(String::new, |beside| format!(" {beside}"));
    let _ = writeln!(out, "{gap}{mark} {}{beside}", words(title, None));
}

/// A paragraph for each head but the title; those that read back are added to `read`.
fn head_lines(heads: &[(Head, String)], read: &mut Vec<(Head, String)>) -> String {
    let mut out = String::new();
    for (head, value) in heads.iter().filter(|(head, _)| *head != Head::Title) {
        let label = words(&kind::title_from_key(head.label()), None);
        let line = format!("**{label}:** {}", words(value, Some("")));
        if reader::head_in(&line).is_some_and(|found| found == (*head, value.clone())) {
            read.push((*head, value.clone()));
        }
        let _ = write!(out, "\n{line}\n");
    }
    out
}

/// Whether a heading brings back its words.
fn reads_as(title: &str, mark: &str, expected: &str) -> bool {
    reader::title_in(&format!("{mark}{}", words(title, None))).as_deref() == Some(expected)
}

fn write_pane(out: &mut String, pane: &PaneDraft, kind: Option<Kind>) {
    let title = pane.title(kind);
    let reads_back = reads_as(&title, "### ", &title) && reader::key_titled(&title, kind) == pane.key;
    let beside = (!reads_back).then(|| comment(&Json::map([("key", pane.key.as_str().into())])));
    push_title(out, "###", &title, beside);
    if !pane.items.is_empty() {
        out.push('\n');
    }
    for item in &pane.items {
        write_item(out, item, Place::of(&pane.key), "");
    }
}

/// An item, and its key results below it where it is an objective.
fn write_item(out: &mut String, item: &ItemDraft, place: Place, indent: &str) {
    let inside = format!("{indent}  ");
    let line = item_line(item, place);
    let note = note(item);
    let read = reader::read_item(&format!("- {line}\n{note}"), place);
    let results = item.results.as_deref().filter(|results| place.has_results && !results.is_empty());
    let mut wanted = item.clone();
    if results.is_some() {
        wanted.results = None;
    }
    let beside = exact::beside_item(&read, &wanted);
    let indented = |text: &str| text.replace('\n', &format!("\n{indent}"));
    out.push_str(indent);
    out.push_str(format!("- {}", indented(&line)).trim_end_matches(' '));
    if let Some(beside) = &beside {
        out.push(' ');
        out.push_str(&comment(beside));
    }
    out.push('\n');
    for line in note.lines() {
        let _ = writeln!(out, "{indent}{line}");
    }
    for result in results.into_iter().flatten() {
        write_item(out, result, Place::default(), &inside);
    }
}

/// `[ ] **TAG:** words _(7 votes, owner: Flora)_`
fn item_line(item: &ItemDraft, place: Place) -> String {
    let is_done = item.field(Field::Done).is_some_and(|done| done.is_valid(Field::Done));
    let mut pieces = Vec::new();
    if is_done || place.are_actions {
        pieces.push(if is_done { "[x]" } else { "[ ]" }.to_owned());
    }
    if let Some(tag) = &item.draft.tag {
        pieces.push(format!("**{}:**", words(tag, None)));
    }
    if !item.draft.text.is_empty() {
        pieces.push(words(&item.draft.text, Some("  ")));
    }
    let fields = item.draft.fields.iter().filter(|(field, _)| *field != Field::Note);
    let fields = fields.filter_map(|(field, value)| shown(*field, value)).collect::<Vec<String>>();
    if !fields.is_empty() {
        pieces.push(format!("_({})_", fields.join(", ")));
    }
    pieces.join(" ")
}

/// A field as people read it; nothing where the task box says it.
fn shown(field: Field, value: &Value) -> Option<String> {
    let text = value.to_text();
    match field {
        Field::Done if text == "true" => None,
        Field::Votes if field::Shape::Count.admits(&text) => {
            Some(format!("{text} vote{}", if text == "1" { "" } else { "s" }))
        }
        _ => Some(format!("{}: {}", field.key(), words(&text, None))),
    }
}

/// The note as a quotation in the item.
fn note(item: &ItemDraft) -> String {
    let Some(Value::Text(note)) = item.field(Field::Note).filter(|note| **note != Value::from("")) else {
        return String::new();
    };
    format!("  > {}\n", words(note, Some("  > ")))
}

fn comment(json: &Json) -> String {
    format!("<!-- {} -->", json.to_line())
}

/// How much was said on a retro, and what was promised.
fn count(sheet: &SheetDraft) -> String {
    let number = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let (actions, said): (Vec<&PaneDraft>, Vec<&PaneDraft>) =
        sheet.panes.iter().partition(|pane| pane.key == kind::ACTIONS);
    let said = said.iter().flat_map(|pane| &pane.items).collect::<Vec<&ItemDraft>>();
    let votes = said.iter().filter_map(|item| item.field(Field::Votes)?.to_text().parse::<usize>().ok());
    let actions = actions.iter().flat_map(|pane| &pane.items).collect::<Vec<&ItemDraft>>();
    let done =
        actions.iter().filter(|item| item.field(Field::Done).is_some_and(|done| done.is_valid(Field::Done)));
    let (all, open) = (actions.len(), actions.len() - done.count());
    format!(
        "{}, {}; {}, {open} open",
        number(said.len(), "card"),
        number(votes.sum(), "vote"),
        number(all, "action")
    )
}

/// Whether a line only counts what stands on the page, as minutes do: `13 cards, 26 votes; 4 actions, 3 open`.
pub fn is_count(line: &str) -> bool {
    const WORDS: [[&str; 2]; 4] =
        [["card,", "cards,"], ["vote;", "votes;"], ["action,", "actions,"], ["open", "open"]];
    let words = line.split(' ').collect::<Vec<&str>>();
    let counts = |pair: &[&str], either: &[&str; 2]| {
        pair.len() == 2 && pair[0].bytes().all(|byte| byte.is_ascii_digit()) && either.contains(&pair[1])
    };
    words.len() == 8 && words.chunks(2).zip(&WORDS).all(|(pair, either)| counts(pair, either))
}
