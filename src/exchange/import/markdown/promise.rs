//! Who promised an action, and until when, as people write it among its words: `@flora … by 2025-06-30`, `Owner: Jane — …`.
//! Only what leaves no doubt is taken out of the words. It must not know how lists are spelled.

use crate::exchange::draft::ItemDraft;
use crate::exchange::import::{dates, fields};
use crate::model::{Field, Value};

/// What joins a name or a date to the words before it.
const JOINTS: [char; 16] =
    [' ', ',', ';', '-', '–', '—', '→', '(', '[', ':', '|', '📅', '✅', '👤', '\u{fe0f}', '·'];
/// What parts a name from the words behind it.
const PARTS: [&str; 7] = [" — ", " – ", " - ", ": ", ", ", "; ", " | "];

/// Moves who and when from an action's words to its fields.
pub(super) fn take(item: &mut ItemDraft) {
    let mut text = item.draft.text.clone();
    for _ in 0..4 {
        let end = text.trim_end_matches([' ', ',', '.', ';']);
        let Some((field, value, rest)) = at_end(end).filter(|(field, ..)| item.field(*field).is_none())
        else {
            break;
        };
        item.set_field(field, Value::Text(value));
        text = String::from(without_joint(rest));
    }
    if item.field(Field::Owner).is_none()
        && let Some((name, rest)) = at_start(&text)
    {
        item.set_field(Field::Owner, name.into());
        text = String::from(rest.strip_prefix("to ").unwrap_or(rest));
    }
    if item.field(Field::Owner).is_none()
        && let Some((rest, name)) = name_at_end(&text, item.field(Field::Due).is_some())
    {
        item.set_field(Field::Owner, name.into());
        text = String::from(rest.trim_end());
    }
    item.draft.text = text;
}

/// Whether a text is that of up to three names.
pub(super) fn looks_like_a_name(text: &str) -> bool {
    let words = text.split(' ').collect::<Vec<&str>>();
    let is_word = |word: &&str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c))
    };
    words.len() <= 3 && words.iter().all(is_word)
}

/// A field at the end of a text, and the words before it.
fn at_end(text: &str) -> Option<(Field, String, &str)> {
    let owner = || {
        let found = mention_at_end(text).or_else(|| owner_at_end(text)).or_else(|| bracketed_at_end(text));
        let (name, rest) = found?;
        Some((Field::Owner, name.to_owned(), rest))
    };
    date_at_end(text).or_else(owner)
}

/// `@flora`, or words `@Flora Ito`, where nobody else is mentioned: the name, and the text before it.
fn mention_at_end(text: &str) -> Option<(&str, &str)> {
    let (rest, name) = text.trim_end_matches([')', ']']).rsplit_once('@')?;
    let is_begin = rest.ends_with([' ', '(', '[']) && !without_joint(rest).is_empty() && !rest.contains('@');
    (is_begin && (is_handle(name) || looks_like_a_name(name))).then_some((name, rest))
}

/// What stands in brackets at the end of actions and is nobody.
const NOBODY: &str = "wip|med|critical|minor|major|bug|feature|tech debt|process|team|wip|tbd|tba|todo|done|optional|link|links|draft|blocked|high|low|medium|issue|ticket|new|open|closed|x|old|\
                      action item|action|urgent|later|next|source|pr|mr|doc|docs|video|slides|recording|external|internal";

/// `… [flora]`: the name, and the text before it.
fn bracketed_at_end(text: &str) -> Option<(&str, &str)> {
    let (rest, name) = text.strip_suffix(']')?.rsplit_once('[')?;
    (is_somebody(name) && !without_joint(rest).is_empty()).then_some((name, rest))
}

/// Whether what stands in brackets is a name.
fn is_somebody(name: &str) -> bool {
    let is_nobody = NOBODY.split('|').any(|nobody| name.eq_ignore_ascii_case(nobody));
    let is_handle = is_handle(name) && !name.starts_with(|c: char| c.is_ascii_digit());
    !is_nobody && name.chars().any(char::is_lowercase) && (looks_like_a_name(name) || is_handle)
}

/// `… Owner: Flora`: the name, and the text before it.
fn owner_at_end(text: &str) -> Option<(&str, &str)> {
    let (before, name) = text.trim_end_matches([')', ']']).rsplit_once(':')?;
    let at = before.rfind([',', ';', '-', '–', '—', '(', '[', '|', '.', '→'])?;
    let key = before[at..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = name.trim();
    let name = name.strip_prefix('@').unwrap_or(name);
    let is_owner = is_owner_key(key) && !without_joint(&before[..at]).is_empty();
    (is_owner && (looks_like_a_name(name) || is_handle(name))).then_some((name, &before[..at]))
}

fn is_owner_key(key: &str) -> bool {
    fields::named(key).is_some_and(|(field, _)| field == Field::Owner)
}

/// `@flora words`, `Owner: Flora — words`: the name, and the words.
fn at_start(text: &str) -> Option<(&str, &str)> {
    if let Some(text) = text.strip_prefix('@') {
        let (name, rest) = text.split_once(' ')?;
        let name = name.trim_end_matches([':', ',']);
        let rest = rest.trim_start_matches(['-', '–', '—', ':', ' ']);
        return (is_handle(name) && !text.contains('@') && !rest.is_empty()).then_some((name, rest));
    }
    if let Some((name, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        return (is_somebody(name) && !rest.trim().is_empty()).then_some((name, rest.trim()));
    }
    if let Some((name, rest)) = text.split_once(" · ").filter(|(name, _)| looks_like_a_name(name)) {
        return (!rest.trim().is_empty()).then_some((name, rest.trim()));
    }
    let (_, behind) = text.split_once(": ").filter(|(key, _)| is_owner_key(key))?;
    let (at, part) = PARTS.iter().filter_map(|part| Some((behind.find(part)?, part))).min()?;
    let (name, rest) = (behind[..at].trim(), behind[at + part.len()..].trim());
    let name = name.strip_prefix('@').unwrap_or(name);
    ((looks_like_a_name(name) || is_handle(name)) && !rest.is_empty()).then_some((name, rest))
}

/// `… → Anna`, and where a date stood behind it also `… — Anna`: the text before it, and the name.
fn name_at_end(text: &str, is_dated: bool) -> Option<(&str, &str)> {
    let arrows = ["→ ", "-> ", "=> "];
    let dashes = if is_dated { &[" — ", " – ", " - "][..] } else { &[] };
    let marks = arrows.iter().chain(dashes);
    let (at, mark) = marks.filter_map(|mark| Some((text.rfind(mark)?, mark))).max()?;
    let name = text[at + mark.len()..].trim();
    (at > 0 && looks_like_a_name(name)).then(|| (&text[..at], name))
}

fn is_handle(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

/// `… by 30 June 2025`, `… (due 30.06.2025)`, `… - 2025-06-30`, `… @Anna 30 Jun 2025`: the date, and the text before it.
fn date_at_end(text: &str) -> Option<(Field, String, &str)> {
    let words = text.rmatch_indices(' ').map(|(at, _)| at).take(3);
    let found =
        |at: usize| Some((dates::date(text[at + 1..].trim_end_matches([')', ']']))?, text[..at].trim_end()));
    let (date, before) = words.into_iter().find_map(found)?;
    let (rest, word) = before.rsplit_once(' ').unwrap_or(("", before));
    let key = word.trim_start_matches(['(', '[']).trim_end_matches(':').to_lowercase();
    let is_due = matches!(&*key, "by" | "due" | "until" | "deadline" | "eta" | "before");
    let rest = if is_due { rest } else { before };
    let is_joined =
        before.ends_with(['-', '–', '—', ',', '|', '→', '📅', '✅']) || mention_at_end(before).is_some();
    let field = if before.ends_with('✅') { Field::Done } else { Field::Due };
    ((is_due || is_joined) && !without_joint(rest).is_empty()).then_some((field, date, rest))
}

/// A text without what joined it to what stood behind it.
fn without_joint(text: &str) -> &str {
    text.trim_end_matches(JOINTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (String, Option<String>, Option<String>) {
        let mut item = ItemDraft::default();
        text.clone_into(&mut item.draft.text);
        take(&mut item);
        let field = |field| item.field(field).map(Value::to_text);
        (item.draft.text.clone(), field(Field::Owner), field(Field::Due))
    }

    #[test]
    fn who_and_when_leave_the_words() {
        for text in [
            "fix it @Flora by 2025-06-30",
            "fix it, due 30 June 2025 @Flora",
            "@Flora to fix it until June 30, 2025",
            "@Flora: fix it (by 30.06.2025)",
            "fix it - Flora - 30.06.2025",
            "fix it → Flora, 2025-06-30",
            "Owner: Flora — fix it by 2025-06-30",
            "Owner: @Flora: fix it 📅 2025-06-30",
            "fix it, Owner: Flora, due: 2025-06-30",
            "fix it @Flora  30 Jun 2025",
            "fix it; assigned to: Flora before 2025-06-30.",
            "fix it by 2025-06-30 [Flora]",
            "[Flora] fix it by 2025-06-30",
            "Flora · fix it by 2025-06-30",
        ] {
            let expected = ("fix it".to_owned(), Some("Flora".to_owned()), Some("2025-06-30".to_owned()));
            assert_eq!(taken(text), expected, "{text}");
        }
        assert_eq!(taken("fix it @Jane Doe July 4, 2025").1.as_deref(), Some("Jane Doe"));
    }

    #[test]
    fn words_that_only_look_so_stay() {
        for text in [
            "@flora and @tom fix it",
            "fix what broke on 2025-06-30",
            "Owner: nobody knows",
            "Owner: Jane",
            "ask the owner: Jane is away",
            "mail a@b.c",
            "[High] fix it",
            "fix it [WIP]",
            "fix it [optional]",
            "look at [3] first",
            "@flora",
            "2025-06-30",
            "by 2025-06-30",
            "- 2025-06-30",
        ] {
            assert_eq!(taken(text), (text.to_owned(), None, None), "{text}");
        }
    }
}
