//! The two ends of the last line: the mode in words, and where the person stands.
//! It must not know what stands between them.

use super::{NARROW, TINY, WIDE};
use crate::app::{App, Ask, Choices, Content, Edit, Mode, Question, Target};
use crate::config::theme::Theme;
use crate::layout;
use crate::model::tag;
use crate::text::{ellipsize, safe_line, width};
use crate::ui::{hints, paint, spoken};

/// The mode as it is shown, if it is, with blanks at its sides.
pub(super) fn shown_word(app: &App, width: u16, theme: &Theme) -> Option<String> {
    let word = word(app);
    // Marks may stand in a pane that a narrow screen does not show, and the next keys act on them.
    let is_marked = app.open().is_some_and(|open| !open.marks.is_empty());
    let plain = matches!(app.mode, Mode::Board) && !app.read_only && app.lit().is_none() && !is_marked;
    // What can follow a first key matters more than where it was pressed.
    let begun =
        (!app.pending.is_empty() || app.screen_reader && matches!(app.mode, Mode::MoveTo)) && width < WIDE;
    let hidden = word.is_empty() || begun || plain && width < NARROW;
    (!hidden).then(|| format!(" {} ", theme.chars(&paint::short(&word, usize::from(width / 2), theme))))
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
        Mode::Edit(edit) if matches!(edit.question, Some(Question::Page(_))) => "PASTING a page".to_owned(),
        Mode::Edit(edit) if edit.question.is_some() => match edit.target {
            Target::New(list, _, _) if app.size.0 >= NARROW => format!("PASTING into {}", pane(list)),
            _ => "PASTING".to_owned(),
        },
        // A message needs the room more than the pane's name does.
        Mode::Edit(edit) if app.size.0 < NARROW || app.message.is_some() => {
            if matches!(edit.target, Target::New(..)) { "ADDING" } else { "EDITING" }.to_owned()
        }
        Mode::Edit(edit) => match edit.target {
            Target::New(list, _, _) => format!("ADDING to {}", pane(list)),
            Target::Item(_) => "EDITING".to_owned(),
            Target::Head(at) => format!("EDITING {}", at.head().label()),
        },
        // Who hears it does not see the bar.
        Mode::Prompt(prompt) if app.screen_reader && prompt.ask.is_of_item() => {
            let name = app.focused_item().map(|at| app.name_of(at)).unwrap_or_default();
            format!("{} of {name}", asked(prompt.ask))
        }
        Mode::Prompt(prompt) => asked(prompt.ask).to_owned(),
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

/// What is asked, in words.
fn asked(ask: Ask) -> &'static str {
    match ask {
        Ask::Votes => "VOTES",
        Ask::Who => "WHO",
        Ask::When => "WHEN",
        Ask::Find => "FINDING",
        Ask::SaveAs => "SAVE AS",
        Ask::NewBoard => "NEW BOARD",
    }
}

/// The right end: where the person stands, how the text that is typed will be read, or how much of it is found.
pub(super) fn place(app: &App, cells: u16, theme: &Theme) -> String {
    if !app.pending.is_empty() || app.screen_reader && matches!(app.mode, Mode::MoveTo) {
        return String::new(); // what can follow needs the room
    }
    if let Mode::Prompt(prompt) = &app.mode {
        return hints::found(app).filter(|_| prompt.ask == Ask::Find).unwrap_or_default();
    }
    if let Mode::Edit(edit) = &app.mode
        && let Some(reading) = reading(app, edit, cells, theme)
    {
        return reading;
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
        return paint::short(&spoken::place(app), usize::from(cells / 2), theme);
    }
    let (name, place) = hints::place(app);
    let beside = shown_word(app, cells, theme).map_or(0, |word| width(&word));
    if cells < NARROW && (cells >= TINY || beside > 0) && !place.is_empty() {
        return place;
    }
    let room = if cells < TINY {
        usize::from(cells).saturating_sub(beside + 3)
    } else {
        usize::from(cells / 4).max(15)
    };
    let room = room.saturating_sub(place.len());
    let name = name.split("  ").next().unwrap_or_default();
    let name = theme.chars(&leading_words(&safe_line(name), room)).into_owned();
    if place.is_empty() { name } else { format!("{name} {place}") }
}

/// How the text that is typed will be read; nothing where the place is told as ever.
fn reading(app: &App, edit: &Edit, cells: u16, theme: &Theme) -> Option<String> {
    let old = match edit.target {
        Target::Head(_) => return Some(String::new()), // its name stands in the mode
        Target::Item(at) => app.board()?.item(at).and_then(|view| view.tag()),
        Target::New(..) => None,
    };
    let text = edit.editor.text();
    let (tag, _) = tag::split(&text, old.is_some());
    // Where there is little room the keys matter more than what the tag was before and still is.
    if cells < TINY || cells < NARROW && tag.is_some() && tag == old {
        return Some(String::new());
    }
    match tag {
        Some(tag) => Some(paint::short(&format!("tag {tag}"), usize::from(cells / 3), theme)),
        None => matches!(edit.target, Target::New(..)).then(String::new),
    }
}

/// As many of the first words as have room; of a longer first word its beginning.
fn leading_words(name: &str, room: usize) -> String {
    let ends = name.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| &name[..at]);
    let fits = |part: &&str| width(part) <= room;
    let whole = Some(name).filter(fits).or_else(|| ends.rev().find(fits));
    whole.map_or_else(|| ellipsize(name, room).into_owned(), str::to_owned)
}
