//! A document's blocks below their headings; lines that are headings in all but their mark count as such.
//! It must not know where a section goes.

use super::blocks::{Block, each};
use super::line::Line;
use crate::exchange::import::names;

/// What stands below a heading, up to the next one.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// 0 before the first heading, 1 to 6, 7 for a line that is a heading in all but its mark.
    pub level: u8,
    pub line: Line,
    pub blocks: Vec<Block>,
}

/// The level of a line that stands for a heading.
pub(super) const LINE_LEVEL: u8 = 7;
/// The longest line in bytes that stands for a heading.
const MOST_BYTES: usize = 100;

impl Section {
    /// The heading's words, without a colon at their end.
    pub fn name(&self) -> &str {
        let text = self.line.text.trim();
        let is_picture = text.rsplit(' ').next().is_some_and(|last| last.len() > 2 && last.starts_with(':'));
        if is_picture { text } else { text.trim_end_matches(':').trim_end() }
    }
}

/// The sections of a document, the one before its first heading among them.
pub(super) fn all(text: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    each(text, &mut |block| add(block, &mut sections));
    begin_with_title(&mut sections);
    sections
}

/// Where no heading is the document's title, the line that it begins with may stand for one.
fn begin_with_title(sections: &mut Vec<Section>) {
    let first = &mut sections[0].blocks;
    let Some(at) = first.iter().position(|block| !matches!(block, Block::FrontMatter(_))) else { return };
    let is_title = matches!(&first[at], Block::Paragraph(line) if is_title(line));
    if !is_title || sections.iter().any(|section| section.level == 1) {
        return;
    }
    let mut blocks = sections[0].blocks.split_off(at);
    if let Block::Paragraph(line) = blocks.remove(0) {
        sections.insert(1, Section { level: 1, line, blocks });
    }
}

/// A line that stands for the document's title: strong, or it says what the document is.
fn is_title(line: &Line) -> bool {
    let is_plain = line.breaks.is_empty() && line.links.is_empty() && !line.text.contains('\n');
    let is_told =
        line.is_strong() || names::kind(&line.text).is_some() && !line.text.ends_with(['.', ':', '!']);
    is_plain && line.text.len() <= MOST_BYTES && is_told
}

fn add(block: Block, sections: &mut Vec<Section>) {
    match block {
        Block::Heading(level, line) => sections.push(Section { level, line, blocks: Vec::new() }),
        Block::Paragraph(line) if stands_for_a_heading(&line) => {
            sections.push(Section { level: LINE_LEVEL, line, blocks: Vec::new() });
        }
        Block::List(_) | Block::Table(_) => {
            let Some(last) = sections.last_mut() else { return };
            // A strong line right before a list is its heading, whatever it says; so is one with a colon at its end.
            let is_headed = matches!(last.blocks.last(), Some(Block::Paragraph(line)) if is_heading_of_list(line) || is_column(line));
            if is_headed && let Some(Block::Paragraph(line)) = last.blocks.pop() {
                sections.push(Section { level: LINE_LEVEL, line, blocks: vec![block] });
            } else {
                last.blocks.push(block);
            }
        }
        other => {
            if let Some(last) = sections.last_mut() {
                last.blocks.push(other);
            }
        }
    }
}

/// The name of a retro's column alone, as chats and mails have it.
fn is_column(line: &Line) -> bool {
    line.breaks.is_empty() && line.links.is_empty() && names::is_retro_column(&line.text)
}

fn is_heading_of_list(line: &Line) -> bool {
    let text = line.text.trim_end();
    let ends = text.ends_with(':') && text.len() <= 60 && line.breaks.is_empty() && line.links.is_empty();
    ends && line.comments.is_empty() || line.is_strong() && text.len() <= MOST_BYTES
}

/// A paragraph that is the name of a pane, with or without marks and a colon.
fn stands_for_a_heading(line: &Line) -> bool {
    let is_short = line.text.len() <= MOST_BYTES
        && line.breaks.is_empty()
        && line.links.is_empty()
        && line.comments.is_empty();
    is_short
        && (names::pane(&line.text).is_some()
            || (line.is_strong() || line.is_stressed()) && names::is_retro_column(&line.text))
}
