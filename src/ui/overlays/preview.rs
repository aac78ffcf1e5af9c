//! What a board of the workspace holds, in short, beside the list in which it is selected.
//! It must not know how it is read, nor that it may still be on its way.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::page;
use crate::app::chooser::{Boards, Chosen, Entry, Summary};
use crate::config::theme::Theme;
use crate::terminal::Frame;
use crate::text::{safe_line, width};

/// Draws what the selected file holds; nothing where none is selected.
pub fn draw(frame: &mut Frame, area: Rect, boards: &Boards, selected: Option<&Entry>, theme: &Theme) {
    let Some(Chosen::Board(file, sheet)) = selected.map(|entry| entry.what) else { return };
    let is_current = boards.current == Some(file);
    let Some(file) = boards.files.get(file) else { return };
    let cells = usize::from(area.width);
    let mut lines = match &file.summary {
        Some(summary) => summary_lines(summary, sheet, is_current, cells, theme),
        None => vec![Line::styled(theme.chars("reading …").into_owned(), theme.hint)],
    };
    let path = page::shown_rows(&safe_line(&file.path.to_string_lossy()), cells);
    // The path stands below, where it is out of the way.
    let blank = usize::from(area.height).saturating_sub(lines.len() + path.len());
    if blank > 0 {
        lines.extend(std::iter::repeat_n(Line::default(), blank));
        lines.extend(path.into_iter().map(|row| Line::styled(row, theme.hint)));
    }
    page::lines(frame, area, &lines, 0, theme);
}

fn summary_lines(
    summary: &Summary,
    sheet: Option<usize>,
    is_current: bool,
    cells: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    if let Some(problem) = &summary.problem {
        let rows = page::shown_rows(&format!("! {problem}"), cells).into_iter();
        return rows.map(|row| Line::styled(row, theme.late)).collect();
    }
    let period = safe_line(&summary.period).into_owned();
    let room = cells.saturating_sub(if period.is_empty() { 0 } else { width(&period) + 2 });
    let title = if summary.title.trim().is_empty() { "(no title)" } else { &summary.title };
    let mut head = vec![Span::styled(page::one_line(title, room, theme), theme.title)];
    if !period.is_empty() {
        head.extend([Span::raw("  "), Span::styled(period, theme.period)]);
    }
    let mut lines = vec![Line::from(head), Line::default()];
    for (index, (title, items)) in summary.sheets.iter().enumerate() {
        lines.push(sheet_line(index, (title, *items), sheet == Some(index), cells, theme));
    }
    if !summary.sheets.is_empty() {
        lines.push(Line::default());
    }
    let actions = match summary.open_actions {
        0 => "no open actions".to_owned(),
        1 => "1 open action".to_owned(),
        many => format!("{many} open actions"),
    };
    let here = if is_current { "; this board is on the screen" } else { "" };
    lines.push(Line::styled(page::one_line(&format!("{actions}{here}"), cells, theme), theme.text));
    lines
}

/// `1 SWOT            20 items`, with a bar where it is the one that opens.
fn sheet_line(
    index: usize,
    (title, items): (&str, usize),
    is_meant: bool,
    cells: usize,
    theme: &Theme,
) -> Line<'static> {
    let count = if items == 1 { "1 item".to_owned() } else { format!("{items} items") };
    let number = format!("{} ", index + 1);
    let room = cells.saturating_sub(number.len() + width(&count) + 3);
    let title = page::one_line(title, room, theme);
    let gap = cells.saturating_sub(1 + number.len() + width(&title) + width(&count));
    let bar = if is_meant { theme.chars("▌").into_owned() } else { " ".to_owned() };
    Line::from(vec![
        Span::styled(bar, theme.bar),
        Span::styled(number, theme.rank),
        Span::styled(title, if is_meant { theme.value } else { theme.text }),
        Span::raw(" ".repeat(gap)),
        Span::styled(count, theme.text),
    ])
}
