//! Text that is being typed and where: told as one line of text for a journal, and opened again in a later run.
//!
//! It must not know who keeps the text in between, nor trust it: a place may be anything.

use super::outside::Held;
use crate::app::editor::{Editor, paste_text};
use crate::app::{App, Form, FormCell, FormOf, Mode, Target, Then};
use crate::model::{Field, Focus, Head, HeadAt, ItemAt, ListAt, tag};

/// A place read from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Item(ItemAt, String),
    New(ListAt),
    Head(HeadAt),
    /// A row of an item's form.
    Cell(ItemAt, Field, String),
    /// A row of the form of a sheet or the board.
    Scalar(HeadAt),
}

impl App {
    /// What is being typed and differs from what is kept: the board, where, and the text. `place` is for
    /// [`App::offer_typed`] alone; prompts are told as nothing.
    pub fn typing_place(&self) -> Option<(usize, String, String)> {
        let (place, text) = self.typed_in(&self.mode)?;
        Some((self.current, place, text))
    }

    fn typed_in(&self, mode: &Mode) -> Option<(String, String)> {
        match mode {
            Mode::Help { under, .. } => self.typed_in(under),
            Mode::Edit(edit) if edit.is_changed() => {
                let place = match edit.target {
                    Target::Item(at) => self.item_place("item", "-", at, &edit.original)?,
                    Target::New(list, index, _) => self.item_place("new", "-", list.item(index), "")?,
                    Target::Head(at) => head_place("head", at),
                };
                Some((place, edit.editor.text()))
            }
            Mode::Form(form) => {
                let text = form.editor.as_ref()?.text();
                let row = form.rows(self.board()?).into_iter().nth(form.row)?;
                let place = match (form.of, row.what) {
                    (FormOf::Item(at), FormCell::Line) => self.item_place("item", "-", at, &row.value)?,
                    (FormOf::Item(at), FormCell::Field(field)) => {
                        self.item_place("cell", field.key(), at, &self.text_of(Target::Item(at)))?
                    }
                    (FormOf::Sheet(sheet), FormCell::Head(head)) => {
                        head_place("scalar", HeadAt::Sheet(sheet, head))
                    }
                    (FormOf::Board, FormCell::Head(head)) => head_place("scalar", HeadAt::Board(head)),
                    _ => return None,
                };
                (text != row.value).then_some((place, text))
            }
            _ => None,
        }
    }

    /// `item FIELD SHEET OBJECTIVE INDEX PANE`, and the item's line as it is kept below it.
    fn item_place(&self, word: &str, field: &str, at: ItemAt, line: &str) -> Option<String> {
        let ListAt { sheet, objective, .. } = at.list;
        let objective = objective.map_or_else(|| "-".to_owned(), |objective| objective.to_string());
        let pane = &self.board()?.pane(at.list)?.key;
        Some(format!("{word} {field} {sheet} {objective} {} {pane}\n{line}", at.index))
    }

    /// Opens the editor at a place as it is now, with a text that is not kept yet. False where nothing may be changed.
    pub(super) fn type_again(&mut self, place: &str, text: &str) -> bool {
        // What comes from a file is as foreign as what is pasted.
        let text = paste_text(text);
        match self.place_in(place) {
            Some(Place::Head(at)) => {
                self.go_to(Focus::Head(at));
                self.edit_again(Target::Head(at), &text);
            }
            Some(Place::Scalar(at)) => self.form_again(form_of(at), &FormCell::Head(at.head()), &text),
            Some(Place::Item(at, line)) => match self.found(at, &line) {
                Some(at) => {
                    self.go_to(self.place_of(at));
                    self.edit_again(Target::Item(at), &text);
                }
                None => self.new_again(Some(at.list), &text),
            },
            Some(Place::Cell(at, field, line)) => match self.found(at, &line) {
                Some(at) => {
                    self.go_to(self.place_of(at));
                    self.form_again(FormOf::Item(at), &FormCell::Field(field), &text);
                }
                None => self.new_again(Some(at.list), &text),
            },
            Some(Place::New(list)) => self.new_again(Some(list), &text),
            None => self.new_again(None, &text),
        }
        !matches!(self.mode, Mode::Board)
    }

    /// The item that stood at a place with that line, wherever it is now.
    fn found(&self, at: ItemAt, line: &str) -> Option<ItemAt> {
        let tag = tag::split(line, false).0.map(str::to_owned);
        let held = Held { at, line: line.to_owned(), tag, count: usize::MAX };
        held.found(self.board()?)
    }

    fn edit_again(&mut self, target: Target, text: &str) {
        let kept = self.text_of(target);
        self.mode = Mode::Edit(Box::new(crate::app::Edit::new(target, kept, text, true)));
    }

    /// As a new item at the end of a list, or of the pane where the person stands.
    fn new_again(&mut self, list: Option<ListAt>, text: &str) {
        let is_there = |list: &ListAt| {
            let board = self.board()?;
            list.parent().map_or(Some(()), |objective| board.item(objective).map(drop))?;
            board.pane(*list)
        };
        let there = list.filter(|list| is_there(list).is_some());
        let Some(list) = there.or_else(|| self.list_for_paste()) else { return };
        self.open_new((list, self.count_in(list), false), "", Then::Stay);
        if let Mode::Edit(edit) = &mut self.mode {
            edit.editor = Editor::new(text, true);
        }
    }

    fn form_again(&mut self, of: FormOf, cell: &FormCell, text: &str) {
        let mut form = Form { of, row: 0, editor: None };
        let rows = self.board().map(|board| form.rows(board)).unwrap_or_default();
        match rows.iter().position(|row| row.what == *cell) {
            Some(row) => {
                (form.row, form.editor) = (row, Some(Editor::new(text, true)));
                self.mode = Mode::Form(Box::new(form));
            }
            None => self.new_again(None, text),
        }
    }

    /// The place that a text tells, on the board on the screen; nothing where it tells none that could be there.
    fn place_in(&self, place: &str) -> Option<Place> {
        let board = self.board()?;
        let (first, line) = place.split_once('\n').unwrap_or((place, ""));
        let (word, rest) = first.split_once(' ')?;
        if matches!(word, "head" | "scalar") {
            let (sheet, key) = rest.split_once(' ')?;
            let heads = Head::OF_BOARD.into_iter().chain(Head::OF_SHEETS);
            let head = heads.into_iter().find(|head| head.key() == key)?;
            let at = match sheet {
                "-" => HeadAt::Board(Head::OF_BOARD.into_iter().find(|other| *other == head)?),
                sheet => {
                    let sheet = sheet.parse().ok().filter(|sheet| *sheet < board.sheets.len())?;
                    HeadAt::Sheet(sheet, Head::OF_SHEETS.into_iter().find(|other| *other == head)?)
                }
            };
            return Some(if word == "head" { Place::Head(at) } else { Place::Scalar(at) });
        }
        let mut words = rest.splitn(5, ' ');
        let (field, sheet) = (words.next()?, words.next()?.parse::<usize>().ok()?);
        let (objective, index) = (words.next()?.parse().ok(), words.next()?.parse::<usize>().ok()?);
        let pane = board.sheets.get(sheet)?.pane_with_key(words.next()?)?;
        let at = ListAt { sheet, pane, objective }.item(index);
        match word {
            "item" => Some(Place::Item(at, line.to_owned())),
            "cell" => Some(Place::Cell(at, Field::from_key(field)?, line.to_owned())),
            "new" => Some(Place::New(at.list)),
            _ => None,
        }
    }
}

/// `head SHEET KEY`; a line `-` for the board's.
fn head_place(word: &str, at: HeadAt) -> String {
    match at {
        HeadAt::Board(head) => format!("{word} - {}", head.key()),
        HeadAt::Sheet(sheet, head) => format!("{word} {sheet} {}", head.key()),
    }
}

fn form_of(at: HeadAt) -> FormOf {
    match at {
        HeadAt::Board(_) => FormOf::Board,
        HeadAt::Sheet(sheet, _) => FormOf::Sheet(sheet),
    }
}
