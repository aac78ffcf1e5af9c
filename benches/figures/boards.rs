//! Boards of any size for measuring: one SWOT whose items have differing texts and now and then fields.
//! The same number gives the same board, so that figures can be compared.

const PANES: [&str; 4] = ["strengths", "weaknesses", "opportunities", "threats"];
const WORDS: [&str; 22] = [
    "make", "the", "plan", "show", "how", "a", "card", "can", "move", "from", "one", "lane", "to", "another", "without",
    "loss", "of", "single", "word", "in", "its", "file",
];

/// A board with that many items, about 130 bytes each.
pub fn board(items: usize) -> String {
    let mut text = "title: Measured board\nperiod: 2025-Q2\nmission: Show everything at once\nsheets:\n- kind: swot\n".to_owned();
    for (pane, key) in PANES.iter().enumerate() {
        let from = items * pane / PANES.len();
        let to = items * (pane + 1) / PANES.len();
        text.push_str(&format!("  {key}:\n"));
        for number in from..to {
            item(&mut text, number);
        }
    }
    text
}

fn item(text: &mut String, number: usize) {
    let end = text.len() + 116;
    text.push_str(&format!("  - TAG{}: Card {number:06}", number % 97));
    let mut at = number;
    while text.len() < end {
        text.push(' ');
        text.push_str(WORDS[at * 7 % WORDS.len()]);
        at += 1;
    }
    text.push('\n');
    if number % 5 == 0 {
        text.push_str(&format!("    votes: {}\n    owner: Ann\n", number % 7 + 1));
    }
}
