use std::collections::BTreeSet;

use roxmltree::{Document as Xml, Node, ParsingOptions};
use sha2::{Digest, Sha256};

use super::*;
use crate::document::{Document, Read};
use crate::exchange::json;
use crate::model::{Field, Kind};

mod style;

fn board(yaml: &str) -> Box<Document> {
    match Document::read(yaml.to_owned(), Some("2025-Q2")) {
        Read::Board(document, _) => document,
        Read::Refused(findings) => panic!("{findings:?}"),
    }
}

fn page(yaml: &str, only: Option<usize>) -> String {
    page_after(&[], yaml, only)
}

/// The page of a board, with these periods before it.
fn page_after(before: &[&str], yaml: &str, only: Option<usize>) -> String {
    let mut trends = Trends::default();
    for period in before {
        trends.add(board(period).board());
    }
    let mut out = Vec::new();
    write(board(yaml).board(), only, jiff::civil::date(2025, 7, 1), &trends, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn xml(page: &str) -> Xml<'_> {
    Xml::parse_with_options(page, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }).unwrap()
}

/// All text of a node, what is hidden as the very characters again.
fn text_of(node: Node<'_, '_>) -> String {
    let pieces = node.descendants().filter(Node::is_text).map(|piece| {
        let text = piece.text().unwrap();
        let is_code = piece.parent().is_some_and(|parent| parent.attribute("class") == Some("code"));
        let number = text.strip_prefix("U+").filter(|_| is_code);
        number.map_or_else(
            || text.to_owned(),
            |number| char::from_u32(u32::from_str_radix(number, 16).unwrap()).unwrap().to_string(),
        )
    });
    pieces.collect::<Vec<String>>().concat()
}

/// The texts of a JSON value at any depth, and the names of what the format does not know.
fn texts(value: &serde_json::Value, names: bool, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| texts(value, names, found)),
        serde_json::Value::Object(map) => {
            for (name, value) in map {
                found.extend(names.then(|| name.clone()));
                // A pane's key stands there as its title, a sheet's kind as its form.
                if names || !["key", "kind"].contains(&name.as_str()) {
                    texts(value, names || name == "extra", found);
                }
            }
        }
        _ => {}
    }
}

const Q2: &str = include_str!("../../../boards/xiaomi-sales/2025-Q2.yaml");
const TEAM: &str = include_str!("../../../boards/your-team-retro.yaml");

/// A board with that text, as it stands in double quotes, in every place that takes one.
fn everywhere(text: &str) -> String {
    let fields = Field::ALL.iter().filter(|field| **field != Field::Results).map(|field| field.key());
    let item = |indent: &str| {
        let fields = fields
            .clone()
            .map(|field| format!("{indent}  {field}: \"{text}\"\n"))
            .collect::<Vec<_>>()
            .concat();
        let extra = format!(
            "{indent}  \"x{text}\": {{\"{text}\": [\"{text}\", {{a: \"{text}\"}}]}}\n{indent}  empty: []\n"
        );
        format!("{indent}- \"T{text}\": \"{text}\"\n{fields}{extra}")
    };
    let heads = Head::OF_SHEETS.map(|head| format!("  {}: \"{text}\"\n", head.key())).concat();
    let scalars =
        ["title", "period", "updated", "mission"].map(|head| format!("{head}: \"{text}\"\n")).concat();
    let sheet = |kind: &str, panes: &[&str]| {
        let panes =
            panes.iter().map(|pane| format!("  {pane}:\n{}", item("  "))).collect::<Vec<_>>().concat();
        format!("- kind: {kind}\n{heads}  \"y{text}\": \"{text}\"\n{panes}  \"p{text}\":\n{}", item("  "))
    };
    let sheets = Kind::ALL.map(|kind| {
        let panes = kind.panes().iter().map(|pane| pane.key).collect::<Vec<&str>>();
        let results = format!("    results:\n{}", item("    "));
        sheet(kind.key(), &panes).replacen("  metrics:\n", &format!("{results}  metrics:\n"), 1)
    });
    let unknown = sheet(&format!("\"{text}\""), &["list"]);
    format!("{scalars}\"k{text}\": {{\"{text}\": \"{text}\"}}\nsheets:\n{}{unknown}", sheets.concat())
}

const HOSTILE: [&str; 8] = [
    "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>",
    "\\\"onload=alert(1) x=' y",
    "javascript:alert(1)",
    "https://a\\\"onmouseover=alert(1)",
    "--><![CDATA[ ]]><!-- &lt;script&gt; &#60; &amp;amp; &nbsp;",
    "\\0\\x01\\e]52;c;eA==\\a\\x9b31m\\r\\n\\t\\x7f\\x85",
    "\\u202e\\u2066\\u200f\\u061c\\ufeff\\U000e0041\\u2028\\u00ad\\uffff\\ufffe",
    "<svg/onload=alert(1)><math><a xlink:href=javascript:x>",
];

#[test]
fn nothing_in_a_board_becomes_an_element_or_an_attribute() {
    for hostile in HOSTILE {
        // Metrics that have a number have a past to be told.
        let yaml = everywhere(&format!("7{hostile}"));
        let page = page_after(&[&yaml, &yaml], &yaml, None);
        assert!(
            page.contains("<rect ") && !page.contains(|c: char| c.is_control() && c != '\n'),
            "{hostile}"
        );
        only_known_markup(&xml(&page));
    }
}

fn only_known_markup(page: &Xml) {
    let elements = "html head meta title style body a header main nav section div h1 h2 h3 h4 p ol ul li b bdi span time dl dt dd meter svg rect";
    let elements = elements.split(' ').collect::<BTreeSet<&str>>();
    let attributes = "lang charset http-equiv content name class href rel id dir role datetime min max value viewBox width height x y";
    let attributes = attributes.split(' ').collect::<BTreeSet<&str>>();
    for node in page.descendants() {
        assert!(!node.is_comment() && !node.is_pi());
        if !node.is_element() {
            continue;
        }
        assert!(elements.contains(node.tag_name().name()), "{node:?}");
        for attribute in node.attributes() {
            let name = attribute.name();
            assert!(attributes.contains(name) || name.starts_with("aria-"), "{name} of {node:?}");
            assert!(
                name != "href"
                    || ["#sheet-", "http://", "https://"]
                        .iter()
                        .any(|begin| attribute.value().starts_with(begin))
            );
        }
    }
    let styles =
        page.descendants().filter(|node| node.has_tag_name("style") || node.tag_name().name() == "style");
    assert_eq!(styles.filter_map(|node| node.text().map(str::to_owned)).collect::<Vec<_>>(), [STYLE]);
}

#[test]
fn every_text_of_a_board_is_on_the_page_exactly() {
    let hostile = HOSTILE.map(everywhere);
    for yaml in hostile.iter().map(String::as_str).chain([Q2, TEAM, &everywhere("小米 a\\nb 'c'")]) {
        let page = page(yaml, None);
        let xml = xml(&page);
        let all = text_of(xml.root_element());
        let json = serde_json::from_str(&json::text(board(yaml).board(), None)).unwrap();
        let mut wanted = Vec::new();
        texts(&json, false, &mut wanted);
        for text in &wanted {
            let said = ["green", "yellow", "red", "true"].contains(&text.as_str());
            let dated = page.contains(&format!(" datetime=\"{text}\""));
            assert!(all.contains(text.as_str()) || said || dated, "{text:?} is missing");
        }
    }
}

#[test]
fn its_outline_is_that_of_the_board() {
    let page = page(Q2, None);
    let xml = xml(&page);
    let named = |name: &'static str| xml.descendants().filter(move |node| node.tag_name().name() == name);
    let titles = |name| named(name).map(text_of).collect::<Vec<String>>();
    assert_eq!(titles("h1"), ["Xiaomi Sales"]);
    assert_eq!(titles("h2"), ["SWOT", "Plan", "Retro", "AI SWOT", "Xiaomi's IoT move"]);
    assert_eq!(
        titles("h3")[..7],
        ["Strengths", "Weaknesses", "Opportunities", "Threats", "Key Priorities", "Conclusion", "Objectives"]
    );
    assert_eq!(titles("h4").len(), 4);
    for name in ["main", "nav", "style", "title"] {
        assert_eq!(named(name).count(), 1, "{name}");
    }
    let ids = xml.descendants().filter_map(|node| node.attribute("id")).collect::<Vec<&str>>();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id stands twice");
    let led = xml.descendants().filter_map(|node| node.attribute("aria-labelledby"));
    let linked = xml.descendants().filter_map(|node| node.attribute("href")?.strip_prefix('#'));
    for id in led.chain(linked) {
        assert!(ids.contains(&id), "{id} is nowhere");
    }
    for list in named("ol").chain(named("ul")) {
        assert!(list.children().filter(Node::is_element).all(|item| item.tag_name().name() == "li"));
    }
}

#[test]
fn metrics_show_how_they_went_over_the_periods() {
    let plan = |period: &str, value: &str| {
        format!(
            "title: A\nperiod: {period}\nsheets:\n- kind: plan\n  metrics:\n  - SALES: {value}\n  - NEW: 5\n  - much\n"
        )
    };
    let (first, second) =
        (plan("2024-Q4", "600M").replace("NEW", "OLD"), plan("2025-Q1", "0.7B").replace("NEW", "OLD"));
    let page = page_after(&[&first, &second], &plan("2025-Q2", "650M"), None);
    let xml = xml(&page);
    let trends =
        xml.descendants().filter(|node| node.tag_name().name() == "svg").map(text_of).collect::<Vec<_>>();
    assert_eq!(trends, ["2024-Q4: 600M, 2025-Q1: 0.7B, now 650M"], "one period alone is no trend");
    let heights = xml.descendants().filter(|node| node.tag_name().name() == "rect");
    let heights = heights.map(|bar| bar.attribute("height").unwrap()).collect::<Vec<&str>>();
    assert_eq!(heights, ["6.0", "16.0", "11.0"]);
}

#[test]
fn the_signs_of_forecasts_are_explained_where_there_are_any() {
    let plan = "title: A\nsheets:\n- kind: plan\n  objectives:\n  - O: x\n    results:\n    - a\n";
    assert!(!page(plan, None).contains("class=\"legend\""));
    assert!(
        page(&format!("{plan}      forecast: red\n").replace("- a\n", "- text: a\n"), None)
            .contains("</span> off track</span>")
    );
}

#[test]
fn a_list_begins_on_the_side_where_its_words_begin() {
    let page =
        page("title: A\nsheets:\n- kind: swot\n  strengths: [שלום, b]\n  weaknesses: [b, שלום]\n", None);
    assert_eq!(page.matches("<ol class=\"items\" dir=\"rtl\">").count(), 1);
    assert_eq!(page.matches("<ol class=\"items\">").count(), 1);
}

#[test]
fn one_sheet_can_be_had_alone() {
    let page = page(Q2, Some(2));
    assert!(page.contains("What Went Well") && !page.contains("Strengths") && !page.contains("<nav"));
    assert_eq!(page.matches("<h2 ").count(), 1);
}

#[test]
fn what_is_promised_says_who_and_when_in_words() {
    let yaml = "title: A\nsheets:\n- kind: retro\n  actions:\n  - text: a\n    owner: Flora\n    due: 2025-06-30\n  - b\n\
                \x20 - text: c\n    due: 2025-07-01\n    done: 2025-06-01\n  - text: d\n    due: soon\n";
    let page = page(yaml, None);
    let xml = xml(&page);
    let items =
        xml.descendants().filter(|node| node.tag_name().name() == "li").map(text_of).collect::<Vec<_>>();
    assert_eq!(items[0], "aFloralate, was due 30 Jun 2025");
    assert_eq!(items[1], "bnobodyno date");
    assert_eq!(items[2], "c✓ done 1 Jun 2025due 1 Jul 2025");
    assert_eq!(
        items[3],
        "dnobodyno datedue: soon".replace("due: ", "due"),
        "what is wrong stands there as written"
    );
    assert!(page.contains("3 open") && page.contains("<time datetime=\"2025-06-30\">30 Jun 2025</time>"));
}

#[test]
fn an_address_is_a_link_and_what_looks_like_one_is_not() {
    let yaml = "title: A\nsheets:\n- kind: brief\n  url: https://example.org/?a=1&b=2\n  source: javascript:alert(1)\n";
    let page = page(yaml, None);
    assert!(
        page.contains("<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noreferrer noopener nofollow\">")
    );
    assert!(page.contains("<bdi>javascript:alert(1)</bdi>"));
}
