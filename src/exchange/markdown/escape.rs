//! Text as Markdown that renders as it is written and reads back as it was, wherever it is pasted.
//! It must not know what the text is.

use std::fmt::Write;

use crate::exchange::json;

/// The text as words of a paragraph or an item. Line breaks become hard breaks, with `indent` before the next line;
/// where there is no place for a second line (`None`), and at the ends of the text, they become `&#10;`.
///
/// `<` and `&` become entities, since old Markdown knows no backslash before them; blanks at the ends of lines and
/// whatever could act on a terminal become `&#32;`, `&#x1b;`.
pub(super) fn words(text: &str, indent: Option<&str>) -> String {
    let inside = text.trim_matches('\n');
    let before = text.len() - text.trim_start_matches('\n').len();
    let behind = if inside.is_empty() { 0 } else { text.len() - before - inside.len() };
    let mut out = "&#10;".repeat(before);
    for (index, line) in inside.split('\n').enumerate() {
        match indent {
            Some(indent) if index > 0 => {
                let _ = write!(out, "\\\n{indent}");
            }
            None if index > 0 => out.push_str("&#10;"),
            _ => {}
        }
        push_line(&mut out, line);
    }
    out + &"&#10;".repeat(behind)
}

fn push_line(out: &mut String, line: &str) {
    let text = line.trim_start_matches(' ');
    out.push_str(&"&#32;".repeat(line.len() - text.len()));
    let inside = text.trim_end_matches(' ');
    let mut rest = mark_at_start(out, inside);
    let mut last = None;
    while let Some(c) = rest.chars().next() {
        if let Some(address) = address_of_marks(rest).filter(|_| !is_word(last)) {
            let _ = write!(out, "<{address}>");
            rest = &rest[address.len()..];
            last = address.chars().next_back();
            continue;
        }
        rest = &rest[c.len_utf8()..];
        push(out, c, last, rest);
        last = Some(c);
    }
    out.push_str(&"&#32;".repeat(text.len() - inside.len()));
}

/// The address of the web that a text begins with, where it holds what would be escaped. Renderers make a link of an address
/// by themselves, and would take the escapes into it; between `<` and `>` it stands as it is.
fn address_of_marks(text: &str) -> Option<&str> {
    let scheme = ["http://", "https://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let is_end =
        |c: char| c.is_whitespace() || c.is_control() || json::is_active(c) || matches!(c, '<' | '>' | '"');
    let address = &text[..text.find(is_end).unwrap_or(text.len())];
    let address = address.trim_end_matches(|c: char| ".,:;!?'*_~`|\\)]".contains(c));
    let mut escaped = String::new();
    push_all(&mut escaped, address);
    (address.len() > scheme.len() && escaped != address && !escaped.contains("&amp;")).then_some(address)
}

fn push_all(out: &mut String, text: &str) {
    let mut last = None;
    for (at, c) in text.char_indices() {
        push(out, c, last, &text[at + c.len_utf8()..]);
        last = Some(c);
    }
}

/// Escapes what means something only where a line begins with it; answers what follows.
fn mark_at_start<'t>(out: &mut String, line: &'t str) -> &'t str {
    let Some(first) = line.chars().next() else { return line };
    let rest = &line[first.len_utf8()..];
    match first {
        '#' | '=' | '/' => out.push('\\'),
        '+' | '-' if rest.is_empty() || rest.starts_with([' ', first]) => out.push('\\'),
        ':' if rest.starts_with([' ', ':', '-']) => out.push('\\'),
        '>' => {
            out.push_str("&gt;");
            return rest;
        }
        '0'..='9' => {
            let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (digits, behind) = line.split_at(number);
            let is_item =
                behind.starts_with(['.', ')']) && (behind.len() == 1 || behind[1..].starts_with(' '));
            out.push_str(digits);
            out.push_str(if is_item { "\\" } else { "" });
            return if is_item { push_first(out, behind) } else { behind };
        }
        _ => return line,
    }
    push_first(out, line)
}

fn push_first<'t>(out: &mut String, text: &'t str) -> &'t str {
    let mut chars = text.chars();
    out.extend(chars.next());
    chars.as_str()
}

fn push(out: &mut String, c: char, last: Option<char>, rest: &str) {
    let next = rest.chars().next();
    match c {
        '\\' | '`' | '*' | '[' | ']' | '|' => {
            out.push('\\');
            out.push(c);
        }
        '_' if !(is_word(last) && is_word(next)) => out.push_str("\\_"),
        // Before a number, as in ` $5` and ` ~5`, they close nothing.
        '~' | '$'
            if last.is_some_and(|last| last != ' ') || !next.is_some_and(|next| next.is_ascii_digit()) =>
        {
            out.push('\\');
            out.push(c);
        }
        // At the end of a heading marks of it are taken away.
        '#' if rest.trim_matches('#').is_empty() => out.push_str("\\#"),
        '<' => out.push_str("&lt;"),
        '&' if begins_entity(rest) => out.push_str("&amp;"),
        _ if c.is_control() || json::is_active(c) => {
            let _ = write!(out, "&#x{:x};", c as u32);
        }
        _ => out.push(c),
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Whether what follows `&` makes an entity of it.
fn begins_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches('#').trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    name.len() < rest.len() && name.starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_plain() {
        for text in
            ["400+ products, 13.4% (a_b) - 5 > 3", "R&D: \"best\" it's 小米 🚀", "a-b.c! #5 ~5 $5 x: y"]
        {
            assert_eq!(words(text, None), text);
        }
    }

    #[test]
    fn what_markdown_would_read_is_escaped() {
        for (text, expected) in [
            ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"),
            ("<script>", "&lt;script>"),
            ("[x](javascript:y)", "\\[x\\](javascript:y)"),
            ("# a #", "\\# a \\#"),
            ("1. a", "1\\. a"),
            ("- a", "\\- a"),
            ("-5", "-5"),
            ("> a", "&gt; a"),
            ("/close", "\\/close"),
            ("a|b", "a\\|b"),
            ("&lt; & x", "&amp;lt; & x"),
            (" a ", "&#32;a&#32;"),
            ("(see https://x.y/a*b[1]_c).", "(see <https://x.y/a*b[1]_c>)."),
            ("https://x.y/a?b&c=1, xhttps://a*b", "https://x.y/a?b&c=1, xhttps://a\\*b"),
            ("a\u{1b}[0m\u{202e}", "a&#x1b;\\[0m&#x202e;"),
        ] {
            assert_eq!(words(text, None), expected);
        }
        assert_eq!(words("\na\n\n# b\n", Some("  ")), "&#10;a\\\n  \\\n  \\# b&#10;");
        assert_eq!(words("\n\n", None), "&#10;&#10;");
    }
}
