//! Which way a text is written. It must not know where it stands.

/// Whether a character belongs to a script that is written from the right to the left: Hebrew, Arabic and their neighbours.
pub fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether the first letter of a text is written from the right to the left: then all of it begins on the right (UAX 9, P2).
pub fn begins_right_to_left(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(is_right_to_left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_says_where_a_text_begins() {
        assert!(begins_right_to_left("5) \u{645}\u{62d} TAG"));
        assert!(begins_right_to_left("\u{5d0}\u{5d1}"));
        assert!(!begins_right_to_left("TAG: \u{645}\u{62d}"));
        assert!(!begins_right_to_left("小米 5"));
        assert!(!begins_right_to_left("5!"));
    }
}
