//! What is wrong with a board's file, and what to do about it. Source: the file format, "Problems, hints and refusals".
//! Knows nothing of how findings are printed or drawn.

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The file opens read-only as text and is never written.
    Refused,
    /// The board opens and can be edited; `check` fails.
    Problem,
    /// Advice; `check` fails only when it is strict.
    Hint,
}

impl Level {
    /// The word for JSON and summaries.
    pub fn key(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Problem => "problem",
            Self::Hint => "hint",
        }
    }
}

/// One thing that is wrong at one place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong; quotes at most 200 characters of the file, not yet made harmless for a screen.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// The longest quotation from a file in a message, in characters.
pub const QUOTED_CHARS: usize = 60;

/// A short quotation of a file's text for a message.
pub fn quote(text: &str) -> String {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    if line.len() == text.len() && line.chars().count() <= QUOTED_CHARS {
        return format!("'{line}'");
    }
    format!("'{}…'", line.chars().take(QUOTED_CHARS).collect::<String>())
}

/// The one of `known` that a word resembles most, at an edit distance of at most 2 and less than the word's length.
pub fn resembling<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if word.len() > 64 {
        return None;
    }
    let letters = word.chars().count();
    let long_alike = known.into_iter().filter(|candidate| candidate.chars().count().abs_diff(letters) <= 2);
    let near = long_alike.map(|candidate| (distance(word, candidate), candidate));
    near.filter(|(distance, candidate)| *distance <= 2 && *distance < candidate.chars().count().min(letters))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance in characters.
fn distance(left: &str, right: &str) -> usize {
    let right = right.chars().collect::<Vec<char>>();
    let mut row = (0..=right.len()).collect::<Vec<usize>>();
    for (at, letter) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, other) in right.iter().enumerate() {
            let above = row[column + 1];
            let changed = diagonal + usize::from(letter != *other);
            row[column + 1] = changed.min(above + 1).min(row[column] + 1);
            diagonal = above;
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_resembles_what_was_meant() {
        let keys = ["strengths", "weaknesses", "title"];
        assert_eq!(resembling("weakneses", keys), Some("weaknesses"));
        assert_eq!(resembling("titel", keys), Some("title"));
        assert_eq!(resembling("needs_help", keys), None);
        assert_eq!(resembling("x", ["so"]), None);
    }

    #[test]
    fn quotations_are_short() {
        assert_eq!(quote("a"), "'a'");
        assert!(quote(&"x".repeat(500)).chars().count() < 70);
        assert_eq!(quote("a\nb"), "'a…'");
    }
}
