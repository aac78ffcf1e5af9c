//! From Markdown's text to its blocks in order: headings, paragraphs, lists, tables, code. How it is spelled is pulldown-cmark's.
//! It must not know what a block is on a board.

use std::collections::HashSet;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::line::{Line, Writing, texts_of_html};

/// A block outside lists.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Block {
    /// A heading of a level from 1 to 6.
    Heading(u8, Line),
    /// A paragraph.
    Paragraph(Line),
    /// A list, in which lists stand.
    List(Vec<Entry>),
    /// A table, its head first.
    Table(Vec<Vec<Line>>),
    /// A quoted paragraph.
    Quote(Line),
    /// Code, line by line.
    Code(Line),
    /// A comment: its text stands in `comments`.
    Comment(Line),
    /// Keys and values before the document.
    FrontMatter(Line),
    /// Something that shows nowhere.
    Hidden(Line),
}

/// An item of a list.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) struct Entry {
    /// Its own words.
    pub line: Line,
    /// Its task box, where it has one: whether that is ticked.
    pub ticked: Option<bool>,
    /// What else stands in it: further paragraphs, quotes, code.
    pub more: Vec<String>,
    /// The items of the lists in it.
    pub children: Vec<Entry>,
}

/// The deepest list that is kept as one; what stands deeper is text of the item there.
const MOST_DEPTH: usize = 32;

/// Hands on each block of a document, in order; what shows nowhere comes last.
pub(in crate::exchange) fn each(text: &str, take: &mut dyn FnMut(Block)) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let parser = Parser::new_ext(text, options);
    let definitions = parser.reference_definitions().iter();
    let mut definitions =
        definitions.map(|(_, to)| (to.span.clone(), to.dest.to_string())).collect::<Vec<_>>();
    let mut machine = Machine::new(text, take, !definitions.is_empty());
    for (event, range) in parser.into_offset_iter() {
        machine.offset = range.start;
        machine.event(event);
    }
    let used = std::mem::take(&mut machine.used);
    machine.counted = (0, 1);
    definitions.sort_by_key(|(span, _)| span.start);
    for (span, to) in definitions {
        machine.offset = span.start;
        let at = machine.line();
        if !used.contains(&to) {
            let text = text.get(span).unwrap_or_default().to_owned();
            (machine.take)(Block::Hidden(Line { at, text, ..Line::default() }));
        }
    }
}

/// What a block outside lists will be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Heading(u8),
    Code,
    /// Code by its indent: more often a list with odd blanks.
    Indented,
    Html,
    FrontMatter,
}

struct Machine<'t> {
    text: &'t str,
    take: &'t mut dyn FnMut(Block),
    offset: usize,
    /// A place in the text and its line.
    counted: (usize, usize),
    kind: Kind,
    writing: Writing,
    quotes: usize,
    /// The items that are open, each in the one before it, with the quotes around it.
    open: Vec<(Entry, usize)>,
    /// Items that are open too, deeper than is kept.
    deeper: usize,
    list: Vec<Entry>,
    table: Vec<Vec<Line>>,
    row: Vec<Line>,
    in_table: bool,
    wants_used: bool,
    used: HashSet<String>,
}

impl<'t> Machine<'t> {
    fn new(text: &'t str, take: &'t mut dyn FnMut(Block), wants_used: bool) -> Self {
        Self {
            text,
            take,
            offset: 0,
            counted: (0, 1),
            kind: Kind::Paragraph,
            writing: Writing::default(),
            quotes: 0,
            open: Vec::new(),
            deeper: 0,
            list: Vec::new(),
            table: Vec::new(),
            row: Vec::new(),
            in_table: false,
            wants_used,
            used: HashSet::new(),
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) => self.write(&text),
            Event::InlineHtml(html) => {
                self.write("");
                self.writing.html(&html);
            }
            Event::SoftBreak => self.writing.soft_break(),
            Event::HardBreak => self.writing.text("\n"),
            Event::TaskListMarker(ticked) => {
                if let (Some((entry, _)), 0) = (self.open.last_mut(), self.deeper) {
                    entry.ticked = Some(ticked);
                }
            }
            Event::Rule => self.flush(),
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.write(&text);
            }
        }
    }

    fn write(&mut self, text: &str) {
        let line = self.line();
        self.writing.begin_at(line);
        self.writing.text(text);
    }

    /// The line of the offset; offsets seldom go back, and then the line of the last one will do.
    fn line(&mut self) -> usize {
        let (offset, line) = self.counted;
        if let Some(passed) = self.text.as_bytes().get(offset..self.offset) {
            let lines = passed.iter().filter(|byte| **byte == b'\n').count();
            self.counted = (self.offset, line + lines);
        }
        self.counted.1
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.writing.begin_strong(),
            Tag::Emphasis => self.writing.begin_stress(),
            Tag::Strikethrough => self.writing.begin_struck(),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.link(&dest_url),
            Tag::TableCell => {}
            block => {
                self.flush();
                self.start_block(&block);
            }
        }
    }

    fn link(&mut self, to: &CowStr<'_>) {
        self.write("");
        self.writing.link(to);
        if self.wants_used {
            self.used.insert(to.to_string());
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>) {
        self.kind = match tag {
            Tag::Heading { level, .. } => Kind::Heading(*level as u8),
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Indented,
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => Kind::Code,
            Tag::HtmlBlock => Kind::Html,
            Tag::MetadataBlock(_) => Kind::FrontMatter,
            _ => Kind::Paragraph,
        };
        match tag {
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Item if self.open.len() < MOST_DEPTH => {
                let at = self.line();
                let line = Line { at, ..Line::default() };
                self.open.push((Entry { line, ..Entry::default() }, self.quotes));
            }
            Tag::Item => self.deeper += 1,
            Tag::Table(_) => self.in_table = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.writing.end_strong(),
            TagEnd::Emphasis => self.writing.end_stress(),
            TagEnd::Strikethrough => self.writing.end_struck(),
            TagEnd::Link | TagEnd::Image => {}
            TagEnd::TableCell => {
                let line = self.writing.take();
                self.row.push(line);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.table.push(std::mem::take(&mut self.row)),
            block => {
                self.flush();
                self.kind = Kind::Paragraph;
                self.end_block(block);
            }
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Item if self.deeper > 0 => self.deeper -= 1,
            TagEnd::Item => {
                let Some((entry, _)) = self.open.pop() else { return };
                let list = self.open.last_mut().map_or(&mut self.list, |(parent, _)| &mut parent.children);
                list.push(entry);
            }
            TagEnd::List(_) if self.open.is_empty() => {
                let list = std::mem::take(&mut self.list);
                (self.take)(Block::List(list));
            }
            TagEnd::Table => self.end_table(),
            _ => {}
        }
    }

    fn end_table(&mut self) {
        self.in_table = false;
        let table = std::mem::take(&mut self.table);
        let Some((entry, _)) = self.open.last_mut() else { return (self.take)(Block::Table(table)) };
        let texts =
            table.iter().map(|row| row.iter().map(|cell| &*cell.text).collect::<Vec<&str>>().join(" | "));
        entry.more.push(texts.collect::<Vec<String>>().join("\n"));
    }

    /// Hands on the words that were written, to the item that is open or as a block.
    fn flush(&mut self) {
        if self.in_table {
            return;
        }
        let line = self.writing.take();
        if line.is_empty() {
            return;
        }
        if self.kind == Kind::Html {
            return self.flush_html(&line);
        }
        let Some((entry, quotes)) = self.open.last_mut() else { return self.block(line) };
        let is_own = self.deeper == 0
            && *quotes == self.quotes
            && matches!(self.kind, Kind::Paragraph | Kind::Heading(_));
        if is_own && entry.line.is_empty() && entry.more.is_empty() {
            let comments = std::mem::take(&mut entry.line.comments);
            entry.line = line;
            entry.line.comments.extend(comments);
        } else {
            entry.line.comments.extend(line.comments);
            entry.line.links.extend(line.links);
            let text = if self.kind == Kind::Code { line.text.trim_end_matches('\n') } else { &line.text };
            entry.more.push(text.to_owned());
        }
    }

    fn flush_html(&mut self, html: &Line) {
        let (texts, comments) = texts_of_html(&html.text);
        if let Some((entry, _)) = self.open.last_mut() {
            entry.line.comments.extend(comments);
            entry.more.extend(texts.into_iter().map(|text| text.trim().to_owned()));
            return;
        }
        let summary = summary_of(&html.text);
        for text in texts {
            let text = text.trim().to_owned();
            let strong = if Some(&*text) == summary { text.len() } else { 0 };
            (self.take)(Block::Paragraph(Line { at: html.at, text, strong, ..Line::default() }));
        }
        if !comments.is_empty() {
            (self.take)(Block::Comment(Line { at: html.at, comments, ..Line::default() }));
        }
    }

    fn block(&mut self, line: Line) {
        let block = match self.kind {
            Kind::Heading(level) => Block::Heading(level, line),
            Kind::Code => Block::Code(line),
            Kind::FrontMatter => Block::FrontMatter(line),
            Kind::Indented => {
                for (index, text) in line.text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty())
                {
                    let text = text.trim().to_owned();
                    (self.take)(Block::Paragraph(Line { at: line.at + index, text, ..Line::default() }));
                }
                return;
            }
            _ if self.quotes > 0 => Block::Quote(line),
            _ => Block::Paragraph(line),
        };
        (self.take)(block);
    }
}

/// What a part that can be folded away is called.
fn summary_of(html: &str) -> Option<&str> {
    let (_, behind) = html.split_once("<summary>")?;
    behind.split_once("</summary>").map(|(summary, _)| summary.trim())
}
