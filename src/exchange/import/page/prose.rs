//! Paragraphs of a strategy page: which one is the mission, which ones say something about the company, which ones
//! only talk to the reader of the page. It must not know where on the board they go.

use std::collections::HashMap;

use super::line::Line;
use super::names::{self, Label, Meaning};
use super::time;
use crate::model::tag;

/// A paragraph that may be a conclusion has at least so many words.
const NARRATIVE_WORDS: usize = 10;
/// A text in a script without blanks: so many characters.
const NARRATIVE_CHARS: usize = 30;
const MISSION_WORDS: usize = 4;
/// Words that a page says to its reader, never a company about itself.
const TO_THE_READER: &str =
    "you|your|youre|youll|click|subscribe|template|templates|signup|newsletter|website|cookies";
/// Those of them that even a text which calls the company `you` never has, and what a site says of its own tool.
const OF_A_SITE: &str =
    "click|subscribe|template|templates|signup|newsletter|website|cookies|recommend|designed|methodology";
/// A text that tells what a sheet says has at least so many words.
const LENGTHY_WORDS: usize = 30;
/// What a site says of the tool that made its pages; only looked for below the heading of such a text.
const OF_THE_TOOL: [&str; 8] = [
    "ai models",
    "ai-generated",
    "strategic planning",
    "publicly available data",
    "industry knowledge",
    "market data processing",
    "reasoning capabilities",
    "comprehensive analysis",
];
/// How sentences begin that only say what stands above or below them.
const ANNOUNCES: [&str; 9] = [
    "Above are ",
    "Above we ",
    "Below are ",
    "These were ",
    "These are the ",
    "Here are ",
    "The following ",
    "This concludes ",
    "Let us ",
];
/// Verbs that open what a page advertises, and hardly ever what a company concludes.
const ADVERTISES: [&str; 14] = [
    "Build",
    "Create",
    "Run",
    "Get",
    "Discover",
    "Explore",
    "Start",
    "Try",
    "Download",
    "Transform",
    "Generate",
    "Unlock",
    "Join",
    "Learn",
];
/// Words of terms and registration texts.
const OF_TERMS: &str = "you|your|user|users|we|our|website|websites|cookies";

fn has_word_of(table: &str, text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    words.filter(|word| word.len() <= 12).any(|word| {
        let word = word.to_lowercase().replace(['\'', '’'], "");
        !word.is_empty() && table.split('|').any(|entry| entry == word)
    })
}

/// Whether it is a paragraph that tells something about the company, in at least one whole sentence.
pub(super) fn is_narrative(text: &str) -> bool {
    let words = text.split(' ').count();
    let long = words >= NARRATIVE_WORDS || words < 3 && text.chars().count() >= NARRATIVE_CHARS;
    long && !advertises(text) && !has_word_of(TO_THE_READER, text)
}

/// Whether it is a long text about the company, also one that calls it `you`.
pub(super) fn tells_at_length(text: &str) -> bool {
    text.split(' ').count() >= LENGTHY_WORDS && !advertises(text) && !has_word_of(OF_A_SITE, text)
}

/// Whether a site says it of its tool.
pub(super) fn is_of_site(text: &str) -> bool {
    let lower = text.to_lowercase();
    OF_THE_TOOL.iter().any(|words| lower.contains(words))
}

/// Whether it goes on with a text that tells something: a paragraph, or at least a sentence.
pub(super) fn goes_on(text: &str) -> bool {
    let is_sentence = text.ends_with(['.', '!']) && text.split(' ').count() >= MISSION_WORDS;
    is_narrative(text) || is_sentence && !advertises(text) && !has_word_of(TO_THE_READER, text)
}

fn advertises(text: &str) -> bool {
    ADVERTISES.iter().any(|verb| text.split(' ').next() == Some(verb))
        || ANNOUNCES.iter().any(|begin| text.starts_with(begin))
}

/// Whether it is part of terms or a registration text, where it stands under such a heading.
pub(super) fn is_of_terms(text: &str) -> bool {
    has_word_of(OF_TERMS, text)
}

/// Whether it is several sentences: no item of a list without bullets.
pub(super) fn is_paragraph(text: &str) -> bool {
    let sentences = text.match_indices([". ", "! ", "? "].map(|end| end.chars().next().unwrap_or('.')));
    let ends = sentences.filter(|(at, _)| text[at + 1..].starts_with(' ')).count();
    text.chars().count() > 120 && ends >= 1 && text.ends_with(['.', '!', '?'])
}

/// Whether it may be the heading of a list: few words, no sentence.
pub(super) fn is_heading(text: &str) -> bool {
    text.split(' ').count() <= 9 && text.chars().count() <= 80 && !text.ends_with(['.', '!', ',', ';'])
}

/// The mission: labelled, else what every section repeats, else what begins as missions do.
///
/// Only what stands before the first pane of a section can be it.
pub(super) fn mission(lines: &[Line]) -> Option<String> {
    let (mut label, mut in_pane) = (false, false);
    let mut candidates: Vec<&str> = Vec::new();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for line in lines {
        let text = line.text.as_str();
        if label {
            return Some(text.to_owned());
        }
        if line.bullet {
            continue;
        }
        // In a list, `MISSION: …` is an item with that tag.
        let is_item = in_pane && tag::split(text, false).0.is_some();
        if let Some((Label::Mission, text)) = names::labelled(text).filter(|_| !is_item) {
            return Some(text.to_owned());
        }
        match &line.meaning {
            Meaning::Label(Label::Mission) => label = true,
            Meaning::Pane(..) => in_pane = true,
            Meaning::Sheet(_) | Meaning::Logo(_) | Meaning::Page(_) => in_pane = false,
            Meaning::Words if !in_pane && can_be_mission(text) => {
                *count.entry(text).or_default() += 1;
                candidates.push(text);
            }
            _ => {}
        }
    }
    let repeated = candidates.iter().find(|text| count.get(**text).is_some_and(|count| *count > 1));
    let begins = |text: &&&str| is_aim(text) || text.starts_with("Our mission");
    repeated.or_else(|| candidates.iter().find(begins)).map(|text| (*text).to_owned())
}

fn is_aim(text: &str) -> bool {
    text.starts_with("To ") || text.starts_with("to ")
}

fn can_be_mission(text: &str) -> bool {
    text.split(' ').count() >= MISSION_WORDS
        && (is_aim(text) || !has_word_of(TO_THE_READER, text))
        && time::updated(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::import::page::line::lines;

    #[test]
    fn the_mission_is_labelled_repeated_or_begins_as_missions_do() {
        for (text, wanted) in [
            ("Acme\nMission\nWe help people grow", Some("We help people grow")),
            ("Acme\nMission: We help people grow", Some("We help people grow")),
            (
                "Acme\nWe help people grow fast\nSWOT\nWe help people grow fast\nStrengths\nTo go on",
                Some("We help people grow fast"),
            ),
            ("Acme\nThe best of all firms\nTo help all people grow\nSWOT", Some("To help all people grow")),
            ("Acme\nThe best of all firms\nSWOT\nStrengths\nTo be the first of all", None),
        ] {
            assert_eq!(mission(&lines(text)).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn what_talks_to_the_reader_is_no_narrative() {
        assert!(is_narrative("The Xiaomi SWOT analysis reveals a company at the peak of its own powers"));
        assert!(!is_narrative(
            "Create professional analyses in minutes with our template and get your own insights"
        ));
        assert!(!is_narrative("Short words"));
    }
}
