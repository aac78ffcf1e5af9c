//! Syntax errors in words for people who write a file by hand, at the place where they will look for them.
//! It must not know the tree; it reads the parser's cause and the text around its place.

use std::borrow::Cow;

use granit_parser::{ErrorKind, ScanError};

use super::{SyntaxError, lines};

/// What is said of a byte order mark where none may stand.
pub(super) const STRAY_MARK: &str = "an invisible byte order mark (U+FEFF) stands here; delete it";

const TAB: &str = "a tab in the indentation; use spaces";

/// The parser's error in `source`, which begins at the byte `base` of the whole text.
pub(super) fn scan_error(cause: &ScanError, source: &str, base: usize) -> SyntaxError {
    let marker = cause.marker();
    let by_characters = || source.char_indices().nth(marker.index()).map_or(source.len(), |(at, _)| at);
    let offset = source.floor_char_boundary(marker.byte_offset().unwrap_or_else(by_characters));
    error(base + place(cause.kind(), source, offset), &words(cause.kind(), source, offset))
}

/// An error at a byte offset; the message is cut to 200 characters.
pub(super) fn error(offset: usize, message: &str) -> SyntaxError {
    let message = message.chars().filter(|c| !c.is_control()).take(200).collect();
    SyntaxError { offset, message }
}

/// Where the character stands that is wrong: the parser often names the start of the text that holds it.
fn place(kind: &ErrorKind, source: &str, offset: usize) -> usize {
    let wrong = match kind {
        ErrorKind::UnexpectedCharacter { character } => *character,
        ErrorKind::TabInPlainScalar | ErrorKind::TabInIndentation | ErrorKind::TabInBlockIndentation => '\t',
        _ => return offset,
    };
    source[offset..].find(wrong).map_or(offset, |found| offset + found)
}

fn words(kind: &ErrorKind, source: &str, offset: usize) -> Cow<'static, str> {
    use ErrorKind as E;
    let behind_bracket = source[lines::line_start(source, offset)..offset].trim_end().ends_with([']', '}']);
    Cow::Borrowed(match kind {
        E::ExpectedBlockMappingKey | E::ExpectedBlockSequenceEntry if behind_bracket => {
            "words behind a closed bracket; put the whole text into quotes"
        }
        E::SimpleKeyExpected | E::InvalidSimpleKey => {
            "a key without its `:`, or a text that is indented too little"
        }
        E::MappingValueNotAllowed => "a second `: ` on one line; put the text into quotes",
        E::RecursionLimitExceeded => "nested more than 64 levels deep",
        E::UnclosedQuotedScalar => "this quote is never closed",
        E::InvalidQuotedScalarIndent => {
            "a quoted text goes on without indentation; its quote may not be closed"
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            "words behind a closed quote; put the whole text into quotes"
        }
        E::UnknownQuotedScalarEscape => {
            "a `\\` in double quotes with a letter that it does not go with; write `\\\\`, or use single quotes"
        }
        E::InvalidBlockScalarHeader => {
            "after `|` or `>` the text begins on the next line; put a text that begins with one into quotes"
        }
        E::UnknownAnchor => "this alias has no anchor above it; put a text that begins with `*` into quotes",
        E::ExpectedBlockMappingKey => "a key was expected at this indentation",
        E::ExpectedBlockSequenceEntry => "a `- ` was expected at this indentation",
        E::TabNotAllowed | E::TabInBlockIndentation | E::TabInIndentation | E::TabInPlainScalar => TAB,
        E::UnclosedFlowCollection { .. } => "this bracket is never closed",
        E::InvalidColonPlacement => "a `:` inside brackets; a bracket above may not be closed",
        E::BomInsideDocument => STRAY_MARK,
        E::UnexpectedCharacter { character } => return unexpected(*character),
        _ => return Cow::Owned(kind.to_string()),
    })
}

fn unexpected(character: char) -> Cow<'static, str> {
    Cow::Owned(if matches!(character, '@' | '`' | '%') {
        format!("a text cannot begin with {character}; put it into quotes")
    } else {
        format!("the character U+{:04X} cannot stand here; delete it", character as u32)
    })
}

#[cfg(test)]
mod tests {
    use crate::yaml::{Tree, line_col};

    #[test]
    fn slips_of_the_hand_are_told_where_they_stand_and_how_to_mend_them() {
        for (text, place, word) in [
            ("a: b\n\tc: d\n", (2, 1), "tab"),
            ("a:\n- b\n\t- c\n", (3, 1), "tab"),
            ("a: b\u{7}\n", (1, 5), "U+0007"),
            ("- @home\n", (1, 3), "begin with @"),
            ("- [x] done\n", (1, 7), "behind a closed bracket"),
            ("- \"a\" b\n", (1, 7), "behind a closed quote"),
            ("- > quote\n", (1, 3), "next line"),
            ("- *bold* x\n", (1, 3), "begins with `*`"),
            ("- \"C:\\q\"\n", (1, 3), "single quotes"),
            ("a: [b\nc: d\n", (2, 2), "bracket"),
            ("a: b\n\u{feff}c: d\n", (2, 1), "byte order mark"),
        ] {
            let error = Tree::parse(text).unwrap_err();
            assert_eq!(line_col(text, error.offset), place, "{text:?}: {error}");
            assert!(error.message.contains(word), "{text:?}: {error}");
        }
    }
}
