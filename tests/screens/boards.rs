//! Boards, the state around them, and the screen they give.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use stratboard::app::{App, Content, Message, Mode, OpenBoard};
use stratboard::config::keymap::Keymap;
use stratboard::config::theme::Theme;
use stratboard::document::{Document, Read};
use stratboard::model::{Focus, ListAt};
use stratboard::terminal::MemoryScreen;
use stratboard::ui;

/// The texts of the seeds: longer than the sample's, so the worst case.
pub const SEEDS: &str = include_str!("seeds.yaml");

/// A board of that text on a screen of that size, with the first item of a sheet selected.
pub fn app(text: &str, sheet: usize, size: (u16, u16)) -> App {
    let Read::Board(document, _) = Document::read(text.to_owned(), None) else { panic!("no board: {text}") };
    let mut open = OpenBoard::new(Some(PathBuf::from("board.yaml")), Content::Board(document));
    open.sheet = sheet;
    let today = jiff::civil::date(2025, 6, 20);
    let mut app = App::new(Keymap::default(), today, false);
    app.size = size;
    app.boards.push(open);
    app.mode = Mode::Board;
    let first = stratboard::layout::panes(app.board().unwrap(), sheet).first().copied();
    if let Some(list) = first {
        select(&mut app, Focus::Item(list.item(0)));
    }
    app
}

/// Puts the focus somewhere on the sheet that is shown.
pub fn select(app: &mut App, focus: Focus) {
    let open = &mut app.boards[0];
    open.focus.insert(open.sheet, focus);
}

/// Selects an item of the pane at a place of the sheet's reading order.
pub fn select_item(app: &mut App, pane: usize, index: usize) -> ListAt {
    let list = stratboard::layout::panes(app.board().unwrap(), app.boards[0].sheet)[pane];
    select(app, Focus::Item(list.item(index)));
    list
}

/// Feeds keys, in the keymap's own key text.
pub fn press(app: &mut App, keys: &str) {
    for input in stratboard::config::keys::parse_keys(keys).unwrap() {
        app.update(Message::Input(input));
        ui::settle(app);
    }
}

/// The screen that a state gives, and where the caret stands.
pub fn drawn(app: &mut App, theme: &Theme) -> (Buffer, Option<(u16, u16)>) {
    let (columns, rows) = app.size;
    let plan = ui::settle(app);
    let mut screen = MemoryScreen::new(columns, rows);
    screen.draw(|frame| ui::draw(frame, app, plan.as_ref(), theme));
    (screen.buffer().clone(), screen.caret())
}

/// The screen as text, one line a row, without blanks at the ends.
pub fn text(app: &mut App) -> String {
    let (buffer, _) = drawn(app, &Theme::default16());
    rows(&buffer).join("\n")
}

/// The rows of a screen.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let row = |y| {
        let mut row = String::new();
        let mut x = 0;
        while x < area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += u16::try_from(stratboard::text::width(symbol)).unwrap().max(1);
        }
        row.trim_end().to_owned()
    };
    (0..area.height).map(row).collect()
}
