//! What a line of a strategy page is by its words: the heading of a sheet or of a pane, a label, the page's furniture.
//! Tables and how they are looked up. It must not know what stands around a line.
//!
//! The list of furniture is short on purpose: only what is no content on any page is skipped in silence.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::heading;
use crate::exchange::import::names as shared;
use crate::model::Kind;

/// What a line is, judged by its words alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Of the page, not of the board: skipped.
    Furniture,
    /// The picture that begins a section, with whose it is.
    Logo(String),
    /// The heading of a sheet.
    Sheet(SheetName),
    /// The title of a page with several sheets: the name in it.
    Page(String),
    /// The heading of a pane.
    Pane(Kind, &'static str),
    /// The heading of a text, or of a list that no kind has.
    Label(Label),
    /// The heading of what the page says of itself: listed, never on the board.
    Aside,
    /// The heading of terms and registration texts.
    Legal,
    /// Says only that key results follow.
    Results,
    /// Nothing that is known.
    #[default]
    Words,
}

/// The heading of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetName {
    pub kind: Kind,
    /// Whose it is, and its theme: `Xiaomi Sales AI Strategy`; may be empty.
    pub name: String,
}

/// What a labelled text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Mission,
    /// A written conclusion.
    Conclusion,
    /// The board's company.
    Company,
    /// The board's team.
    Team,
    /// Lines of an extra pane.
    Lines,
}

const PANES: &[(Kind, &str, &str)] = &[
    (
        Kind::Swot,
        "strengths",
        "strengths|strength|our strengths|internal strengths|key strengths|core strengths|s strengths",
    ),
    (
        Kind::Swot,
        "weaknesses",
        "weaknesses|weakness|our weaknesses|internal weaknesses|key weaknesses|w weaknesses",
    ),
    (
        Kind::Swot,
        "opportunities",
        "opportunities|opportunity|our opportunities|external opportunities|key opportunities|o opportunities",
    ),
    (Kind::Swot, "threats", "threats|threat|our threats|external threats|key threats|t threats"),
    (
        Kind::Swot,
        "priorities",
        "key priorities|priorities|top priorities|our priorities|our key priorities|strategic priorities|key priority|\
         key strategic priorities|top strategic priorities",
    ),
    (
        Kind::Plan,
        "objectives",
        "objectives|key objectives|our objectives|strategic objectives|objectives and key results",
    ),
    (
        Kind::Plan,
        "metrics",
        "metrics|key metrics|our metrics|metric|kpis|key performance indicators|success metrics",
    ),
    (Kind::Plan, "values", "values|core values|our values|company values|our core values|team values"),
    (
        Kind::Retro,
        "went_well",
        "what went well|went well|what is going well|what worked|what worked well|wins|what we did well|went great",
    ),
    (
        Kind::Retro,
        "not_so_well",
        "not so well|what went not so well|what didnt go well|what did not go well|didnt go well|did not go well|\
         what didnt go so well|what did not go so well|what went wrong|what could be better|what could go better|\
         what didnt work|what to improve|to improve|improvements|what could be improved|needs improvement|went not so well",
    ),
    (
        Kind::Retro,
        "learnings",
        "learnings|key learnings|lessons|lessons learned|lessons learnt|what we learned|what we learnt|what did we learn",
    ),
    (Kind::Retro, "actions", "action items|actions|action item|next actions|action plan|follow ups"),
];
const MISSION: &str =
    "mission|our mission|mission statement|team mission|teams mission|company mission|the mission";
const CONCLUSION: &str = "conclusion|conclusions|narrative conclusion|key takeaways|key takeaway|takeaways|insights|\
                          key insights|analysis|summary|executive summary|top weaknesses|top strengths|top opportunities|\
                          top threats|bottom line|\
                          what this means|analysis summary|swot summary|conclusion and insights|our swot ai analysis|our ai swot analysis|our ai analysis|our analysis|final thoughts|final words";
const LINES: &str = "vision|our vision|vision statement|purpose|our purpose|ethics|our ethics|strategy|our strategy|\
                     competitors|key competitors|main competitors|products|products and services|key products|customers|\
                     business model|strategic pillars|sub organizations|partners|market|market analysis|\
                     business analysis|history|key facts";
/// What may stand in one line behind such a heading.
const PILLARS: [&str; 2] = ["strategic pillars you cant do everything", "strategic pillars derived from"];
const ASIDES: &str = "how to use this analysis|how to use this swot analysis|about this analysis|disclaimer|ai disclosure|disclosure|methodology|\
                      ai powered insights|related|related analyses|related swot analyses|frequently asked questions|faq|\
                      explore more|you may also like|sources|comments";
const LEGAL: &str = "registration|term of use and privacy policy|personal information|how to unsubscribe and termination|\
                     website content and copyright|changes or updates to the website|cookies and tracking|\
                     terms of use and privacy policy|legal notice";
const FURNITURE: &str = "top|back to top|skip to content|skip to main content|share|share this|share this page|tweet|\
                         copy link|log in|login|sign in|sign up|sign up free|get started free|upgrade now|upgrade to pro|\
                         upgrade to premium|privacy policy|terms of use|terms of service|terms and conditions|\
                         cookie policy|cookie settings|accept cookies|accept all cookies|all rights reserved|\
                         enter your email|enter your email address|subscribe|loading|\
                         you cant do everything so focus on what you must do";
/// The heading of what sums a sheet up has no more words.
const SUMMARY_WORDS: usize = 8;
/// Longer lines are no headings, whatever they say.
const MOST_BYTES: usize = 160;

const RESULTS: &str = "key results|key result|results|krs";

/// What whole lines mean, by their words: each line of a page is looked up here, and pages may be long.
static MEANINGS: LazyLock<HashMap<&str, Meaning>> = LazyLock::new(|| {
    let panes = PANES.iter().map(|(kind, key, names)| (*names, Meaning::Pane(*kind, key)));
    let others = [
        (FURNITURE, Meaning::Furniture),
        (LEGAL, Meaning::Legal),
        (ASIDES, Meaning::Aside),
        (RESULTS, Meaning::Results),
        (MISSION, Meaning::Label(Label::Mission)),
        (CONCLUSION, Meaning::Label(Label::Conclusion)),
        (LINES, Meaning::Label(Label::Lines)),
        ("company|organization", Meaning::Label(Label::Company)),
        ("team", Meaning::Label(Label::Team)),
    ];
    // Single words such as `Good` and `Keep` are columns in a document, but may be anything on a page.
    let columns = shared::of_panes(Kind::Retro).filter(|(name, _)| name.contains(' '));
    let columns = columns.map(|(name, key)| (name, Meaning::Pane(Kind::Retro, key)));
    let tables = panes.chain(others);
    let own = tables.flat_map(|(names, meaning)| names.split('|').map(move |name| (name, meaning.clone())));
    columns.chain(own).collect()
});

/// What a line is.
pub(super) fn meaning(text: &str) -> Meaning {
    if text.len() > MOST_BYTES {
        return Meaning::Words;
    }
    let words = words(text);
    if let Some(meaning) = furniture(text, &words).or_else(|| MEANINGS.get(&*words).cloned()) {
        return meaning;
    }
    // `Summary of SWOT analysis of Nike`
    let sums_up = ["summary of ", "conclusion of "].iter().any(|begin| words.starts_with(begin));
    if sums_up && !text.contains(':') && !text.ends_with('.') && words.split(' ').count() <= SUMMARY_WORDS {
        return Meaning::Label(Label::Conclusion);
    }
    if words.starts_with("powered by ") {
        return Meaning::Aside;
    }
    label(&words).map(Meaning::Label).or_else(|| heading::sheet(text)).unwrap_or(Meaning::Words)
}

fn label(words: &str) -> Option<Label> {
    match MEANINGS.get(words) {
        Some(Meaning::Label(label)) => Some(*label),
        _ => PILLARS.iter().any(|pillars| words.starts_with(pillars)).then_some(Label::Lines),
    }
}

/// Whether it is the heading of a list that no kind has.
pub(super) fn is_list(text: &str) -> bool {
    label(&words(text)) == Some(Label::Lines)
}

/// Whether such a list is one text in fact, however short.
pub(super) fn is_text(text: &str) -> bool {
    matches!(&*words(text), "vision" | "our vision" | "vision statement" | "purpose" | "our purpose")
}

/// A label and its text in one line: `Mission: To help …`.
pub(super) fn labelled(text: &str) -> Option<(Label, &str)> {
    let (before, text) = text.split_once(':')?;
    let label = if before.len() <= MOST_BYTES { label(&words(before))? } else { return None };
    let text = text.trim();
    (!text.is_empty()).then_some((label, text))
}

fn furniture(text: &str, words: &str) -> Option<Meaning> {
    if let Some(name) = text.strip_suffix(" logo").or_else(|| text.strip_suffix(" Logo"))
        && name.split(' ').count() <= 5
    {
        return Some(Meaning::Logo(name.to_owned()));
    }
    let begins = words.starts_with("stay updated")
        || words.starts_with("get free quarterly updates")
        || words.starts_with("copyright 2")
        || words.starts_with("upgrade to unlock")
        || text.starts_with('©');
    begins.then_some(Meaning::Furniture)
}

/// The words of a heading: lower case in single blanks, without what people put around them: marks, apostrophes, a remark in
/// brackets at the end, counts and other numbers, and quarters behind.
pub(super) fn words(text: &str) -> String {
    let text = text.trim_end_matches([':', ' ', '*', '#']);
    let bracket = if text.ends_with([')', ']']) { text.rfind(['(', '[']).filter(|at| *at > 0) } else { None };
    let text = &text[..bracket.unwrap_or(text.len())];
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => plain.push_str(" and "),
            '\'' | '’' | '\u{200d}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{fe0f}' => {}
            _ if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    let mut words = plain.split_whitespace().collect::<Vec<_>>();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_quarter = |word: &str| matches!(word, "q1" | "q2" | "q3" | "q4");
    while words.len() > 1 && words.last().is_some_and(|word| is_number(word) || is_quarter(word)) {
        words.pop();
    }
    if words.iter().any(|word| !is_number(word)) {
        words.retain(|word| !is_number(word));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_however_they_are_dressed() {
        let strengths = Meaning::Pane(Kind::Swot, "strengths");
        for text in [
            "Strengths",
            "STRENGTHS:",
            "## strengths",
            "Strengths (5)",
            "Strengths – 5",
            "💪 Strengths",
            "**Strengths**",
            "1. Strengths",
            "Strengths 2025",
        ] {
            assert_eq!(meaning(text), strengths, "{text}");
        }
        for text in ["Strengths of the team", "Strengthen", "strengths weaknesses", ""] {
            assert_eq!(meaning(text), Meaning::Words, "{text}");
        }
        assert_eq!(meaning("What didn’t go well?"), Meaning::Pane(Kind::Retro, "not_so_well"));
    }

    #[test]
    fn no_phrase_stands_twice_in_the_tables() {
        let panes = PANES.iter().map(|(.., names)| *names);
        let all = panes.chain([FURNITURE, LEGAL, ASIDES, RESULTS, MISSION, CONCLUSION, LINES]);
        let all = all.flat_map(|names| names.split('|')).collect::<Vec<&str>>();
        let own = all.iter().copied().collect::<std::collections::BTreeSet<&str>>();
        assert_eq!(own.len(), all.len());
        assert!(all.iter().all(|phrase| words(phrase) == *phrase), "{all:?}");
    }

    #[test]
    fn sheets_are_known_with_whose_they_are() {
        for (text, kind, name) in [
            ("Xiaomi Sales SWOT Analysis", Kind::Swot, "Xiaomi Sales"),
            ("Xiaomi Sales AI Strategy SWOT Analysis", Kind::Swot, "Xiaomi Sales AI Strategy"),
            ("SWOT ANALYSIS", Kind::Swot, ""),
            ("SWOT Analysis: Siemens Marketing", Kind::Swot, "Siemens Marketing"),
            ("Swot analysis of Costco (Q2 2025)", Kind::Swot, "Costco"),
            ("OKR Plan 2024", Kind::Plan, ""),
            ("OpenAI's OKRs", Kind::Plan, "OpenAI"),
            ("Yahoo! HR Retrospective", Kind::Retro, "Yahoo! HR"),
        ] {
            assert_eq!(meaning(text), Meaning::Sheet(SheetName { kind, name: name.to_owned() }), "{text}");
        }
        for text in [
            "Create your SWOT analysis",
            "The SWOT analysis reveals much",
            "How SWOT Analysis works",
            "Upgrade plan",
        ] {
            assert_eq!(meaning(text), Meaning::Words, "{text}");
        }
        assert_eq!(meaning("Nike SWOT Analysis & OKR Plan | Site"), Meaning::Page("Nike".to_owned()));
    }
}
