//! What must be true of every picture: nothing foreign in it, nothing outside it, nothing left out untold.

use roxmltree::{Document as Xml, Node};

use super::*;
use crate::document::{Document, Read};

const Q2: &str = include_str!("../../../boards/xiaomi-sales/2025-Q2.yaml");

fn draw(yaml: &str, index: usize) -> Picture {
    let Read::Board(document, _) = Document::read(yaml.to_owned(), None) else { panic!("no board") };
    picture(document.board(), index, jiff::civil::date(2025, 7, 1), &Trends::default()).unwrap()
}

fn number(node: Node<'_, '_>, name: &str) -> Option<f64> {
    node.attribute(name)?.parse().ok()
}

/// All words of the picture.
fn words(picture: &Picture) -> String {
    let xml = Xml::parse(&picture.text).unwrap();
    let lines = xml.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    let all = |line: Node<'_, '_>| {
        line.descendants()
            .filter_map(|node| node.text().filter(|_| node.is_text()).map(str::to_owned))
            .collect::<Vec<_>>()
            .join(" ")
    };
    lines.map(all).collect::<Vec<_>>().join(" ")
}

/// Only our elements, and each inside the picture as far as its widths are known.
fn is_sound(picture: &Picture) {
    let xml = Xml::parse(&picture.text).unwrap();
    for node in xml.descendants().filter(Node::is_element) {
        assert!(["svg", "title", "rect", "text", "tspan"].contains(&node.tag_name().name()), "{node:?}");
        assert!(
            node.attributes()
                .all(|attribute| !attribute.name().starts_with("on") && !attribute.name().contains("href"))
        );
        let (Some(x), Some(y)) = (number(node, "x"), number(node, "y")) else { continue };
        let width = number(node, "width").unwrap_or_else(|| width_of(node));
        let is_mirrored = node.attribute("direction") == Some("rtl");
        let ends_there = (node.attribute("text-anchor") == Some("end")) != is_mirrored;
        let left = if ends_there { x - width } else { x };
        assert!(left >= -1.0 && left + width <= SIZE.0 + 1.0, "{left} {width} {:?}", node.text());
        assert!((0.0..=SIZE.1 + 1.0).contains(&y), "{y} {:?}", node.text());
    }
}

fn width_of(node: Node<'_, '_>) -> f64 {
    let pieces = node.descendants().filter(Node::is_element).filter_map(|piece| {
        let size = number(piece, "font-size")?;
        let face = Face { bold: piece.attribute("font-weight").is_some(), ..Face::plain(size) };
        let text = piece.children().find(Node::is_text).and_then(|text| text.text()).unwrap_or_default();
        Some(face.width(text) + number(piece, "dx").unwrap_or(0.0))
    });
    pieces.sum()
}

#[test]
fn every_sheet_of_the_sample_is_drawn_whole() {
    for index in 0..5 {
        let picture = draw(Q2, index);
        is_sound(&picture);
        assert_eq!(picture.cut, 0, "sheet {index}");
    }
    let retro = words(&draw(Q2, 2));
    for said in [
        "What Went Well",
        "★ 7",
        "Flora · late, was due 30 Jun 2025",
        "nobody · no date",
        "✓ done 12 Jun 2025 · Flora",
    ] {
        assert!(retro.contains(&said.replace("★ ", "★")), "{said}: {retro}");
    }
    let plan = words(&draw(Q2, 1));
    assert!(
        plan.contains("◆ 0.63") && plan.contains("700M") && plan.contains("Innovation at heart"),
        "{plan}"
    );
}

#[test]
fn metrics_have_bars_for_the_periods_before() {
    let Read::Board(before, _) = Document::read(Q2.to_owned(), None) else { panic!("no board") };
    let now = Q2.replace("700M", "742M");
    let Read::Board(document, _) = Document::read(now, None) else { panic!("no board") };
    let mut trends = Trends::default();
    trends.add(before.board());
    let today = jiff::civil::date(2025, 7, 1);
    let bars = |trends: &Trends| {
        let picture = picture(document.board(), 1, today, trends).unwrap();
        is_sound(&picture);
        picture.text.matches("<rect").count()
    };
    assert_eq!(bars(&trends), bars(&Trends::default()) + 6, "two for each of three metrics");
}

#[test]
fn what_is_written_from_the_right_begins_on_the_right() {
    let picture = draw("title: A\nsheets:\n- kind: swot\n  strengths:\n  - שלום עולם\n  - hello\n", 0);
    is_sound(&picture);
    let xml = Xml::parse(&picture.text).unwrap();
    let line =
        |words: &str| xml.descendants().find(|node| node.is_element() && node.text() == Some(words)).unwrap();
    let (words, rank) = (line("שלום עולם"), line("1"));
    assert_eq!(words.attribute("direction"), Some("rtl"));
    assert!(number(words, "x") < number(rank, "x"), "the rank stands where the words begin");
    assert_eq!(line("hello").attribute("direction"), None);
}

#[test]
fn what_has_no_room_is_counted_in_the_picture() {
    for (kind, panes) in [
        ("swot", "strengths weaknesses priorities"),
        ("retro", "went_well actions more"),
        ("brief", "events figures"),
    ] {
        for count in [1usize, 7, 30, 400] {
            let items =
                (0..count).map(|at| format!("  - TAG: q{at}q and words\n")).collect::<Vec<_>>().concat();
            let panes = panes.split(' ').map(|pane| format!("  {pane}:\n{items}")).collect::<Vec<_>>();
            let picture = draw(&format!("title: A\nsheets:\n- kind: {kind}\n{}", panes.concat()), 0);
            is_sound(&picture);
            let text = words(&picture);
            let told =
                text.split("… ").skip(1).filter_map(|rest| rest.split_once(" more")?.0.parse::<usize>().ok());
            assert_eq!(told.sum::<usize>(), picture.cut, "{kind} {count}");
            let figures = if kind == "brief" { count } else { 0 };
            let shown = text
                .split('q')
                .filter(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
                .count();
            assert_eq!(shown + picture.cut, count * panes.len(), "{kind} {count} {figures}");
        }
    }
}

#[test]
fn no_text_is_wider_than_the_picture_or_becomes_markup() {
    let long = ["W", "小", "👨‍👩‍👧", "ﷺ", "é", "i ", "a-", "ไทย", "\u{301}"].map(|part| part.repeat(400));
    let hostile = [
        "</text><script>alert(1)</script>",
        "\\\"onload=x",
        "\\0\\x1b\\x85\\u202e\\ufffe\\uffff",
        "]]><!--",
        "&lt;&#60;",
    ];
    for text in long.iter().map(String::as_str).chain(hostile) {
        let item = format!(
            "  - tag: \"{text}\"\n    text: \"{text}\"\n    owner: \"{text}\"\n    from: [\"{text}\"]\n    votes: 4000000000\n"
        );
        for (index, kind) in Kind::ALL.into_iter().enumerate() {
            let panes = kind
                .panes()
                .iter()
                .map(|pane| format!("  {}:\n{item}", pane.key))
                .collect::<Vec<_>>()
                .concat();
            let heads = ["title", "motto", "conclusion", "summary", "source"]
                .map(|head| format!("  {head}: \"{text}\"\n"))
                .concat();
            let yaml = format!(
                "title: \"{text}\"\nmission: \"{text}\"\nsheets:\n- kind: {}\n{heads}{panes}",
                kind.key()
            );
            let picture = draw(&yaml, 0);
            is_sound(&picture);
            assert!(!picture.text.contains(|c: char| c.is_control() && c != '\n'), "{index}");
        }
    }
}

#[test]
fn a_sheet_without_anything_and_one_that_is_not_there() {
    is_sound(&draw("title: A\nsheets:\n- kind: nonsense\n", 0));
    let Read::Board(document, _) = Document::read("title: A\n".to_owned(), None) else { panic!() };
    assert_eq!(picture(document.board(), 0, jiff::civil::date(2025, 7, 1), &Trends::default()), None);
}
