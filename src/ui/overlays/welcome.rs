//! The welcome screen: what this program is, and the two ways to begin.
//! It must not know what the choices do; their keys are those of the keymap.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::page;
use crate::action::{Action, Context, find};
use crate::app::{App, Ask, Mode};
use crate::config::keymap::Keymap;
use crate::config::theme::Theme;
use crate::terminal::Frame;
use crate::text::width;

/// The widest that the text becomes.
const WIDEST: u16 = 76;
/// Below this width the choices are said in the words of the footer.
const NARROW: u16 = 40;

/// What it is, in two sentences.
const ABOUT: [&str; 2] = [
    "A strategy board for the terminal: SWOT, priorities, plan and retrospective.",
    "Each board is a plain YAML file that you can also edit by hand.",
];

/// What is said while the name of a new board is typed.
const ASKED: [&str; 2] = [
    "What is the new board called? Its name is typed in the last line.",
    "It gets a SWOT, a plan and a retro; `stratboard new NAME --from retro` makes one with a retro alone.",
];

/// The choices, in words that say what will happen.
const CHOICES: [(Action, &str); 4] = [
    (Action::MakeBoard, "make a board here"),
    (Action::Sample, "explore the built-in sample: nothing is written until you say so"),
    (Action::Quit, "leave"),
    (Action::Help, "help"),
];

/// Draws the welcome screen. While the name of a new board is typed, the choices make room for what is asked.
pub fn draw(frame: &mut Frame, area: Rect, app: &App, theme: &Theme) {
    let asks_name = matches!(&app.mode, Mode::Prompt(prompt) if prompt.ask == Ask::NewBoard);
    paint(frame, area, &app.keymap, asks_name, theme);
}

/// The action whose choice stands in a row of the screen.
pub fn action_at(app: &App, area: Rect, theme: &Theme, row: u16) -> Option<Action> {
    let (place, lines) = placed(area, &app.keymap, false, theme);
    let line = usize::from(row.checked_sub(place.y).filter(|_| row < place.bottom())?);
    lines.get(line)?.1
}

fn paint(frame: &mut Frame, area: Rect, keymap: &Keymap, asks_name: bool, theme: &Theme) {
    let (place, lines) = placed(area, keymap, asks_name, theme);
    let lines = lines.into_iter().map(|(line, _)| line).collect::<Vec<Line>>();
    page::lines(frame, place, &lines, 0, theme);
}

/// A line, and the action that it is a choice of.
type Choice = (Line<'static>, Option<Action>);

/// What is said, and where.
fn placed(area: Rect, keymap: &Keymap, asks_name: bool, theme: &Theme) -> (Rect, Vec<Choice>) {
    let area = page::inner(area);
    let cells = area.width.min(WIDEST);
    let words = |text: &str| {
        let rows = page::shown_rows(text, usize::from(cells)).into_iter();
        rows.map(|row| (Line::styled(row, theme.text), None)).collect::<Vec<Choice>>()
    };
    let choices = if asks_name {
        ASKED.iter().flat_map(|sentence| words(sentence)).collect()
    } else {
        choices(keymap, cells, theme)
    };
    let blank = || (Line::default(), None);
    let title = vec![(Line::styled("stratboard", theme.title), None), blank()];
    let about = ABOUT.iter().flat_map(|sentence| words(sentence)).chain([blank()]).collect();
    let whole = [title, about, choices.clone()].concat();
    let lines = if whole.len() <= usize::from(area.height) { whole } else { choices };
    (centred(area, &lines), lines)
}

/// Each choice that has a key: the key and what it does.
fn choices(keymap: &Keymap, cells: u16, theme: &Theme) -> Vec<Choice> {
    let said = |(action, words): &(Action, &'static str)| {
        let key = page::keys(keymap, Context::Welcome, *action, theme.chrome).into_iter().next()?;
        let label = find(Context::Welcome, *action).map_or(*words, |row| row.label);
        Some((key, if cells < NARROW { label } else { *words }, *action))
    };
    let said = CHOICES.iter().filter_map(said).collect::<Vec<_>>();
    let keys = said.iter().map(|(key, ..)| width(key)).max().unwrap_or(0);
    let line = |(key, words, action): &(String, &str, Action)| {
        let lines = page::beside((key, theme.key), (words, theme.text), keys, usize::from(cells));
        let action = *action;
        lines.into_iter().map(move |line| (line, Some(action)))
    };
    said.iter().flat_map(line).collect()
}

/// The place of lines in the middle of an area, a little above it.
fn centred(area: Rect, lines: &[Choice]) -> Rect {
    let widest = lines.iter().map(|(line, _)| page::line_width(line)).max().unwrap_or(0);
    let width = u16::try_from(widest).unwrap_or(u16::MAX).min(area.width);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) * 2 / 5, width, height }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{SIZES, is_harmless, screen};
    use super::*;
    use crate::config::theme::Chrome;

    fn welcome(size: (u16, u16), keymap: &Keymap, asks_name: bool) -> Vec<String> {
        screen(size, |frame, area| paint(frame, area, keymap, asks_name, &Theme::default16())).0
    }

    fn has(rows: &[String], words: &str) -> bool {
        rows.iter().any(|row| row.contains(words))
    }

    #[test]
    fn it_says_what_this_is_and_how_to_begin() {
        let rows = welcome((80, 22), &Keymap::default(), false);
        for words in [
            "stratboard",
            ABOUT[1],
            "n  make a board here",
            "s  explore the built-in sample",
            "q  leave",
            "?  help",
        ] {
            assert!(has(&rows, words), "{words}: {rows:#?}");
        }
        assert!(has(&rows, "until you say so"), "{rows:#?}");
    }

    #[test]
    fn a_narrow_screen_has_the_choices_in_short_words() {
        let rows = welcome((20, 3), &Keymap::default(), false);
        assert!(has(&rows, "n  make a board") && has(&rows, "s  explore the"), "{rows:#?}");
    }

    #[test]
    fn while_the_name_is_asked_there_are_no_choices() {
        let rows = welcome((44, 18), &Keymap::default(), true);
        assert!(has(&rows, "What is the new board called?") && !has(&rows, "make a board here"), "{rows:#?}");
    }

    #[test]
    fn a_choice_without_a_key_is_not_offered() {
        let (keymap, findings) = Keymap::with_user("welcome:\n  sample: []\n  make-board: ['建']\n");
        assert_eq!(findings, []);
        let rows = welcome((80, 22), &keymap, false);
        assert!(has(&rows, "建  make a board here"), "{rows:#?}");
        assert!(!has(&rows, "sample"), "{rows:#?}");
    }

    #[test]
    fn every_size_is_drawn() {
        for size in SIZES {
            assert!(is_harmless(&welcome(size, &Keymap::default(), false)));
            assert!(is_harmless(&welcome(size, &Keymap::default(), true)));
        }
        let theme = Theme::mono().with_chrome(Chrome::Ascii);
        let (rows, _) = screen((80, 22), |frame, area| paint(frame, area, &Keymap::default(), false, &theme));
        assert!(rows.iter().all(|row| row.is_ascii()), "{rows:#?}");
    }
}
