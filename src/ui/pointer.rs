//! What stands at a cell of the screen, for the mouse: asked of the functions that draw it.
//! It must not know what a click does.

use ratatui::layout::Rect;

use super::{footer, header, hints, overlays, sheet, told, writing};
use crate::action::{Action, Context};
use crate::app::{App, Content, Mode, Pointed};
use crate::config::keys::{Key, parse_sequence};
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
        return header::at(app, theme, at.0);
    }
    if let Some(on) = footer::at(app, theme, at) {
        return on;
    }
    let body = Rect::new(0, 1, columns, rows - 2);
    let pointed = match (&app.mode, app.open().map(|open| &open.content)) {
        (Mode::Help { .. }, _) => overlays::help::action_at(app, body, theme, at).map(Pointed::Help),
        (Mode::Choose(_), _) => overlays::chooser::row_at(app, body, theme, at).map(Pointed::Choice),
        (Mode::Welcome, _) => {
            let action = overlays::welcome::action_at(app, body, theme, at.1);
            action.and_then(|action| keys(app, Context::Welcome, action))
        }
        (Mode::Form(_), _) => {
            overlays::form::row_at(app, body, theme, at).map(|(row, byte)| Pointed::Row(row, byte))
        }
        (Mode::Board, Some(Content::Refused { .. })) => {
            let on_sides = app.sides().is_some() && overlays::refused::is_remedy(app, body, at.1);
            on_sides.then(|| keys(app, Context::Refused, Action::Resolve)).flatten()
        }
        _ => on_sheet(app, plan, theme, at),
    };
    pointed.unwrap_or(Pointed::Nothing)
}

fn keys(app: &App, context: Context, action: Action) -> Option<Pointed> {
    first(app, context, action).map(Pointed::Keys)
}

fn first(app: &App, context: Context, action: Action) -> Option<Vec<Key>> {
    parse_sequence(app.keymap.keys_of(context, action).first()?).ok()
}

fn on_sheet(app: &App, plan: Option<&Arrangement>, theme: &Theme, at: (u16, u16)) -> Option<Pointed> {
    let plan = plan.filter(|_| shows_sheet(app))?;
    let board = app.board()?;
    let below = at.1.checked_sub(sheet::banner_from(app, plan, theme));
    if below.is_some_and(|row| usize::from(row) < sheet::banner_rows(app, app.size).len()) {
        let banner = app.banner()?;
        return told::of_banner(app, &banner).map(Pointed::Keys);
    }
    if let Some(list) = sheet::strip_at(app, board, plan, at) {
        return Some(Pointed::Sheet(Spot::Heading(list, 0)));
    }
    let typed = writing(app).map(|writing| writing.text).unwrap_or_default();
    let spot = plan.spot(board, &typed, at)?;
    if let (Spot::Item(item, _), Some((role, text))) = (spot, plan.beside_at(at))
        && let Some(keys) = hints::writing(app, role, text)
    {
        return Some(Pointed::Value(item, keys));
    }
    Some(Pointed::Sheet(spot))
}

/// Whether the board is what is seen.
fn shows_sheet(app: &App) -> bool {
    matches!(app.mode, Mode::Board | Mode::Edit(_) | Mode::Prompt(_) | Mode::MoveTo)
        && app.open().is_some_and(|open| matches!(open.content, Content::Board(_)))
}

/// Where what is dragged would land.
pub fn landing(app: &App, plan: Option<&Arrangement>, at: (u16, u16)) -> Option<Landing> {
    let plan = plan.filter(|_| shows_sheet(app))?;
    let (board, dragged) = (app.board()?, app.pointing.pressed?);
    let Some(list) = sheet::strip_at(app, board, plan, at) else { return plan.landing(dragged, at) };
    match list.parent().filter(|objective| objective.list == dragged.list) {
        Some(objective) if objective == dragged => None,
        Some(objective) => Some(Landing { list: objective.list, index: objective.index }),
        None if list == dragged.list => None,
        None => Some(Landing { list, index: board.items(list).len() }),
    }
}

/// The pane at whose first or last row a cell is, and whether that is the last.
pub fn edge(app: &App, plan: Option<&Arrangement>, at: (u16, u16)) -> Option<(ListAt, bool)> {
    plan.filter(|_| shows_sheet(app))?.edge_at(at)
}

/// The pane under a cell.
pub fn pane(app: &App, plan: Option<&Arrangement>, at: (u16, u16)) -> Option<ListAt> {
    plan.filter(|_| shows_sheet(app))?.pane_at(at).map(|(list, _)| list)
}
