//! The arrangement for a screen reader: a sheet as lines one below the other, in words, without columns, rules or bars.
//! It turns pages instead of scrolling, so that a move changes nothing but the caret. It must not know how anything looks.

use ratatui::layout::Rect;

use crate::model::{Focus, Head, HeadAt, ListAt, Sheet};

use super::arrange::{Arrangement, Request};
use super::flow::{Sequence, finished};
use super::item::{Entry, Row};
use super::line::{Line, On, Role};
use super::look::Look;
use super::typed::{Typed, caret_row, typed_rows};
use super::{Top, heads, panes, tail};
use crate::text::width;

mod said;

pub(crate) use said::heading as heading_in_words;

/// Lays a sheet out below the first line, down to where it ends.
pub(super) fn linear(request: &Request, plan: &mut Arrangement) {
    let lines = Lines::new(request);
    let room = usize::from(plan.bottom.saturating_sub(1));
    let page = ListAt::pane(request.sheet, 0);
    let kept = request.scroll.get(&page).copied().unwrap_or_default();
    let top = lines.top(lines.selected(), kept, room);
    plan.tops.push((page, top));
    let body = Rect::new(1, 1, request.size.0.saturating_sub(1), plan.bottom.saturating_sub(1));
    lines.place(plan, top, body);
}

/// What one or more rows of the page belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Head(HeadAt),
    /// The heading of the pane with that number.
    Heading(usize),
    /// An entry of a pane, counted as it is shown.
    Entry(usize, usize),
    /// What stands in a pane without items.
    Empty(ListAt),
    /// A sentence at the end.
    Told(usize),
}

struct Pane<'a> {
    look: Look<'a>,
    sequence: Sequence,
    /// The number of its first block.
    first: usize,
}

/// All lines of a sheet, made one by one where they are asked for: a page costs what it shows.
struct Lines<'r, 'a> {
    request: &'r Request<'a>,
    heads: Vec<HeadAt>,
    panes: Vec<Pane<'a>>,
    told: Vec<String>,
    cells: usize,
}

impl<'r, 'a> Lines<'r, 'a> {
    fn new(request: &'r Request<'a>) -> Self {
        let mut heads = heads(request.board, request.sheet, request.size);
        let mut lists = panes(request.board, request.sheet);
        let focused = super::arrange::focused_list(request);
        if let Some(list) = focused.filter(|list| !lists.contains(list)) {
            lists.push(list);
        }
        if request.zoom && focused.is_some() {
            lists.retain(|list| Some(*list) == focused);
            heads.clear();
        }
        let mut first = heads.len();
        let pane = |list: ListAt| {
            let look = Look::new(request.board, list, (request.size.0, 0), true, request.today);
            let look = look.with_typing(request.typing);
            let order = request.by_votes.contains(&list);
            let order = order.then(|| request.measured.order(request.board, request.version, list));
            let pane = Pane { sequence: Sequence::new(&look, order), look, first };
            first += pane.blocks();
            pane
        };
        let panes = lists.into_iter().map(pane).collect();
        let told = if request.zoom { Vec::new() } else { tail::told(request) };
        // The last column is the caret's.
        Self { request, heads, panes, told, cells: usize::from(request.size.0.saturating_sub(1)) }
    }

    fn count(&self) -> usize {
        self.panes.last().map_or(self.heads.len(), |pane| pane.first + pane.blocks()) + self.told.len()
    }

    fn block(&self, number: usize) -> Option<Block> {
        if let Some(head) = self.heads.get(number) {
            return Some(Block::Head(*head));
        }
        let at = self.panes.partition_point(|pane| pane.first <= number).checked_sub(1)?;
        let pane = self.panes.get(at)?;
        match number - pane.first {
            0 => Some(Block::Heading(at)),
            1 if pane.sequence.len() == 0 && pane.look.list.objective.is_none() => {
                Some(Block::Empty(pane.look.list))
            }
            row if row <= pane.sequence.len() => Some(Block::Entry(at, row - 1)),
            row => Some(row - pane.blocks()).filter(|told| *told < self.told.len()).map(Block::Told),
        }
    }

    /// The block on which the person stands or writes.
    fn selected(&self) -> Option<usize> {
        let entry = |list: ListAt, index: usize| {
            let pane = self.panes.iter().find(|pane| pane.look.list == list)?;
            // Below an objective without key results there is nothing to stand on but itself.
            Some(pane.first + (1 + pane.sequence.position(index)).min(pane.blocks() - 1))
        };
        let objective =
            |at| self.panes.iter().find(|pane| pane.look.list.parent() == Some(at)).map(|pane| pane.first);
        let head = |at| self.heads.iter().position(|head| *head == at);
        match (self.request.typing.map(|typing| typing.what), self.request.focus?) {
            (Some(Typed::Head(at)), _) | (None, Focus::Head(at)) => head(at),
            (Some(Typed::New(list, index)), _) => entry(list, index),
            (Some(Typed::Item(at)), _) => objective(at).or_else(|| entry(at.list, at.index)),
            (None, Focus::Objective(at)) => objective(at),
            (None, Focus::Item(at)) => entry(at.list, at.index),
        }
    }

    fn rows(&self, block: Block) -> Vec<Row> {
        let request = self.request;
        let marked = |at| request.marks.contains(&at);
        let typed = |what: Typed| request.typing.filter(|typing| typing.what == what);
        let editor = |typing, before: &str, role| {
            let mut rows = typed_rows(typing, width(before), said::HANG, self.cells);
            if let Some(first) = rows.first_mut().filter(|_| !before.is_empty()) {
                first.insert(0, super::line::Piece::new(0, role, before));
            }
            rows
        };
        match block {
            Block::Head(at) => match typed(Typed::Head(at)) {
                Some(typing) => editor(typing, &label(at), Role::Label),
                None => self.head(at),
            },
            Block::Heading(pane) => {
                let list = self.panes[pane].look.list;
                let Some(at) = list.parent() else {
                    let words = said::heading(request.board, list, request.by_votes.contains(&list));
                    return said::paragraph("", &words, Role::Title, self.cells);
                };
                match typed(Typed::Item(at)) {
                    Some(typing) => {
                        editor(typing, &said::before_objective(request.board, at, marked(at)), Role::Title)
                    }
                    None => said::objective(request.board, at, list, marked(at), self.cells),
                }
            }
            Block::Entry(pane, position) => {
                let Pane { look, sequence, .. } = &self.panes[pane];
                match (sequence.entry(position), look.typing) {
                    (Entry::New, Some(typing)) => editor(typing, "", Role::Rank),
                    (Entry::New, None) => Vec::new(),
                    (Entry::Item(index), _) => match typed(Typed::Item(look.list.item(index))) {
                        Some(typing) => editor(typing, &said::before(look, index, false), Role::Rank),
                        None => said::item(look, index, marked(look.list.item(index)), self.cells),
                    },
                }
            }
            Block::Empty(_) => vec![Row::new()],
            Block::Told(index) => said::paragraph("", &self.told[index], Role::Text, self.cells),
        }
    }

    /// A heading line, with its name.
    fn head(&self, at: HeadAt) -> Vec<Row> {
        let board = self.request.board;
        let text = board.head_at(at).map(str::trim_end).filter(|text| !text.is_empty());
        let title = || match at {
            HeadAt::Sheet(sheet, Head::Title) => board.sheets.get(sheet).map(Sheet::title),
            _ => None,
        };
        match text.or_else(title) {
            Some(text) => said::paragraph(&label(at), text, Role::Lead, self.cells),
            None => said::paragraph(&label(at), "not written yet", Role::Hint, self.cells),
        }
    }

    fn height(&self, number: usize) -> usize {
        self.block(number).map_or(0, |block| self.rows(block).len())
    }

    /// The first row of the page: the kept one where what is selected is on that page, else the page before or after.
    fn top(&self, selected: Option<usize>, kept: Top, room: usize) -> Top {
        let Some(selected) = selected else {
            return Top { item: kept.item.min(self.count().saturating_sub(1)), row: 0 };
        };
        let rows = self.block(selected).map_or_else(Vec::new, |block| self.rows(block));
        let height = rows.len();
        // Of what is taller than the page the caret's row is seen, else the first.
        let (from, to) = match caret_row(&rows) {
            Some(caret) if height > room => (caret, caret + 1),
            _ => (0, height.min(room)),
        };
        if kept.item > selected || kept.item == selected && kept.row > from {
            return if from > 0 { Top { item: selected, row: from } } else { self.ending(selected, room) };
        }
        if height > room && kept.item < selected {
            return self.beginning(selected, to, room);
        }
        let mut used = to;
        for above in kept.item..selected {
            used += self.height(above);
            if used > room + kept.row {
                return self.beginning(selected, to, room);
            }
        }
        if used > room + kept.row { self.beginning(selected, to, room) } else { kept }
    }

    /// The page that begins with a block, or with the heading above it; the last page is full where it can be.
    fn beginning(&self, selected: usize, to: usize, room: usize) -> Top {
        if to > room {
            return Top { item: selected, row: to - room };
        }
        let below_heading =
            selected.checked_sub(1).filter(|above| matches!(self.block(*above), Some(Block::Heading(_))));
        let fits = |above: &usize| self.height(*above) + self.height(selected) <= room;
        let first = below_heading.filter(fits).unwrap_or(selected);
        let mut left = room;
        for number in first..self.count() {
            match left.checked_sub(self.height(number)) {
                Some(rest) => left = rest,
                None => return Top { item: first, row: 0 },
            }
        }
        self.ending(self.count() - 1, room)
    }

    /// The page that ends with a block.
    fn ending(&self, last: usize, room: usize) -> Top {
        let mut left = room;
        let mut first = last;
        for number in (0..=last).rev() {
            match left.checked_sub(self.height(number)) {
                Some(rest) => (left, first) = (rest, number),
                None => break,
            }
        }
        Top { item: first, row: 0 }
    }

    /// Puts the page's rows into place: whole blocks, but for one that is taller than the page.
    fn place(&self, plan: &mut Arrangement, top: Top, body: Rect) {
        let selected = self.selected();
        let (mut y, mut skip) = (body.y, top.row);
        for number in top.item..self.count() {
            let Some(block) = self.block(number) else { break };
            let rows = self.rows(block);
            let room = usize::from(body.bottom().saturating_sub(y));
            if room == 0 || y > body.y && rows.len() > room {
                break;
            }
            let typed = caret_row(&rows).is_some();
            if selected == Some(number) && !typed {
                plan.cursor = Some((0, y));
            }
            for row in rows.into_iter().skip(skip).take(room) {
                plan.lines.push(finished(self.line(block, row, y, typed), body));
                y += 1;
            }
            if let Block::Empty(list) = block {
                plan.empty.push((list, Rect { x: 0, y: y - 1, height: 1, ..body }));
            }
            skip = 0;
        }
    }

    fn line(&self, block: Block, pieces: Row, y: u16, typed: bool) -> Line {
        let item = match block {
            Block::Entry(pane, position) => {
                let pane = &self.panes[pane];
                match pane.sequence.entry(position) {
                    Entry::Item(index) => Some(pane.look.list.item(index)),
                    Entry::New => None,
                }
            }
            _ => None,
        };
        let on = match block {
            _ if typed => Some(On::Typed),
            Block::Head(at) => Some(On::Head(at)),
            Block::Heading(pane) => Some(On::Heading(self.panes[pane].look.list)),
            _ => item.map(On::Item),
        };
        Line { y, pieces, item, on, ..Line::default() }
    }
}

impl Pane<'_> {
    /// Its heading and its entries; one line says that there are none, below an objective the heading does.
    fn blocks(&self) -> usize {
        let least = usize::from(self.look.list.objective.is_none());
        1 + self.sequence.len().max(least)
    }
}

/// What stands before a heading line.
fn label(at: HeadAt) -> String {
    let name = match at {
        HeadAt::Sheet(_, Head::Title) => "sheet",
        _ => at.head().label(),
    };
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}: ", letters.as_str())
}
