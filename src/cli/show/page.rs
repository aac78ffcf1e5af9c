//! A board as lines of text: headings, counts, ranks, hanging indents. Everything that it writes is harmless.
//! It must not know where the lines go.

use crate::config::theme::{Chrome, Theme};
use crate::model::kind::title_from_key;
use crate::model::{Board, Field, Head, ItemView, ListAt, Sheet};
use crate::terminal::out;
use crate::text;

/// The board as text of that width: all sheets, or the one with that index.
pub(super) fn page(board: &Board, only: Option<usize>, width: usize, look: Look) -> String {
    let mut page = Page { text: String::new(), width, look };
    let period = board.period().map(|period| period.to_string());
    page.heading(&page.joined([Some(board.title()), period.as_deref()]), None);
    if !board.mission().is_empty() {
        page.paragraph("", board.mission());
    }
    let wanted = (0..board.sheets.len()).filter(|index| only.is_none_or(|only| only == *index));
    for index in wanted {
        page.sheet(board, index);
    }
    page.text
}

/// What the text may be written with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Whether escapes for bold may stand in it.
    pub bold: bool,
    /// Which signs stand around the words.
    pub chrome: Chrome,
}

struct Page {
    text: String,
    width: usize,
    look: Look,
}

impl Page {
    /// Signs of the page's own.
    fn sign(&self, sign: &str) -> String {
        Theme::mono().with_chrome(self.look.chrome).chars(sign).into_owned()
    }

    fn joined(&self, parts: [Option<&str>; 2]) -> String {
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<&str>>().join(&self.sign(" · "))
    }

    fn sheet(&mut self, board: &Board, index: usize) {
        let Some(sheet) = board.sheets.get(index) else { return };
        self.blank();
        let motto = sheet.head(Head::Motto);
        self.heading(&format!("{}  {}", index + 1, self.joined([Some(sheet.title()), motto])), Some("─"));
        self.heads(sheet);
        for (at, pane) in sheet.panes.iter().enumerate() {
            self.blank();
            self.heading(&format!("{} ({})", pane.title(), pane.items.len()), None);
            let ranked = pane.spec.is_some_and(|spec| spec.ranked);
            self.items(board.views(ListAt::pane(index, at)), ranked, 2);
        }
    }

    /// The scalars of a sheet that do not stand in its heading.
    fn heads(&mut self, sheet: &Sheet) {
        let rest = Head::OF_SHEETS.into_iter().filter(|head| !matches!(head, Head::Title | Head::Motto));
        for head in rest {
            if let Some(value) = sheet.head(head).filter(|value| !value.is_empty()) {
                self.block("", &title_from_key(head.label()), value, 2);
            }
        }
    }

    fn items<'b>(&mut self, items: impl ExactSizeIterator<Item = ItemView<'b>>, ranked: bool, indent: usize) {
        let digits = items.len().to_string().len();
        for (index, item) in items.enumerate() {
            let mark = if ranked { format!("{:>digits$}.", index + 1) } else { "-".to_owned() };
            let done = if item.is_done() { self.sign(" ✓") } else { String::new() };
            let lead = format!("{:indent$}{mark}{done} ", "");
            let hang = text::width(&lead);
            let words = if item.line().is_empty() { "(no words)" } else { item.text() };
            self.block(&lead, item.tag().unwrap_or_default(), words, hang);
            self.fields(item, hang);
            self.items(item.results(), true, hang);
        }
    }

    /// Fields in short, then the note.
    fn fields(&mut self, item: ItemView<'_>, hang: usize) {
        let fields = item.fields().iter().filter(|(field, _)| *field != Field::Note);
        let known = fields.map(|(field, value)| format!("{} {}", field.key(), value.to_text()));
        let unknown = item.extra().iter().map(|(key, value)| format!("{key}: {value}"));
        let short = known.chain(unknown).collect::<Vec<String>>().join(&self.sign(" · "));
        let lead = " ".repeat(hang);
        if !short.is_empty() {
            self.paragraph(&lead, &text::safe_line(&short));
        }
        if let Some(note) = item.field(Field::Note) {
            self.block(&lead, "note", &note.to_text(), hang + 2);
        }
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// One bold line, cut where it is too long, with a rule below it or none.
    fn heading(&mut self, words: &str, rule: Option<&str>) {
        let line = text::safe_line(words);
        let line = text::ellipsize_with(&line, self.width, &self.sign("…")).into_owned();
        let cells = text::width(&line);
        self.emphasised(&line);
        self.text.push('\n');
        if let Some(rule) = rule {
            self.text.push_str(&self.sign(rule).repeat(cells));
            self.text.push('\n');
        }
    }

    /// Words in rows that all begin with blanks.
    fn paragraph(&mut self, lead: &str, words: &str) {
        self.block(lead, "", words, text::width(lead));
    }

    /// `TAG: words` after a lead; further rows hang below at that column.
    fn block(&mut self, lead: &str, tag: &str, words: &str, hang: usize) {
        let label = if tag.is_empty() { String::new() } else { format!("{}:", text::safe_line(tag)) };
        let line = if label.is_empty() { words.to_owned() } else { format!("{label} {words}") };
        let first = self.width.saturating_sub(text::width(lead));
        let rest = self.width.saturating_sub(hang);
        for (index, row) in text::wrap(&line, first.max(1), rest.max(1)).iter().enumerate() {
            let shown = row.shown(&line);
            let begin = if index == 0 { lead.to_owned() } else { " ".repeat(hang) };
            match shown.strip_prefix(&label).filter(|_| index == 0 && !label.is_empty()) {
                Some(after) => {
                    self.text.push_str(&begin);
                    self.emphasised(&label);
                    self.text.push_str(after);
                }
                None => self.text.push_str(format!("{begin}{shown}").trim_end()),
            }
            self.text.push('\n');
        }
    }

    fn emphasised(&mut self, words: &str) {
        if self.look.bold {
            self.text.extend([out::BOLD, words, out::PLAIN]);
        } else {
            self.text.push_str(words);
        }
    }
}

#[cfg(test)]
mod tests;
