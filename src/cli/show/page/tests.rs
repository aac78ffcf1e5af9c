use super::*;
use crate::document::{Document, Read};

fn shown(text: &str, width: usize, bold: bool) -> String {
    let Read::Board(document, _) = Document::read(text.to_owned(), Some("2025-Q2")) else {
        panic!("no board")
    };
    page(document.board(), None, width, Look { bold, chrome: Chrome::Unicode })
}

const BOARD: &str = "title: A\nmission: one two three four five\nsheets:\n- kind: swot\n  motto: go\n  conclusion: c\n  \
                     strengths:\n  - TAG: some words that wrap\n    votes: 3\n    note: n\n    x-a: b\n  weaknesses: ['']\n\
                     - kind: plan\n  objectives:\n  - GROW: more\n    results:\n    - SALES: 10\n      done: true\n  values: [v]\n";

#[test]
fn a_board_reads_as_headings_ranked_items_and_hanging_indents() {
    let text = shown(BOARD, 24, false);
    let expected = "A · 2025-Q2\none two three four five\n\n1  SWOT · go\n────────────\nConclusion: c\n\n\
                    Strengths (1)\n  1. TAG: some words\n     that wrap\n     votes 3 · x-a: b\n     note: n\n\n\
                    Weaknesses (1)\n  1. (no words)\n\n";
    assert!(text.starts_with(expected), "{text}");
    let plan = "Objectives (1)\n  1. GROW: more\n     1. ✓ SALES: 10\n          done true\n\nMetrics (0)\n\nValues (1)\n  - v\n";
    assert!(text.ends_with(plan), "{text}");
}

#[test]
fn a_board_reads_in_plain_signs_too() {
    let Read::Board(document, _) = Document::read(BOARD.to_owned(), Some("2025-Q2")) else {
        panic!("no board")
    };
    let text = page(document.board(), None, 24, Look { bold: false, chrome: Chrome::Ascii });
    assert!(
        text.is_ascii() && text.contains("1  SWOT . go\n------------\n") && text.contains("1. + SALES"),
        "{text}"
    );
    assert_eq!(text.len(), shown(BOARD, 24, false).chars().count(), "sign for sign");
}

#[test]
fn no_row_is_wider_than_asked() {
    for width in [20, 33, 80] {
        let long = "小米 ".repeat(40);
        let text = shown(
            &format!("title: {long}\nmission: {long}\nsheets:\n- kind: retro\n  went_well:\n  - {long}\n"),
            width,
            false,
        );
        let widest = text.lines().map(text::width).max().unwrap();
        assert!(widest <= width && widest + 4 >= width, "{widest} of {width}");
    }
}

#[test]
fn headings_and_tags_are_bold_on_a_terminal() {
    let text = shown(BOARD, 80, true);
    assert!(text.starts_with("\x1b[1mA · 2025-Q2\x1b[0m\n"));
    assert!(text.contains("  1. \x1b[1mTAG:\x1b[0m some words"));
}
