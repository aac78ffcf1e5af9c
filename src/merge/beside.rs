//! What a person wrote while another program changed the item: it comes below that one, and both are marked.
//! It must not know how a merge of two versions goes.

use super::lines::{commented, lifted};
use crate::document::{Document, Edit, Step};
use crate::model::mark::PAIR;
use crate::model::{Draft, Focus, ItemAt};

/// The edit that writes `draft` at a place below the item that it is another version of, with the mark of a pair. Nothing
/// where an item cannot have comment lines there.
pub fn beside(document: &Document, at: ItemAt, draft: &Draft) -> Option<Edit> {
    at.index.checked_sub(1)?;
    let (mut probe, _) = Document::open(document.text().to_owned(), None).ok()?;
    let step = Step { label: String::new(), before: Focus::Item(at), after: Focus::Item(at), run: None };
    let insert = Edit::Insert { list: at.list, index: at.index, draft: draft.clone() };
    probe.apply(&[insert], step).ok()?;
    let marked = commented(&lifted(&probe, at)?, &[PAIR.to_owned()]);
    Some(Edit::Lay { list: at.list, index: at.index, lifted: marked })
}
