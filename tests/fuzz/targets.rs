//! The readers of what comes from outside, each with what must be true of its answer.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use stratboard::check::hints;
use stratboard::config::keymap::Keymap;
use stratboard::config::keys::parse_keys;
use stratboard::config::settings::Settings;
use stratboard::config::theme::{BuiltIn, Theme};
use stratboard::document::{Document, Read};
use stratboard::exchange::import::{self, Form};
use stratboard::exchange::json;
use stratboard::merge::merge;
use stratboard::model::Finding;
use stratboard::store::{Place, RealFs, State, versions};
use stratboard::text::{bounded, ellipsize, safe, safe_line, width, wrap};
use tempfile::TempDir;

/// A reader and its name.
type Target = (&'static str, fn(&[u8]));

pub const TARGETS: [Target; 10] = [
    ("board", board),
    ("settings", settings),
    ("keymap", keymap),
    ("theme", theme),
    ("keys", keys),
    ("places", places),
    ("versions", version_names),
    ("text", text),
    ("merge", three_texts),
    ("imports", imports),
];

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn assert_told(findings: &[Finding]) {
    for finding in findings {
        assert!(finding.line > 0 && finding.column > 0 && finding.what.chars().count() <= 400, "{finding:?}");
    }
}

fn board(bytes: &[u8]) {
    let read = match String::from_utf8(bytes.to_vec()) {
        Ok(text) => Document::read(text, Some("2025-Q2")),
        Err(_) => Document::read_bytes(bytes.to_vec(), None),
    };
    match read {
        Read::Refused(findings) => assert!(!findings.is_empty()),
        Read::Board(document, findings) => {
            assert_eq!(document.text().as_bytes(), bytes, "a board is a reading of its text");
            assert_told(&findings);
            assert_told(&hints(document.board(), None));
            let json = json::text(document.board(), None);
            let read = serde_json::from_str::<serde_json::Value>(&json);
            assert!(read.is_ok() && !json.chars().any(|c| c.is_control() && c != '\n'), "{read:?}");
        }
    }
}

fn settings(bytes: &[u8]) {
    assert_told(&Settings::read(&lossy(bytes)).1);
}

fn theme(bytes: &[u8]) {
    let (theme, findings) = Theme::read(&lossy(bytes), BuiltIn::Default);
    assert_told(&findings);
    let again = Theme::read(&theme.to_yaml(""), BuiltIn::Default);
    assert_eq!(again, (theme, Vec::new()));
}

fn keymap(bytes: &[u8]) {
    let (keymap, findings) = Keymap::with_user(&lossy(bytes));
    assert_told(&findings);
    assert_eq!(Keymap::with_user(&keymap.to_yaml()).1, []);
}

fn keys(bytes: &[u8]) {
    drop(parse_keys(&lossy(bytes)));
}

thread_local! {
    static ROOM: RefCell<TempDir> = RefCell::new(tempfile::tempdir().unwrap());
}

fn room() -> PathBuf {
    ROOM.with_borrow(|room| room.path().to_owned())
}

/// A state file that says anything is read as far as it is one, and written anew.
fn places(bytes: &[u8]) {
    let folder = room().join("state");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("places"), bytes).unwrap();
    let state = State::new(Arc::new(RealFs), folder);
    let board = Path::new("/boards/team.yaml");
    let _ = (state.place(board), state.left_last(Path::new("/boards")));
    let place = Place { sheet: 1, pane: 2, item: 3 };
    state.leave(board, place, None).unwrap();
    assert_eq!(state.place(board), Some(place));
}

/// Foreign names in the folder of versions are no versions, and no version is lost among them.
fn version_names(bytes: &[u8]) {
    let (state, board) = (room().join("versions-of"), Path::new("/boards/team.yaml"));
    let kept = versions::put(&RealFs, &state, board, b"kept").unwrap();
    let folders = fs::read_dir(state.join("versions")).unwrap();
    let folder = folders.map(|entry| entry.unwrap().path()).next().unwrap();
    let name = lossy(bytes).chars().filter(|c| !['/', '\0'].contains(c)).take(60).collect::<String>();
    let known = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().file_name();
    let near = format!("{}{name}", &known.to_string_lossy()[..14.min(known.len())]);
    let foreign = [name, near].into_iter().filter(|name| ![".", "..", ""].contains(&&**name));
    for name in foreign {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let found = versions::list(&RealFs, &state, board);
    assert!(found.iter().any(|version| version.fingerprint == kept));
    assert_eq!(versions::get(&RealFs, &state, board, kept).as_deref(), Some(&b"kept"[..]));
    fs::remove_dir_all(&state).unwrap();
}

fn text(bytes: &[u8]) {
    let text = lossy(bytes);
    let shown = safe(&text);
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n') && !shown.contains(['\u{202e}', '\u{feff}']));
    assert_eq!(safe(&shown), shown);
    assert!(bounded(&text, 200).chars().count() <= 200);
    assert!(width(&ellipsize(&safe_line(&text), 20)) <= 20);
    let rows = wrap(&text, 11, 17);
    assert!(rows.windows(2).all(|two| two[0].range.end == two[1].range.start));
    assert_eq!(rows.last().map(|row| row.range.end), Some(text.len()));
}

/// The two halves of an input as two people's changes of what it was before.
fn three_texts(bytes: &[u8]) {
    let base = lossy(bytes);
    let half = base.floor_char_boundary(base.len() / 2);
    let ours = base.replacen("kind: swot", "kind: retro", 1) + "# ours\n";
    let theirs = format!("{}\n{}", &base[..half], &base[half..]);
    if let Ok(merged) = merge(&base, &ours, &theirs, None) {
        assert!(matches!(Document::read(merged.text, None), Read::Board(..)));
    }
}

/// Whatever is imported becomes a board, in the form that it looks like and in all others, or is refused with a reason.
fn imports(bytes: &[u8]) {
    let Ok(text) = import::decode(bytes) else { return };
    for form in [import::recognise(&text), Form::Page, Form::Markdown, Form::Csv, Form::Json] {
        if let Ok(imported) = import::read(&text, form) {
            let yaml = imported.to_yaml();
            assert!(yaml.is_ok(), "{form:?}: {yaml:?}");
            assert!(imported.unplaced.iter().all(|piece| !piece.text.contains('\n')), "{form:?}");
        }
    }
}
