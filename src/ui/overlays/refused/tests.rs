//! A refused file on small and large screens.

use super::super::testing::{HOSTILE, SIZES, is_harmless, screen};
use super::*;

fn finding(level: Level, line: usize, what: &str) -> Finding {
    Finding { level, line, column: 5, what: what.to_owned(), remedy: "Mend it.".to_owned() }
}

fn show(size: (u16, u16), text: &str, findings: &[Finding], scrolled: usize) -> Vec<String> {
    let sides = conflict::sides(text).map(|_| "r");
    let file = File { name: "2025-Q2.yaml", text, findings, sides };
    screen(size, |frame, area| file.paint(frame, area, scrolled, &Theme::default16())).0
}

fn numbered(count: usize) -> String {
    (1..=count).fold(String::new(), |text, number| text + &format!("line: {number}\r\n"))
}

#[test]
fn the_messages_come_first_and_then_the_text() {
    let findings =
        [finding(Level::Hint, 1, "a hint"), finding(Level::Refused, 2, "the key 'title' stands twice")];
    let rows = show((60, 12), "title: 小米\ntitle: b\nsheets: []\n", &findings, 0);
    let wanted = [
        " 2025-Q2.yaml is no board ─────────────────────────────────",
        " ! 2:5  the key 'title' stands twice",
        "        Mend it.",
        " The board comes back as soon as the mended file is saved.",
        "",
        "   1 title: 小米",
        " ! 2 title: b",
        "   3 sheets: []",
    ];
    assert_eq!(&rows[..wanted.len()], wanted);
}

#[test]
fn the_refused_line_is_in_view_at_the_start() {
    let text = numbered(500);
    // Smaller screens have room for one line of the text, which is one of those above it.
    for line in [1, 2, 3, 7, 250, 499, 500] {
        let findings = [finding(Level::Refused, line, "no YAML")];
        for size in SIZES.into_iter().filter(|size| size.1 >= 20) {
            let rows = show(size, &text, &findings, first_top(&findings));
            let mark = format!("! {line:>3} line: {line}");
            assert!(rows.iter().any(|row| row.trim() == mark), "{line} {size:?}: {rows:#?}");
        }
    }
}

#[test]
fn nobody_scrolls_beyond_the_last_line() {
    let findings = [finding(Level::Refused, 1, "no YAML")];
    let text = numbered(100);
    let rows = show((80, 22), &text, &findings, usize::MAX);
    assert_eq!(rows[21], "   100 line: 100");
    let last = last_top(&text, &findings, Rect::new(0, 0, 80, 22));
    assert_eq!(show((80, 22), &text, &findings, last), rows);
    assert_ne!(show((80, 22), &text, &findings, last - 1), rows);
}

#[test]
fn many_messages_leave_half_of_the_screen_to_the_text() {
    let findings =
        (1..40).map(|line| finding(Level::Refused, line, "stands twice")).collect::<Vec<Finding>>();
    let rows = show((80, 22), &numbered(90), &findings, 0);
    assert!(rows.iter().any(|row| row.contains("more: stratboard check lists them all")), "{rows:#?}");
    assert!(rows.iter().filter(|row| row.contains("line: ")).count() >= 9, "{rows:#?}");
}

#[test]
fn long_lines_are_cut_with_a_mark_and_wide_ones_stay_whole() {
    let rows = show((20, 12), "小米小米小米小米小米小米", &[], 0);
    assert!(rows.iter().any(|row| row.contains("小米小米小米…") || row.contains("小米小米小…")), "{rows:#?}");
}

#[test]
fn text_and_messages_are_harmless_at_every_size() {
    let findings = [finding(Level::Refused, 1, HOSTILE), finding(Level::Refused, 2, "小米")];
    for size in SIZES {
        for text in [HOSTILE, "", "\u{feff}a\rb\u{85}c\u{2028}d\0"] {
            for scrolled in [0, 1, 9] {
                assert!(is_harmless(&show(size, text, &findings, scrolled)), "{size:?}");
            }
        }
    }
}
