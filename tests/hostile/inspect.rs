//! The commands that hostile files meet, and what must be true of every output. It must not know the files.

use super::runner::Outcome;

/// The longest line of a message, in characters: its place, at most 200 of a quotation, and what it says of it.
const LINE_CHARS: usize = 320;
/// Elements of the pages that the program writes, beside those of their pictures.
const OF_PAGES: &str = "html head meta title style body a header main nav section div h1 h2 h3 h4 p ol ul li b bdi span \
    time dl dt dd meter";
/// As much may be told of one file.
const TOLD_BYTES: usize = 1 << 20;
/// Elements of the pictures that the program draws.
const ELEMENTS: [&str; 13] = [
    "svg", "/svg", "style", "/style", "rect", "text", "/text", "g", "/g", "tspan", "/tspan", "title",
    "/title",
];

/// What standard output holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Text,
    Ansi,
    Svg,
    Html,
    Json,
    Told,
}

/// One command.
#[derive(Clone)]
pub struct Run {
    pub arguments: Vec<String>,
    form: Form,
}

impl Run {
    pub fn new(form: Form, arguments: &[&str]) -> Self {
        Self { arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(), form }
    }

    pub fn text(arguments: &[&str]) -> Self {
        Self::new(Form::Text, arguments)
    }
}

/// Walks, opens editors, forms and the help, and keeps nothing.
const WALK: &str =
    "jjkkl<Tab>hgg<CR><Esc>Gi<Esc>I<Esc>?<Esc>kkk<CR><Esc>jjj2e<Esc>I3jI<Esc>4l5jj6<C-d><C-u>1kkkk";
const FAR: &str = "G<Tab>G<Tab>G<Tab>G<Tab>G<Tab>G<CR><End><Home><Esc>]]]]]?";
const FORM: &str = "jIjjjjjj<CR><Esc>";

/// What every file meets.
pub fn commands() -> Vec<Run> {
    let open = |form, print, size, keys| {
        Run::new(form, &["open", "board.yaml", "--print", print, "--size", size, "--keys", keys])
    };
    vec![
        open(Form::Text, "text", "80x24", WALK),
        Run::new(Form::Told, &["check", "board.yaml"]),
        open(Form::Svg, "svg", "120x36", FORM),
        Run::new(Form::Json, &["check", "board.yaml", "--json", "--strict"]),
        Run::text(&["show", "board.yaml"]),
        open(Form::Ansi, "ansi", "200x60", FAR),
        Run::new(Form::Json, &["export", "board.yaml", "--to", "json"]),
        Run::new(Form::Svg, &["export", "board.yaml", "--to", "svg"]),
        Run::new(Form::Html, &["export", "board.yaml", "--to", "html"]),
        Run::new(Form::Json, &["actions", "board.yaml", "--json"]),
        Run::text(&["list", "board.yaml"]),
        open(Form::Text, "text", "20x5", "jI"),
        Run::text(&["show", "board.yaml", "--width", "20"]),
        Run::new(Form::Json, &["list", "board.yaml", "--json"]),
        open(Form::Ansi, "ansi", "44x16", "jjji"),
    ]
}

/// What is wrong with how a run went.
pub fn faults(run: &Run, outcome: &Outcome) -> Vec<String> {
    let err = String::from_utf8_lossy(&outcome.err).into_owned();
    let mut faults = Vec::new();
    if !matches!(outcome.status, Some(0..=2)) {
        let told = err.chars().take(300).collect::<String>();
        faults.push(format!("ended with {:?}, signal {:?}: {told}", outcome.status, outcome.signal));
        return faults;
    }
    match std::str::from_utf8(&outcome.out) {
        Ok(out) => faults.extend(wrong_output(run.form, out)),
        Err(error) => faults.push(format!("its output is no UTF-8: {error}")),
    }
    faults.extend(acting(&err).map(|found| format!("a message that acts: {found}")));
    faults.extend(too_long(&err));
    faults
}

fn wrong_output(form: Form, out: &str) -> Vec<String> {
    let mut faults = Vec::new();
    match form {
        Form::Text => {}
        Form::Ansi => {
            faults.extend(acting(&without_styles(out)));
            return faults;
        }
        Form::Svg => faults.extend(foreign_element(out)),
        Form::Html => faults.extend(foreign_in_page(out)),
        Form::Told => faults.extend(too_long(out)),
        Form::Json if out.is_empty() => {}
        Form::Json => {
            let read = serde_json::from_str::<serde_json::Value>(out);
            faults.extend(read.err().map(|error| format!("no JSON: {error}")));
        }
    }
    faults.extend(acting(out));
    faults
}

/// The text without the escapes for styles, `ESC [ digits ; m`.
fn without_styles(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        match rest.strip_prefix('m') {
            Some(rest) => plain.push_str(rest),
            None => plain.extend(["\x1b[", part]),
        }
    }
    plain
}

/// The first character that acts on a terminal, hides or turns the writing, with what stands around it.
pub fn acting(text: &str) -> Option<String> {
    let at = text.char_indices().find(|(_, c)| is_acting(*c))?.0;
    let around = text[at..].chars().take(30).collect::<String>();
    Some(format!("{around:?} at byte {at}"))
}

fn is_acting(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn too_long(told: &str) -> Option<String> {
    let longest = told.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    (longest > LINE_CHARS || told.len() > TOLD_BYTES)
        .then(|| format!("{} bytes told, the longest line has {longest} characters", told.len()))
}

/// The names behind each `<`.
fn elements(text: &str) -> impl Iterator<Item = &str> {
    let name = |part| str::split(part, |c: char| c.is_whitespace() || c == '>').next().unwrap_or_default();
    text.split('<').skip(1).map(move |part| name(part).trim_end_matches('/'))
}

/// An element that is none of ours: text of the board became part of the picture.
fn foreign_element(picture: &str) -> Option<String> {
    elements(picture).find(|name| !ELEMENTS.contains(name)).map(|name| format!("<{name}>"))
}

/// The same for a page.
fn foreign_in_page(page: &str) -> Option<String> {
    let is_ours = |name: &str| {
        OF_PAGES.split(' ').any(|ours| ours == name.trim_start_matches('/')) || name == "!DOCTYPE"
    };
    elements(page).find(|name| !is_ours(name)).map(|name| format!("<{name}>"))
}

#[test]
fn the_inspector_sees_what_it_must() {
    assert!(acting(&without_styles("a\x1b[0;31mb\x1b[2Jc")).is_some());
    assert_eq!(acting(&without_styles("a\x1b[0;31mb\x1b[0m\n")), None);
    assert!(acting("\u{202e}").is_some() && acting("\u{9b}").is_some());
    assert_eq!(foreign_element("<svg a='b'><text>&lt;script></text></svg>"), None);
    assert!(foreign_element("<svg><script>").is_some());
    assert_eq!(foreign_in_page("<!DOCTYPE html>\n<p class=\"a\">&lt;script></p>"), None);
    assert!(foreign_in_page("<p><img src=x></p>").is_some());
    assert!(too_long(&"x".repeat(400)).is_some());
}
