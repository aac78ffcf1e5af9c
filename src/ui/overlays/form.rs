//! The form: all fields of an item, or the scalars of a sheet or the board, one below the other.
//! It must not know how a field is changed: it shows the rows that the application makes.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::page;
use crate::app::editor::Editor;
use crate::app::{App, FormCell, FormOf, FormRow, Mode};
use crate::config::theme::Theme;
use crate::model::{Board, Head, Pane, Shape};
use crate::terminal::Frame;
use crate::text::{byte_at, caret_at, width, wrap};
use crate::ui::paint::caret;

/// The widest column of labels; longer ones, as unknown keys may be, wrap.
const WIDEST_LABEL: usize = 14;
/// Cells of the bar at the left of a row.
const BAR: usize = 1;

/// Draws the open form and puts the caret where a value is edited. Nothing where no form is open.
pub fn draw(frame: &mut Frame, area: Rect, app: &App, theme: &Theme) {
    if let (Mode::Form(form), Some(board)) = (&app.mode, app.board()) {
        let (title, place) = heading(board, form.of);
        let selected = Selected { row: form.row, editor: form.editor.as_ref() };
        paint(frame, area, (&title, &place), &form.rows(board), selected, theme);
    }
}

/// Where the person stands in the form.
#[derive(Clone, Copy)]
struct Selected<'a> {
    row: usize,
    /// While its value is edited.
    editor: Option<&'a Editor>,
}

/// Whose fields these are, and where that stands.
fn heading(board: &Board, of: FormOf) -> (String, String) {
    match of {
        FormOf::Board => ("The board".to_owned(), board.title().to_owned()),
        FormOf::Sheet(sheet) => {
            ("The sheet".to_owned(), board.sheets.get(sheet).map_or("", |page| page.title()).to_owned())
        }
        FormOf::Item(at) => {
            let name = board.item(at).map_or("", |view| view.name());
            let name = if name.trim().is_empty() { "Details" } else { name };
            let objective = at.list.parent().and_then(|parent| board.item(parent));
            let place = objective.map(|view| view.name().to_owned());
            let pane = || board.pane(at.list).map(Pane::heading);
            (name.to_owned(), place.or_else(pane).unwrap_or_default())
        }
    }
}

/// The row of the open form that stands in a cell, and the byte of its value, or of the text edited in its place, that
/// is nearest.
pub fn row_at(app: &App, area: Rect, theme: &Theme, (x, y): (u16, u16)) -> Option<(usize, usize)> {
    let (Mode::Form(form), Some(board)) = (&app.mode, app.board()) else { return None };
    let rows = form.rows(board);
    let selected = Selected { row: form.row, editor: form.editor.as_ref() };
    let area = page::inner(area);
    let body = page::below_heading(area);
    let lines = Lines::new(&rows, selected, usize::from(area.width), theme);
    let top = lines.top(body.height, theme);
    let line = top + usize::from(y.checked_sub(body.y)?);
    let row = lines.rows.iter().position(|lines| lines.contains(&line)).filter(|_| y < body.bottom())?;
    let columns = Columns::new(&rows, usize::from(area.width), theme);
    let edited = form.editor.as_ref().filter(|_| row == form.row).map(Editor::text);
    let text = edited.as_ref().unwrap_or(&rows[row].value);
    let column = usize::from(x.saturating_sub(body.x)).saturating_sub(columns.value_from());
    Some((row, columns.byte(text, line - lines.rows[row].start, column)))
}

fn paint(
    frame: &mut Frame,
    area: Rect,
    (title, place): (&str, &str),
    rows: &[FormRow],
    selected: Selected,
    theme: &Theme,
) {
    let area = page::inner(area);
    let body = page::heading(frame, area, title, place, theme);
    let form = Lines::new(rows, selected, usize::from(area.width), theme);
    let top = form.top(body.height, theme);
    page::lines(frame, body, &form.all, top, theme);
    if let Some(row) = form.selected.start.checked_sub(top).filter(|_| theme.is_spoken()) {
        caret(frame, (body.x + 1, body.y + u16::try_from(row).unwrap_or(u16::MAX)));
    }
    if let Some((line, column)) = form.caret
        && area.width > 0
        && (top..top + usize::from(body.height)).contains(&line)
    {
        let x = (column as u16).min(area.width - 1);
        caret(frame, (body.x + x, body.y + (line - top) as u16));
    }
}

/// The form as lines, and which of them matter.
struct Lines {
    all: Vec<Line<'static>>,
    /// Those of each row.
    rows: Vec<Range<usize>>,
    /// Those of the selected row.
    selected: Range<usize>,
    /// Line and column of the caret.
    caret: Option<(usize, usize)>,
}

impl Lines {
    fn new(rows: &[FormRow], selected: Selected, cells: usize, theme: &Theme) -> Self {
        let columns = Columns::new(rows, cells, theme);
        let mut form = Self { all: Vec::new(), rows: Vec::new(), selected: 0..0, caret: None };
        for (index, row) in rows.iter().enumerate() {
            if row.what == FormCell::Extra
                && index.checked_sub(1).is_some_and(|before| rows[before].what != row.what)
            {
                form.all.push(Line::default());
                form.all.push(Line::styled(" Unknown keys, kept as they are", theme.pane_title));
            }
            let start = form.all.len();
            if index != selected.row {
                form.all.extend(
                    columns.row(row, &row.value, false).into_iter().map(|line| barred(line, " ", theme)),
                );
                form.rows.push(start..form.all.len());
                continue;
            }
            let text = selected.editor.map(Editor::text);
            form.all.extend(columns.selected(row, text.as_deref(), theme));
            form.selected = start..form.all.len();
            form.rows.push(form.selected.clone());
            form.caret = selected.editor.zip(text).map(|(editor, text)| {
                let (line, column) = columns.caret(&text, editor.caret());
                (start + line, column)
            });
        }
        form
    }

    /// The first line that is shown in so many rows.
    fn top(&self, rows: u16, theme: &Theme) -> usize {
        if theme.is_spoken() && self.caret.is_none() {
            return page::page_for(self.selected.start, self.all.len(), rows);
        }
        let wanted = self.caret.map_or(self.selected.clone(), |(line, _)| line..line + 1);
        page::top_for(&wanted, self.all.len(), rows)
    }
}

/// The line behind the bar's column.
fn barred(mut line: Line<'static>, bar: &str, theme: &Theme) -> Line<'static> {
    line.spans.insert(0, Span::styled(theme.chars(bar).into_owned(), theme.bar));
    line
}

/// Where labels and values stand, behind the bar's column and before the last one, which is the caret's.
struct Columns<'t> {
    labels: usize,
    cells: usize,
    theme: &'t Theme,
}

impl<'t> Columns<'t> {
    fn new(rows: &[FormRow], cells: usize, theme: &'t Theme) -> Self {
        let widest = rows.iter().map(|row| width(&row.label)).max().unwrap_or(0);
        let labels = widest.min(WIDEST_LABEL).min(cells / 3);
        Self { labels, cells: cells.saturating_sub(BAR + 1), theme }
    }

    /// The column of values, the bar's counted.
    fn value_from(&self) -> usize {
        BAR + self.labels + 2
    }

    /// Cells of a value.
    fn value_cells(&self) -> usize {
        self.cells.saturating_sub(self.labels + 2).max(1)
    }

    /// The byte of a value that is nearest to a column of one of its lines.
    fn byte(&self, text: &str, line: usize, column: usize) -> usize {
        let cells = self.value_cells();
        byte_at(text, &wrap(text, cells, cells), line, column)
    }

    /// A row with its value, or with the text that is edited in its place.
    fn row(&self, row: &FormRow, value: &str, edited: bool) -> Vec<Line<'static>> {
        let theme = self.theme;
        let mut lines = self.beside((&row.label, theme.hint), (value, theme.text));
        if let (Some(problem), false) = (&row.problem, edited) {
            lines.extend(self.beside(("", theme.hint), (&format!("! {problem}"), theme.late)));
        }
        lines
    }

    /// The selected row: with a bar, and with what its value should look like.
    fn selected(&self, row: &FormRow, text: Option<&str>, theme: &Theme) -> Vec<Line<'static>> {
        let mut lines = self.row(row, text.unwrap_or(&row.value), text.is_some());
        if let Some(text) = text {
            // Behind blanks that hang over a full row the caret stands in a row of its own.
            let (last, _) = self.caret(text, text.len());
            lines.resize(lines.len().max(last + 1), Line::default());
        }
        if let Some(expected) = expected(&row.what).filter(|_| text.is_some() || row.problem.is_none()) {
            lines.extend(self.beside(("", theme.hint), (expected, theme.lead)));
        }
        let bar = if text.is_some() { "┃" } else { "▌" };
        lines.into_iter().map(|line| barred(line, bar, theme)).collect()
    }

    fn beside(&self, left: (&str, Style), right: (&str, Style)) -> Vec<Line<'static>> {
        page::beside(left, right, self.labels, self.cells)
    }

    /// Line and column of a byte of a value, counted from the row's first line and the bar.
    fn caret(&self, text: &str, byte: usize) -> (usize, usize) {
        let cells = self.value_cells();
        let (line, column) = caret_at(text, &wrap(text, cells, cells), byte, cells, cells);
        (line, self.value_from() + column)
    }
}

/// What the value of a row should look like, where not any text will do.
fn expected(what: &FormCell) -> Option<&'static str> {
    match what {
        FormCell::Line => Some("a tag in capitals and words: PREMIUM: some words"),
        FormCell::Field(field) => Some(field.shape().expected()).filter(|_| field.shape() != Shape::Text),
        FormCell::Head(Head::Updated) => Some("not written from the board"),
        FormCell::Head(Head::Period) => Some(Shape::Period.expected()),
        FormCell::Head(head) => head.is_date().then(|| Shape::Date.expected()),
        FormCell::Extra => Some("only shown here; change it in the file"),
    }
}

#[cfg(test)]
mod tests;
