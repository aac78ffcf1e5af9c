//! Boards of any size for measuring: one SWOT whose items have differing texts and now and then fields.
//! The same number gives the same board, so that figures can be compared. It must not know what is measured.

use std::fmt::Write as _;

const PANES: [&str; 4] = ["strengths", "weaknesses", "opportunities", "threats"];
const WORDS: &str = "make the plan show how a card can move from one lane to another without loss of a single word in its file";

/// A board with that many items, about 125 bytes each.
pub fn board(items: usize) -> String {
    let words = WORDS.split(' ').collect::<Vec<&str>>();
    let mut text =
        "title: Measured board\nperiod: 2025-Q2\nmission: Show everything at once\nsheets:\n- kind: swot\n"
            .to_owned();
    for (pane, key) in PANES.iter().enumerate() {
        let _ = writeln!(text, "  {key}:");
        for number in items * pane / PANES.len()..items * (pane + 1) / PANES.len() {
            item(&mut text, number, &words);
        }
    }
    text
}

/// Every fifth item has votes and an owner.
fn item(text: &mut String, number: usize, words: &[&str]) {
    let end = text.len() + 116;
    let _ = write!(text, "  - TAG{}: Card {number:06}", number % 97);
    let mut at = number;
    while text.len() < end {
        let _ = write!(text, " {}", words[at * 7 % words.len()]);
        at += 1;
    }
    text.push('\n');
    if number.is_multiple_of(5) {
        let _ = writeln!(text, "    votes: {}\n    owner: Ann", number % 7 + 1);
    }
}
