//! Heading lines: title, mission, conclusion … of the board and of its sheets. Where both changed one otherwise, one text
//! stays and the other stands in a comment above it: no text is dropped. Knows nothing of items.

use super::sheets::Pair;
use super::{Change, Clash, Conflict, Unmerged, Work, lines, proof};
use crate::document::{Document, Edit, Read, Refusal};
use crate::model::{Address, Head, HeadAt, mark};
use crate::yaml::{NodeId, Tree};

/// One heading line in each version.
struct Place {
    base: Option<HeadAt>,
    ours: HeadAt,
    theirs: HeadAt,
    sheet: String,
}

/// Merges the heading lines of the board and of the sheets of both versions.
pub(super) fn merge(work: &mut Work<'_>, pairs: &[Pair]) -> Result<(), Unmerged> {
    let of_board = Head::OF_BOARD.into_iter().map(|head| {
        let at = HeadAt::Board(head);
        Place { base: Some(at), ours: at, theirs: at, sheet: String::new() }
    });
    let board = work.ours.board();
    let of_sheets = pairs.iter().flat_map(|pair| {
        let sheet = board.sheets.get(pair.ours).map(|sheet| sheet.title().to_owned()).unwrap_or_default();
        Head::OF_SHEETS.into_iter().map(move |head| Place {
            base: pair.base.map(|sheet| HeadAt::Sheet(sheet, head)),
            ours: HeadAt::Sheet(pair.ours, head),
            theirs: HeadAt::Sheet(pair.theirs, head),
            sheet: sheet.clone(),
        })
    });
    let places = of_board.chain(of_sheets).collect::<Vec<Place>>();
    places.iter().try_for_each(|place| merge_one(work, place))
}

fn merge_one(work: &mut Work<'_>, place: &Place) -> Result<(), Unmerged> {
    let text = |document: &Document, at: Option<HeadAt>| {
        let text = at.and_then(|at| document.board().head_at(at)).unwrap_or_default();
        text.trim_end_matches('\n').to_owned()
    };
    let base = text(work.base, place.base);
    let (ours, theirs) = (text(&work.ours, Some(place.ours)), text(work.theirs, Some(place.theirs)));
    if ours == theirs || theirs == base {
        return Ok(());
    }
    let head = place.ours.head();
    let both_changed = ours != base && !ours.is_empty() && !theirs.is_empty();
    let wanted = match (ours == base, theirs.is_empty()) {
        (true, _) => &theirs,
        // Taken away by one and changed by the other: the change stays.
        (false, true) => &ours,
        (false, false) => (&ours).max(&theirs),
    };
    if *wanted != ours {
        let value = (!wanted.is_empty()).then(|| wanted.clone());
        work.edit(Edit::SetHead { at: place.ours, value })?;
        work.report.take(Change::Reworded, head.label(), place.sheet.clone());
    }
    if !both_changed {
        return Ok(());
    }
    let lost = (&ours).min(&theirs);
    work.report.told.push(proof::of_head(head, lost));
    // The day of the last refresh is no text of a person: the later one holds.
    if head != Head::Updated {
        let lead = mark::lead(head.key());
        work.report.above.push((place.ours, lines::as_comments(&lead, lost)));
        let (at, name) = (Some(Address::Head(place.ours)), head.label().to_owned());
        work.report.conflicts.push(Conflict { clash: Clash::Comment, at, name, pane: place.sheet.clone() });
    }
    Ok(())
}

/// The merged text with the comments above heading lines.
pub(super) fn with_comments(work: &Work<'_>) -> Result<String, Unmerged> {
    let mut text = work.ours.text().to_owned();
    let stands = |text: &str, comment: &str| text.lines().any(|line| line.trim() == comment);
    for (at, comments) in &work.report.above {
        // Without a base the same two texts may meet again.
        if !work.has_base && comments.iter().all(|comment| stands(&text, comment.trim())) {
            continue;
        }
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let above = line_of(&text, *at).map(|(start, indent)| {
            let lines = comments.iter().map(|line| format!("{}{line}{end}", " ".repeat(indent)));
            let mut text = text.clone();
            text.insert_str(start, &lines.collect::<String>());
            text
        });
        let gap = if text.ends_with('\n') { "" } else { end };
        let below = format!("{text}{gap}{}{end}", comments.join(end));
        let written = above.into_iter().chain([below]).find(|written| is_comment(&text, written));
        let lost = || Refusal { reason: format!("both versions changed {}", at.head().key()) };
        text = written.ok_or_else(lost)?;
    }
    Ok(text)
}

/// Whether what was added changes nothing that the board says.
fn is_comment(before: &str, after: &str) -> bool {
    matches!(Document::read(after.to_owned(), None), Read::Board(..)) && proof::says_the_same(before, after)
}

/// The start of a heading line and its indentation.
fn line_of(text: &str, at: HeadAt) -> Option<(usize, usize)> {
    let tree = Tree::parse(text).ok()?;
    let map = match at {
        HeadAt::Board(_) => tree.root()?,
        HeadAt::Sheet(sheet, _) => sheet_of(&tree, sheet)?,
    };
    let (key, _) = tree.entries(map).find(|(key, _)| tree.value(*key) == at.head().key())?;
    let start = text[..tree.span(key).start].rfind('\n').map_or(0, |end| end + 1);
    let start = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start };
    Some((start, text[start..].len() - text[start..].trim_start_matches(' ').len()))
}

fn sheet_of(tree: &Tree<'_>, sheet: usize) -> Option<NodeId> {
    let sheets = tree.get(tree.root()?, "sheets")?;
    let node = tree.items(tree.resolve(sheets)).nth(sheet)?;
    Some(tree.resolve(node))
}
