//! Documents as plain data, read by two YAML libraries and by the span tree.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use stratboard::yaml::{Kind, NodeId, Tree};

/// A value without any notation. The span tree reads every scalar as text, but for nothing at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    Null,
    Bool(bool),
    Int(i128),
    Float(f64),
    Text(String),
    List(Vec<Data>),
    Map(Vec<(Data, Data)>),
    /// Where an item stood that is on its way elsewhere.
    Gone,
}

impl Data {
    pub fn text(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

struct Reader;

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

impl<'de> Visitor<'de> for Reader {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_unit<E>(self) -> Result<Data, E> {
        Ok(Data::Null)
    }
    fn visit_none<E>(self) -> Result<Data, E> {
        Ok(Data::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Data, D::Error> {
        Data::deserialize(from)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Data, E> {
        Ok(Data::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Data, E> {
        Ok(Data::Int(value.into()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Data, E> {
        Ok(Data::Int(value.into()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Data, E> {
        Ok(Data::Float(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Data, E> {
        Ok(Data::text(value))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Data, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Data::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Data, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Data::Map(map))
    }
}

/// The three readers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Oracle {
    Own,
    Libyaml,
    Saphyr,
}

pub const ORACLES: [Oracle; 3] = [Oracle::Own, Oracle::Libyaml, Oracle::Saphyr];

pub fn read(text: &str, oracle: Oracle) -> Result<Data, String> {
    match oracle {
        Oracle::Own => {
            let tree = Tree::parse(text).map_err(|e| e.message)?;
            Ok(tree.root().map_or(Data::Null, |root| data_of(&tree, root)))
        }
        // libyaml takes a byte order mark in a `str` for a document of its own
        Oracle::Libyaml => {
            serde_yaml::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| e.to_string())
        }
        Oracle::Saphyr => {
            let options = serde_saphyr::options! {
                strict_booleans: true,
            };
            serde_saphyr::from_str_with_options(text, options).map_err(|e| e.to_string())
        }
    }
}

pub fn data_of(tree: &Tree<'_>, node: NodeId) -> Data {
    let node = tree.resolve(node);
    match tree.kind(node) {
        Kind::Sequence { .. } => Data::List(tree.items(node).map(|n| data_of(tree, n)).collect()),
        Kind::Mapping { .. } => {
            Data::Map(tree.entries(node).map(|(k, v)| (data_of(tree, k), data_of(tree, v))).collect())
        }
        _ if tree.is_null(node) => Data::Null,
        _ => Data::text(tree.value(node)),
    }
}
