//! What happens inside, measured: `cargo bench --bench figures` prints the table, with names behind `--` those rows alone.
//! `cargo bench --bench figures -- --write FOLDER` writes the boards that it measures, for measuring the whole program.
//!
//! A figure is the least of some rounds: other work on the machine only ever adds. Nothing here fails for being slow.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a program for ourselves: what goes wrong may end it")]

#[path = "figures/boards.rs"]
mod boards;
#[path = "figures/edits.rs"]
mod edits;
#[path = "figures/workspace.rs"]
mod workspace;

use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use granit_parser::{Parser, StrInput};
use stratboard::app::{App, Content, Message, OpenBoard};
use stratboard::config::keymap::Keymap;
use stratboard::config::keys::parse_keys;
use stratboard::config::theme::Theme;
use stratboard::document::{Document, Edit, Step};
use stratboard::merge::merge;
use stratboard::model::{Focus, ListAt};
use stratboard::terminal::MemoryScreen;
use stratboard::text::wrap;
use stratboard::ui;

const SIZES: [usize; 4] = [20, 1_000, 10_000, 100_000];
/// A row takes about so long.
const PATIENCE: Duration = Duration::from_millis(1500);
const LEAST_ROUNDS: usize = 2;
const MOST_ROUNDS: usize = 400;

/// Measures and prints one row for a number of items.
type Row = fn(usize);

fn main() {
    let words = std::env::args().skip(1).filter(|word| word != "--bench").collect::<Vec<String>>();
    if let [command, folder] = &words[..]
        && command == "--write"
    {
        return write_boards(Path::new(folder));
    }
    let table: [(&str, Row); 10] = [
        ("reading", reading),
        ("key", key),
        ("typing", typing),
        ("keeping", keeping),
        ("scroll by votes", by_votes),
        ("edit", edit),
        ("wrapping", wrapping),
        ("merging", merging),
        ("saving", saving),
        ("files", files),
    ];
    line("| what | items | ms | beside |\n| --- | ---: | ---: | --- |");
    for (name, row) in table {
        if words.is_empty() || words.iter().any(|word| name.contains(word.as_str())) {
            SIZES.into_iter().for_each(row);
        }
    }
}

fn write_boards(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    for items in SIZES {
        std::fs::write(folder.join(format!("{items}.yaml")), boards::board(items)).unwrap();
    }
}

/// Commands over 10,000 files, for boards of the smallest size only.
fn files(items: usize) {
    if items == SIZES[0] {
        workspace::measure(items, |what, took, beside| print(what, items, took, beside));
    }
}

/// The least time of some rounds; what `prepare` makes is not measured.
fn least<T, R>(mut prepare: impl FnMut() -> T, mut work: impl FnMut(T) -> R) -> f64 {
    let begin = Instant::now();
    let mut best = Duration::MAX;
    for round in 0..MOST_ROUNDS {
        if round >= LEAST_ROUNDS && begin.elapsed() > PATIENCE {
            break;
        }
        let prepared = prepare();
        let start = Instant::now();
        let result = black_box(work(black_box(prepared)));
        best = best.min(start.elapsed());
        drop(result);
    }
    best.as_secs_f64() * 1000.0
}

fn print(what: &str, items: usize, took: f64, beside: &str) {
    line(&format!("| {what} | {items} | {took:.3} | {beside} |"));
}

fn line(text: &str) {
    stratboard::terminal::out::text(&format!("{text}\n")).unwrap();
}

fn ratio(took: f64, of: f64, what: &str) -> String {
    format!("{:.2}x {what}", took / of)
}

fn document(text: &str) -> Box<Document> {
    Document::open(text.to_owned(), None).unwrap().0
}

fn reading(items: usize) {
    let text = boards::board(items);
    let events = least(
        || (),
        |()| {
            let mut parser: Parser<'_, StrInput<'_>> = Parser::new_from_str(&text);
            std::iter::from_fn(|| parser.next_event()).map_while(Result::ok).count()
        },
    );
    let took = least(|| text.clone(), |text| Document::open(text, None).unwrap());
    print("reading a board", items, took, &ratio(took, events, "the parser's bare events"));
}

/// A person at a board of that size, and the screen.
struct Desk {
    app: App,
    screen: MemoryScreen,
    theme: Theme,
}

impl Desk {
    fn at(text: &str) -> Self {
        let mut app = App::new(Keymap::default(), jiff::civil::date(2025, 4, 25), false);
        app.size = (120, 40);
        app.show(OpenBoard::new(Some(PathBuf::from("board.yaml")), Content::Board(document(text))));
        let mut desk = Self { app, screen: MemoryScreen::new(120, 40), theme: Theme::default() };
        desk.draw();
        desk
    }

    fn press(&mut self, keys: &str) {
        for input in parse_keys(keys).unwrap() {
            self.app.update(Message::Input(input));
        }
        self.draw();
    }

    fn draw(&mut self) {
        let plan = ui::settle(&mut self.app);
        self.screen.draw(|frame| ui::draw(frame, &self.app, plan.as_ref(), &self.theme));
    }
}

fn moved(items: usize, before: &str) -> f64 {
    let mut desk = Desk::at(&boards::board(items));
    desk.press(before);
    let keys = ["j", "j", "j", "j", "k", "k", "k", "k"];
    least(|| (), |()| keys.map(|key| desk.press(key))) / 8.0
}

fn moving(what: &str, items: usize, before: &str) {
    let took = moved(items, before);
    print(what, items, took, &ratio(took, moved(1_000, before), "the same on 1,000 items"));
}

fn key(items: usize) {
    moving("a key: state, layout, frame", items, "<C-d><C-d><C-d>");
}

fn typing(items: usize) {
    let typed = |items| {
        let mut desk = Desk::at(&boards::board(items));
        desk.press("i");
        let keys = ["a", "b", "c", "d", "<BS>", "<BS>", "<BS>", "<BS>"];
        least(|| (), |()| keys.map(|key| desk.press(key))) / 8.0
    };
    print(
        "a letter typed in place",
        items,
        typed(items),
        &ratio(typed(items), typed(20), "the same on 20 items"),
    );
}

fn keeping(items: usize) {
    let mut desk = Desk::at(&boards::board(items));
    desk.press("<C-d><C-d><C-d>");
    let open = |desk: &mut Desk| ["i", "x"].map(|key| desk.press(key));
    let took = {
        let desk = std::cell::RefCell::new(&mut desk);
        least(|| open(&mut desk.borrow_mut()), |_| desk.borrow_mut().press("<CR>"))
    };
    print(
        "Enter that keeps an edit, to its frame",
        items,
        took,
        &ratio(took, moved(items, "<C-d><C-d><C-d>"), "moving"),
    );
}

fn by_votes(items: usize) {
    moving("the same by votes", items, "gv");
}

fn edit(items: usize) {
    let document = || document(&boards::board(items));
    let list = ListAt::pane(0, 0);
    let at = list.item(items / 8);
    let edit =
        [Edit::SetText { at, tag: Some("NEW".to_owned()), text: "other words than before".to_owned() }];
    let step = || Step { label: String::new(), before: Focus::Item(at), after: Focus::Item(at), run: None };
    let took = least(document, |mut document| {
        document.apply(&edit, step()).unwrap();
        document
    });
    print("an edit of one item", items, took, "");
}

fn wrapping(items: usize) {
    let document = document(&boards::board(items));
    let board = document.board();
    let views = || board.lists(0).into_iter().flat_map(|list| board.views(list));
    let took = least(|| (), |()| views().map(|view| wrap(view.text(), 30, 36).len()).sum::<usize>());
    print(
        "wrapping every item",
        items,
        took,
        &format!("{:.1} us an item", took * 1000.0 / f64::from(u32::try_from(items).unwrap())),
    );
}

fn merging(items: usize) {
    let base = boards::board(items);
    let change = |of: &str, words: &str| base.replace(of, &format!("{of} {words}"));
    let (ours, theirs) = (change("Card 000001", "ours"), change("Card 000003", "theirs"));
    let read = least(|| base.clone(), |text| Document::open(text, None).unwrap());
    let took = least(|| (), |()| merge(&base, &ours, &theirs, None).ok().unwrap());
    print("merging two edits", items, took, &ratio(took, read, "reading the board once"));
}

/// The bytes written beside the file, synced, renamed, the folder synced: what any safe save costs.
fn bare_save(folder: &Path, bytes: &[u8]) {
    let beside = folder.join("bare.new");
    let mut file = std::fs::File::create(&beside).unwrap();
    file.write_all(bytes).unwrap();
    file.sync_all().unwrap();
    std::fs::rename(beside, folder.join("bare.yaml")).unwrap();
    std::fs::File::open(folder).unwrap().sync_all().unwrap();
}

/// One vote on its way as the program sends it, in turns with the bare save.
fn saving(items: usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = edits::Desk::at(folder.path(), &boards::board(items));
    let [bare, kept, saved] = edits::medians(|| {
        desk.vote();
        let bare = edits::timed(|| bare_save(folder.path(), desk.text().as_bytes()));
        let (kept, saved) = desk.send();
        [bare, kept, saved]
    });
    let of_bare = |took| ratio(took, bare, "writing, syncing and renaming");
    print("an edit until it is kept", items, kept, &of_bare(kept));
    print("saving it from there on", items, saved, &of_bare(saved));
}
