//! The last line: the mode in words, the keys that matter here or a message, and the place; a prompt's text while one is open.
//! It must not know which keys matter.

use ratatui::Frame;
use ratatui::style::Style;

use crate::app::{App, Ask, Choices, Content, Mode, Prompt, Target};
use crate::config::theme::Theme;
use crate::layout;
use crate::model::tag;
use crate::text::{cut, ellipsize, safe_line, width};

use super::overlays::page;
use super::{hints, paint};

/// Below this width the board's mode needs no word, and the place only its number.
pub(super) const NARROW: u16 = 50;
/// From this width on the mode has room beside what can follow a first key.
const WIDE: u16 = 110;
/// Below this width the line only says the place.
const TINY: u16 = 30;

/// Draws the line.
pub(super) fn draw(frame: &mut Frame, app: &App, theme: &Theme) {
    let area = frame.area();
    let y = area.height - 1;
    let place = if app.pending.is_empty() { place(app, area.width, theme) } else { String::new() };
    let place_from = (area.width - 1).saturating_sub(paint::cells(&place));
    let mut x = mode_word(frame, app, y, theme);
    if let Mode::Prompt(prompt) = &app.mode {
        draw_prompt(frame, app, prompt, (x, y), theme);
        return;
    }
    let end = if place.is_empty() { area.width } else { place_from.saturating_sub(2) };
    if let Some(message) = &app.message {
        // A message is worth more than the place.
        let whole = x.saturating_add(u16::try_from(width(message)).unwrap_or(u16::MAX)) <= end;
        let end = if whole { end } else { area.width };
        let words = paint::short(message, usize::from(end.saturating_sub(x)));
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

/// The mode, reversed at the left; answers the column behind it.
fn mode_word(frame: &mut Frame, app: &App, y: u16, theme: &Theme) -> u16 {
    let width = frame.area().width;
    let word = word(app);
    let plain = matches!(app.mode, Mode::Board) && !app.read_only;
    // What can follow a first key matters more than where it was pressed.
    let begun = !app.pending.is_empty() && width < WIDE;
    if word.is_empty()
        || begun
        || plain && width < NARROW
        || width < TINY && !matches!(app.mode, Mode::Prompt(_))
    {
        return 1;
    }
    let word = paint::short(&word, usize::from(width / 2));
    paint::parts(frame, (0, y), width, &[(format!(" {word} "), theme.mode_word)]) + 1
}

/// The mode in words.
fn word(app: &App) -> String {
    let pane = |list| app.board().map_or_else(String::new, |board| layout::pane_name(board, list));
    match &app.mode {
        Mode::Board => match app.open().map(|open| (&open.content, open.marks.len())) {
            Some((Content::Refused { .. }, _)) => "NOT A BOARD".to_owned(),
            Some((_, marked)) if marked > 0 => format!("{marked} MARKED"),
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

/// The right end: where the person stands, or how the text that is typed will be read.
fn place(app: &App, cells: u16, theme: &Theme) -> String {
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
        let count = chooser.hits.len();
        return format!("{}/{count}", (chooser.selected + 1).min(count));
    }
    if matches!(app.mode, Mode::Help { .. } | Mode::Welcome) {
        return String::new();
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
    if app.pending.is_empty() {
        return x;
    }
    let keys = app.pending.iter().map(crate::config::keys::label).collect::<Vec<String>>().join(" ");
    let end = frame.area().width;
    paint::parts(
        frame,
        (x, y),
        end,
        &[(format!("{keys} "), theme.key), (theme.chars("… ").into_owned(), theme.key_label)],
    )
}

/// As many hints as have room; the last one always among them.
fn draw_hints(frame: &mut Frame, app: &App, (from, end): (u16, u16), y: u16, theme: &Theme) {
    let (hints, is_all) = (hints::hints(app), !app.pending.is_empty());
    let spell =
        |(keys, label): &hints::Hint| (format!("{} ", page::spelled(keys, theme.chrome)), label.clone());
    let spelled = hints.iter().map(spell).collect::<Vec<_>>();
    let taken = |(keys, label): &(String, String)| paint::cells(keys) + paint::cells(label) + 2;
    let Some((last, others)) = spelled.split_last() else { return };
    let mut room = end.saturating_sub(from) + 2;
    room = room.saturating_sub(taken(last) + if is_all { 2 } else { 0 });
    let mut shown = Vec::new();
    for hint in others {
        if taken(hint) > room {
            break;
        }
        room -= taken(hint);
        shown.push(hint);
    }
    // Hints are a choice; what can follow a first key is all there is, and says so where it is not all.
    let more = (theme.chars("…").into_owned(), String::new());
    if is_all && shown.len() < others.len() {
        shown.push(&more);
    }
    shown.push(last);
    let mut parts = Vec::<(String, Style)>::new();
    for (keys, label) in shown {
        parts.push((keys.clone(), theme.key));
        parts.push((format!("{label}  "), theme.key_label));
    }
    if let Some((label, _)) = parts.last_mut() {
        label.truncate(label.trim_end().len());
    }
    paint::parts(frame, (from, y), end, &parts);
}

/// A prompt's text with the caret, then what is made of it.
fn draw_prompt(frame: &mut Frame, app: &App, prompt: &Prompt, (x, y): (u16, u16), theme: &Theme) {
    let end = frame.area().width.saturating_sub(1).max(x + 1);
    let text = prompt.editor.text();
    let before = safe_line(&text[..prompt.editor.caret().min(text.len())]).into_owned();
    let after = safe_line(&text[prompt.editor.caret().min(text.len())..]).into_owned();
    let said = app.message.as_deref().unwrap_or_else(|| hints::reading(prompt));
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
    let mut at = paint::parts(frame, (x, y), end, &[(format!("{shown}{after}"), theme.text)]);
    if let Some(ghost) = prompt.ghost.as_deref().filter(|_| after.is_empty()) {
        let ghost = safe_line(ghost).into_owned();
        at = paint::parts(
            frame,
            (at, y),
            end,
            &[(cut(&ghost, usize::from(end - at)).0.to_owned(), theme.ghost)],
        );
    }
    paint::caret(frame, (caret, y));
    if said.is_empty() {
        draw_hints(frame, app, (at.saturating_add(3), end), y, theme);
    } else {
        let words = format!("  {}", paint::short(said, usize::from(end.saturating_sub(at + 2))));
        paint::text(frame, (at, y), end.saturating_sub(at), &words, theme.message);
    }
}
