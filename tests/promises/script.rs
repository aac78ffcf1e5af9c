//! A run of edits by keys, with what the board says after each: computed by the program's own state in memory, so that a
//! file can be compared with it.
//! It must not know terminals, processes or disks.

use jiff::civil::date;
use stratboard::app::{App, Content, Message, OpenBoard};
use stratboard::config::keymap::Keymap;
use stratboard::config::keys::parse_keys;
use stratboard::document::Document;
use stratboard::ui;

use super::random::Random;
use super::scene::{self, COLUMNS, ROWS};

/// One edit.
pub struct Step {
    pub keys: String,
    /// A word that is on the board since this edit and nowhere before.
    pub marker: String,
    /// The board's text after it.
    pub text: String,
    told: Vec<String>,
}

/// A board's text and edits of it, one upon the other.
pub struct Script {
    pub first: String,
    first_told: Vec<String>,
    pub steps: Vec<Step>,
}

impl Script {
    /// Random edits: each second one adds an item or words, the others vote, rank, move, delete and undo.
    pub fn random(text: &str, length: usize, random: &mut Random) -> Self {
        let mut app = open(text);
        let mut last = text.to_owned();
        let mut steps = Vec::new();
        let first_told = scene::told(text).unwrap();
        while steps.len() < length {
            let marker = format!("w{:04}", steps.len());
            let keys = match random.below(14) {
                0..=6 => format!("a{marker} card<CR><Esc>"),
                7 => format!("e {marker}<CR>"),
                8 => "+".to_owned(),
                9 => "L".to_owned(),
                10 => "H".to_owned(),
                11 => "K".to_owned(),
                12 => "dd".to_owned(),
                _ => "u".to_owned(),
            };
            press(&mut app, &keys);
            let now = text_of(&app);
            // What changes nothing is no edit, but it may move on the screen: it is done with the next one.
            if now == last && !steps.is_empty() {
                let before: &mut Step = steps.last_mut().unwrap();
                before.keys += &keys;
                continue;
            }
            last.clone_from(&now);
            let told = scene::told(&now).unwrap();
            steps.push(Step { keys, marker, text: now, told });
        }
        Self { first: text.to_owned(), first_told, steps }
    }

    /// The given edits. Each adds the word `w` with its number in four digits, or nothing that is seen by a word.
    pub fn of(text: &str, edits: &[&str]) -> Self {
        let mut app = open(text);
        let steps = edits.iter().enumerate().map(|(number, keys)| {
            press(&mut app, keys);
            let now = text_of(&app);
            let told = scene::told(&now).unwrap();
            Step { keys: (*keys).to_owned(), marker: format!("w{number:04}"), text: now, told }
        });
        let steps = steps.collect();
        Self { first: text.to_owned(), first_told: scene::told(text).unwrap(), steps }
    }

    pub fn keys(&self) -> String {
        self.steps.iter().map(|step| step.keys.as_str()).collect()
    }

    /// How many edits a screen says to be kept; nothing where it says so of none.
    pub fn kept_on(&self, screen: &str) -> usize {
        if !scene::is_kept(screen) {
            return 0;
        }
        // What is said in the last line may be about words that are gone.
        let board = screen.trim_end().rsplit_once('\n').map_or("", |(board, _)| board);
        self.steps.iter().rposition(|step| board.contains(&step.marker)).map_or(0, |at| at + 1)
    }

    /// The same for all that a terminal was sent.
    pub fn kept_in(&self, raw: &[u8]) -> usize {
        let mut kept = 0;
        scene::frames(raw, |screen, _| kept = kept.max(self.kept_on(screen)));
        kept
    }

    /// Whether a text is the board as it was after `least` edits, or after more of them.
    pub fn holds(&self, text: &str, least: usize) -> Result<(), String> {
        let told = scene::told(text)?;
        let states = std::iter::once(&self.first_told).chain(self.steps.iter().map(|step| &step.told));
        match states.enumerate().filter(|(_, state)| **state == told).last() {
            Some((number, _)) if number >= least => Ok(()),
            Some((number, _)) => Err(format!("{least} edits were kept, the board is as after {number}")),
            None => {
                let after = least.checked_sub(1).map_or(&self.first, |last| &self.steps[last].text);
                Err(format!(
                    "{least} edits were kept, the board was never so:\n{text}\nafter these it was:\n{after}"
                ))
            }
        }
    }

    /// Whether a text is, byte for byte, the board after some of the edits.
    pub fn has_been(&self, text: &str) -> bool {
        text == self.first || self.steps.iter().any(|step| step.text == text)
    }
}

fn open(text: &str) -> App {
    let mut app = App::new(Keymap::default(), date(2025, 6, 12), false);
    app.size = (COLUMNS, ROWS);
    let path = std::path::PathBuf::from("team.yaml");
    app.show(OpenBoard::new(Some(path), Content::of(text.to_owned(), Some("team"))));
    app
}

fn press(app: &mut App, keys: &str) {
    for input in parse_keys(keys).unwrap() {
        ui::settle(app);
        app.update(Message::Input(input));
    }
}

fn text_of(app: &App) -> String {
    app.open().and_then(OpenBoard::document).map(Document::text).unwrap().to_owned()
}
