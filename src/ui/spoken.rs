//! The first line and the place of the last one for a screen reader: in words, and the same for every step within a pane.
//! It must not know where anything stands on a sheet.

use super::{header, paint};
use crate::app::App;
use crate::config::theme::Theme;
use crate::layout::heading_in_words;
use crate::model::Focus;
use crate::terminal::Frame;

/// Draws the first line: board, period and sheet, and whether all is in the file.
pub(super) fn header(frame: &mut Frame, app: &App, theme: &Theme) {
    let Some(open) = app.open() else { return };
    let width = frame.area().width;
    let state = header::state_in_words(app, open, theme, usize::from(width) * 6 / 10);
    let room = usize::from(width).saturating_sub(crate::text::width(&state) + 2);
    let place = app.board().map_or_else(
        || open.path.as_ref().map_or_else(String::new, |path| path.display().to_string()),
        |board| {
            let sheets = board.sheets.len();
            let sheet = board
                .sheets
                .get(open.sheet)
                .map(|page| format!("sheet {} of {sheets}, {}", open.sheet + 1, page.title()));
            let period = board.period().map(|period| period.to_string());
            let title = Some(board.title().trim()).filter(|title| !title.is_empty()).unwrap_or("no title");
            [Some(title.to_owned()), period, sheet].into_iter().flatten().collect::<Vec<_>>().join(", ")
        },
    );
    let parts = [(paint::short(&place, room, theme), theme.title), (format!(", {state}"), theme.text)];
    paint::parts(frame, (0, 0), width, &parts);
}

/// Where the person stands, which is said again only where it is another pane.
pub(super) fn place(app: &App) -> String {
    let Some(board) = app.board() else { return String::new() };
    let words = |list| heading_in_words(board, list, app.by_votes.contains(&list));
    match app.focus() {
        None => String::new(),
        Some(Focus::Head(at)) => at.head().label().to_owned(),
        Some(Focus::Item(at)) => words(at.list),
        Some(focus @ Focus::Objective(_)) => focus.list().map_or_else(String::new, words),
    }
}
