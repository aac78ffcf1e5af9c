//! Words of a Markdown text with what their marks said of them: what is strong, struck or stressed, links, comments.
//! It must not know what becomes of them.

/// Text between marks, without the marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::exchange) struct Line {
    /// Its line in the document, from 1.
    pub at: usize,
    /// The words; a hard break is a line break, a soft one a blank.
    pub text: String,
    /// Bytes at the start that are strong; 0 where none are.
    pub strong: usize,
    /// Where the emphasis begins that the words end with.
    pub tail: Option<usize>,
    /// Whether all of it is struck out.
    pub is_struck: bool,
    /// Where links and pictures lead to.
    pub links: Vec<String>,
    /// What stands in comments.
    pub comments: Vec<String>,
    /// Where lines of the document end in it.
    pub breaks: Vec<usize>,
}

impl Line {
    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.text.trim_matches(' ').is_empty() && self.comments.is_empty() && self.links.is_empty()
    }

    /// Whether every word is strong.
    pub fn is_strong(&self) -> bool {
        self.strong > 0 && self.text[self.strong..].trim().trim_matches(':').is_empty()
    }

    /// Whether every word is in emphasis.
    pub fn is_stressed(&self) -> bool {
        self.tail == Some(0)
    }
}

/// A line that is being put together.
#[derive(Debug, Default)]
pub(super) struct Writing {
    line: Line,
    strong: Option<usize>,
    stressed: Option<(usize, usize)>,
    struck: Option<(usize, usize)>,
}

/// Tags of HTML that only dress the words between them.
const DRESS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "body",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "main",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

impl Writing {
    pub fn begin_at(&mut self, line: usize) {
        if self.line.at == 0 {
            self.line.at = line;
        }
    }

    pub fn text(&mut self, text: &str) {
        self.line.text.push_str(text);
    }

    pub fn soft_break(&mut self) {
        self.line.breaks.push(self.line.text.len());
        self.line.text.push(' ');
    }

    pub fn html(&mut self, html: &str) {
        if let Some(comment) = html.strip_prefix("<!--") {
            // The blank before a comment belongs to it.
            if self.line.text.ends_with(' ') {
                self.line.text.pop();
            }
            self.line.comments.push(comment.trim_end_matches("-->").trim().to_owned());
        } else if is_tag(html, &["br"]) {
            self.line.text.push('\n');
        } else if !is_tag(html, DRESS) {
            self.line.text.push_str(html);
        }
    }

    pub fn begin_strong(&mut self) {
        if self.line.text.is_empty() {
            self.strong = Some(0);
        }
    }

    pub fn end_strong(&mut self) {
        if self.strong.take().is_some() {
            self.line.strong = self.line.text.len();
        }
    }

    pub fn begin_stress(&mut self) {
        self.stressed = Some((self.line.text.len(), usize::MAX));
    }

    pub fn end_stress(&mut self) {
        if let Some((_, end)) = &mut self.stressed {
            *end = self.line.text.len();
        }
    }

    pub fn begin_struck(&mut self) {
        self.struck.get_or_insert((self.line.text.len(), usize::MAX));
    }

    pub fn end_struck(&mut self) {
        if let Some((_, end)) = &mut self.struck {
            *end = self.line.text.len();
        }
    }

    pub fn link(&mut self, to: &str) {
        self.line.links.push(to.to_owned());
    }

    /// The line; the next one begins empty.
    pub fn take(&mut self) -> Line {
        let Self { mut line, stressed, struck, .. } = std::mem::take(self);
        let is_rest_blank = |end: usize| line.text.get(end..).is_some_and(|rest| rest.trim().is_empty());
        line.tail = stressed.filter(|(_, end)| is_rest_blank(*end)).map(|(start, _)| start);
        line.is_struck = struck.is_some_and(|(start, end)| start == 0 && end > 0 && is_rest_blank(end));
        line
    }
}

/// Whether a piece of HTML is a tag of one of these names.
fn is_tag(html: &str, names: &[&str]) -> bool {
    let inside = html.trim_start_matches('<').trim_start_matches('/');
    let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// What a block of HTML says, without its tags: the texts line by line, and its comments.
pub(super) fn texts_of_html(html: &str) -> (Vec<String>, Vec<String>) {
    let (mut texts, mut comments) = (vec![String::new()], Vec::new());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '\n']) {
        push(&mut texts, &rest[..at]);
        rest = &rest[at..];
        if let Some(behind) = rest.strip_prefix('\n') {
            texts.push(String::new());
            rest = behind;
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            let (inside, behind) = comment.split_once("-->").unwrap_or((comment, ""));
            comments.push(inside.trim().to_owned());
            rest = behind;
        } else {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            if !is_tag(&rest[..end], DRESS) && !is_tag(&rest[..end], &["br"]) {
                push(&mut texts, &rest[..end]);
            } else if !is_tag(&rest[..end], &["a", "b", "i", "em", "strong", "span", "code", "u", "s"]) {
                texts.push(String::new());
            }
            rest = &rest[end..];
        }
    }
    push(&mut texts, rest);
    texts.retain(|text| !text.trim().is_empty());
    (texts, comments)
}

fn push(texts: &mut [String], piece: &str) {
    if let Some(last) = texts.last_mut() {
        last.push_str(piece);
    }
}
