//! Pasted text to text that may be kept: line ends made one, controls and bullets gone.
//!
//! It must not know where the text goes. What is only odd to look at (bidi controls, hidden tags) stays in the
//! text: [`safe`](crate::text::safe) shows it.

pub use crate::text::clean_paste;
use crate::text::without_bullet;

/// A paste for a text being edited: clean, without one trailing line end and without bullets. Lines stay lines.
pub fn paste_text(s: &str) -> String {
    let clean = clean_paste(s);
    let text = clean.strip_suffix('\n').unwrap_or(&clean);
    text.split('\n').map(without_bullet).collect::<Vec<_>>().join("\n")
}

/// A paste as items: its lines, clean, without bullets, blanks at their ends and empty lines.
pub fn paste_lines(s: &str) -> Vec<String> {
    let text = paste_text(s);
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_lose_bullets_and_empty_lines() {
        let page =
            "• one\r\n•two\r\n\r\n - three \n* four\n– five\n1. six\n12. seven\n[ ] eight\n- [ ] nine\n-\n";
        let items = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        assert_eq!(paste_lines(page), items);
        assert_eq!(paste_lines("\n \n"), Vec::<String>::new());
    }

    #[test]
    fn what_only_looks_like_a_bullet_stays() {
        for line in
            ["-5 % of sales", "*so*", "1.5 million", "2025. A year", "–", "[x] done", "a - b", "3 wishes"]
        {
            let kept = if line == "–" { "" } else { line };
            assert_eq!(paste_text(line), kept);
        }
    }

    #[test]
    fn in_a_text_lines_stay_lines() {
        assert_eq!(paste_text("- a\n\n  b\n"), "a\n\n  b");
        assert_eq!(paste_text("a\n\n"), "a\n", "one trailing line end goes");
        assert_eq!(paste_text(" word "), " word ");
    }
}
