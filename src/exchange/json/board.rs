//! A board as JSON. Source of the shape: the interface, "JSON of a board".
//! Knows nothing of how JSON is written, nor of which command asks.

use std::cell::OnceCell;
use std::io;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Json;
use crate::exchange::source::Source;
use crate::model::{Board, Field, Head, ItemAt, ItemView, Pane, Shape, Sheet, Value, field};
use crate::yaml::{NodeId, Tree};

type Entries = Vec<(String, Json)>;

/// Writes the JSON of a board, of all sheets or of the one with that index, as indented text.
///
/// # Errors
/// `out` takes no more.
pub fn write(board: &Board, only: Option<usize>, out: &mut dyn io::Write) -> io::Result<()> {
    // The board's keys of other people's making are no part of the reading: they are looked up in the text.
    let tree = Tree::parse(&board.text).ok();
    let source = tree.as_ref().and_then(Source::root);
    super::write(&root(board, only, source), out)
}

/// As [`write()`], into memory.
pub fn text(board: &Board, only: Option<usize>) -> String {
    let mut bytes = Vec::new();
    let written = write(board, only, &mut bytes);
    debug_assert!(written.is_ok(), "writing to memory does not fail");
    String::from_utf8(bytes).unwrap_or_default()
}

/// A map with one list in it that is made while it is written: a board's JSON is far larger than the board.
struct Branch<'b> {
    before: Entries,
    name: &'static str,
    list: Box<dyn Fn() -> Box<dyn Iterator<Item = Twig<'b>> + 'b> + 'b>,
    after: Entries,
}

/// What stands in such a list.
enum Twig<'b> {
    Branch(Branch<'b>),
    Leaf(Json),
}

struct List<'l, 'b>(&'l Branch<'b>);

impl Serialize for Branch<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.before {
            map.serialize_entry(key, value)?;
        }
        map.serialize_entry(self.name, &List(self))?;
        for (key, value) in &self.after {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Serialize for List<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0.list)())
    }
}

impl Serialize for Twig<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Branch(branch) => branch.serialize(serializer),
            Self::Leaf(json) => json.serialize(serializer),
        }
    }
}

fn root<'b>(board: &'b Board, only: Option<usize>, source: Option<Source<'b>>) -> Branch<'b> {
    let mut before = vec![("title".to_owned(), board.title().into())];
    if let Some(period) = board.period() {
        before.push((Head::Period.key().to_owned(), period.to_string().into()));
    }
    heads(&board.heads, &[Head::Updated, Head::Mission], &mut before);
    let list = move || -> Box<dyn Iterator<Item = Twig<'b>> + 'b> {
        let maps = source.map(|source| source.list("sheets")).unwrap_or_default();
        let wanted =
            board.sheets.iter().enumerate().filter(move |(at, _)| only.is_none_or(|only| only == *at));
        Box::new(wanted.map(move |(index, page)| {
            let source = maps.get(index).and_then(|node| source?.at(*node));
            Twig::Branch(sheet(board, page, source))
        }))
    };
    let mut after = Entries::new();
    extra(&board.extra, source, &mut after);
    Branch { before, name: "sheets", list: Box::new(list), after }
}

fn sheet<'b>(board: &'b Board, sheet: &'b Sheet, source: Option<Source<'b>>) -> Branch<'b> {
    let mut before = Entries::new();
    let written_kind = || source.and_then(|source| source.scalar("kind")).map(str::to_owned);
    if let Some(kind) = sheet.kind.map(|kind| kind.key().to_owned()).or_else(written_kind) {
        before.push(("kind".to_owned(), kind.into()));
    }
    before.push(("title".to_owned(), sheet.title().into()));
    heads(&sheet.heads, &Head::OF_SHEETS[1..], &mut before);
    let list =
        move || -> Box<dyn Iterator<Item = Twig<'b>> + 'b> {
            // One look at the keys for all panes: a sheet may have very many.
            let values = source.map(Source::values).unwrap_or_default();
            Box::new(sheet.panes.iter().map(move |pane| {
                Twig::Branch(self::pane(board, pane, source, values.get(&*pane.key).copied()))
            }))
        };
    let mut after = Entries::new();
    extra(&sheet.extra, source, &mut after);
    Branch { before, name: "panes", list: Box::new(list), after }
}

/// A pane, whose list stands at that node of the source.
fn pane<'b>(board: &'b Board, pane: &'b Pane, source: Option<Source<'b>>, at: Option<NodeId>) -> Branch<'b> {
    let before =
        vec![("key".to_owned(), pane.key.as_str().into()), ("title".to_owned(), pane.title().into())];
    let list = move || -> Box<dyn Iterator<Item = Twig<'b>> + 'b> {
        let views = pane.items.iter().map(|item| ItemView::new(&board.text, item));
        let nodes = source.zip(at).map(|(source, list)| source.items(list)).unwrap_or_default();
        Box::new(views.enumerate().map(move |(index, view)| {
            Twig::Leaf(item(view, nodes.get(index).and_then(|node| source?.at(*node))))
        }))
    };
    Branch { before, name: "items", list: Box::new(list), after: Entries::new() }
}

/// The items, each with its node in the source.
fn items<'b>(
    views: impl Iterator<Item = ItemView<'b>>,
    source: Option<Source<'_>>,
    nodes: &[NodeId],
) -> Json {
    let items = views
        .enumerate()
        .map(|(index, view)| item(view, nodes.get(index).and_then(|node| source?.at(*node))));
    Json::List(items.collect())
}

fn item(view: ItemView<'_>, source: Option<Source<'_>>) -> Json {
    Json::Map(item_entries(view, source))
}

fn item_entries(view: ItemView<'_>, source: Option<Source<'_>>) -> Entries {
    let mut entries = Entries::new();
    if let Some(tag) = view.tag() {
        entries.push(("tag".to_owned(), tag.into()));
    }
    entries.push(("text".to_owned(), view.text().into()));
    for field in Field::ALL {
        if field == Field::Results && view.has_results() {
            let nodes = source.map(|source| source.list(field.key())).unwrap_or_default();
            entries.push((field.key().to_owned(), items(view.results(), source, &nodes)));
        } else if let Some(value) = view.field(field) {
            entries.push((field.key().to_owned(), field_value(field, value, source)));
        }
    }
    let names = view.extra().iter().map(|(name, _)| name.clone()).collect::<Vec<String>>();
    extra(&names, source, &mut entries);
    entries
}

/// Single items of a board as they stand in its JSON.
pub struct Items<'b> {
    board: &'b Board,
    /// Made only for an item with something that the reading does not hold.
    tree: OnceCell<Option<Tree<'b>>>,
}

impl<'b> Items<'b> {
    /// The items of that board.
    pub fn new(board: &'b Board) -> Self {
        Self { board, tree: OnceCell::new() }
    }

    /// The keys and values of an item; nothing where there is none.
    pub fn entries(&self, at: ItemAt) -> Option<Vec<(String, Json)>> {
        let view = self.board.item(at)?;
        let source = if reads_otherwise(view) { self.source(at) } else { None };
        Some(item_entries(view, source))
    }

    /// The map of an item in the file's text.
    fn source(&self, at: ItemAt) -> Option<Source<'_>> {
        let tree = self.tree.get_or_init(|| Tree::parse(&self.board.text).ok()).as_ref()?;
        let root = Source::root(tree)?;
        let sheet = root.at(*root.list("sheets").get(at.list.sheet)?)?;
        let pane = *sheet.values().get(&*self.board.pane(at.list)?.key)?;
        let list = match at.list.objective {
            None => sheet.items(pane),
            Some(objective) => sheet.at(*sheet.items(pane).get(objective)?)?.list(Field::Results.key()),
        };
        root.at(*list.get(at.index)?)
    }
}

/// Whether an item holds keys or values that stand in the file's text alone.
fn reads_otherwise(view: ItemView<'_>) -> bool {
    let is_odd = |(_, value): &(Field, Value)| matches!(value, Value::Odd(_));
    !view.extra().is_empty() || view.fields().iter().any(is_odd) || view.results().any(reads_otherwise)
}

/// A field's value: a number where the field is one and the value is valid, else the text as written.
fn field_value(field: Field, value: &Value, source: Option<Source<'_>>) -> Json {
    match value {
        Value::Text(text) => number(field, text).unwrap_or_else(|| text.as_str().into()),
        Value::Tags(tags) => Json::list(tags.iter().map(String::as_str)),
        Value::Odd(first_line) => {
            let written = source.and_then(|source| source.written(field.key()));
            written.unwrap_or(first_line).into()
        }
    }
}

fn number(field: Field, text: &str) -> Option<Json> {
    if !field.is_number() || !field.shape().admits(text) {
        return None;
    }
    match text.parse() {
        Ok(whole) => Some(Json::Whole(whole)),
        Err(_) if field.shape() == Shape::Score => field::parse_score(text).map(Json::Fraction),
        Err(_) => None,
    }
}

/// The heading lines that are there, in the order of `wanted`.
fn heads(heads: &[(Head, String)], wanted: &[Head], entries: &mut Entries) {
    for head in wanted {
        let value = heads.iter().find(|(name, value)| name == head && !value.is_empty());
        entries.extend(value.map(|(head, value)| (head.key().to_owned(), value.as_str().into())));
    }
}

/// Adds what stands in the file below keys that the format does not know, as `extra`.
fn extra(names: &[String], source: Option<Source<'_>>, entries: &mut Entries) {
    let Some(source) = source.filter(|_| !names.is_empty()) else { return };
    entries.push(("extra".to_owned(), Json::Map(source.unknown(names))));
}
