//! The form: all fields of an item, or the scalars of a sheet or the board, each edited in place.
//!
//! It must not know how the form is drawn.

use crate::action::Action;
use crate::app::editor::Editor;
use crate::app::{AbandonedFor, App, Effect, Form, FormCell, FormOf, FormRow, Mode, Target};
use crate::model::field::is_date;
use crate::model::{Board, Field, Focus, Head, HeadAt, ItemAt, Kind, Period, Shape, Value};

use super::write::Kept;

/// Fields that any item may have, in the order of the file; others are shown where they belong or are there.
const COMMON: [Field; 10] = [
    Field::Note,
    Field::Owner,
    Field::Due,
    Field::Done,
    Field::Votes,
    Field::Since,
    Field::Carried,
    Field::See,
    Field::Source,
    Field::Checked,
];

impl Form {
    /// Its rows for what the board holds now.
    pub fn rows(&self, board: &Board) -> Vec<FormRow> {
        match self.of {
            FormOf::Item(at) => item_rows(board, at),
            FormOf::Sheet(sheet) => {
                let kind = board.sheets.get(sheet).and_then(|page| page.kind);
                let of_kind = kind.map_or(&[Head::Title, Head::Motto][..], Kind::heads);
                head_rows(board, of_kind, &Head::OF_SHEETS, |head| HeadAt::Sheet(sheet, head))
            }
            FormOf::Board => head_rows(board, &Head::OF_BOARD, &[], HeadAt::Board),
        }
    }
}

fn item_rows(board: &Board, at: ItemAt) -> Vec<FormRow> {
    let Some(view) = board.item(at) else { return Vec::new() };
    let line = FormRow { what: FormCell::Line, label: "text".to_owned(), value: view.line(), problem: None };
    let kind = board.sheets.get(at.list.sheet).and_then(|sheet| sheet.kind);
    let belongs = |field: Field| match field {
        Field::Score | Field::Forecast => at.list.objective.is_some(),
        Field::Target => kind == Some(Kind::Plan),
        Field::Impact | Field::Likelihood => kind == Some(Kind::Swot),
        Field::From => kind == Some(Kind::Tows),
        Field::Results => false,
        other => COMMON.contains(&other),
    };
    let fields = Field::ALL.into_iter().filter(|field| belongs(*field) || view.field(*field).is_some());
    let rows = fields.filter(|field| *field != Field::Results).map(|field| {
        let value = view.field(field);
        let is_wrong = value.is_some_and(|value| !value.is_valid(field));
        FormRow {
            what: FormCell::Field(field),
            label: field.key().to_owned(),
            value: value.map(Value::to_text).unwrap_or_default(),
            problem: is_wrong.then(|| format!("must be {}", field.shape().expected())),
        }
    });
    let extra = view.extra().iter().map(|(key, value)| FormRow {
        what: FormCell::Extra,
        label: key.clone(),
        value: value.clone(),
        problem: None,
    });
    std::iter::once(line).chain(rows).chain(extra).collect()
}

fn head_rows(board: &Board, usual: &[Head], others: &[Head], at: impl Fn(Head) -> HeadAt) -> Vec<FormRow> {
    let present = others.iter().filter(|head| !usual.contains(head) && board.head_at(at(**head)).is_some());
    let rows = usual.iter().chain(present).map(|head| {
        let value = board.head_at(at(*head)).unwrap_or_default().to_owned();
        let problem = head_problem(*head, &value);
        FormRow { what: FormCell::Head(*head), label: head.label().to_owned(), value, problem }
    });
    rows.collect()
}

fn head_problem(head: Head, value: &str) -> Option<String> {
    match head {
        _ if value.is_empty() => None,
        Head::Period => value.parse::<Period>().err().map(|error| error.to_string()),
        _ if head.is_date() && !is_date(value) => Some(format!("must be {}", Shape::Date.expected())),
        _ => None,
    }
}

impl App {
    pub(super) fn open_form(&mut self) {
        let of = match self.focus() {
            Some(Focus::Head(HeadAt::Board(_))) => FormOf::Board,
            Some(Focus::Head(HeadAt::Sheet(sheet, _))) => FormOf::Sheet(sheet),
            _ => match self.need_item("items have details") {
                Some(at) => FormOf::Item(at),
                None => return,
            },
        };
        let mut form = Form { of, row: 0, editor: None };
        if let (Some(Focus::Head(at)), Some(board)) = (self.focus(), self.board()) {
            let here = FormCell::Head(at.head());
            form.row = form.rows(board).iter().position(|row| row.what == here).unwrap_or(0);
        }
        self.mode = Mode::Form(Box::new(form));
    }

    /// The rows of the open form.
    fn form_rows(&self) -> Vec<FormRow> {
        match (&self.mode, self.board()) {
            (Mode::Form(form), Some(board)) => form.rows(board),
            _ => Vec::new(),
        }
    }

    /// The selected row of the open form.
    fn form_row(&self) -> Option<FormRow> {
        let Mode::Form(form) = &self.mode else { return None };
        self.form_rows().into_iter().nth(form.row)
    }

    pub(crate) fn do_in_form(&mut self, action: Action) -> bool {
        let last = self.form_rows().len().saturating_sub(1);
        let Mode::Form(form) = &mut self.mode else { return false };
        match action {
            Action::Down => form.row = (form.row + 1).min(last),
            Action::Up => form.row = form.row.saturating_sub(1),
            Action::First => form.row = 0,
            Action::Last => form.row = last,
            Action::Edit => self.edit_row(true),
            Action::EditStart => self.edit_row(false),
            Action::Editor => self.edit_row_outside(),
            Action::Delete => self.clear_row(),
            Action::Undo | Action::Redo => self.travel_in_form(action),
            Action::Cancel | Action::QuitAtOnce => self.mode = self.resting_mode(),
            _ => return false,
        }
        true
    }

    /// Whether a row can be changed; says why where not.
    fn may_change_row(&mut self, row: &FormRow) -> bool {
        let why = match row.what {
            FormCell::Extra => Some("an unknown key is only shown; edit it in the file"),
            FormCell::Head(Head::Updated) => Some("updated is not written from the board"),
            _ => None,
        };
        if let Some(why) = why {
            self.message = Some(why.to_owned());
        }
        why.is_none() && self.may_change()
    }

    pub(super) fn edit_row(&mut self, caret_at_end: bool) {
        let Some(row) = self.form_row() else { return };
        if self.may_change_row(&row)
            && let Mode::Form(form) = &mut self.mode
        {
            form.editor = Some(Editor::new(&row.value, caret_at_end));
        }
    }

    /// The field in the person's own editor.
    fn edit_row_outside(&mut self) {
        let Some(row) = self.form_row() else { return };
        if self.may_change_row(&row) {
            self.effects.push(Effect::EditText(row.value));
        }
    }

    /// What the person's own editor made of the field; where it cannot be kept it stands in the field's editor.
    pub(super) fn take_edited_row(&mut self, text: &str) {
        let Some(row) = self.form_row() else { return };
        // Editors end a file with a line break; it is not part of the text.
        let text = text.trim_end();
        let Mode::Form(form) = &mut self.mode else { return };
        let mut editor = Editor::new(&row.value, true);
        editor.replace(text, text.len());
        form.editor = Some(editor);
        self.keep_row(0);
    }

    fn clear_row(&mut self) {
        let Some(row) = self.form_row() else { return };
        if !self.may_change_row(&row) {
            return;
        }
        if row.what == FormCell::Line {
            self.message =
                Some("the text is changed by editing it; the item is deleted on the board".to_owned());
        } else if !row.value.is_empty() {
            self.write_row(&row, "");
        }
    }

    /// Undo and redo under the form; where they lead elsewhere it closes.
    fn travel_in_form(&mut self, action: Action) {
        let board = self.current;
        self.do_with_files(action);
        let Mode::Form(form) = &self.mode else { return };
        let is_here = self.current == board
            && match (form.of, self.focus()) {
                (FormOf::Item(at), _) => self.focused_item() == Some(at),
                (FormOf::Sheet(sheet), Some(Focus::Head(HeadAt::Sheet(on, _)))) => sheet == on,
                (FormOf::Board, Some(Focus::Head(HeadAt::Board(_)))) => true,
                _ => false,
            };
        let rows = self.form_rows().len();
        if !is_here || rows == 0 {
            self.mode = self.resting_mode();
        } else if let Mode::Form(form) = &mut self.mode {
            form.row = form.row.min(rows - 1);
        }
    }

    /// The keys of keeping while a row is edited.
    pub(super) fn do_in_form_text(&mut self, action: Action) -> bool {
        match action {
            Action::Keep | Action::KeepAndLeave | Action::KeepAndGoOn => self.keep_row(0),
            Action::KeepNextPane => self.keep_row(1),
            Action::KeepPreviousPane => self.keep_row(-1),
            Action::Abandon => self.abandon_row(),
            Action::NewLine => self.new_line_in_row(),
            _ => {}
        }
        true
    }

    /// C-c: the old value stays; the abandoned one is what redo brings.
    fn abandon_row(&mut self) {
        let Mode::Form(form) = &self.mode else { return };
        let Some(editor) = &form.editor else { return };
        let (of, text) = (form.of, editor.text());
        self.close_row();
        let Some(row) = self.form_row() else { return };
        let text_for = match (of, row.what) {
            _ if text.trim_end() == row.value.trim_end() || text.trim().is_empty() => None,
            (FormOf::Item(at), FormCell::Line) => Some(AbandonedFor::Target(Target::Item(at))),
            (FormOf::Item(at), FormCell::Field(field)) => Some(AbandonedFor::Field(at, field)),
            (FormOf::Sheet(sheet), FormCell::Head(head)) => {
                Some(AbandonedFor::Target(Target::Head(HeadAt::Sheet(sheet, head))))
            }
            (FormOf::Board, FormCell::Head(head)) => {
                Some(AbandonedFor::Target(Target::Head(HeadAt::Board(head))))
            }
            _ => None,
        };
        if let Some(text_for) = text_for {
            let redo = self.abandon(text_for, &text);
            self.message = Some(format!("left as it was; {redo} brings what was typed"));
        }
    }

    fn close_row(&mut self) {
        if let Mode::Form(form) = &mut self.mode {
            form.editor = None;
        }
    }

    fn new_line_in_row(&mut self) {
        let holds_lines = self.form_row().is_some_and(|row| match row.what {
            FormCell::Line | FormCell::Head(_) => true,
            FormCell::Field(field) => field.shape() == Shape::Text,
            FormCell::Extra => false,
        });
        if holds_lines {
            self.type_text("\n");
        }
    }

    /// Writes the edited row and selects one so many rows on; where it is refused the editor stays.
    fn keep_row(&mut self, on: isize) {
        let Some(row) = self.form_row() else { return self.close_row() };
        let Some(text) = self.editor_mut().map(|editor| editor.text()) else { return };
        let text = text.trim_end();
        if text != row.value.trim_end() && !self.write_row(&row, text) {
            return;
        }
        let last = self.form_rows().len().saturating_sub(1);
        if let Mode::Form(form) = &mut self.mode {
            form.editor = None;
            form.row = form.row.saturating_add_signed(on).min(last);
        }
    }

    /// Writes a row's value; says why where it is refused, and is then false.
    fn write_row(&mut self, row: &FormRow, text: &str) -> bool {
        let Mode::Form(form) = &self.mode else { return false };
        match (form.of, &row.what) {
            (FormOf::Item(at), FormCell::Line) => matches!(self.keep_item(at, text), Kept::Changed(_)),
            (FormOf::Item(at), FormCell::Field(field)) => self.write_field(at, *field, text),
            (FormOf::Sheet(sheet), FormCell::Head(head)) => {
                self.write_head(HeadAt::Sheet(sheet, *head), text)
            }
            (FormOf::Board, FormCell::Head(head)) => self.write_head(HeadAt::Board(*head), text),
            _ => false,
        }
    }

    fn write_head(&mut self, at: HeadAt, text: &str) -> bool {
        if let Some(problem) = head_problem(at.head(), text) {
            self.message = Some(format!("{}: {problem}", at.head().label()));
            return false;
        }
        self.set_head(at, text)
    }

    pub(super) fn write_field(&mut self, at: ItemAt, field: Field, text: &str) -> bool {
        let text = text.trim();
        let value = match field.shape() {
            _ if text.is_empty() => None,
            Shape::Tags => {
                let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
                let tags = tags.map(str::to_owned).collect::<Vec<String>>();
                Some(if field == Field::From || tags.len() > 1 {
                    Value::Tags(tags)
                } else {
                    Value::from(text)
                })
            }
            Shape::Date | Shape::DateOrTrue if !field.shape().admits(text) => {
                let date = crate::app::dates::read(text, self.today);
                Some(Value::Text(date.map_or_else(|| text.to_owned(), |date| date.to_string())))
            }
            _ => Some(Value::from(text)),
        };
        if value.as_ref().is_some_and(|value| !value.is_valid(field)) {
            self.message = Some(format!("{} must be {}", field.key(), field.shape().expected()));
            return false;
        }
        self.set_field(at, field, value, field.key())
    }
}
