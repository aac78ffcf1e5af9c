//! Text from elsewhere made fit to be kept: line ends made one, controls gone. It must not know where it goes.

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
}
