//! Documents and tables as teams really write them, each with the board that must come out of it, beside it in `tests/imports`;
//! and texts that no team writes.
//!
//! After a wanted change: `stratboard import FILE --from FORM > FILE.yaml`, and read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use stratboard::exchange::import::{self, Form};
use stratboard::model::Head;

use super::open;
use super::random::Random;

fn inputs() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let mut files =
        files.filter(|path| path.extension().is_some_and(|ending| ending != "yaml")).collect::<Vec<_>>();
    files.sort();
    files
}

/// What the program prints for it, read in the form of its folder, which is told from the text unless that has no marks.
fn imported(path: &Path) -> String {
    let text = import::decode(&fs::read(path).unwrap()).unwrap();
    let forms = [Form::Markdown, Form::Csv];
    let folder = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
    let form = forms.into_iter().find(|form| format!("{form:?}").to_lowercase() == folder).unwrap();
    let is_plain =
        ["chat.md", "easyretro.md", "issue-tabs.md", "miro.csv"].iter().any(|name| path.ends_with(name));
    assert!(is_plain || import::recognise(&text) == form, "{}", path.display());
    let mut imported = import::read(&text, form).unwrap();
    if imported.board.head(Head::Title).is_none() {
        imported.board.set_head(Head::Title, path.file_stem().unwrap().to_str().unwrap());
    }
    imported.to_yaml().unwrap()
}

#[test]
fn what_teams_write_becomes_the_board_beside_it() {
    for path in inputs() {
        let yaml = imported(&path);
        let expected = fs::read_to_string(path.with_extension("yaml")).unwrap();
        let difference = similar::TextDiff::from_lines(&*expected, &yaml).unified_diff().to_string();
        assert!(difference.is_empty(), "{}:\n{difference}", path.display());
    }
}

#[test]
fn every_word_is_on_the_board_or_among_what_was_not_placed() {
    for path in inputs() {
        let text = import::decode(&fs::read(&path).unwrap()).unwrap();
        let yaml = fs::read_to_string(path.with_extension("yaml")).unwrap().to_lowercase();
        // Tools name many columns that nobody filled: what is lost of those is nothing.
        let is_wide = |line: &&str| line.matches(',').count() > 5;
        let names =
            text.lines().find(is_wide).filter(|_| path.extension().is_some_and(|ending| ending == "csv"));
        let lines = text.lines().filter(|line| Some(*line) != names);
        let words = lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric())).map(str::to_lowercase);
        let missing = words.filter(|word| word.chars().count() > 4 && !yaml.contains(&**word));
        let missing = missing.filter(|word| !STRUCTURE.contains(&&**word)).collect::<Vec<_>>();
        assert!(missing.is_empty(), "{}: {missing:?}", path.display());
    }
}

/// Words of the names that panes and fields go by in these inputs: the board calls them by its own names.
#[rustfmt::skip]
const STRUCTURE: &[&str] = &[
    "04t10", "aliases", "aside", "assigned", "assignee", "better", "blocked", "blocking", "board", "category", "challenges", "chart", "check", "comment", "comments", "completed", "content", "could", "datum", "deadline", "description", "details", "executive", "follow", "forward", "frowning", "going", "group", "improve", "improved", "improvement", "internal", "items", "iteration", "kategorie", "learned", "lessons", "march", "maßnahmen", "members", "needs", "nicht", "poorly", "positives", "problem", "progress", "prompt", "reflection", "reply", "resolved", "section", "should", "smile", "start", "steps", "stuck", "summary", "takeaways", "tasks", "thumbsdown", "thumbsup", "timeline", "track", "trend", "until", "unassigned", "upwards", "value", "vulnerable", "where", "white", "working", "wrong", "做得不好的方面", "做得好的方面",
];

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "# ", "## Went well\n", "### ", "- ", "  - ", "1. ", "* [x] ", "> ", "```\n", "\n", "\n\n", "    ", "| a | b |\n", "|---|---|\n", "**", "_",
    "TAG: ", "words", "@anna", " (owner: x, due: 2025-06-30)", "<!-- {\"text\": 3} -->", "<b>", "<div>", "</div>", "[a]: b\n", "[a]", "](c)", "![", "~~",
    "Objectives\n", "O1: x\n", "KR1: y\n", "Key Results\n", "Mission: m\n", "Date: 2025-06-27\n", "---\n", "title: t\n", "===\n", "\t", "\\", "&#10;", "&",
    "\u{0}", "\u{feff}", "\u{202e}", "小米：", "<!--", "-->", "Conclusion\n", "## SWOT\n", "kind", ",", "\"", ";", "Actions,Owner\n", "\r\n", "made by stratboard",
    "<!-- made by stratboard -->\n", "<!-- {\"kind\": \"plan\", \"extra\": {\"a\": [1]}} -->", "sheet,pane,tag,text,more\n", "'=1",
];

#[test]
fn any_text_becomes_a_board() {
    for seed in 0..500 {
        let mut random = Random::new(0xd0c0_0000 + seed);
        let text = (0..random.below(40)).map(|_| *random.pick(PIECES)).collect::<String>();
        for form in [Form::Markdown, Form::Csv, import::recognise(&text)] {
            let Ok(imported) = import::read(&text, form) else { continue };
            let yaml =
                imported.to_yaml().unwrap_or_else(|error| panic!("{error}\n{text:?}\n{:#?}", imported.board));
            open(&yaml);
        }
    }
}
