//! From the Markdown of other programs and of people to a board: headings say the sheet and the pane, lists hold the items.
//! It must not know how headings, lists and tables are spelled.

mod labels;
mod objectives;
mod paragraphs;

use super::blocks::{Block, Entry};
use super::entry::{self, Place};
use super::line::Line;
use super::section::{self, LINE_LEVEL, Section};
use super::{dated, front, is_key_results, notes, people};
use crate::exchange::draft::SheetDraft;
use crate::exchange::import::place::{Placing, holds_objectives};
use crate::exchange::import::{Imported, Unplaced, dates, names};
use crate::model::{Field, Head, Kind, Value, kind, tag};

pub(super) use paragraphs::any_block;

use objectives::{counted_item, is_key_result, is_objective, is_remark};

type Lost = Vec<(usize, String)>;

/// A heading that is a period has no more bytes.
const PERIOD_BYTES: usize = 14;
/// The pane whose items begin with a day.
const EVENTS: &str = "events";

pub(super) fn read(text: &str) -> Imported {
    let text = notes::as_markdown(text);
    let mut sections = section::all(&text);
    let mut walk = Walk { placing: Placing::default(), lost: Vec::new(), pane_level: 0, in_result: false };
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
    let mut board = walk.placing.finish();
    people::take(&mut board);
    Imported { board, unplaced: Unplaced::in_order(walk.lost) }
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
    // The only heading that says what the document is, parts of it as high as itself.
    let says_kind = |section: &Section| names::kind(section.name()).is_some();
    let is_alone = is_alone || says_kind(first) && !sections[2..].iter().any(says_kind);
    let is_pane = names::pane(first.name()).is_some() || names::is_retro_column(first.name());
    (is_alone && !is_pane && names::head(first.name()).is_none() && !is_objective(first.name())).then_some(1)
}

struct Walk {
    placing: Placing,
    lost: Lost,
    /// The level of the heading that opened the pane; 0 where none is open.
    pane_level: u8,
    /// Whether the last heading named a key result.
    in_result: bool,
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
            Some(kind) => {
                self.placing.begin_sheet(SheetDraft::of_kind(kind));
                self.open_named_last(name, section.level);
            }
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
        let in_result = std::mem::take(&mut self.in_result) && in_objectives;
        if let Some((kind, key)) = names::pane(name) {
            self.open_pane(kind, key, section.level);
            if names::has_remark(name) {
                self.lost.push((section.line.at, section.line.text.clone()));
            }
            let tags = name.split_once(" #").map(|(_, tags)| (section.line.at, format!("#{tags}")));
            self.lost.extend(tags);
        } else if is_key_results(name) {
            self.placing.sheet_of(Kind::Plan);
            self.open(kind::OBJECTIVES, self.pane_level.max(1));
            return self.results(blocks);
        } else if is_key_result(name) && in_objectives {
            let item = counted_item(&section.line);
            self.in_result = true;
            return self.result(item, blocks);
        } else if in_objectives && section.level == LINE_LEVEL && is_remark(name) {
            self.in_result = in_result;
            return self.remark(name, blocks);
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
            self.sheet(kind, name, section.level);
        } else if follows == Follows::Panes {
            self.placing.begin_open_sheet(name);
            self.close();
        } else if section.level > self.pane_level && self.pane_level > 0 {
            return self.group(section, blocks);
        } else if blocks.is_empty() && follows == Follows::Nothing {
            self.lost.push((section.line.at, section.line.text.clone()));
        } else {
            return self.extra(section, blocks);
        }
        self.blocks(blocks);
    }

    /// A heading that no kind knows: a pane of its own, unless what stands below it finds other places.
    fn extra(&mut self, section: &Section, blocks: Vec<Block>) {
        let name = section.name();
        let period = dates::period(name).filter(|_| name.len() <= PERIOD_BYTES);
        let is_period = period.is_some_and(|period| self.placing.set_head(Head::Period, &period.to_string()));
        self.placing.extra_pane(&names::pane_key(name));
        self.pane_level = section.level;
        self.blocks(blocks);
        if self.placing.drop_empty(&names::pane_key(name)) && !is_period {
            self.lost.push((section.line.at, section.line.text.clone()));
        }
    }

    /// A heading that says what a sheet is for.
    fn sheet(&mut self, kind: Kind, name: &str, level: u8) {
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
        self.open_named_last(name, level);
    }

    /// Opens the pane that a sheet's title ends with: `Sprint 12 Retrospective Action Items`.
    fn open_named_last(&mut self, title: &str, level: u8) {
        let Some(kind) = self.placing.sheet().and_then(|sheet| sheet.known_kind()) else { return };
        let blanks = title.match_indices(' ').map(|(at, _)| &title[at + 1..]);
        let last = blanks.filter(|rest| rest.contains(' ')).find_map(names::pane);
        if let Some((_, key)) = last.filter(|(of, _)| *of == kind) {
            self.open(key, level);
        }
    }

    /// Opens a pane of a kind; the figures of a retro stay with it.
    fn open_pane(&mut self, kind: Kind, key: &str, level: u8) {
        let is_retro = self.placing.sheet().is_some_and(|sheet| sheet.known_kind() == Some(Kind::Retro));
        if !(is_retro && kind == Kind::Plan && key != kind::OBJECTIVES) {
            self.placing.sheet_of(kind);
        }
        self.open(key, level);
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
        let mut below_objective = false;
        for block in blocks {
            let is_below = std::mem::take(&mut below_objective);
            match block {
                Block::List(entries) if is_below => self.results(vec![Block::List(entries)]),
                Block::List(entries) => self.list(entries),
                Block::Paragraph(line) if self.is_counted_objective(&line) => {
                    self.begin_objective(&line);
                    below_objective = true;
                }
                Block::Paragraph(line) if self.labelled_lines(&line) => {}
                Block::Paragraph(line) if self.is_said_of_plan(&line) => {
                    self.lose_comments(&line);
                    self.placing.note(entry::words(&line, Place::default()));
                }
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
            } else if entry.children.is_empty() && entry.more.is_empty() && self.labelled(&entry.line) {
                self.lose_comments(&entry.line);
            } else {
                self.card(entry);
            }
        }
    }

    /// An item of the pane; what is to be done about it becomes an action of its own.
    fn card(&mut self, mut entry: Entry) {
        let actions = self.take_actions(&mut entry);
        let place = self.placing.pane_key().map_or_else(Place::default, Place::of);
        let mut item = entry::item(entry, place, &mut self.lost);
        if self.placing.pane_key() == Some(EVENTS) {
            dated::take(&mut item);
        }
        self.placing.push(item);
        for action in actions {
            self.placing.push_to(Kind::Retro, kind::ACTIONS, action);
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
