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

impl Section {
    /// The heading's words, without a colon at their end.
    pub fn name(&self) -> &str {
        self.line.text.trim().trim_end_matches(':').trim_end()
    }
}

/// The sections of a document, the one before its first heading among them.
pub(super) fn all(text: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    each(text, &mut |block| add(block, &mut sections));
    sections
}

fn add(block: Block, sections: &mut Vec<Section>) {
    match block {
        Block::Heading(level, line) => sections.push(Section { level, line, blocks: Vec::new() }),
        Block::Paragraph(line) if stands_for_a_heading(&line) => {
            sections.push(Section { level: LINE_LEVEL, line, blocks: Vec::new() });
        }
        Block::List(_) | Block::Table(_) => {
            let Some(last) = sections.last_mut() else { return };
            // A strong line right before a list is its heading, whatever it says.
            let is_headed = matches!(last.blocks.last(), Some(Block::Paragraph(line)) if line.is_strong() && line.text.len() <= 100);
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

/// A paragraph that is the name of a pane, with or without marks and a colon.
fn stands_for_a_heading(line: &Line) -> bool {
    let is_short =
        line.text.len() <= 100 && line.breaks.is_empty() && line.links.is_empty() && line.comments.is_empty();
    is_short && (names::pane(&line.text).is_some() || line.is_strong() && names::is_retro_column(&line.text))
}
