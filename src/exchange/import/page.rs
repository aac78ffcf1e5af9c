//! The text of a page as people copy it from a browser: a strategy page, or an article that becomes a brief.
//! It must not know any one site: headings are known by their words, and everything else by where it stands.

mod article;
mod dress;
mod figures;
mod finish;
mod heading;
mod line;
mod names;
mod prose;
mod reader;
mod section;
mod time;

use super::Imported;

/// Reads a page. Whatever is neither on the board nor known as furniture of the page is in the list of what was not placed.
pub(super) fn read(text: &str) -> Imported {
    let lines = dress::undressed(line::lines(text));
    let page = reader::Reader::read(&lines);
    if page.sections.all.iter().all(|section| !section.is_of_method()) {
        return article::read(&lines);
    }
    finish::board(page)
}
