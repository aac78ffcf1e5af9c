//! Votes as people write them behind an item: `👍 3`, `(+3)`, `x3`, `- 2 votes`, `+1 +1`.
//! It must not know which items are voted on.

/// What stands for a vote, as it is and as chats spell it.
const MARKS: [&str; 9] = ["👍", ":+1:", ":thumbsup:", ":heart:", "❤", "⭐", "🗳", "▲", "⬆"];
/// Pictures may carry how they are drawn: in colour, with a skin.
const DRAWN: [char; 6] = ['\u{fe0f}', '\u{1f3fb}', '\u{1f3fc}', '\u{1f3fd}', '\u{1f3fe}', '\u{1f3ff}'];
/// What parts a count in words from the item.
const JOINTS: [&str; 6] = [" - ", " – ", " — ", ", ", ": ", " | "];

/// The text before the votes at its end, and how many they are. `x3` and `(3x)` are votes only where `are_counted`.
pub(super) fn at_end(text: &str, are_counted: bool) -> Option<(&str, u32)> {
    let text = text.trim_end();
    let last = text.chars().next_back()?;
    let found = if last == ')' || last == ']' {
        let at = text.rfind(if last == ')' { '(' } else { '[' })?;
        let inside = text[at + 1..].strip_suffix(last)?;
        Some((&text[..at], marked(inside).or_else(|| times(inside).filter(|_| are_counted))?))
    } else if text.ends_with(" +1") {
        plus_ones(text)
    } else if last == '1' || last.is_ascii_digit() {
        let mark = MARKS.iter().filter_map(|mark| text.rfind(mark)).max();
        let behind = mark.and_then(|at| Some((&text[..at], marked(&text[at..])?)));
        behind.or_else(|| {
            let (before, word) = text.rsplit_once(' ')?;
            Some((before, times(word).filter(|_| are_counted && word.starts_with(['x', 'X', '×']))?))
        })
    } else {
        in_words(text)
    };
    found.map(|(before, count)| (before.trim_end(), count)).filter(|(before, _)| !before.is_empty())
}

/// `👍 3`, `3 👍`.
fn marked(text: &str) -> Option<u32> {
    let text = text.replace(DRAWN, "");
    let text = text.trim();
    let rest = MARKS.iter().find_map(|mark| text.strip_prefix(mark).or(text.strip_suffix(mark)))?;
    let rest = rest.trim();
    number(rest).or_else(|| times(rest))
}

/// `x3`, `3x`, `× 3`, `+3`.
fn times(text: &str) -> Option<u32> {
    let marks = ['x', 'X', '×', '+'];
    number(text.strip_prefix(marks).or(text.strip_suffix(&marks[..3]))?.trim())
}

fn number(text: &str) -> Option<u32> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// `+1 +1`: each of several is a vote; one alone may be a figure.
fn plus_ones(text: &str) -> Option<(&str, u32)> {
    let (mut before, mut count) = (text, 0);
    while let Some(rest) = before.strip_suffix(" +1") {
        (before, count) = (rest.trim_end(), count + 1);
    }
    (count > 1).then_some((before, count))
}

/// `… - 2 votes`.
fn in_words(text: &str) -> Option<(&str, u32)> {
    let rest = text.strip_suffix(" votes").or(text.strip_suffix(" vote"))?;
    let (at, joint) = JOINTS.iter().filter_map(|joint| Some((rest.rfind(joint)?, joint))).max()?;
    Some((&rest[..at], number(&rest[at + joint.len()..])?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_are_told_from_words() {
        for (text, count) in [
            ("a b 👍 3", 3),
            ("a b 👍🏽x12", 12),
            ("a b (👍 3)", 3),
            ("a b [3 ❤️]", 3),
            ("a b :+1: 4", 4),
            ("a b x3", 3),
            ("a b (5x)", 5),
            ("a b ×4", 4),
            ("a b (+3)", 3),
            ("a b - 2 votes", 2),
            ("a b, 1 vote", 1),
            ("a b +1 +1", 2),
        ] {
            assert_eq!(at_end(text, true), Some(("a b", count)), "{text}");
        }
        for text in [
            "",
            "👍 3",
            "won by 2 votes",
            "grew +1",
            "top 3",
            "(3)",
            "a (3)",
            "a 3x",
            "a x3y",
            "a x99999",
            "a )",
            "小米",
        ] {
            assert_eq!(at_end(text, true), None, "{text}");
        }
        for text in ["revenue x3", "revenue (3x)", "revenue (+3)"] {
            assert_eq!(at_end(text, false), None, "{text}");
        }
    }
}
