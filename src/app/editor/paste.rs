//! Pasted text to text that may be kept: line ends made one, controls and bullets gone.
//!
//! It must not know where the text goes. What is only odd to look at (bidi controls, hidden tags) stays in the
//! text: [`safe`](crate::text::safe) shows it.

/// Bullets that stand before a blank, or alone on their line; `•` needs none.
const BULLETS: [&str; 4] = ["-", "*", "–", "[ ]"];

/// The text with every line end as `\n` and without control characters but TAB; U+FEFF goes as well.
///
/// Line ends are those of Unicode (UAX 14, classes BK, CR, LF, NL): word processors paste U+000B and U+2028.
pub fn clean_paste(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    let mut chars = s.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\u{feff}' => {}
            '\t' | '\n' => out.push(c),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

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

/// The line behind its bullets (`- [ ] ` are two); as it is where it has none.
fn without_bullet(line: &str) -> &str {
    let mut rest = line;
    while let Some(behind) = behind_bullet(rest.trim_start()) {
        rest = behind.trim_start();
    }
    rest
}

/// What follows one bullet, where the line begins with one. `-5 %`, `*so*` and `1.5` begin with none.
fn behind_bullet(line: &str) -> Option<&str> {
    if let Some(behind) = line.strip_prefix('•') {
        return Some(behind);
    }
    let bullet = BULLETS.iter().find_map(|bullet| line.strip_prefix(bullet));
    let behind = bullet.or_else(|| behind_number(line))?;
    (behind.is_empty() || behind.starts_with(char::is_whitespace)).then_some(behind)
}

/// What follows `1.` to `999.`; four digits are a year.
fn behind_number(line: &str) -> Option<&str> {
    let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - behind.len();
    (1..=3).contains(&digits).then(|| behind.strip_prefix('.'))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_loses_controls_and_foreign_line_ends() {
        assert_eq!(clean_paste("a\r\nb\rc\n\rd"), "a\nb\nc\n\nd");
        assert_eq!(clean_paste("\u{feff}x\u{1b}[31m\u{7}y\u{7f}\u{9b}\0\tz"), "x[31my\tz");
        assert_eq!(clean_paste("a\u{b}b\u{2028}c\u{85}d"), "a\nb\nc\nd");
        assert_eq!(clean_paste("\u{202e}שלום 👨‍👩‍👧"), "\u{202e}שלום 👨‍👩‍👧", "words of any script stay exact");
    }

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
