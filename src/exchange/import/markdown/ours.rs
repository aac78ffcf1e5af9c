//! From a page that this program wrote, and that people may have edited since, to its board.
//! It must not know the documents of other programs.

use super::blocks::{Block, each};
use super::entry::{self, Place};
use super::line::Line;
use super::{document, key_titled, sheet_titled, strong_head};
use crate::exchange::draft::SheetDraft;
use crate::exchange::exact;
use crate::exchange::import::place::Placing;
use crate::exchange::import::{Imported, Unplaced};
use crate::exchange::json::Json;
use crate::exchange::markdown::{MARK, is_count};
use crate::model::Head;

pub(super) fn read(text: &str) -> Imported {
    let (mut placing, mut lost) = (Placing::default(), Vec::new());
    let mut counts = Counts::default();
    each(text, &mut |block| place(block, &mut placing, &mut counts, &mut lost));
    Imported { board: placing.board, unplaced: Unplaced::in_order(lost) }
}

/// What was read of the page.
#[derive(Default)]
struct Counts {
    titles: usize,
    sheets: usize,
    /// Heading lines of this board or sheet that a comment said exactly: the paragraphs only show them.
    said: Vec<Head>,
}

impl Counts {
    fn say(&mut self, heads: &[(Head, String)]) {
        self.said = heads.iter().map(|(head, _)| *head).filter(|head| *head != Head::Title).collect();
    }
}

fn place(block: Block, placing: &mut Placing, counts: &mut Counts, lost: &mut Vec<(usize, String)>) {
    match block {
        Block::Heading(1, line) if counts.titles + counts.sheets == 0 => {
            counts.titles += 1;
            placing.board.set_head(Head::Title, &line.text);
            for comment in maps(&line, lost) {
                over_board(placing, &line, &comment, lost);
                counts.say(&placing.board.heads);
            }
        }
        Block::Heading(1 | 2, line) => {
            counts.sheets += 1;
            begin_sheet(&line, placing, lost);
            counts.say(placing.sheet().map_or(&[], |sheet| &sheet.heads));
        }
        Block::Heading(_, line) => {
            let key = maps(&line, lost).into_iter().find_map(|comment| key_in(&comment));
            let kind = placing.sheet().and_then(|sheet| sheet.known_kind());
            placing.pane(&key.unwrap_or_else(|| key_titled(&line.text, kind)));
        }
        Block::List(entries) => {
            let place = placing.pane_key().map_or_else(Place::default, Place::of);
            for entry in entries {
                let item = entry::item(entry, place, lost);
                placing.push(item);
            }
        }
        Block::Paragraph(line) => paragraph(line, placing, counts, lost),
        Block::Comment(line) => {
            for comment in maps(&line, lost) {
                if counts.titles + counts.sheets == 0 {
                    over_board(placing, &line, &comment, lost);
                    counts.say(&placing.board.heads);
                } else {
                    lost.push((line.at, comment.to_line()));
                }
            }
        }
        other => document::any_block(other, placing, lost),
    }
}

fn over_board(placing: &mut Placing, line: &Line, comment: &Json, lost: &mut Vec<(usize, String)>) {
    if !exact::lay_over_board(&mut placing.board, comment) {
        lost.push((line.at, comment.to_line()));
    }
}

fn begin_sheet(line: &Line, placing: &mut Placing, lost: &mut Vec<(usize, String)>) {
    let comments = maps(line, lost);
    let mut sheet = sheet_titled(&line.text);
    if let Some(kind) = comments.iter().find_map(exact::kind_beside) {
        let of_kind = SheetDraft { kind: kind.clone(), ..SheetDraft::default() }.known_kind();
        sheet = of_kind.map_or_else(SheetDraft::default, SheetDraft::of_kind);
        sheet.kind = kind;
    }
    sheet.set_head(Head::Title, &line.text);
    for comment in comments {
        if !exact::lay_over_sheet(&mut sheet, &comment) {
            lost.push((line.at, comment.to_line()));
        }
    }
    placing.begin_sheet(sheet);
}

fn paragraph(mut line: Line, placing: &mut Placing, counts: &mut Counts, lost: &mut Vec<(usize, String)>) {
    if placing.pane_key().is_none() && line.is_stressed() && is_count(&line.text) {
        return;
    }
    lost.extend(std::mem::take(&mut line.comments).into_iter().map(|comment| (line.at, comment)));
    let head = strong_head(&line).filter(|_| placing.pane_key().is_none());
    if let Some((head, value)) = head {
        if let Some(at) = counts.said.iter().position(|said| *said == head) {
            counts.said.remove(at);
            return;
        }
        if set_head(placing, head, &value) {
            return;
        }
    }
    document::any_block(Block::Paragraph(line), placing, lost);
}

/// Exactly as it is written, whatever its value.
fn set_head(placing: &mut Placing, head: Head, value: &str) -> bool {
    if placing.sheet().is_none() {
        let is_free = Head::OF_BOARD.contains(&head) && placing.board.head(head).is_none();
        if is_free {
            placing.board.set_head(head, value);
        }
        return is_free;
    }
    let free = |sheet: &&mut SheetDraft| exact::heads_of(sheet).contains(&head) && sheet.head(head).is_none();
    let Some(sheet) = placing.sheet().filter(free) else { return false };
    sheet.set_head(head, value);
    true
}

/// The comments of a line that are ours; any other is lost.
fn maps(line: &Line, lost: &mut Vec<(usize, String)>) -> Vec<Json> {
    let mut maps = Vec::new();
    for comment in &line.comments {
        match Json::parse(comment) {
            Ok(json @ Json::Map(_)) => maps.push(json),
            _ if format!("<!-- {comment} -->") == MARK => {}
            _ => lost.push((line.at, comment.clone())),
        }
    }
    maps
}

fn key_in(comment: &Json) -> Option<String> {
    let Json::Map(entries) = comment else { return None };
    entries.iter().find_map(|(key, value)| match value {
        Json::Text(text) if key == "key" => Some(text.clone()),
        _ => None,
    })
}
