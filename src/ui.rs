//! Draws the state: what `layout` arranged in the styles of a theme, the first and the last line, and what lies above.
//! It reads and never changes, but for the scroll positions that [`settle`] keeps before each frame.

use ratatui::layout::Rect;

use crate::action::Action;
use crate::app::{App, Content, Mode, OpenBoard, Target};
use crate::config::theme::Theme;
use crate::document::Document;
use crate::layout::{Arrangement, Request, SMALLEST, Typed, Typing, arrange};
use crate::model::Board;
use crate::terminal::Frame;

mod first;
mod footer;
mod header;
mod hints;
mod lit;
pub mod overlays;
mod paint;
pub mod pointer;
mod sheet;
mod spoken;
mod told;

/// Brings what `layout` decides into step with the state: scroll positions and the columns of the open editor.
/// Answers where everything stands, for [`draw`] to paint.
pub fn settle(app: &mut App) -> Option<Arrangement> {
    overlays::settle(app, Rect::new(0, 1, app.size.0, app.size.1.saturating_sub(2)));
    let plan = arrangement(app)?;
    app.scroll.extend(plan.tops.iter().copied());
    if let (Mode::Edit(edit), Some(caret)) = (&mut app.mode, plan.caret) {
        edit.columns = caret.cells;
    }
    Some(plan)
}

/// Draws one frame and puts the caret where text is edited. `plan` is what [`settle`] answered for this state.
pub fn draw(frame: &mut Frame, app: &App, plan: Option<&Arrangement>, theme: &Theme) {
    let area = frame.area();
    frame.set_background(theme.screen);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        paint::text(frame, (0, 0), area.width, "stratboard needs 20x5", theme.text);
        return;
    }
    let body = Rect { y: 1, height: area.height - 2, ..area };
    if theme.is_spoken() {
        // What has no place of its own is read from its beginning.
        paint::caret(frame, (0, body.y));
    }
    if theme.is_spoken() {
        spoken::header(frame, app, theme);
    } else {
        header::draw(frame, app, theme);
    }
    match (&app.mode, app.open().map(|open| &open.content)) {
        (Mode::Help { .. }, _) => overlays::help::draw(frame, body, app, theme),
        (Mode::Choose(_), _) => overlays::chooser::draw(frame, body, app, theme),
        (Mode::Welcome, _) | (_, None) => overlays::welcome::draw(frame, body, app, theme),
        (Mode::Form(_), _) => overlays::form::draw(frame, body, app, theme),
        (_, Some(Content::Refused { .. })) => overlays::refused::draw(frame, body, app, theme),
        (_, Some(Content::Board(_))) => draw_board(frame, app, plan, theme),
    }
    footer::draw(frame, app, theme);
}

/// Draws what there is to see before the first board is read.
pub fn waiting(frame: &mut Frame, name: &str, theme: &Theme) {
    let area = frame.area();
    let told = theme.chars("reading …").into_owned();
    paint::text(frame, (1, 1), area.width.saturating_sub(2), &format!("{told} {name}"), theme.text);
    paint::parts(
        frame,
        (1, area.height.saturating_sub(1)),
        area.width,
        &[("q".to_owned(), theme.key), (" leaves".to_owned(), theme.key_label)],
    );
    if theme.is_spoken() {
        paint::caret(frame, (1, 1));
    }
}

fn draw_board(frame: &mut Frame, app: &App, plan: Option<&Arrangement>, theme: &Theme) {
    let Some(board) = app.board() else { return };
    let size = (frame.area().width, frame.area().height);
    // The terminal may have another size already than the state was told.
    let own = if plan.is_none() || size != app.size { arranged(app, size) } else { None };
    let Some(plan) = own.as_ref().or(plan) else { return };
    sheet::draw(frame, app, board, plan, theme);
    if let Some(at) = plan.caret.map(|caret| caret.at).or(plan.cursor) {
        paint::caret(frame, at);
    }
}

/// The open editor's text, where it stands on the sheet.
struct Writing {
    what: Typed,
    text: String,
    caret: usize,
    ghost: String,
}

fn writing(app: &App) -> Option<Writing> {
    let Mode::Edit(edit) = &app.mode else { return None };
    let what = match edit.target {
        Target::Item(at) => Typed::Item(at),
        Target::Head(at) => Typed::Head(at),
        Target::New(list, index, _) => Typed::New(list, index),
    };
    let ghost = edit.ghost.clone().unwrap_or_default();
    Some(Writing { what, text: edit.editor.text(), caret: edit.editor.caret(), ghost })
}

fn request<'a>(
    app: &'a App,
    open: &'a OpenBoard,
    board: &'a Board,
    writing: Option<&'a Writing>,
    conclusion_key: &'a str,
) -> Request<'a> {
    let typing = writing.map(|writing| Typing {
        what: writing.what,
        text: &writing.text,
        caret: writing.caret,
        ghost: &writing.ghost,
    });
    Request {
        board,
        version: open.document().map_or(0, Document::version),
        touched: open.document().and_then(Document::touched),
        measured: &app.measured,
        sheet: open.sheet,
        size: app.size,
        focus: app.focus(),
        zoom: app.zoom,
        density: app.density,
        by_votes: &app.by_votes,
        scroll: &app.scroll,
        peeking: app.pointing.peeking,
        typing,
        today: app.today,
        trends: &open.trends,
        banner: u16::try_from(sheet::banner_rows(app, app.size).len()).unwrap_or(0),
        conclusion_key,
        linear: app.screen_reader,
        marks: &open.marks,
    }
}

/// The arrangement of the sheet on the screen, for whoever asks where something stands.
pub fn arrangement(app: &App) -> Option<Arrangement> {
    arranged(app, app.size)
}

fn arranged(app: &App, size: (u16, u16)) -> Option<Arrangement> {
    let (open, board) = app.open().zip(app.board())?;
    let writing = writing(app);
    let key = hints::key(app, Action::Conclusion).unwrap_or_default();
    Some(arrange(&Request { size, ..request(app, open, board, writing.as_ref(), &key) }))
}
