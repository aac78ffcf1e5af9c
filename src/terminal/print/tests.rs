use ratatui::layout::Rect;
use ratatui::style::Style as Look;

use super::*;

/// A buffer from rows, with one styled piece: row, column, text, style.
fn buffer(rows: &[&str], pieces: &[(u16, u16, &str, Look)]) -> Buffer {
    let mut buffer = Buffer::with_lines(rows.to_vec());
    for (y, x, text, style) in pieces {
        #[expect(clippy::disallowed_methods, reason = "the test's own words")]
        buffer.set_string(*x, *y, text, *style);
    }
    buffer
}

#[test]
fn text_has_no_blanks_at_row_ends_and_wide_characters_once() {
    let screen = buffer(&["one   ", "      ", "小米 x"], &[]);
    assert_eq!(text(&screen), "one\n\n小米 x\n");
    assert_eq!(text(&Buffer::empty(Rect::ZERO)), "");
}

#[test]
fn a_cell_behind_a_wide_character_is_not_printed() {
    let mut screen = buffer(&["abcd"], &[]);
    #[expect(clippy::disallowed_methods, reason = "the test's own words")]
    screen[(1, 0)].set_symbol("小");
    assert_eq!(text(&screen), "a小d\n");
}

#[test]
fn ansi_changes_the_style_only_where_it_changes_and_ends_each_line_plain() {
    let bold = Look::new().fg(Color::Red).add_modifier(Modifier::BOLD);
    let screen =
        buffer(&["plain", "ab cd  "], &[(1, 0, "ab", bold), (1, 3, "cd", Look::new().bg(Color::LightBlue))]);
    assert_eq!(ansi(&screen), "plain\n\x1b[0;1;31mab\x1b[0m \x1b[0;104mcd\x1b[0m\n");
}

#[test]
fn ansi_keeps_blanks_that_are_seen_and_writes_every_kind_of_colour() {
    let reversed = Look::new().add_modifier(Modifier::REVERSED);
    let rich = Look::new().fg(Color::Indexed(200)).bg(Color::Rgb(1, 2, 3));
    let screen = buffer(&["    "], &[(0, 0, "x ", reversed), (0, 2, "y", rich)]);
    assert_eq!(ansi(&screen), "\x1b[0;7mx \x1b[0;38;5;200;48;2;1;2;3my\x1b[0m\n");
}

#[test]
fn svg_places_each_piece_by_its_column() {
    let screen = buffer(&["ab 小<é"], &[(0, 0, "ab", Look::new().fg(Color::Cyan))]);
    let picture = svg(&screen, None);
    assert!(picture.contains("<text x=\"12\" y=\"26\" textLength=\"18\""), "{picture}");
    assert!(picture.contains("class=\"c6\">ab</text>"), "{picture}");
    assert!(picture.contains("<text x=\"39\" y=\"26\" textLength=\"18\""), "{picture}");
    assert!(picture.contains(">小</text>"), "{picture}");
    assert!(picture.contains("<text x=\"57\" y=\"26\" textLength=\"18\""), "{picture}");
    assert!(picture.contains(">&lt;é</text>"), "{picture}");
}

#[test]
fn svg_draws_a_rule_as_one_piece_and_backgrounds_underlines_and_the_caret_as_rectangles() {
    let marked = Look::new().add_modifier(Modifier::REVERSED | Modifier::UNDERLINED | Modifier::BOLD);
    let screen = buffer(&["────", "hi  "], &[(1, 0, "hi", marked)]);
    let picture = svg(&screen, Some((2, 1)));
    assert!(picture.contains("textLength=\"36\"") && picture.contains(">────</text>"), "{picture}");
    assert!(
        picture.contains("<rect x=\"12\" y=\"31\" width=\"18\" height=\"19\" class=\"fg\"/>"),
        "{picture}"
    );
    assert!(
        picture.contains("<rect x=\"12\" y=\"47\" width=\"18\" height=\"1\" class=\"bg\"/>"),
        "{picture}"
    );
    assert!(picture.contains("class=\"bg b\">hi</text>"), "{picture}");
    assert!(
        picture.contains("<rect x=\"30\" y=\"31\" width=\"2\" height=\"19\" class=\"fg\"/>"),
        "{picture}"
    );
}

#[test]
fn svg_draws_blocks_as_rectangles_without_gaps_between_rows() {
    let picture = svg(&buffer(&["▌a", "▄█"], &[]), None);
    assert!(
        picture.contains("<rect x=\"12\" y=\"12\" width=\"5\" height=\"19\" class=\"fg\"/>"),
        "{picture}"
    );
    assert!(
        picture.contains("<rect x=\"12\" y=\"40\" width=\"9\" height=\"10\" class=\"fg\"/>"),
        "{picture}"
    );
    assert!(
        picture.contains("<rect x=\"21\" y=\"31\" width=\"9\" height=\"19\" class=\"fg\"/>"),
        "{picture}"
    );
}

#[test]
fn svg_is_closed_reads_in_light_and_dark_and_is_the_same_every_time() {
    let screen = buffer(&["a"], &[(0, 0, "a", Look::new().fg(Color::Indexed(196)).bg(Color::Indexed(244)))]);
    let picture = svg(&screen, None);
    assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n"));
    assert!(picture.contains("prefers-color-scheme:dark"));
    assert!(picture.contains("fill=\"#ff0000\"") && picture.contains("fill=\"#808080\""), "{picture}");
    assert!(!picture.contains("url("), "nothing is fetched");
    assert_eq!(picture, svg(&screen, None));
}
