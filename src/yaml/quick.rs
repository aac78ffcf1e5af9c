//! Reads what nearly all lines of a file are (`key: words`, `- words`, `- TAG: words`, comments, blank lines) without a
//! tokenizer, several times as quickly as the parser does.
//!
//! It gives the very tree that the parser's events give, or none, and then the parser has the last word. An entry or an
//! item that is written in any other way is the parser's, with all its lines; anchors, aliases, tags, several documents,
//! tabs and whatever looks wrong leave the whole text to it. It judges nothing: errors are the parser's alone.

use std::ops::{BitOr, Range};

use granit_parser::{Event, Parser, ScalarStyle, StrInput, StructureStyle};
use memchr::{memchr, memchr2_iter};

use super::VALUES_LIMIT;
use super::build::{Builder, options};
use super::lines::BOM;
use super::tree::{Kind, Tree};

/// Nesting up to here is far from every limit of the parser, that of a part added.
const DEEPEST: usize = 24;
/// Longer keys are no keys for the parser at some length over this.
const LONGEST_KEY: usize = 900;

/// The tree of a whole document, where it is written as boards are.
pub(super) fn read(text: &str) -> Option<Tree<'_>> {
    u32::try_from(text.len()).ok()?;
    let mut lines = Lines { text, at: 0, is_odd: false };
    let mut reader =
        Reader { text, builder: Builder::new(text, 0..text.len(), false), open: Vec::new(), awaits: false };
    let mut next = lines.next();
    while let Some(line) = next {
        next = lines.next();
        reader.line(&line, &mut next, &mut lines)?;
    }
    if lines.is_odd || reader.open.is_empty() {
        return None;
    }
    reader.leave(0);
    reader.builder.finish().ok()
}

/// A line with something to read on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    start: usize,
    /// The blanks before its first character.
    indent: usize,
    end: usize,
}

/// The lines with something to read on them, up to the first that is not written as boards are.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    is_odd: bool,
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() && !self.is_odd {
            let start = self.at;
            let end = memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |length| start + length);
            self.at = end + 1;
            let line = &self.text[start..end];
            let indent = line.bytes().take_while(|&byte| byte == b' ').count();
            let begin = line.as_bytes().get(indent);
            // With `? ` and `: ` one entry has lines at one column.
            let is_explicit = matches!(begin, Some(b'?' | b':'));
            self.is_odd = is_explicit || has_odd_characters(line) || indent == 0 && is_mark(line);
            if !self.is_odd && begin.is_some_and(|&byte| byte != b'#') {
                return Some(Line { start, indent, end });
            }
        }
        None
    }
}

/// Whether a line holds a character that is not printed, ends lines for some readers or means something to the parser.
fn has_odd_characters(line: &str) -> bool {
    // Counted and not looked for: whole vectors of bytes are compared at once.
    let controls =
        line.bytes().map(|byte| u8::from(byte < b' ') | u8::from(byte == 0x7f)).fold(0, BitOr::bitor);
    let is_odd =
        |c| matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | BOM | '\u{fffe}' | '\u{ffff}');
    controls != 0 || !line.is_ascii() && line.chars().any(is_odd)
}

/// Whether a line begins, ends or describes a document.
fn is_mark(line: &str) -> bool {
    line.starts_with("---") || line.starts_with("...") || line.starts_with('%')
}

/// A scalar as it stands in its line.
enum Words {
    /// Plain words in one line, so far.
    Plain(Range<usize>),
    Nothing,
    /// Anything else.
    Other,
}

/// What a line holds behind its blanks and dashes.
enum Content {
    Words(Words),
    Entry(Range<usize>, Words),
}

struct Reader<'t> {
    text: &'t str,
    builder: Builder<'t>,
    /// The open lists (`true`) and maps, with their columns.
    open: Vec<(bool, usize)>,
    /// Whether the last entry of the innermost map has no value yet.
    awaits: bool,
}

impl Reader<'_> {
    /// Reads a line, and those below it that belong to it alone. Nothing where the parser is to read it all.
    fn line(&mut self, line: &Line, next: &mut Option<Line>, lines: &mut Lines) -> Option<()> {
        let from = line.start + line.indent;
        let is_item = is_dash(self.text, line);
        self.enter(line, is_item)?;
        if self.builder.values() >= VALUES_LIMIT || self.open.len() > DEEPEST {
            return None;
        }
        let column = if is_item { line.indent + self.after_dash(from, line.end) } else { line.indent };
        let is_deeper = |than: usize| next.as_ref().is_some_and(|next| next.indent > than);
        match self.content(line.start + column, line.end) {
            Content::Words(Words::Plain(words)) if is_item && !is_deeper(line.indent) => self.words(&words),
            Content::Entry(key, Words::Plain(words)) if !is_deeper(column) => {
                self.key(&key, is_item.then_some(column));
                self.words(&words);
            }
            Content::Entry(key, Words::Nothing) if !is_deeper(column) || self.is_nested(next.as_ref()) => {
                self.key(&key, is_item.then_some(column));
                self.awaits = true;
            }
            _ => {
                while next.is_some_and(|next| next.indent > line.indent) {
                    *next = lines.next();
                }
                let end = next.map_or(self.text.len(), |next| next.start);
                return self.part(line.start..end, is_item);
            }
        }
        Some(())
    }

    /// Closes what ends before a line, and opens the list or map that begins with it.
    fn enter(&mut self, line: &Line, is_item: bool) -> Option<()> {
        let Some(&(_, column)) = self.open.last() else {
            let is_root =
                line.indent == 0 && matches!(self.content(line.start, line.end), Content::Entry(..));
            return (is_root && !is_item).then(|| self.begin(false, 0));
        };
        if self.awaits && (line.indent > column || line.indent == column && is_item) {
            self.awaits = false;
            self.begin(is_item, line.indent);
            return Some(());
        }
        if line.indent > column {
            return None;
        }
        self.leave(line.indent + 1);
        let inner = self.open.last().copied();
        if inner == Some((true, line.indent)) && !is_item {
            self.end();
        }
        (self.open.last() == Some(&(is_item, line.indent))).then_some(())
    }

    fn begin(&mut self, is_list: bool, column: usize) {
        let kind = if is_list { Kind::Sequence { flow: false } } else { Kind::Mapping { flow: false } };
        self.builder.collection(kind, 0, false, &(0..0));
        self.open.push((is_list, column));
    }

    /// Closes what stands at that column or to the right of it.
    fn leave(&mut self, column: usize) {
        if std::mem::take(&mut self.awaits) {
            self.builder.nothing();
        }
        while self.open.last().is_some_and(|(_, at)| *at >= column) {
            self.end();
        }
    }

    fn end(&mut self) {
        self.builder.end(&(0..0));
        self.open.pop();
    }

    /// An entry's key; `column` is that of the map that begins with it.
    fn key(&mut self, key: &Range<usize>, column: Option<usize>) {
        if let Some(column) = column {
            self.begin(false, column);
        }
        self.words(key);
    }

    fn words(&mut self, words: &Range<usize>) {
        self.builder.plain(words.clone());
    }

    /// Whether a line begins a list or a map.
    fn is_nested(&self, line: Option<&Line>) -> bool {
        line.is_some_and(|line| {
            is_dash(self.text, line)
                || matches!(self.content(line.start + line.indent, line.end), Content::Entry(..))
        })
    }

    /// The dash at `from` and the blanks behind it, in bytes.
    fn after_dash(&self, from: usize, end: usize) -> usize {
        1 + self.text.as_bytes()[from + 1..end].iter().take_while(|&&byte| byte == b' ').count()
    }

    /// What stands between two places of a line.
    fn content(&self, from: usize, end: usize) -> Content {
        let bytes = &self.text.as_bytes()[..end];
        if !bytes.get(from).is_some_and(|&byte| begins_words(byte)) {
            return Content::Words(Words::Other);
        }
        match sign(bytes, from) {
            Some((colon, b':')) if bytes[colon - 1] == b' ' || colon - from > LONGEST_KEY => {
                Content::Words(Words::Other)
            }
            Some((colon, b':')) => Content::Entry(from..colon, value(bytes, colon + 1)),
            Some((comment, _)) => Content::Words(Words::Plain(from..trimmed(bytes, comment))),
            None => Content::Words(Words::Plain(from..trimmed(bytes, end))),
        }
    }

    /// Lets the parser read the lines of one item or entry of the innermost list or map.
    fn part(&mut self, lines: Range<usize>, is_item: bool) -> Option<()> {
        let source = &self.text[lines.clone()];
        let mut parser: Parser<'_, StrInput<'_>> = Parser::new_from_str_with_options(source, options(false));
        let (mut depth, mut children, mut lists) = (0_usize, 0, 0);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.ok()?;
            if depends_on_more(&event) {
                return None;
            }
            let begins = matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
            let ends = matches!(event, Event::SequenceEnd | Event::MappingEnd);
            depth -= usize::from(ends);
            if depth > DEEPEST {
                return None;
            }
            if depth > 0 {
                children += usize::from(depth == 1 && !ends);
                self.builder.event(event, span, lines.start).ok()?;
            } else if begins {
                lists += 1;
                match (&event, is_item) {
                    (Event::SequenceStart(StructureStyle::Block, ..), true)
                    | (Event::MappingStart(StructureStyle::Block, ..), false) => {}
                    _ => return None,
                }
            } else if matches!(event, Event::Scalar(..) | Event::DocumentStart(true, _)) {
                return None;
            }
            depth += usize::from(begins);
        }
        (lists == 1 && children == if is_item { 1 } else { 2 }).then_some(())
    }
}

/// Whether what an event of the parser means is not settled by the lines of its item alone.
fn depends_on_more(event: &Event) -> bool {
    match event {
        Event::Alias(_) => true,
        // Where an empty block ends depends on what stands below it.
        Event::Scalar(words, ScalarStyle::Literal | ScalarStyle::Folded, ..) if words.is_empty() => true,
        Event::Scalar(_, _, anchor, tag)
        | Event::SequenceStart(_, anchor, tag)
        | Event::MappingStart(_, anchor, tag) => *anchor != 0 || tag.is_some(),
        _ => false,
    }
}

fn is_dash(text: &str, line: &Line) -> bool {
    let content = &text.as_bytes()[line.start + line.indent..line.end];
    matches!(content, [b'-'] | [b'-', b' ', ..])
}

/// Whether plain words may begin with a byte that means nothing else in any place.
fn begins_words(byte: u8) -> bool {
    !matches!(
        byte,
        b'-' | b'?'
            | b':'
            | b','
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'#'
            | b'&'
            | b'*'
            | b'!'
            | b'|'
            | b'>'
            | b'\''
            | b'"'
            | b'%'
            | b'@'
            | b'`'
    )
}

/// The first `:` before a blank or the end, or the first `#` behind a blank, behind the first byte of words.
fn sign(bytes: &[u8], from: usize) -> Option<(usize, u8)> {
    memchr2_iter(b':', b'#', &bytes[from..]).map(|at| from + at).find_map(|at| match bytes[at] {
        b':' => bytes.get(at + 1).is_none_or(|&byte| byte == b' ').then_some((at, b':')),
        _ => (at > from && bytes[at - 1] == b' ').then_some((at, b'#')),
    })
}

/// The value behind a key's colon.
fn value(bytes: &[u8], from: usize) -> Words {
    let start = from + bytes[from..].iter().take_while(|&&byte| byte == b' ').count();
    match bytes.get(start) {
        None | Some(b'#') => Words::Nothing,
        Some(&byte) if !begins_words(byte) => Words::Other,
        Some(_) => match sign(bytes, start) {
            None => Words::Plain(start..trimmed(bytes, bytes.len())),
            Some((comment, b'#')) => Words::Plain(start..trimmed(bytes, comment)),
            Some(_) => Words::Other,
        },
    }
}

/// Where words end before `end`: without the blanks there.
fn trimmed(bytes: &[u8], end: usize) -> usize {
    end - bytes[..end].iter().rev().take_while(|&&byte| byte == b' ').count()
}

#[cfg(test)]
mod tests;
