//! From a file's text to a board: a walk over its span tree that meets every finding in one go.
//! Source of the rules: the file format. Knows nothing of edits.

use super::place::{Findings, ITEM_COST};
use super::read_item;
use crate::model::finding::{quote, resembling};
use crate::model::{Board, Finding, Head, Kind, Level, Pane, Period, Sheet, field};
use crate::yaml::{self, NodeId, Tree};

/// The reading of a text, yet without it, or all findings where it is no board: whoever gave the text keeps it.
pub(super) fn board(text: &str, stem_period: Option<Period>) -> Result<(Board, Vec<Finding>), Vec<Finding>> {
    board_and(text, stem_period, |board, _| board)
}

/// What `look` makes of the reading and of the tree that it comes from: a second one would cost as much again.
pub(super) fn board_and<R>(
    text: &str,
    stem_period: Option<Period>,
    look: impl FnOnce(Board, &Tree<'_>) -> R,
) -> Result<(R, Vec<Finding>), Vec<Finding>> {
    let mut findings = Findings::of(text.len());
    let read = match Tree::parse(text) {
        Ok(tree) => {
            check_keys(&tree, &mut findings);
            let board = read_root(&tree, &mut findings).filter(|_| !findings.is_refused());
            board.map(|board| look(Board { stem_period, ..board }, &tree))
        }
        Err(error) => {
            let (what, remedy) = refusal(text, error.message);
            findings.add(Level::Refused, error.offset, what, remedy);
            None
        }
    };
    let findings = findings.placed(text);
    match read {
        Some(read) => Ok((read, findings)),
        None => Err(findings),
    }
}

/// The finding for bytes that are no UTF-8 from `valid` on.
pub(super) fn invalid_utf8(bytes: &[u8], valid: usize) -> Finding {
    let before = String::from_utf8_lossy(&bytes[..valid]);
    let (line, column) = yaml::line_col(&before, before.len());
    Finding {
        level: Level::Refused,
        line,
        column,
        what: "this byte is no UTF-8 text".to_owned(),
        remedy: "save the file as UTF-8 in your editor".to_owned(),
    }
}

/// What a text that is no YAML has and what to do about it: the markers explain what the YAML says of them.
fn refusal(text: &str, message: String) -> (String, &'static str) {
    let has_conflict = text.lines().any(|line| line.starts_with("<<<<<<< "));
    if has_conflict {
        let remedy = "choose what stays and delete the lines that begin with <<<<<<<, ======= and >>>>>>>";
        ("git left conflict markers here".to_owned(), remedy)
    } else {
        (message, "mend the line in your editor")
    }
}

/// Duplicate keys, anywhere in the file: a reader that took one of the two would lose the other.
fn check_keys(tree: &Tree<'_>, findings: &mut Findings) {
    for map in tree.mappings() {
        for (first, second) in tree.duplicate_keys(map) {
            let (line, _) = yaml::line_col(tree.text(), tree.span(first).start);
            let what =
                format!("the key {} stands twice; the first is in line {line}", quote(tree.value(second)));
            let remedy =
                "rename or delete one of the two; for two items with one tag begin each with its own dash";
            findings.add(Level::Refused, tree.span(second).start, what, remedy);
        }
    }
}

fn read_root(tree: &Tree<'_>, findings: &mut Findings) -> Option<Board> {
    let Some(root) = tree.root() else {
        findings.add(
            Level::Refused,
            0,
            "the file is empty",
            "stratboard new NAME makes a board to begin with",
        );
        return None;
    };
    if !matches!(tree.kind(root), yaml::Kind::Mapping { .. }) {
        let what = if tree.is_null(root) {
            "the file is empty"
        } else {
            "a board is a map of keys, and this is none"
        };
        let remedy = "begin with title: NAME and sheets:";
        findings.add(Level::Refused, tree.span(root).start, what, remedy);
        return None;
    }
    let mut board = Board { has_anchors: tree.has_anchors(), ..Board::default() };
    for (key, value) in tree.entries(root) {
        read_board_key(tree, key, value, &mut board, findings);
    }
    if board.title().trim().is_empty() {
        findings.add(Level::Problem, 0, "the board has no title", "add a line title: NAME");
    }
    Some(board)
}

fn read_board_key(tree: &Tree<'_>, key: NodeId, value: NodeId, board: &mut Board, findings: &mut Findings) {
    let name = tree.value(key);
    let offset = tree.span(value).start;
    if name == "sheets" {
        return read_sheets(tree, value, board, findings);
    }
    if let Some(head) = Head::OF_BOARD.into_iter().find(|head| head.key() == name) {
        if let Some(text) = read_head(tree, value, head, findings) {
            if head == Head::Period && !text.is_empty() && text.parse::<Period>().is_err() {
                let what = format!("{} is no period", quote(&text));
                findings.add(Level::Problem, offset, what, crate::model::period::NoPeriod.to_string());
            }
            if head == Head::Updated && !text.is_empty() && !field::is_date(&text) {
                let what = format!("{} is no date", quote(&text));
                findings.add(Level::Problem, offset, what, "write a date such as 2025-04-25");
            }
            board.heads.push((head, text));
        }
        return;
    }
    board.extra.push(name.to_owned());
    let known = Head::OF_BOARD.iter().map(|head| head.key()).chain(["sheets"]);
    unknown_key(tree, key, known, "a board", findings);
}

/// A heading scalar as written; a list or map in its place is a problem.
fn read_head(tree: &Tree<'_>, value: NodeId, head: Head, findings: &mut Findings) -> Option<String> {
    let resolved = tree.resolve(value);
    if tree.is_null(resolved) {
        return Some(String::new());
    }
    if let yaml::Kind::Scalar(_) = tree.kind(resolved) {
        return Some(tree.value(resolved).to_owned());
    }
    let what = format!("{} must be one text", head.key());
    findings.add(
        Level::Problem,
        tree.span(value).start,
        what,
        "write it in one line, or as a block after >-",
    );
    None
}

fn unknown_key<'k>(
    tree: &Tree<'_>,
    key: NodeId,
    known: impl Iterator<Item = &'k str>,
    place: &str,
    findings: &mut Findings,
) {
    let name = tree.value(key);
    if name.starts_with("x-") || !findings.has_room() {
        return;
    }
    let what = format!("{} is no key of {place}", quote(name));
    let remedy = match resembling(name, known) {
        Some(meant) => format!("did you mean {meant}? it is kept as it is"),
        None => "it is kept as it is; a key of your own begins with x-".to_owned(),
    };
    findings.add(Level::Hint, tree.span(key).start, what, remedy);
}

fn read_sheets(tree: &Tree<'_>, value: NodeId, board: &mut Board, findings: &mut Findings) {
    let sheets = tree.resolve(value);
    if tree.is_null(sheets) {
        return;
    }
    if !matches!(tree.kind(sheets), yaml::Kind::Sequence { .. }) {
        let remedy = "write each sheet as an item: - kind: swot";
        return findings.add(Level::Refused, tree.span(value).start, "sheets must be a list", remedy);
    }
    for node in tree.items(sheets) {
        if findings.is_spent() {
            return;
        }
        let sheet = tree.resolve(node);
        if matches!(tree.kind(sheet), yaml::Kind::Mapping { .. }) {
            board.sheets.push(read_sheet(tree, sheet, findings));
        } else {
            let remedy = "begin it with - kind: swot (or plan, retro, tows, brief)";
            findings.add(Level::Refused, tree.span(node).start, "a sheet must be a map of keys", remedy);
        }
    }
}

fn read_sheet(tree: &Tree<'_>, map: NodeId, findings: &mut Findings) -> Sheet {
    let kind = read_kind(tree, map, findings);
    let mut sheet = Sheet { kind, ..Sheet::default() };
    if let Some(kind) = kind {
        sheet.panes.extend(kind.panes().iter().map(Pane::of_kind));
    }
    for (key, value) in tree.entries(map) {
        if !findings.spend(tree.span(key).start, ITEM_COST + tree.value(key).len()) {
            break;
        }
        read_sheet_key(tree, key, value, &mut sheet, findings);
    }
    sheet
}

fn read_kind(tree: &Tree<'_>, map: NodeId, findings: &mut Findings) -> Option<Kind> {
    let kinds = Kind::ALL.map(Kind::key);
    let remedy = format!("write kind: and one of {}; its lists are shown as they are", kinds.join(", "));
    let Some(value) = tree.get(map, "kind") else {
        findings.add(Level::Problem, tree.span(map).start, "this sheet has no kind", remedy);
        return None;
    };
    let word = tree.value(tree.resolve(value));
    let kind = Kind::from_key(word);
    if kind.is_none() {
        let remedy = resembling(word, kinds).map_or(remedy, |meant| format!("did you mean {meant}?"));
        findings.add(
            Level::Problem,
            tree.span(value).start,
            format!("{} is no kind of sheet", quote(word)),
            remedy,
        );
    }
    kind
}

fn read_sheet_key(tree: &Tree<'_>, key: NodeId, value: NodeId, sheet: &mut Sheet, findings: &mut Findings) {
    let name = tree.value(key);
    if name == "kind" {
        return;
    }
    let heads = sheet.kind.map_or(&[Head::Title, Head::Motto][..], Kind::heads);
    if let Some(head) = heads.iter().find(|head| head.key() == name) {
        if let Some(text) = read_head(tree, value, *head, findings) {
            sheet.heads.push((*head, text));
        }
        return;
    }
    let list = tree.resolve(value);
    let is_list = matches!(tree.kind(list), yaml::Kind::Sequence { .. });
    let in_block = tree.kind(value) == yaml::Kind::Sequence { flow: false };
    // The panes of the kind come first; a sheet may have very many of its own.
    let mut of_kind = sheet.panes.iter_mut().take_while(|pane| pane.spec.is_some());
    if let Some(pane) = of_kind.find(|pane| pane.key == name) {
        if is_list {
            pane.items = read_item::items(tree, list, findings);
            pane.in_block = in_block;
        } else if !tree.is_null(list) {
            let what = format!("{name} must be a list of items");
            findings.add(
                Level::Refused,
                tree.span(value).start,
                what,
                "write each item in its own line after a dash",
            );
        }
        return;
    }
    let known = heads.iter().map(|head| head.key());
    let known =
        known.chain(sheet.kind.map_or(&[][..], Kind::panes).iter().map(|spec| spec.key)).chain(["kind"]);
    if is_list && tree.items(list).all(|item| read_item::is_item(tree, item, findings)) {
        if findings.has_room() && resembling(name, known.clone()).is_some() {
            unknown_key(tree, key, known, "this kind of sheet", findings);
        }
        let items = read_item::items(tree, list, findings);
        sheet.panes.push(Pane { key: name.to_owned(), spec: None, items, in_block });
    } else {
        sheet.extra.push(name.to_owned());
        unknown_key(tree, key, known, "this kind of sheet", findings);
    }
}
