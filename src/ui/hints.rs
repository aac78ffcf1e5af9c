//! Which keys matter most here: at most six, chosen by the mode, the kind of the sheet and what is selected.
//! The keys are asked from the keymap, so that they are the ones that work. It must not know how they are drawn.

use crate::action::{Action, Context, Forecast, find};
use crate::app::{App, Ask, Choices, Content, Edit, Mode, Prompt, Question, Target};
use crate::config::keymap::Lookup;
use crate::config::keys::{Input, Key, Name, parse_keys, parse_sequence};
use crate::layout::{self, Role};
use crate::model::{Focus, ItemView, ListAt, Mark, Part};

use pane::{RANK, of_pane};

mod pane;

/// A key and what it does.
#[derive(Debug, Clone)]
pub(super) struct Hint {
    /// The keys as people read them, part after part, each with the keys that a click on it stands for.
    pub keys: Vec<(String, Vec<Key>)>,
    /// What it does, in a word.
    pub label: String,
}

impl Hint {
    /// A hint of one key.
    fn new(keys: impl Into<String>, label: impl Into<String>, press: Vec<Key>) -> Self {
        Self { keys: vec![(keys.into(), press)], label: label.into() }
    }
}

/// The most hints at a time.
const MOST: usize = 6;

/// The first key of an action on the board, as people read it.
pub(super) fn key(app: &App, action: Action) -> Option<String> {
    key_in(app, Context::Board, action)
}

fn key_in(app: &App, context: Context, action: Action) -> Option<String> {
    app.keymap.labels_of(context, action).into_iter().next()
}

/// The hints of this moment; the last one stays where there is no room for all.
pub(super) fn hints(app: &App) -> Vec<Hint> {
    if !app.pending.is_empty() {
        return begun(app);
    }
    let context = app.context();
    let mut hints = match &app.mode {
        // A screen reader reads what changes: these stay as long as the mode does.
        Mode::Board if app.screen_reader => of(app, context, &[(Action::Palette, "")]),
        Mode::Board => board_hints(app),
        Mode::MoveTo if app.screen_reader => return letters(app),
        Mode::MoveTo => {
            return spelled(&[("letter", "moves it", ""), ("Esc", "stay", "<Esc>")]);
        }
        Mode::Edit(edit) if edit.question.is_some() => {
            return edit.question.as_ref().map(|question| answers(app, question)).unwrap_or_default();
        }
        Mode::Edit(edit) => of(app, context, edit_keys(edit)),
        Mode::Prompt(prompt) if prompt.ask == Ask::Find => of(app, context, FIND_KEYS),
        Mode::Prompt(prompt) => {
            let keep = if prompt.ask == Ask::Votes { "keep, next item" } else { "" };
            of(app, context, &[(Action::Keep, keep), (Action::Abandon, "leave it")])
        }
        Mode::Form(form) if form.editor.is_some() => {
            of(app, context, &[(Action::Keep, ""), (Action::Abandon, "old text")])
        }
        Mode::Form(_) => of(app, context, FORM_KEYS),
        Mode::Help { filter: Some(filter), .. } if filter.is_typing => of(app, context, HELP_FILTER_KEYS),
        Mode::Help { .. } => of(app, context, HELP_KEYS),
        Mode::Choose(chooser) => {
            let word = if matches!(chooser.of, Choices::Actions(_)) { "do it" } else { "open" };
            let usual = [(Action::Cancel, ""), (Action::Down, ""), (Action::HalfDown, "page")];
            of(app, context, &[&[(Action::Choose, word)][..], &usual].concat())
        }
        Mode::Welcome => {
            of(app, context, &[(Action::MakeBoard, ""), (Action::Sample, ""), (Action::Quit, "")])
        }
    };
    let help = of(app, context, &[(Action::Help, "help")]);
    hints.truncate(MOST - help.len());
    hints.extend(help);
    hints
}

/// The keys that matter while a query is typed.
const FIND_KEYS: &[(Action, &str)] =
    &[(Action::Keep, "stay"), (Action::KeepAndLeave, "back"), (Action::CaretDown, "next")];

/// The keys that matter in the form.
const FORM_KEYS: &[(Action, &str)] = &[
    (Action::Edit, ""),
    (Action::Cancel, ""),
    (Action::Editor, ""),
    (Action::Delete, ""),
    (Action::Undo, ""),
];

/// The keys that matter in the help page.
const HELP_KEYS: &[(Action, &str)] =
    &[(Action::Down, ""), (Action::HalfDown, ""), (Action::Filter, ""), (Action::Cancel, "")];

/// The keys that matter while the help page's filter is typed.
const HELP_FILTER_KEYS: &[(Action, &str)] =
    &[(Action::Choose, "keep"), (Action::Cancel, "all keys"), (Action::Down, "")];

/// The keys that matter while something is lit; what writes comes last.
const FOUND_KEYS: &[(Action, &str)] = &[
    (Action::FindNext, "next"),
    (Action::FindPrevious, "previous"),
    (Action::Cancel, "clear"),
    (Action::Find, ""),
    (Action::Edit, ""),
];

/// The keys that matter while text is edited.
fn edit_keys(edit: &Edit) -> &'static [(Action, &'static str)] {
    const KEEP: (Action, &str) = (Action::Keep, "");
    const LEAVE: (Action, &str) = (Action::KeepAndLeave, "leave");
    const LINE: (Action, &str) = (Action::NewLine, "");
    const OLD: (Action, &str) = (Action::Abandon, "old text");
    match edit.target {
        Target::Head(_) => &[KEEP, LEAVE, OLD, LINE],
        Target::Item(_) => &[KEEP, LEAVE, OLD, LINE, (Action::MakeTag, "tag")],
        Target::New(..) => &[KEEP, LEAVE, (Action::KeepNextPane, ""), LINE, (Action::MakeTag, "tag")],
    }
}

/// What can follow the keys of a chord that was begun.
fn begun(app: &App) -> Vec<Hint> {
    match app.keymap.lookup(app.context(), &app.pending) {
        Lookup::Begun(next) => {
            let hint = |(key, row): (Key, &crate::action::Row)| {
                (row.action, Hint::new(crate::config::keys::label(&key), row.label, vec![key]))
            };
            digits_as_one(next.into_iter().map(hint).collect())
        }
        _ => Vec::new(),
    }
}

/// The scores, each with its digit, as one hint where their keys are not rebound one by one.
fn digits_as_one(hints: Vec<(Action, Hint)>) -> Vec<Hint> {
    let is_digit = |(action, hint): &(Action, Hint)| {
        let only = hint.keys.first().map(|(text, _)| text.as_str());
        matches!(action, Action::Score(Some(score)) if only == Some(score.to_string().as_str()))
    };
    let (digits, others) = hints.into_iter().partition::<Vec<_>, _>(is_digit);
    let mut all = Vec::new();
    if let [(_, first), .., (_, last)] = &digits[..] {
        let label = format!("{}…{}", first.label, last.label);
        let blank = || (" ".to_owned(), Vec::new());
        let keys = digits.iter().flat_map(|(_, hint)| hint.keys.iter().cloned().chain([blank()]));
        let mut keys = keys.collect::<Vec<_>>();
        keys.pop();
        all.push(Hint { keys, label });
    } else {
        all.extend(digits.into_iter().map(|(_, hint)| hint));
    }
    all.extend(others.into_iter().map(|(_, hint)| hint));
    all
}

/// What becomes of a paste.
fn answers(app: &App, question: &Question) -> Vec<Hint> {
    let is_narrow = app.size.0 < super::footer::NARROW;
    let items = match question {
        Question::Lines(lines) => format!("{} items", lines.len()),
        Question::Page(page) if is_narrow => format!("import {}", page.items),
        Question::Page(page) => format!("import {}", page.told()),
    };
    let back = if is_narrow { "text" } else { "back to the text" };
    spelled(&[("↵", &items, "<CR>"), ("1", "one item", "1"), ("Esc", back, "<Esc>")])
}

/// The letters that an item moves by, each with its pane, where no heading shows them.
fn letters(app: &App) -> Vec<Hint> {
    let Some((open, board)) = app.open().zip(app.board()) else { return Vec::new() };
    let letters = layout::letters(board, open.sheet);
    let names = letters.iter().map(|(list, _)| layout::pane_name(board, *list)).collect::<Vec<String>>();
    let cells = names.iter().map(|name| crate::text::width(name) + "k  ".len() + 1).sum::<usize>();
    let has_room = cells + "Esc stay".len() < usize::from(app.size.0);
    let hint = |((_, letter), name): (&(ListAt, char), &String)| {
        let press = Key::new(Name::Char(*letter), false, false, false);
        let name = if has_room { name } else { name.split(' ').next().unwrap_or_default() };
        Hint::new(*letter, name, vec![press])
    };
    letters.iter().zip(&names).map(hint).chain(spelled(&[("Esc", "stay", "<Esc>")])).collect()
}

/// Hints of keys that no keymap changes, each with its key text.
fn spelled(hints: &[(&str, &str, &str)]) -> Vec<Hint> {
    let hint = |(key, label, text): &(&str, &str, &str)| {
        let inputs = parse_keys(text).unwrap_or_default().into_iter();
        let press = inputs.filter_map(|input| match input {
            Input::Key(key) => Some(key),
            Input::Paste(_) => None,
        });
        Hint::new(*key, *label, press.collect())
    };
    hints.iter().map(hint).collect()
}

/// The keys that write what stands beside an item: its votes, its owner, its date, its score, its forecast.
pub(super) fn writing(app: &App, role: Role, text: &str) -> Option<Vec<Key>> {
    let action = match role {
        Role::Votes(_) => Action::Votes,
        Role::Owner => Action::Who,
        Role::Promise if text == layout::NOBODY => Action::Who,
        Role::Promise | Role::Late => Action::When,
        Role::Score => Action::Score(None),
        Role::Forecast(_) => Action::Forecast(Forecast::None),
        _ => return None,
    };
    Some(press(app, Context::Board, action)).filter(|keys| !keys.is_empty())
}

/// The keys of an action: of a score or forecast only the first, after which the line says what can follow.
fn press(app: &App, context: Context, action: Action) -> Vec<Key> {
    let first = app.keymap.keys_of(context, action).first().and_then(|keys| parse_sequence(keys).ok());
    let mut keys = first.unwrap_or_default();
    if matches!(action, Action::Score(_) | Action::Forecast(_)) {
        keys.truncate(1);
    }
    keys
}

/// Hints of actions, each with its own word where the table's is too general.
fn of(app: &App, context: Context, actions: &[(Action, &str)]) -> Vec<Hint> {
    let hint = |(action, word): &(Action, &str)| {
        let row = find(context, *action)?;
        let key = key_in(app, context, *action)?;
        let chord = matches!(action, Action::Score(_) | Action::Forecast(_));
        let key = if chord { beginning(&key) } else { key };
        let label = if word.is_empty() { row.label } else { *word };
        let mut hint = Hint::new(key, label, press(app, context, *action));
        if let Some((other, key)) =
            partner(*action).and_then(|other| Some((other, key_in(app, context, other)?)))
        {
            hint.keys.extend([("/".to_owned(), Vec::new()), (key, press(app, context, other))]);
        }
        Some(hint)
    };
    actions.iter().filter_map(hint).collect()
}

/// The action that is named together with another one.
fn partner(action: Action) -> Option<Action> {
    match action {
        Action::RankDown => Some(Action::RankUp),
        Action::MoveLeft => Some(Action::MoveRight),
        Action::VoteUp => Some(Action::VoteDown),
        _ => None,
    }
}

/// The first key of a chord.
fn beginning(keys: &str) -> String {
    match keys.split_once(' ') {
        Some((first, _)) => first.to_owned(),
        None => keys.chars().next().map_or_else(String::new, String::from),
    }
}

fn board_hints(app: &App) -> Vec<Hint> {
    let context = app.context();
    let Some(open) = app.open() else { return Vec::new() };
    if let Content::Refused { .. } = open.content {
        let sides = app.sides().is_some().then_some((Action::Resolve, ""));
        let usual =
            [(Action::Editor, ""), (Action::Reload, "read again"), (Action::Down, ""), (Action::Quit, "")];
        return of(app, context, &sides.into_iter().chain(usual).collect::<Vec<_>>());
    }
    let further = match app.board().map_or(0, |board| board.sheets.len()) {
        0 => Some((Action::Editor, "")),
        1 => None,
        _ => Some((Action::NextSheet, "")),
    };
    let next = [(Action::NextPane, "")].into_iter().chain(further).collect::<Vec<_>>();
    if !open.marks.is_empty() {
        let acts = [(Action::Delete, ""), (Action::MoveTo, ""), (Action::Done, ""), (Action::Mark, "")];
        return of(app, context, &[&acts[..], &[(Action::Cancel, "clear")]].concat());
    }
    if app.lit().is_some() {
        let writes = usize::from(app.read_only);
        return of(app, context, &FOUND_KEYS[..FOUND_KEYS.len() - writes]);
    }
    if app.read_only {
        return of(app, context, &[&next[..], &[(Action::Zoom, ""), (Action::Quit, "")]].concat());
    }
    let mark = app.focused_item().zip(app.board()).and_then(|(at, board)| board.mark(at));
    let resolve = mark.map(|mark| match mark {
        Mark::Pair(_) => (Action::Resolve, ""),
        Mark::Told => (Action::Resolve, "seen"),
    });
    let view = app.focused_item().zip(app.board()).and_then(|(at, board)| board.item(at));
    let wrong = view.filter(ItemView::has_problem).map(|_| (Action::Details, "what is wrong"));
    let is_done = view.is_some_and(|view| view.is_done());
    let usual = focused(app, &next).into_iter().map(|(action, word)| match action {
        Action::Done if is_done => (action, "not done"),
        _ => (action, word),
    });
    let usual = usual.filter(|(action, _)| wrong.is_none() || *action != Action::Details);
    of(app, context, &resolve.into_iter().chain(wrong).chain(usual).collect::<Vec<_>>())
}

/// The actions that matter most where the person stands.
fn focused(app: &App, next: &[(Action, &'static str)]) -> Vec<(Action, &'static str)> {
    let details = (Action::Details, "");
    match app.focus() {
        None => vec![(Action::Reload, "read again"), (Action::Quit, "")],
        Some(Focus::Head(_)) => [&[(Action::Edit, ""), details, (Action::Down, "")], &next[1..]].concat(),
        Some(Focus::Objective(_)) => {
            vec![
                (Action::Edit, ""),
                (Action::Add, "key result"),
                (Action::AddBelow, "objective"),
                RANK,
                details,
            ]
        }
        Some(Focus::Item(at)) if app.board().is_some_and(|board| board.items(at.list).is_empty()) => {
            let paste = app.clip.is_some().then_some((Action::PasteBelow, ""));
            [(Action::Add, "")].into_iter().chain(paste).chain(next.iter().copied()).collect()
        }
        Some(Focus::Item(at)) => {
            let mut actions = of_pane(app, at.list);
            if app.size.0 < super::footer::NARROW {
                actions.insert(2, (Action::Right, "next pane"));
            }
            actions
        }
    }
}

/// Where the person stands: the pane's name and the place in it.
pub(super) fn place(app: &App) -> (String, String) {
    let Some(board) = app.board() else { return Default::default() };
    match app.focus() {
        None => Default::default(),
        Some(Focus::Head(at)) => (at.head().label().to_owned(), String::new()),
        Some(Focus::Objective(at)) => {
            (layout::pane_name(board, Focus::Objective(at).list().unwrap_or(at.list)), String::new())
        }
        Some(Focus::Item(at)) => {
            let items = board.items(at.list).len();
            let place =
                if items == 0 { "0".to_owned() } else { format!("{}/{items}", (at.index + 1).min(items)) };
            (layout::pane_name(board, at.list), place)
        }
    }
}

/// How a prompt's text is read, if it says so.
pub(super) fn reading(prompt: &Prompt) -> &str {
    prompt.reading.as_deref().unwrap_or_default()
}

/// Which of the found items the person stands on, and how many there are: `3 of 12`.
pub(super) fn found(app: &App) -> Option<String> {
    Some(match app.found_place()? {
        (Some(place), count) => format!("{place} of {count}"),
        (None, 0) => "none found".to_owned(),
        (None, count) => format!("{count} found"),
    })
}

/// The text that holds what is looked for, where the item is selected and its sheet does not show it.
pub(super) fn found_in(app: &App) -> Option<String> {
    let view = app.board()?.item(app.focused_item()?)?;
    let part = app.lit()?.part(view).filter(|part| *part == Part::Note)?;
    view.part(part).map(|note| format!("in its note: {note}"))
}
