//! The heading of a sheet: what it is for, and the name in it.
//! It must not know other lines.

use super::names::{Meaning, SheetName};
use super::time;
use crate::model::Kind;

const SHEETS: &[(Kind, &[&str])] = &[
    (Kind::Swot, &["swot analysis", "swot analyses", "swot matrix", "swot"]),
    (
        Kind::Plan,
        &[
            "okr plan",
            "okrs plan",
            "alignment plan",
            "strategic plan",
            "objectives and key results plan",
            "okrs",
            "okr",
        ],
    ),
    (Kind::Retro, &["retrospective", "retrospectives", "retro"]),
];
/// A heading has no more words than that.
const MOST_WORDS: usize = 12;
/// What no name of a company or team has in it, but an invitation has: `Create your SWOT analysis`.
const NO_NAME: &str = "how|what|why|when|which|this|that|explore|download|create|get|view|see|use|using|your|build|make|a|an|\
                       learn|free|template|templates|run|try|read|edit|generate|is|are|was|do|does|can|will";

/// The heading of a sheet: its keyword at the end (`Xiaomi Sales SWOT Analysis`), or before a name (`SWOT: Xiaomi`).
pub(super) fn sheet(text: &str) -> Option<Meaning> {
    let text = text.split(" | ").next().unwrap_or(text).trim_matches(['#', '*', ' ', ':']);
    // `SWOT Analysis of Nike (Nike SWOT)`
    let text = text.split_once(" (").filter(|(_, rest)| names_swot(rest)).map_or(text, |(before, _)| before);
    let count = text.split(' ').count();
    if count > MOST_WORDS || text.ends_with(['.', '!', '?', ',', ';']) {
        return None;
    }
    let lower = text.to_lowercase();
    if !["swot", "okr", "plan", "retro"].iter().any(|part| lower.contains(part)) {
        return None;
    }
    // Where small letters take other bytes than capitals, places in one say nothing about the other.
    if lower.len() != text.len() {
        return None;
    }
    let found = |(kind, keywords): &(Kind, &'static [&str])| {
        let places = keywords.iter().filter_map(|keyword| Some((word_at(&lower, keyword)?, keyword.len())));
        places.max_by_key(|(_, length)| *length).map(|(at, length)| (*kind, at, length))
    };
    let all = SHEETS.iter().filter_map(found).collect::<Vec<_>>();
    let (kind, at, length) = *all.iter().min_by_key(|(_, at, _)| *at)?;
    let name = tidy_name(&text[..at]);
    let invites = |word: &str| NO_NAME.split('|').any(|entry| entry == word.to_lowercase());
    if name.split(' ').any(invites) {
        return None;
    }
    let name = if is_qualifier(&name) { String::new() } else { name };
    if all.len() > 1 {
        return Some(Meaning::Page(name));
    }
    let behind = &text[at + length..];
    let rest = tidy_name(behind);
    if rest.is_empty() || name.is_empty() && behind.trim_start().starts_with([':', '-', '–', '—']) {
        let name = if name.is_empty() { rest } else { name };
        return Some(Meaning::Sheet(SheetName { kind, name }));
    }
    let named =
        ["for ", "of "].into_iter().find_map(|word| rest.strip_prefix(word)).filter(|_| name.is_empty())?;
    let name = named.strip_prefix("the ").unwrap_or(named).to_owned();
    Some(Meaning::Sheet(SheetName { kind, name }))
}

/// Whether a bracket says once more of which sheet it is.
fn names_swot(bracket: &str) -> bool {
    let inside = bracket.strip_suffix(')').unwrap_or(bracket).to_lowercase();
    inside.split(' ').any(|word| word == "swot")
}

/// Whether words only say how thorough an analysis is.
fn is_qualifier(name: &str) -> bool {
    let words = "in|depth|detailed|complete|comprehensive|full|quick|strategic|company|sample|our";
    let mut all = name.split([' ', '-']).map(str::to_lowercase);
    !name.is_empty() && all.all(|word| words.split('|').any(|known| known == word))
}

/// Where a phrase stands as whole words.
fn word_at(text: &str, phrase: &str) -> Option<usize> {
    let is_word = |c: char| c.is_alphanumeric();
    text.match_indices(phrase)
        .map(|(at, _)| at)
        .find(|at| !text[..*at].ends_with(is_word) && !text[at + phrase.len()..].starts_with(is_word))
}

/// A name without dates, brackets, numbers and marks around it.
fn tidy_name(name: &str) -> String {
    let (name, _) = time::without_period(name);
    let edge = |c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '+');
    let name = name.trim_matches(edge);
    let name = if matches!(name, "Report" | "report" | "Template" | "Example") { "" } else { name };
    let possessive = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s"));
    possessive.unwrap_or(name).to_owned()
}
