//! Stored text to shown text: the one place where text becomes harmless for screens, titles and terminals.
//!
//! ratatui stops escapes but lets bidi overrides and invisible tags pass, and swallows TAB and CR; what is printed
//! outside ratatui is not filtered at all. It must not know where the text goes.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

/// Stands for what cannot be seen: bidi controls, zero-width blanks, tag characters and their like.
const MARK: char = '·';
/// Stands for a line break in [`safe_line`].
const LINE_BREAK: &str = "↵";
/// A TAB, wherever it stands.
const TAB: &str = "    ";
/// Zero-width characters that one base character may carry; text stacked higher covers the rows around it.
const MARKS_PER_BASE: usize = 8;

/// The text made harmless; line breaks stay. Borrowed when nothing changes.
///
/// TAB becomes four blanks, CRLF a line break, other C0 and DEL their pictures (`␛`), C1 the form `\u{9b}`, whatever
/// is invisible or turns the direction of writing a `·`. Joiners and variation selectors inside a cluster stay, at
/// most eight zero-width characters on one base.
pub fn safe(s: &str) -> Cow<'_, str> {
    if s.chars().all(is_plain) {
        return Cow::Borrowed(s);
    }
    let mut out: Option<String> = None;
    for (at, cluster) in s.grapheme_indices(true) {
        let form = shown(cluster);
        match &mut out {
            Some(out) => out.push_str(&form),
            None if *form != *cluster => {
                let mut changed = String::with_capacity(s.len() + 16);
                changed.push_str(&s[..at]);
                changed.push_str(&form);
                out = Some(changed);
            }
            None => {}
        }
    }
    out.map_or(Cow::Borrowed(s), Cow::Owned)
}

/// As [`safe`], on one line: a line break becomes `↵`.
pub fn safe_line(s: &str) -> Cow<'_, str> {
    let safe = safe(s);
    if safe.contains('\n') { Cow::Owned(safe.replace('\n', LINE_BREAK)) } else { safe }
}

/// As [`safe_line`], cut between clusters to at most so many characters, the last of them `…` where it was cut.
/// Looks no further than it has to.
pub fn bounded(s: &str, chars: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    let mut room_for_mark = 0; // bytes of `out` that leave one character free
    for cluster in s.graphemes(true) {
        let form = safe_line(cluster);
        count += form.chars().count();
        if count > chars {
            out.truncate(room_for_mark);
            if chars > 0 {
                out.push('…');
            }
            return out;
        }
        out.push_str(&form);
        if count < chars {
            room_for_mark = out.len();
        }
    }
    out
}

/// What stands on a screen for one grapheme cluster of stored text; a line break stays `\n`.
///
/// The answer may be several clusters (a TAB is four blanks) and is never zero cells wide, but for a line break:
/// ratatui would not draw it and the caret would not move.
pub fn shown(cluster: &str) -> Cow<'_, str> {
    match cluster.as_bytes() {
        [b' '..=b'~' | b'\n'] => Cow::Borrowed(cluster),
        b"\t" => Cow::Borrowed(TAB),
        b"\r\n" => Cow::Borrowed("\n"),
        _ if cluster.chars().all(is_plain) => Cow::Borrowed(cluster),
        _ => {
            let form = rewritten(cluster);
            if form == cluster { Cow::Borrowed(cluster) } else { Cow::Owned(form) }
        }
    }
}

/// The cluster, character by character, with a mark for what must not or cannot be shown.
fn rewritten(cluster: &str) -> String {
    let mut out = String::with_capacity(cluster.len());
    let mut room = 0; // zero-width characters that the base before may still carry; a mark carries none
    for c in cluster.chars() {
        if c.is_control() {
            push_control(&mut out, c);
        } else if is_invisible(c) {
            room = 0;
            push_mark(&mut out);
        } else if !is_zero_width(c) {
            room = MARKS_PER_BASE;
            out.push(c);
        } else if room == 0 {
            push_mark(&mut out);
        } else {
            room -= 1;
            out.push(c);
        }
    }
    out
}

/// One mark for a run of hidden characters in a cluster.
fn push_mark(out: &mut String) {
    if !out.ends_with(MARK) {
        out.push(MARK);
    }
}

fn push_control(out: &mut String, c: char) {
    let picture = match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('␡'),
        _ => None,
    };
    match picture {
        Some(picture) => out.push(picture),
        None => out.extend(c.escape_unicode()),
    }
}

/// As ratatui counts one character by itself.
fn is_zero_width(c: char) -> bool {
    c.encode_utf8(&mut [0; 4]).cell_width() == 0
}

/// Format characters without a picture of their own and everything Unicode calls default ignorable, but joiners and
/// variation selectors, which a cluster needs (Unicode 16, `DerivedCoreProperties.txt` and general category Cf).
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

/// Characters shown as they are wherever they stand: a quick "nothing to do" for most texts, not a full list.
fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\n' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}'   // Latin
        | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}'                   // Greek, Cyrillic
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'               // dashes, quotes, …
        | '\u{20a0}'..='\u{20c0}' | '\u{2190}'..='\u{27ff}'               // money, arrows, symbols
        | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{30ff}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff9d}'
        | '\u{1f300}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::tests::any_text;

    #[test]
    fn ordinary_text_is_borrowed() {
        for s in ["", "plain", "two\nlines", "Zoë “quotes” – 5 €", "小米，好", "👨‍👩‍👧 ❤️ 1️⃣ 🇨🇳 e\u{301} ｶﾞ 👍🏽"]
        {
            assert!(matches!(safe(s), Cow::Borrowed(_)), "{s:?}");
        }
    }

    #[test]
    fn every_plain_character_is_shown_as_it_is() {
        for c in (' '..=char::MAX).filter(|&c| is_plain(c) && c != '\n') {
            assert_eq!(rewritten(c.encode_utf8(&mut [0; 4])), c.to_string(), "{c:?}");
        }
    }

    #[test]
    fn controls_become_visible() {
        assert_eq!(safe("A\u{1b}]52;c;x\u{7}B\u{9b}31mC\u{7f}D\rE\0"), "A␛]52;c;x␇B\\u{9b}31mC␡D␍E␀");
        assert_eq!(safe("a\tb\r\nc\n"), "a    b\nc\n");
        assert_eq!(safe_line("a\r\nb\nc"), "a↵b↵c");
    }

    #[test]
    fn hidden_characters_become_a_mark() {
        let hidden =
            ['\u{61c}', '\u{200e}', '\u{202e}', '\u{2066}', '\u{feff}', '\u{200b}', '\u{2028}', '\u{ad}'];
        for c in hidden {
            assert_eq!(safe(&format!("a{c}b")), "a·b", "{c:?}");
        }
        assert_eq!(safe("a\u{e0041}\u{e0042}b"), "a·b", "a run of tags is one mark");
        assert_eq!(safe("\u{200d}a"), "·a", "a joiner that joins nothing");
    }

    #[test]
    fn marks_on_one_base_are_limited() {
        let tower = format!("a{}b", "\u{301}".repeat(40));
        assert_eq!(safe(&tower), format!("a{}·b", "\u{301}".repeat(8)));
        assert_eq!(safe("\u{301}x"), "·x", "a mark without a base");
    }

    #[test]
    fn quotes_are_bounded() {
        assert_eq!(bounded("short", 5), "short");
        assert_eq!(bounded("longer", 5), "long…");
        assert_eq!(bounded("a\nb\u{1b}", 200), "a↵b␛");
        assert_eq!(bounded("ab👨‍👩‍👧", 5), "ab…");
        assert_eq!(bounded("ab", 0), "");
        assert_eq!(bounded(&"x".repeat(300), 200).chars().count(), 200);
    }

    proptest! {
        #[test]
        fn safe_text_is_harmless_and_stays_as_it_is(s in any_text()) {
            let once = safe(&s).into_owned();
            prop_assert!(!once.chars().any(|c| c != '\n' && (c.is_control() || is_invisible(c))));
            prop_assert_eq!(safe(&once), once.as_str());
            prop_assert!(!safe_line(&s).contains('\n'));
        }

        #[test]
        fn a_quote_is_never_longer_than_asked(s in any_text(), chars in 0usize..20) {
            let quote = bounded(&s, chars);
            prop_assert!(quote.chars().count() <= chars);
            if safe_line(&s).chars().count() <= chars {
                prop_assert_eq!(quote, safe_line(&s).into_owned());
            }
        }
    }
}
