//! Text that does nothing in HTML, whatever stands in it. It must not know where it stands.
//!
//! Everything from a board goes through here: markup is written out, and what cannot be seen or turns the direction of
//! writing stands there by its number (`U+202E`), marked as such, so that it can be read back.

use std::fmt::{self, Display, Formatter};

use crate::text::is_invisible;

/// A text as content of an element; blanks and line breaks as they are.
pub(super) struct Text<'t>(pub &'t str);

/// A text where no element may stand: the title of the page, and attributes.
pub(super) struct Line<'t>(pub &'t str);

/// A text that is a link where it is an address of the web, else as [`Text`].
pub(super) struct Address<'t>(pub &'t str);

impl Display for Text<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        escape(self.0, out, |c, out| write!(out, "<span class=\"code\">U+{:04X}</span>", u32::from(c)))
    }
}

impl Display for Line<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        escape(self.0, out, |c, out| write!(out, "\\u{{{:x}}}", u32::from(c)))
    }
}

impl Display for Address<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        if is_of_the_web(self.0) {
            let address = Line(self.0);
            write!(out, "<a href=\"{address}\" rel=\"noreferrer noopener nofollow\">{}</a>", Text(self.0))
        } else {
            Text(self.0).fmt(out)
        }
    }
}

/// Writes out what HTML takes for markup; `hidden` writes what a person could not see.
fn escape(
    text: &str,
    out: &mut Formatter<'_>,
    hidden: impl Fn(char, &mut Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    let mut written = 0;
    for (at, c) in text.char_indices() {
        let reference = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\t' => "&#9;",
            c if is_hidden(c) => "",
            _ => continue,
        };
        out.write_str(&text[written..at])?;
        written = at + c.len_utf8();
        if reference.is_empty() { hidden(c, out)? } else { out.write_str(reference)? }
    }
    out.write_str(&text[written..])
}

/// Controls, what is invisible, and what is no character in XML.
fn is_hidden(c: char) -> bool {
    c.is_control() && c != '\n' || is_invisible(c) || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether a text is one address that a browser may go to: no other scheme does anything in an export.
fn is_of_the_web(text: &str) -> bool {
    let after =
        |scheme: &str| text.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme));
    let rest =
        ["http://", "https://"].into_iter().find(|scheme| after(scheme)).map(|scheme| &text[scheme.len()..]);
    let odd = |c: char| c.is_whitespace() || is_hidden(c) || "\"'<>\\^`{|}".contains(c);
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric() || c == '[') && !rest.contains(odd)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_written_out_and_what_is_hidden_is_told_by_its_number() {
        let text = "<b a=\"x\" b='y'>&amp;</b>\u{202e}\u{0}\u{1b}[1m\r\n\tb\u{fffe}";
        assert_eq!(
            Text(text).to_string(),
            "&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&lt;/b&gt;<span class=\"code\">U+202E</span>\
             <span class=\"code\">U+0000</span><span class=\"code\">U+001B</span>[1m<span class=\"code\">U+000D</span>\n\
             &#9;b<span class=\"code\">U+FFFE</span>"
        );
        assert_eq!(Line("</title>\u{7}").to_string(), "&lt;/title&gt;\\u{7}");
        assert_eq!(Text("👨‍👩‍👧 é 小米").to_string(), "👨‍👩‍👧 é 小米");
    }

    #[test]
    fn only_an_address_of_the_web_is_a_link() {
        for address in
            ["https://example.org/a?b=c&d=e#f", "HTTP://example.org", "https://例え.jp/ä", "http://[::1]/"]
        {
            let link = Address(address).to_string();
            assert!(link.starts_with("<a href=\"") && link.contains("rel=\"noreferrer"), "{link}");
        }
        let texts = [
            "javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            " https://example.org",
            "https://",
            "https:///x",
            "https://a b",
            "https://a\"onload=x",
            "https://a\u{202e}b",
            "//example.org",
            "file:///etc/passwd",
            "Counterpoint, https://example.org",
            "ｈttps://example.org",
            "http:/example.org",
        ];
        for text in texts {
            assert!(!Address(text).to_string().contains("<a"), "{text}");
        }
    }
}
