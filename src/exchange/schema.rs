//! The JSON Schema (draft 2020-12) of the board file, made from the model's tables, for editors that check and complete.
//! Knows nothing of how a board is read; `assets/board.schema.json` is its text, and a test compares the two.

use super::Json;
use crate::model::{Field, Head, Kind, Shape, field};

/// A date as it is written; YAML readers take it for text.
const DATE: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
/// A period: year, half, quarter, week, month or day.
const PERIOD: &str =
    "^[0-9]{4}(-(H[12]|Q[1-4]|W(0[1-9]|[1-4][0-9]|5[0-3])|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$";

/// The schema of a board file.
pub fn schema() -> Json {
    let mut definitions = vec![
        ("text".to_owned(), text()),
        ("date".to_owned(), date()),
        ("items".to_owned(), items()),
        ("item".to_owned(), item()),
        ("sheet".to_owned(), sheet()),
    ];
    definitions.extend(Kind::ALL.map(|kind| (kind.key().to_owned(), sheet_of_kind(kind))));
    let mut properties = Head::OF_BOARD.map(|head| (head.key().to_owned(), board_head(head))).to_vec();
    let sheets = [
        ("description", "Its sheets, in the order of their tabs".into()),
        ("type", nullable("array")),
        ("items", reference("sheet")),
    ];
    properties.push(("sheets".to_owned(), Json::map(sheets)));
    Json::map([
        ("$schema", "https://json-schema.org/draft/2020-12/schema".into()),
        ("title", "Board of stratboard".into()),
        ("type", "object".into()),
        ("required", Json::list(["title"])),
        ("properties", Json::Map(properties)),
        ("$defs", Json::Map(definitions)),
    ])
}

fn reference(definition: &str) -> Json {
    Json::map([("$ref", format!("#/$defs/{definition}").into())])
}

fn described(definition: &str, description: &str) -> Json {
    Json::map([("description", description.into()), ("$ref", format!("#/$defs/{definition}").into())])
}

fn nullable(kind: &str) -> Json {
    Json::list([kind, "null"])
}

/// Any scalar: a text is what is written, also where YAML readers see a number (`title: 2025`) or nothing.
fn text() -> Json {
    Json::map([("type", Json::list(["string", "number", "boolean", "null"]))])
}

fn date() -> Json {
    Json::map([("type", nullable("string")), ("pattern", format!("^({DATE})?$").into())])
}

fn board_head(head: Head) -> Json {
    match head {
        Head::Title => described("text", "The name of the company, team or person"),
        Head::Period => Json::map([
            ("description", "The period it is about; without it the file's name says it".into()),
            ("type", Json::list(["string", "integer", "null"])),
            ("pattern", PERIOD.into()),
        ]),
        Head::Updated => described("date", "When the board was last refreshed"),
        Head::Mission => described("text", "What all sheets are judged against, in 7 to 15 words"),
        other => head_of_sheet(other),
    }
}

fn head_of_sheet(head: Head) -> Json {
    reference(if head.is_date() { "date" } else { "text" })
}

/// A sheet of any kind; which scalars and panes it has depends on its kind, and further lists are panes too.
fn sheet() -> Json {
    let kinds = Json::map([("enum", Json::list(Kind::ALL.map(Kind::key)))]);
    let by_kind = Kind::ALL.map(|kind| {
        let is_kind = Json::map([("kind", Json::map([("const", kind.key().into())]))]);
        let condition = Json::map([("properties", is_kind), ("required", Json::list(["kind"]))]);
        Json::map([("if", condition), ("then", reference(kind.key()))])
    });
    Json::map([
        ("type", "object".into()),
        ("required", Json::list(["kind"])),
        ("properties", Json::map([("kind", kinds)])),
        ("allOf", Json::List(by_kind.to_vec())),
    ])
}

fn sheet_of_kind(kind: Kind) -> Json {
    let heads = kind.heads().iter().map(|head| (head.key().to_owned(), head_of_sheet(*head)));
    let panes = kind.panes().iter().map(|pane| (pane.key.to_owned(), described("items", pane.title)));
    Json::map([("description", kind.title().into()), ("properties", Json::Map(heads.chain(panes).collect()))])
}

fn items() -> Json {
    Json::map([("type", nullable("array")), ("items", reference("item"))])
}

/// An item: a text, or a map whose first key may be its tag. So any key may stand there.
fn item() -> Json {
    let words = field::ITEM_KEYS.map(|key| (key.to_owned(), reference("text")));
    let fields = Field::ALL.map(|field| (field.key().to_owned(), value(field)));
    let map = [
        ("type", "object".into()),
        ("minProperties", Json::Whole(1)),
        ("properties", Json::Map(words.into_iter().chain(fields).collect())),
    ];
    Json::map([("anyOf", Json::List(vec![reference("text"), Json::map(map)]))])
}

/// What a field may hold. Numbers in quotes are as good as plain ones.
fn value(field: Field) -> Json {
    let number = |kind: &str, pattern: &str| {
        vec![("type", Json::list([kind, "string", "null"])), ("pattern", pattern.into())]
    };
    let between = |mut rule: Vec<(&str, Json)>, least: u64, most: Option<u64>| {
        rule.push(("minimum", Json::Whole(least)));
        rule.extend(most.map(|most| ("maximum", Json::Whole(most))));
        Json::Map(rule.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    };
    match field.shape() {
        Shape::Text => reference("text"),
        Shape::Date => reference("date"),
        Shape::DateOrTrue => {
            let pattern = format!("^({DATE}|true)?$").into();
            let text = Json::map([("type", nullable("string")), ("pattern", pattern)]);
            Json::map([("anyOf", Json::List(vec![Json::map([("const", Json::Flag(true))]), text]))])
        }
        Shape::Count => between(number("integer", "^[0-9]+$"), 0, None),
        Shape::Score => between(number("number", "^(0*\\.[0-9]+|0+\\.?|0*1(\\.0*)?)$"), 0, Some(1)),
        Shape::Level => between(number("integer", "^[1-5]$"), 1, Some(5)),
        Shape::Forecast => {
            let colours = Json::map([("enum", Json::list(["green", "yellow", "red"]))]);
            Json::map([("anyOf", Json::List(vec![colours, Json::map([("type", "null".into())])]))])
        }
        Shape::Period => {
            Json::map([("type", Json::list(["string", "integer", "null"])), ("pattern", PERIOD.into())])
        }
        Shape::Tags => {
            let list = Json::map([("type", "array".into()), ("items", reference("text"))]);
            Json::map([("anyOf", Json::List(vec![reference("text"), list]))])
        }
        Shape::Items => reference("items"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'j>(json: &'j Json, path: &[&str]) -> &'j Json {
        path.iter().fold(json, |json, key| match json {
            Json::Map(entries) => &entries.iter().find(|(name, _)| name == key).unwrap().1,
            other => panic!("{key} of {other:?}"),
        })
    }

    #[test]
    fn the_file_among_the_assets_is_the_schema() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/board.schema.json");
        let kept = std::fs::read_to_string(path).unwrap();
        assert!(kept == schema().to_text(), "run: stratboard schema > assets/board.schema.json");
    }

    #[test]
    fn every_row_of_the_tables_is_in_it() {
        let schema = schema();
        for kind in Kind::ALL {
            for pane in kind.panes() {
                let title = at(&schema, &["$defs", kind.key(), "properties", pane.key, "description"]);
                assert_eq!(*title, pane.title.into());
            }
            for head in kind.heads() {
                at(&schema, &["$defs", kind.key(), "properties", head.key()]);
            }
        }
        let Json::List(forms) = at(&schema, &["$defs", "item", "anyOf"]) else { panic!("no forms") };
        for field in Field::ALL {
            at(&forms[1], &["properties", field.key()]);
        }
    }

    #[test]
    fn every_definition_that_is_named_is_there() {
        let text = schema().to_text();
        let named = text.split("#/$defs/").skip(1).map(|rest| rest.split('"').next().unwrap());
        for name in named {
            at(&schema(), &["$defs", name]);
        }
    }
}
