//! The last line: the mode in words, the keys that matter here or a message, and the place; a prompt's text while one is open.
//! It must not know which keys matter.

use std::ops::Range;

use ratatui::Frame;

use crate::app::{App, Ask, Choices, Content, Mode, Prompt, Target};
use crate::config::keys::Key;
use crate::config::theme::Theme;
use crate::layout;
use crate::model::tag;
use crate::text::{cut, ellipsize, safe_line, width};

use super::overlays::page;
use super::{hints, paint, spoken};

/// Below this width the board's mode needs no word, and the place only its number.
pub(super) const NARROW: u16 = 50;
/// From this width on the mode has room beside what can follow a first key.
const WIDE: u16 = 110;
/// Below this width the line only says the place.
const TINY: u16 = 30;

/// Cells that a prompt's text has beside what stands at the right end.
const LEAST_TYPED: u16 = 8;

/// Draws the line.
pub(super) fn draw(frame: &mut Frame, app: &App, theme: &Theme) {
    let area = frame.area();
    let y = area.height - 1;
    let place = place(app, area.width, theme);
    let place_from = (area.width - 1).saturating_sub(paint::cells(&place));
    let mut x = mode_word(frame, app, y, theme);
    if let Mode::Prompt(prompt) = &app.mode {
        let end = prompt_end(&place, area.width, x);
        if end < place_from {
            paint::text(frame, (place_from, y), u16::MAX, &place, theme.text);
        }
        draw_prompt(frame, app, prompt, (x, y), end, theme);
        return;
    }
    let end = hints_end(&place, area.width);
    if let Some(message) = message(app) {
        // A message is worth more than the place.
        let whole = x.saturating_add(u16::try_from(width(&message)).unwrap_or(u16::MAX)) <= end;
        let end = if whole { end } else { area.width };
        let words = paint::short(&message, usize::from(end.saturating_sub(x)));
        paint::text(frame, (x, y), end.saturating_sub(x), &words, theme.message);
        if !whole {
            return;
        }
    } else if area.width >= TINY {
        x = pending(frame, app, (x, y), theme);
        draw_hints(frame, app, (x, end), y, theme);
    }
    paint::text(frame, (place_from, y), u16::MAX, &place, theme.text);
}

/// What the line says instead of hints: the message, or on a board the note that something is found in.
fn message(app: &App) -> Option<String> {
    app.message.clone().or_else(|| hints::found_in(app).filter(|_| matches!(app.mode, Mode::Board)))
}

/// What is said behind a prompt's text: the message, the note that something is found in, or how the text is read.
fn said(app: &App, prompt: &Prompt) -> String {
    let found_in = || hints::found_in(app).filter(|_| prompt.ask == Ask::Find);
    app.message.clone().or_else(found_in).unwrap_or_else(|| hints::reading(prompt).to_owned())
}

/// The column before which hints end.
fn hints_end(place: &str, width: u16) -> u16 {
    let place_from = (width - 1).saturating_sub(paint::cells(place));
    if place.is_empty() { width } else { place_from.saturating_sub(2) }
}

/// The keys of the hint that stands in a column of the line.
pub(super) fn keys_at(app: &App, theme: &Theme, column: u16) -> Option<Vec<Key>> {
    let width = app.size.0;
    let from = u16::try_from(shown_word(app, width).map_or(0, |word| crate::text::width(&word))).ok()? + 1;
    let (from, end) = match &app.mode {
        Mode::Prompt(prompt) => {
            let end = prompt_end(&place(app, width, theme), width, from);
            let said = said(app, prompt);
            let line = PromptLine::new(prompt, &said, (from, end));
            (if said.is_empty() { line.end + 3 } else { end }, end)
        }
        _ if message(app).is_some() || width < TINY => return None,
        _ => (
            from + pending_text(app).map_or(0, |text| paint::cells(&text)),
            hints_end(&place(app, width, theme), width),
        ),
    };
    let placed = placed_hints(app, (from, end), theme);
    let (_, hint) = placed.into_iter().find(|(columns, _)| columns.contains(&column))?;
    Some(hint.press.clone()).filter(|press| !press.is_empty())
}

/// The mode as it is shown, if it is, with blanks at its sides.
fn shown_word(app: &App, width: u16) -> Option<String> {
    let word = word(app);
    let plain = matches!(app.mode, Mode::Board) && !app.read_only && app.lit().is_none();
    // What can follow a first key matters more than where it was pressed.
    let begun =
        (!app.pending.is_empty() || app.screen_reader && matches!(app.mode, Mode::MoveTo)) && width < WIDE;
    let hidden = word.is_empty()
        || begun
        || plain && width < NARROW
        || width < TINY && !matches!(app.mode, Mode::Prompt(_));
    (!hidden).then(|| format!(" {} ", paint::short(&word, usize::from(width / 2))))
}

/// The mode, reversed at the left; answers the column behind it.
fn mode_word(frame: &mut Frame, app: &App, y: u16, theme: &Theme) -> u16 {
    let width = frame.area().width;
    match shown_word(app, width) {
        Some(word) => paint::parts(frame, (0, y), width, &[(word, theme.mode_word)]) + 1,
        None => 1,
    }
}

/// The mode in words.
fn word(app: &App) -> String {
    let pane = |list| app.board().map_or_else(String::new, |board| layout::pane_name(board, list));
    match &app.mode {
        Mode::Board => match app.open().map(|open| (&open.content, open.marks.len())) {
            Some((Content::Refused { .. }, _)) => "NOT A BOARD".to_owned(),
            Some((_, marked)) if marked > 0 => format!("{marked} MARKED"),
            _ if app.lit().is_some() => hints::found(app).unwrap_or_default().to_uppercase(),
            _ if app.zoom => "ZOOMED".to_owned(),
            _ if app.read_only => "READ ONLY".to_owned(),
            _ => "BOARD".to_owned(),
        },
        Mode::Edit(edit) if edit.question.is_some() => "PASTING".to_owned(),
        // A message needs the room more than the pane's name does.
        Mode::Edit(edit) if app.size.0 < NARROW || app.message.is_some() => {
            if matches!(edit.target, Target::New(..)) { "ADDING" } else { "EDITING" }.to_owned()
        }
        Mode::Edit(edit) => match edit.target {
            Target::New(list, _, _) => format!("ADDING to {}", pane(list)),
            Target::Item(_) => "EDITING".to_owned(),
            Target::Head(at) => format!("EDITING {}", at.head().label()),
        },
        Mode::Prompt(prompt) => match prompt.ask {
            Ask::Votes => "VOTES",
            Ask::Who => "WHO",
            Ask::When => "WHEN",
            Ask::Find => "FINDING",
            Ask::SaveAs => "SAVE AS",
            Ask::NewBoard => "NEW BOARD",
        }
        .to_owned(),
        Mode::Form(_) => "DETAILS".to_owned(),
        Mode::MoveTo => "MOVING".to_owned(),
        Mode::Help { .. } => "HELP".to_owned(),
        Mode::Choose(chooser) => match chooser.of {
            Choices::Actions(_) => "PALETTE",
            Choices::Boards(_) => "BOARDS",
        }
        .to_owned(),
        Mode::Welcome => String::new(),
    }
}

/// The right end: where the person stands, how the text that is typed will be read, or how much of it is found.
fn place(app: &App, cells: u16, theme: &Theme) -> String {
    if !app.pending.is_empty() || app.screen_reader && matches!(app.mode, Mode::MoveTo) {
        return String::new(); // what can follow needs the room
    }
    if let Mode::Prompt(prompt) = &app.mode {
        return hints::found(app).filter(|_| prompt.ask == Ask::Find).unwrap_or_default();
    }
    if let Mode::Edit(edit) = &app.mode {
        if matches!(edit.target, Target::Head(_)) {
            return String::new(); // its name stands in the mode
        }
        let had_tag = matches!(edit.target, Target::Item(at) if app.board().and_then(|board| board.item(at)).is_some_and(|view| view.tag().is_some()));
        let text = edit.editor.text();
        if let (Some(tag), _) = tag::split(&text, had_tag) {
            return paint::short(&format!("tag {tag}"), usize::from(cells / 3));
        }
        if matches!(edit.target, Target::New(..)) {
            return String::new();
        }
    }
    if let Mode::Choose(chooser) = &app.mode {
        if theme.is_spoken() {
            return String::new(); // what changes with every step is read with every step
        }
        let count = chooser.hits.len();
        return format!("{}/{count}", (chooser.selected + 1).min(count));
    }
    if matches!(app.mode, Mode::Help { .. } | Mode::Welcome) {
        return String::new();
    }
    if theme.is_spoken() {
        return paint::short(&spoken::place(app), usize::from(cells / 2));
    }
    let (name, place) = hints::place(app);
    if (TINY..NARROW).contains(&cells) && !place.is_empty() {
        return place;
    }
    let room = if cells < TINY { usize::from(cells) - 3 } else { usize::from(cells / 4).max(15) };
    let room = room.saturating_sub(place.len());
    let name = name.split("  ").next().unwrap_or_default();
    let name = theme.chars(&leading_words(&safe_line(name), room)).into_owned();
    if place.is_empty() { name } else { format!("{name} {place}") }
}

/// As many of the first words as have room; of a longer first word its beginning.
fn leading_words(name: &str, room: usize) -> String {
    let ends = name.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| &name[..at]);
    let fits = |part: &&str| width(part) <= room;
    let whole = Some(name).filter(fits).or_else(|| ends.rev().find(fits));
    whole.map_or_else(|| ellipsize(name, room).into_owned(), str::to_owned)
}

/// The keys of a chord that was begun; answers the column behind them.
fn pending(frame: &mut Frame, app: &App, (x, y): (u16, u16), theme: &Theme) -> u16 {
    let Some(keys) = pending_text(app) else { return x };
    let keys = keys.trim_end_matches(PENDING).to_owned();
    let parts = [(keys, theme.key), (theme.chars(PENDING).into_owned(), theme.key_label)];
    paint::parts(frame, (x, y), frame.area().width, &parts)
}

/// What stands behind the keys of a chord that was begun.
const PENDING: &str = " … ";

/// The keys of a chord that was begun, as they are shown.
fn pending_text(app: &App) -> Option<String> {
    let keys = app.pending.iter().map(crate::config::keys::label).collect::<Vec<String>>().join(" ");
    (!keys.is_empty()).then(|| keys + PENDING)
}

/// As many hints as have room, each with its columns; the last one always among them.
///
/// Hints are a choice; what can follow a first key is all there is, and says so where it is not all.
fn placed_hints(app: &App, (from, end): (u16, u16), theme: &Theme) -> Vec<(Range<u16>, hints::Hint)> {
    let is_all = !app.pending.is_empty();
    let cells = |hint: &hints::Hint| paint::cells(&spelled(hint, theme)) + paint::cells(&hint.label);
    let taken = |hint: &hints::Hint| cells(hint) + 2;
    let mut others = hints::hints(app);
    let Some(last) = others.pop() else { return Vec::new() };
    let mut room = end.saturating_sub(from) + 2;
    room = room.saturating_sub(taken(&last) + if is_all { 2 } else { 0 });
    let fits = |hint: &&hints::Hint| {
        let fits = taken(hint) <= room;
        room = room.saturating_sub(taken(hint));
        fits
    };
    let shown = others.iter().take_while(fits).count();
    if shown < others.len() {
        others.truncate(shown);
        if is_all {
            let keys = theme.chars("…").into_owned();
            others.push(hints::Hint { keys, label: String::new(), press: Vec::new() });
        }
    }
    let mut x = from;
    let placed = others.into_iter().chain([last]).map(|hint| {
        let columns = x..(x + cells(&hint)).min(end);
        x += taken(&hint);
        (columns, hint)
    });
    placed.collect()
}

/// The keys of a hint with the blank between them and the label.
fn spelled(hint: &hints::Hint, theme: &Theme) -> String {
    let blank = if hint.label.is_empty() { "" } else { " " };
    format!("{}{blank}", page::spelled(&hint.keys, theme.chrome))
}

fn draw_hints(frame: &mut Frame, app: &App, (from, end): (u16, u16), y: u16, theme: &Theme) {
    for (columns, hint) in placed_hints(app, (from, end), theme) {
        let parts = [(spelled(&hint, theme), theme.key), (hint.label, theme.key_label)];
        paint::parts(frame, (columns.start, y), end, &parts);
    }
}

/// A prompt's text as far as it is shown, and where that ends.
struct PromptLine {
    text: String,
    ghost: String,
    caret: u16,
    end: u16,
}

/// The column that a prompt's line ends before: two before the place, where both have room.
fn prompt_end(place: &str, width: u16, x: u16) -> u16 {
    let place_from = (width - 1).saturating_sub(paint::cells(place));
    let has_room = !place.is_empty() && x + LEAST_TYPED < place_from;
    if has_room { place_from - 2 } else { width.saturating_sub(1).max(x + 1) }
}

impl PromptLine {
    fn new(prompt: &Prompt, said: &str, (x, end): (u16, u16)) -> Self {
        let text = prompt.editor.text();
        let before = safe_line(&text[..prompt.editor.caret().min(text.len())]).into_owned();
        let after = safe_line(&text[prompt.editor.caret().min(text.len())..]).into_owned();
        let room = usize::from(end - x).saturating_sub(1);
        // What is said of it has room beside the end of a long text.
        let room = if said.is_empty() { room } else { room.saturating_sub(width(said) + 2).max(room / 3) };
        // The caret stays in view: what is left of it goes out on the left.
        let mut shown = before.as_str();
        while width(shown) > room {
            let first = crate::text::graphemes(shown).next().map_or(shown.len(), str::len);
            shown = &shown[first..];
        }
        let caret = x + paint::cells(shown);
        let text_end = caret.saturating_add(paint::cells(&after)).min(end);
        let ghost = prompt.ghost.as_deref().filter(|_| after.is_empty()).map(safe_line).unwrap_or_default();
        let ghost = cut(&ghost, usize::from(end - text_end)).0.to_owned();
        let line_end = text_end + paint::cells(&ghost);
        Self { text: format!("{shown}{after}"), ghost, caret, end: line_end }
    }
}

/// A prompt's text with the caret, then what is made of it.
fn draw_prompt(frame: &mut Frame, app: &App, prompt: &Prompt, (x, y): (u16, u16), end: u16, theme: &Theme) {
    let said = said(app, prompt);
    let line = PromptLine::new(prompt, &said, (x, end));
    paint::parts(frame, (x, y), end, &[(line.text, theme.text), (line.ghost, theme.ghost)]);
    paint::caret(frame, (line.caret, y));
    let at = line.end;
    if said.is_empty() {
        draw_hints(frame, app, (at.saturating_add(3), end), y, theme);
    } else {
        let words = format!("  {}", paint::short(&said, usize::from(end.saturating_sub(at + 2))));
        paint::text(frame, (at, y), end.saturating_sub(at), &words, theme.message);
    }
}
