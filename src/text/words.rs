//! Words that somebody types to find a text: all of them must be in it, upper and lower case alike unless a capital is typed.
//!
//! It must not know where the texts come from.

use super::graphemes;

/// Typed words, ready to be looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    /// A capital was typed: it is meant.
    is_exact: bool,
}

impl Words {
    /// The words of a typed line, parted by blanks.
    pub fn new(query: &str) -> Self {
        let word =
            |text: &str| Word { text: text.to_owned(), is_exact: text.chars().any(char::is_uppercase) };
        Self { words: query.split_whitespace().map(word).collect() }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a text has all of them. No words are in every text.
    pub fn are_in(&self, text: &str) -> bool {
        let lower =
            if self.words.iter().all(|word| word.is_exact) { String::new() } else { text.to_lowercase() };
        self.words.iter().all(|word| if word.is_exact { text } else { &lower }.contains(&word.text))
    }

    /// The grapheme clusters of a text that belong to one of them, ascending: each word where it stands first.
    pub fn letters(&self, text: &str) -> Vec<u32> {
        let clusters = graphemes(text).collect::<Vec<&str>>();
        let mut letters = Vec::new();
        for word in &self.words {
            let wanted = graphemes(&word.text).collect::<Vec<&str>>();
            let alike = |(there, typed): (&&str, &&str)| {
                there == typed || !word.is_exact && there.to_lowercase() == *typed
            };
            let mut windows = clusters.windows(wanted.len());
            let first = windows.position(|window| window.iter().zip(&wanted).all(alike));
            letters
                .extend(first.into_iter().flat_map(|first| first..first + wanted.len()).map(|at| at as u32));
        }
        letters.sort_unstable();
        letters.dedup();
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_must_be_there_in_any_order() {
        for (query, text, is_in) in [
            ("", "any", true),
            ("plan sales", "Sales plan", true),
            ("plan cost", "Sales plan", false),
            ("Plan", "Sales plan", false),
            ("Sales pl", "Sales plan", true),
            ("2025-q2", "board 2025-Q2", true),
            ("销售", "小米 销售", true),
        ] {
            assert_eq!(Words::new(query).are_in(text), is_in, "{query} in {text}");
        }
    }

    #[test]
    fn letters_are_whole_clusters() {
        let letters = |query: &str, text: &str| Words::new(query).letters(text);
        assert_eq!(letters("plan", "小米 Plan"), [3, 4, 5, 6]);
        assert_eq!(letters("an p", "小米 Plan"), [3, 5, 6]);
        assert_eq!(letters("e\u{301}t", "Ae\u{301}t"), [1, 2]);
        assert_eq!(letters("Plan", "plan"), Vec::<u32>::new());
        assert_eq!(letters("longer than it", "it"), [0, 1]);
        assert_eq!(letters("", "it"), Vec::<u32>::new());
    }
}
