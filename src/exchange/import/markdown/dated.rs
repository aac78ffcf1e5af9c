//! When something happened, as it stands before it in a timeline: `2026-02-03 14:10 – Disk enlarged`.
//! It must not know where timelines stand.

use crate::exchange::draft::ItemDraft;
use crate::model::{Period, tag};

/// What parts the time from what happened.
const JOINTS: [&str; 5] = [" - ", " – ", " — ", ": ", " | "];

/// Makes the time before an event its tag.
pub(super) fn take(item: &mut ItemDraft) {
    if item.draft.tag.is_some() {
        return;
    }
    let text = &item.draft.text;
    let parts = JOINTS.iter().filter_map(|joint| Some((text.find(joint)?, joint.len())));
    let Some((at, length)) = parts.min() else { return };
    let (time, words) = (text[..at].trim(), text[at + length..].trim());
    if is_time(time) && !words.is_empty() {
        (item.draft.tag, item.draft.text) = (Some(time.to_owned()), words.to_owned());
    }
}

/// Whether words are a day, a time or both, with the name of a time zone behind them.
pub(super) fn is_time(text: &str) -> bool {
    let is_clock = |word: &str| {
        word.split_once(':').is_some_and(|(hours, rest)| {
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            digits(hours) && rest.split(':').all(digits)
        })
    };
    let is_part = |word: &str| {
        let word = word.trim_matches(['(', ')', '~', ',']);
        word.parse::<Period>().is_ok()
            || is_clock(word)
            || matches!(
                word,
                "UTC"
                    | "GMT"
                    | "CET"
                    | "CEST"
                    | "AM"
                    | "PM"
                    | "PT"
                    | "PST"
                    | "PDT"
                    | "ET"
                    | "EST"
                    | "EDT"
                    | "IST"
            )
    };
    let mut words = text.split(' ').peekable();
    let begins = words
        .peek()
        .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit() || c == '~' || c == '('));
    text.chars().count() <= tag::MOST_CHARS && begins && words.all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_before_events_are_told_from_words() {
        for text in [
            "2026-02-03",
            "2026-02",
            "14:10",
            "14:10 UTC",
            "2026-02-03 14:10:05",
            "~14:10",
            "(2026-02-03) 9:05 PM",
        ] {
            assert!(is_time(text), "{text}");
        }
        for text in ["", "Monday", "5 users", "UTC", "14", "v1.2", "2026-02-03 the day"] {
            assert!(!is_time(text), "{text}");
        }
        let mut item = ItemDraft::from_line("2026-02-03 14:10 – Disk enlarged: twice");
        take(&mut item);
        assert_eq!(
            (item.draft.tag.as_deref(), &*item.draft.text),
            (Some("2026-02-03 14:10"), "Disk enlarged: twice")
        );
    }
}
