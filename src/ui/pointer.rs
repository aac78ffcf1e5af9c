//! What stands at a cell of the screen, for the mouse: asked of the functions that draw it.
//! It must not know what a click does.

use ratatui::layout::Rect;

use super::{footer, header, overlays, sheet, writing};
use crate::app::{App, Content, Mode, Pointed};
use crate::config::theme::Theme;
use crate::layout::{Arrangement, Landing, SMALLEST, Spot};
use crate::model::ListAt;

/// What stands at a cell; `plan` is what [`settle`](super::settle) answered for this state.
pub fn pointed(app: &App, plan: Option<&Arrangement>, theme: &Theme, at: (u16, u16)) -> Pointed {
    let (columns, rows) = app.size;
    if columns < SMALLEST.0 || rows < SMALLEST.1 || at.0 >= columns || at.1 >= rows {
        return Pointed::Nothing;
    }
    if at.1 == 0 {
        return header::tab_at(app, theme, at.0).map_or(Pointed::Nothing, Pointed::Tab);
    }
    if at.1 == rows - 1 {
        return footer::keys_at(app, theme, at.0).map_or(Pointed::Nothing, Pointed::Keys);
    }
    let body = Rect::new(0, 1, columns, rows - 2);
    if let Mode::Form(_) = app.mode {
        let row = overlays::form::row_at(app, body, theme, at);
        return row.map_or(Pointed::Nothing, |(row, byte)| Pointed::Row(row, byte));
    }
    on_sheet(app, plan, at).unwrap_or(Pointed::Nothing)
}

fn on_sheet(app: &App, plan: Option<&Arrangement>, at: (u16, u16)) -> Option<Pointed> {
    let plan = plan.filter(|_| shows_sheet(app))?;
    let board = app.board()?;
    if at.1 == 1 && app.banner().is_some() {
        return Some(Pointed::Offer);
    }
    if let Some(list) = sheet::strip_at(app, board, plan, at) {
        return Some(Pointed::Sheet(Spot::Heading(list, 0)));
    }
    let typed = writing(app).map(|writing| writing.text).unwrap_or_default();
    plan.spot(board, &typed, at).map(Pointed::Sheet)
}

/// Whether the board is what is seen.
fn shows_sheet(app: &App) -> bool {
    matches!(app.mode, Mode::Board | Mode::Edit(_) | Mode::Prompt(_) | Mode::MoveTo)
        && app.open().is_some_and(|open| matches!(open.content, Content::Board(_)))
}

/// Where what is dragged would land.
pub fn landing(app: &App, plan: Option<&Arrangement>, at: (u16, u16)) -> Option<Landing> {
    plan.filter(|_| shows_sheet(app))?.landing(app.pointing.pressed?, at)
}

/// The pane under a cell.
pub fn pane(app: &App, plan: Option<&Arrangement>, at: (u16, u16)) -> Option<ListAt> {
    plan.filter(|_| shows_sheet(app))?.pane_at(at).map(|(list, _)| list)
}
