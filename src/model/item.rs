//! An item: tag, text and fields, as spans into the file's text wherever they stand there as they read.
//! Knows nothing of YAML; whoever reads a file fills it.

use super::field::{Field, is_reserved};

/// A piece of text of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// It stands in the file as it reads: bytes from the item's start, and their number.
    At(u32, u32),
    /// It reads otherwise than it is written (quotes, blocks, several lines): its own copy.
    Own(Box<str>),
}

/// The value of a field, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One scalar.
    Text(String),
    /// A list of tags.
    Tags(Vec<String>),
    /// A list or map where a scalar is wanted: its first line, as written.
    Odd(String),
}

impl Value {
    /// The value as one text; tags joined by `, `.
    pub fn to_text(&self) -> String {
        match self {
            Self::Text(text) | Self::Odd(text) => text.clone(),
            Self::Tags(tags) => tags.join(", "),
        }
    }

    /// Whether the field may hold it.
    pub fn is_valid(&self, field: Field) -> bool {
        match self {
            Self::Text(text) => field.shape().admits(text),
            Self::Tags(_) => field.shape() == super::field::Shape::Tags,
            Self::Odd(_) => false,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// An item in a list, without the text that it points into: see [`ItemView`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Byte offset of its value in the board's text.
    pub start: u32,
    /// Bytes from there to the end of its last value.
    pub len: u32,
    /// Its tag, if it has one.
    pub tag: Option<Text>,
    /// Its words.
    pub text: Text,
    /// Fields, key results and unknown keys; nothing for most items.
    pub more: Option<Box<More>>,
}

/// A text of an item that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Its tag.
    Tag,
    /// Its words.
    Text,
    /// Who does it.
    Owner,
    /// What was noted on it.
    Note,
}

impl Part {
    /// All of them, what a sheet shows first.
    pub const ALL: [Self; 4] = [Self::Tag, Self::Text, Self::Owner, Self::Note];
}

/// What few items have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct More {
    /// Fields in the file's order.
    pub fields: Vec<(Field, Value)>,
    /// Key results, where `results` is there.
    pub results: Option<Vec<Item>>,
    /// Whether the key results stand as a block list, one below the other.
    pub results_in_block: bool,
    /// Unknown keys, each with its value's first line as written.
    pub extra: Vec<(String, String)>,
}

/// An item together with the text it points into.
#[derive(Debug, Clone, Copy)]
pub struct ItemView<'b> {
    source: &'b str,
    item: &'b Item,
}

impl<'b> ItemView<'b> {
    /// The item of a board whose text is `source`.
    pub fn new(source: &'b str, item: &'b Item) -> Self {
        Self { source, item }
    }

    fn piece(&self, text: &'b Text) -> &'b str {
        match text {
            Text::Own(own) => own,
            Text::At(offset, len) => {
                let from = self.item.start as usize + *offset as usize;
                self.source.get(from..from + *len as usize).unwrap_or_default()
            }
        }
    }

    /// The tag, if it has one.
    pub fn tag(&self) -> Option<&'b str> {
        self.item.tag.as_ref().map(|tag| self.piece(tag))
    }

    /// The words after the tag; may hold line breaks.
    pub fn text(&self) -> &'b str {
        self.piece(&self.item.text)
    }

    /// The item as one text, as the editor holds it: without the line break that ends a block text.
    pub fn line(&self) -> String {
        super::tag::join(self.tag(), self.text().trim_end_matches('\n'))
    }

    /// The tag, or the words where there is none: what a heading or message calls it.
    pub fn name(&self) -> &'b str {
        self.tag().unwrap_or_else(|| self.text())
    }

    /// One of its texts as written; of a value that is no text, its first line.
    pub fn part(&self, part: Part) -> Option<&'b str> {
        let field = match part {
            Part::Tag => return self.tag(),
            Part::Text => return Some(self.text()),
            Part::Owner => Field::Owner,
            Part::Note => Field::Note,
        };
        match self.field(field)? {
            Value::Text(text) | Value::Odd(text) => Some(text),
            Value::Tags(_) => None,
        }
    }

    /// Fields in the file's order.
    pub fn fields(&self) -> &'b [(Field, Value)] {
        self.item.more.as_ref().map_or(&[], |more| &more.fields)
    }

    /// The value of a field, valid or not.
    pub fn field(&self, field: Field) -> Option<&'b Value> {
        self.fields().iter().find(|(name, _)| *name == field).map(|(_, value)| value)
    }

    /// The value of a field where it is one valid scalar.
    pub fn valid(&self, field: Field) -> Option<&'b str> {
        match self.field(field) {
            Some(Value::Text(text)) if field.shape().admits(text) => Some(text),
            _ => None,
        }
    }

    /// Counted votes; 0 without any.
    pub fn votes(&self) -> u32 {
        self.valid(Field::Votes).and_then(|votes| votes.parse().ok()).unwrap_or(0)
    }

    /// The score from 0 to 1.
    pub fn score(&self) -> Option<f64> {
        self.valid(Field::Score).and_then(super::field::parse_score)
    }

    /// Whether it is done.
    pub fn is_done(&self) -> bool {
        self.valid(Field::Done).is_some()
    }

    /// The tags of a field that holds tags (`see`, `from`).
    pub fn tags_of(&self, field: Field) -> Vec<&'b str> {
        match self.field(field) {
            Some(Value::Text(tag)) if !tag.is_empty() => vec![tag],
            Some(Value::Tags(tags)) => tags.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Key results, in order; nothing where there are none.
    pub fn results(&self) -> impl ExactSizeIterator<Item = ItemView<'b>> + use<'b> {
        let source = self.source;
        let results = self.item.more.as_ref().and_then(|more| more.results.as_deref()).unwrap_or(&[]);
        results.iter().map(move |item| ItemView { source, item })
    }

    /// Whether it has `results`, even if empty.
    pub fn has_results(&self) -> bool {
        self.item.more.as_ref().is_some_and(|more| more.results.is_some())
    }

    /// Unknown keys, each with its value's first line as written.
    pub fn extra(&self) -> &'b [(String, String)] {
        self.item.more.as_ref().map_or(&[], |more| &more.extra)
    }

    /// Whether a field's value is out of its range or shape.
    pub fn has_problem(&self) -> bool {
        self.fields().iter().any(|(field, value)| !value.is_valid(*field))
    }

    /// Byte offset of the item in the board's text.
    pub fn offset(&self) -> usize {
        self.item.start as usize
    }

    /// Its contents as a draft, without unknown keys.
    pub fn to_draft(&self) -> Draft {
        Draft {
            tag: self.tag().map(str::to_owned),
            text: self.text().to_owned(),
            fields: self.fields().to_vec(),
            results: self.results().map(|result| result.to_draft()).collect(),
        }
    }
}

/// An item that is to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its tag.
    pub tag: Option<String>,
    /// Its words.
    pub text: String,
    /// Its fields, in the order of writing.
    pub fields: Vec<(Field, Value)>,
    /// Its key results.
    pub results: Vec<Draft>,
}

impl Draft {
    /// An item from the editor's line (`TAG: some words`).
    pub fn from_line(line: &str) -> Self {
        let (tag, text) = super::tag::split(line, false);
        Self { tag: tag.map(str::to_owned), text: text.to_owned(), ..Self::default() }
    }

    /// Whether its tag can stand as the item's first key.
    pub fn tag_fits_as_key(&self) -> bool {
        self.tag.as_deref().is_some_and(|tag| !is_reserved(tag))
    }
}
