//! A board that is to be made as the text of a new file, read back before anyone gets it.
//! How YAML is spelled is `yaml`'s; in which form an item is written is `document`'s.

use super::{BoardDraft, ItemDraft, SheetDraft};
use crate::document::{self, Document, Read};
use crate::error::{Error, Result};
use crate::exchange::json::Json;
use crate::model::{Field, Head, Level};
use crate::text;
use crate::yaml::{self, New};

type Entries = Vec<(String, New)>;

pub(super) fn text(draft: &BoardDraft, remarks: &[String]) -> Result<String> {
    let mut text = written(draft);
    for remark in remarks {
        text.push_str(&comment(remark));
    }
    let wrong = |cause: &str| Error::new("write this as a board", cause, "");
    match Document::read(text, None) {
        Read::Refused(findings) => {
            let finding = findings.iter().find(|finding| finding.level == Level::Refused);
            Err(wrong(finding.map_or("it is no board", |finding| &finding.what)))
        }
        Read::Board(document, _) if BoardDraft::of(document.board(), None)? == *draft => {
            Ok(document.text().to_owned())
        }
        Read::Board(..) => Err(wrong("reading it back does not give the same")),
    }
}

/// The text, without the tree that it is written from, which is as large again.
fn written(draft: &BoardDraft) -> String {
    let mut entries = heads(&draft.heads);
    entries.push(("sheets".to_owned(), New::List(draft.sheets.iter().map(sheet).collect())));
    entries.extend(extra(&draft.extra));
    yaml::document(&entries)
}

fn heads(heads: &[(Head, String)]) -> Entries {
    let written =
        |(head, value): &(Head, String)| (head.key().to_owned(), document::written_head(*head, value));
    heads.iter().map(written).collect()
}

fn sheet(sheet: &SheetDraft) -> New {
    let kind = sheet.kind.as_ref().map(|kind| ("kind".to_owned(), New::Scalar(kind.clone())));
    let mut entries = kind.into_iter().chain(heads(&sheet.heads)).collect::<Entries>();
    let of_kind =
        |key: &str| sheet.known_kind().is_some_and(|kind| kind.panes().iter().any(|spec| spec.key == key));
    for pane in &sheet.panes {
        // A pane of the kind that is missing is an empty pane.
        if !pane.items.is_empty() || !of_kind(&pane.key) {
            entries.push((pane.key.clone(), New::List(pane.items.iter().map(item).collect())));
        }
    }
    entries.extend(extra(&sheet.extra));
    New::Map(entries)
}

fn item(item: &ItemDraft) -> New {
    let written = document::written_item(&item.draft);
    if item.results.is_none() && item.extra.is_empty() {
        return written;
    }
    let mut entries = match written {
        New::Map(entries) => entries,
        words => vec![("text".to_owned(), words)],
    };
    if let Some(results) = &item.results {
        let results = New::List(results.iter().map(self::item).collect());
        entries.push((Field::Results.key().to_owned(), results));
    }
    entries.extend(extra(&item.extra));
    New::Map(entries)
}

fn extra(extra: &[(String, Json)]) -> impl Iterator<Item = (String, New)> {
    extra.iter().map(|(key, value)| (key.clone(), any(value)))
}

/// A value of a key that the format does not know; whatever is no collection is a text there.
fn any(value: &Json) -> New {
    match value {
        Json::Text(text) => New::Scalar(text.clone()),
        Json::Whole(number) => New::Scalar(number.to_string()),
        Json::Fraction(number) => New::Scalar(number.to_string()),
        Json::Flag(flag) => New::Scalar(flag.to_string()),
        Json::List(values) => New::List(values.iter().map(any).collect()),
        Json::Map(entries) => New::Map(extra(entries).collect()),
    }
}

/// A line of comment; what YAML does not let stand in one is shown by its name.
fn comment(line: &str) -> String {
    let line = text::safe_line(line);
    let line = line.trim_end();
    if line.is_empty() { "#\n".to_owned() } else { format!("# {line}\n") }
}
