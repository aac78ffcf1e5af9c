//! From the Markdown of other programs and of people to a board: headings say the sheet and the pane, lists hold the items.
//! It must not know how headings, lists and tables are spelled.

mod objectives;

use super::blocks::{Block, Entry};
use super::entry::{self, Place};
use super::line::Line;
use super::section::{self, LINE_LEVEL, Section};
use super::{front, is_key_results, notes, table};
use crate::exchange::draft::{ItemDraft, SheetDraft};
use crate::exchange::import::place::{Placing, holds_objectives};
use crate::exchange::import::{Imported, Unplaced, dates, names};
use crate::model::{Field, Head, Kind, Value, kind, tag};

use objectives::{counted_item, is_key_result, is_objective};

type Lost = Vec<(usize, String)>;

pub(super) fn read(text: &str) -> Imported {
    let text = notes::as_markdown(text);
    let mut sections = section::all(&text);
    let mut walk = Walk { placing: Placing::default(), lost: Vec::new(), pane_level: 0 };
    let follows = (0..sections.len()).map(|at| follows(&sections, at)).collect::<Vec<_>>();
    let title = title(&sections);
    if let Some(Block::FrontMatter(line)) = sections[0].blocks.first()
        && let Some(title) = front::title(line)
    {
        walk.placing.set_head(Head::Title, &title);
    }
    if let Some(at) = title {
        walk.title(&sections[at]);
    }
    for (at, section) in sections.iter_mut().enumerate() {
        let blocks = std::mem::take(&mut section.blocks);
        if at == 0 || title == Some(at) {
            walk.blocks(blocks);
        } else {
            walk.section(section, blocks, follows[at]);
        }
    }
    Imported { board: walk.placing.finish(), unplaced: Unplaced::in_order(walk.lost) }
}

/// What the sections below a heading are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Follows {
    Nothing,
    /// Some below it, none of them of a known name.
    Some,
    /// Panes.
    Panes,
}

/// How many of the sections below are looked at.
const LOOK_AHEAD: usize = 8;

fn follows(sections: &[Section], at: usize) -> Follows {
    let level = sections[at].level;
    let below = sections[at + 1..].iter().take_while(|section| section.level > level).take(LOOK_AHEAD);
    let mut follows = Follows::Nothing;
    for section in below {
        if names::pane(section.name()).is_some() || names::is_retro_column(section.name()) {
            return Follows::Panes;
        }
        follows = Follows::Some;
    }
    follows
}

/// The heading that is the document's title: the first one, where no other stands as high and it names no pane.
fn title(sections: &[Section]) -> Option<usize> {
    let first = sections.get(1).filter(|first| first.level < LINE_LEVEL)?;
    let is_alone = sections[2..].iter().all(|section| section.level > first.level);
    // Notion writes the page's title as one more heading of the first level.
    let holds_items = first.blocks.iter().any(|block| matches!(block, Block::List(_) | Block::Table(_)));
    let is_alone = is_alone || !holds_items && follows(sections, 1) == Follows::Nothing;
    let is_pane = names::pane(first.name()).is_some() || names::is_retro_column(first.name());
    (is_alone && !is_pane && names::head(first.name()).is_none() && !is_objective(first.name())).then_some(1)
}

struct Walk {
    placing: Placing,
    lost: Lost,
    /// The level of the heading that opened the pane; 0 where none is open.
    pane_level: u8,
}

impl Walk {
    fn title(&mut self, section: &Section) {
        let name = section.name();
        let is_of_board = self.placing.set_head(Head::Title, name);
        self.lose_comments(&section.line);
        let period = dates::period(name).map(|period| period.to_string()).filter(|period| period.len() < 10);
        if let Some(period) = period {
            self.placing.set_head(Head::Period, &period);
        }
        match names::kind(name) {
            Some(kind) => self.placing.begin_sheet(SheetDraft::of_kind(kind)),
            None if !is_of_board => self.placing.begin_open_sheet(""),
            None => {}
        }
        if !is_of_board {
            self.placing.set_title(name);
        }
        if let Some(date) = dates::date_among(name) {
            self.placing.set_head(Head::Date, &date);
        }
    }

    fn lose_comments(&mut self, line: &Line) {
        self.lost.extend(line.comments.iter().map(|comment| (line.at, comment.clone())));
    }

    fn section(&mut self, section: &Section, blocks: Vec<Block>, follows: Follows) {
        self.lose_comments(&section.line);
        let name = section.name();
        let in_objectives = holds_objectives(self.placing.pane_key());
        if let Some((kind, key)) = names::pane(name) {
            self.placing.sheet_of(kind);
            self.open(key, section.level);
            let tags = name.split_once(" #").map(|(_, tags)| (section.line.at, format!("#{tags}")));
            self.lost.extend(tags);
        } else if is_key_results(name) {
            self.placing.sheet_of(Kind::Plan);
            self.open(kind::OBJECTIVES, self.pane_level.max(1));
            return self.results(blocks);
        } else if is_key_result(name) && in_objectives {
            let item = counted_item(&section.line);
            return self.result(item, blocks);
        } else if is_objective(name) || in_objectives && section.level > self.pane_level {
            self.placing.sheet_of(Kind::Plan);
            self.open(kind::OBJECTIVES, self.pane_level.min(section.level - 1).max(1));
            self.placing.push(counted_item(&section.line));
            return self.results(blocks);
        } else if let Some(head) =
            names::head(name).filter(|head| *head != Head::Title && follows == Follows::Nothing)
        {
            return self.head(head, section, blocks);
        } else if names::is_retro_column(name) {
            self.placing.sheet_of(Kind::Retro);
            self.placing.extra_pane(&names::pane_key(name));
            self.pane_level = section.level;
        } else if let Some(kind) = names::kind(name) {
            self.sheet(kind, name);
        } else if follows == Follows::Panes {
            self.placing.begin_open_sheet(name);
            self.close();
        } else if section.level > self.pane_level && self.pane_level > 0 {
            return self.group(section, blocks);
        } else if blocks.is_empty() && follows == Follows::Nothing {
            self.lost.push((section.line.at, section.line.text.clone()));
        } else {
            self.placing.extra_pane(&names::pane_key(name));
            self.pane_level = section.level;
        }
        self.blocks(blocks);
    }

    /// A heading that says what a sheet is for.
    fn sheet(&mut self, kind: Kind, name: &str) {
        // The page's title may have said it already.
        let is_told = !names::folded(name).contains(' ') && self.placing.has_no_items(kind);
        if !is_told {
            if !self.placing.is_blank(kind) {
                self.placing.begin_sheet(SheetDraft::of_kind(kind));
            }
            self.placing.sheet_of(kind);
            self.placing.set_title(name);
        }
        self.close();
    }

    fn open(&mut self, key: &str, level: u8) {
        self.placing.pane(key);
        self.pane_level = level;
    }

    fn close(&mut self) {
        self.placing.leave_pane();
        self.pane_level = 0;
    }

    fn blocks(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            match block {
                Block::List(entries) => self.list(entries),
                other => any_block(other, &mut self.placing, &mut self.lost),
            }
        }
    }

    /// A list: items of the pane, or panes and objectives with their own lists.
    fn list(&mut self, entries: Vec<Entry>) {
        for entry in entries {
            let name = entry.line.text.trim().trim_end_matches(':').to_owned();
            let pane = if entry.children.is_empty() { None } else { names::pane(&name) };
            let in_objectives = holds_objectives(self.placing.pane_key());
            if let Some((kind, key)) = pane {
                self.placing.sheet_of(kind);
                self.open(key, LINE_LEVEL);
                self.list(entry.children);
            } else if is_key_results(&name) && in_objectives {
                self.results(vec![Block::List(entry.children)]);
            } else if is_key_result(&name) && in_objectives && self.placing.last_item().is_some() {
                let blocks = vec![Block::List(entry.children)];
                self.result(counted_item(&entry.line), blocks);
            } else if in_objectives || is_objective(&name) {
                self.objective(entry);
            } else {
                let place = self.placing.pane_key().map_or_else(Place::default, Place::of);
                let item = entry::item(entry, place, &mut self.lost);
                self.placing.push(item);
            }
        }
    }

    /// A heading line with its words below it.
    fn head(&mut self, head: Head, section: &Section, blocks: Vec<Block>) {
        self.close();
        let is_text = |block: &Block| matches!(block, Block::Paragraph(_) | Block::Quote(_));
        let texts = blocks.iter().filter_map(|block| match block {
            Block::Paragraph(line) | Block::Quote(line) => Some(&*line.text),
            _ => None,
        });
        let value = texts.collect::<Vec<&str>>().join("\n\n");
        // A conclusion is a summary where the sheet knows no conclusion, and the other way round.
        let twin = match head {
            Head::Conclusion => Head::Summary,
            Head::Summary => Head::Conclusion,
            other => other,
        };
        if self.placing.set_head(head, &value) || self.placing.set_head(twin, &value) {
            return self.blocks(blocks.into_iter().filter(|block| !is_text(block)).collect());
        }
        self.placing.extra_pane(&names::pane_key(section.name()));
        self.pane_level = section.level;
        self.blocks(blocks);
    }

    /// A heading inside a pane: what stands below it gets it as its tag, or as its note where it is long.
    fn group(&mut self, section: &Section, blocks: Vec<Block>) {
        let before = self.placing.pane_len();
        self.blocks(blocks);
        let mut group =
            entry::words(&Line { text: section.name().to_owned(), ..section.line.clone() }, Place::default());
        let items = self.placing.pane_items_from(before);
        let Some(first) = items.first_mut() else { return self.placing.push(group) };
        for (field, value) in std::mem::take(&mut group.draft.fields) {
            if first.field(field).is_none() {
                first.set_field(field, value);
            } else {
                first.extra.push((format!("x-group-{}", field.key()), value.to_text().into()));
            }
        }
        let name = tag::join(group.draft.tag.as_deref(), &group.draft.text);
        for item in items {
            if item.draft.tag.is_none() && !name.is_empty() && name.chars().count() <= tag::MOST_CHARS {
                item.draft.tag = Some(name.to_uppercase());
            } else if item.field(Field::Note).is_none() {
                item.set_field(Field::Note, Value::Text(name.clone()));
            } else {
                item.extra.push(("x-group".to_owned(), name.as_str().into()));
            }
        }
    }
}

/// Places what is neither a heading nor a list.
pub(super) fn any_block(block: Block, placing: &mut Placing, lost: &mut Lost) {
    match block {
        Block::Paragraph(line) | Block::Quote(line) => paragraph(line, placing, lost),
        Block::Code(line) => {
            let text = line.text.trim_end();
            if placing.last_item().is_some() {
                add_note(placing, text);
            } else {
                placing.push(ItemDraft::from_line(text));
            }
        }
        Block::Table(rows) => table::place(rows, placing, lost),
        Block::FrontMatter(line) => front::place(&line, placing, lost),
        Block::Comment(line) => lost.extend(line.comments.into_iter().map(|comment| (line.at, comment))),
        Block::Hidden(line) | Block::Heading(_, line) => lost.push((line.at, line.text)),
        Block::List(entries) => {
            for entry in entries {
                let item = entry::item(entry, Place::default(), lost);
                placing.push(item);
            }
        }
    }
}

fn add_note(placing: &mut Placing, text: &str) {
    if let Some(item) = placing.last_item() {
        let there = item.field(Field::Note).map(Value::to_text);
        let texts = there.into_iter().chain([text.to_owned()]).collect::<Vec<String>>();
        item.set_field(Field::Note, Value::Text(texts.join("\n\n")));
    }
}

/// A paragraph: heading lines (`Date: 2025-06-27`), else an item. What a template asks in italics is no item.
fn paragraph(line: Line, placing: &mut Placing, lost: &mut Lost) {
    lost.extend(line.comments.iter().map(|comment| (line.at, comment.clone())));
    if placing.pane_key().is_none()
        && dates::date(&line.text).is_some_and(|date| placing.set_head(Head::Date, &date))
    {
        return;
    }
    let pieces = pieces(&line);
    if pieces.len() > 1 || placing.pane_key().is_none() {
        for (at, piece) in pieces {
            let is_head = keyed(piece).is_some_and(|(name, value)| {
                names::head(name).is_some_and(|head| placing.set_head(head, value))
            });
            if !is_head {
                let words = Line { at: line.at + at, text: piece.to_owned(), ..Line::default() };
                let strong = if at == 0 { line.strong } else { 0 };
                let links = if at == 0 { line.links.clone() } else { Vec::new() };
                placing.push(entry::words(&Line { strong, links, ..words }, Place::default()));
            }
        }
    } else if line.is_stressed() && line.links.is_empty() {
        lost.push((line.at, line.text));
    } else if !line.text.trim().is_empty() || !line.links.is_empty() {
        let place = placing.pane_key().map_or_else(Place::default, Place::of);
        placing.push(entry::words(&line, place));
    }
}

/// The lines of a paragraph in which each begins with a key; else all of it as one piece.
fn pieces(line: &Line) -> Vec<(usize, &str)> {
    let ends = line.breaks.iter().copied().chain([line.text.len()]);
    let mut begin = 0;
    let mut lines = Vec::new();
    for end in ends {
        lines.extend(line.text.get(begin..end).unwrap_or_default().split('\n').map(str::trim));
        begin = end;
    }
    lines.retain(|piece| !piece.is_empty());
    let are_keyed = lines.len() > 1 && lines.iter().all(|piece| keyed(piece).is_some());
    if are_keyed { lines.into_iter().enumerate().collect() } else { vec![(0, &line.text)] }
}

/// `Date: 2025-06-27`.
fn keyed(piece: &str) -> Option<(&str, &str)> {
    let (name, value) = piece.split_once(':')?;
    let is_key = name.len() <= 40 && !value.trim().is_empty() && !value.starts_with("//");
    is_key.then(|| (name, value.trim()))
}
