//! What is kept is found again after a crash: whole, in order, once.

mod failing;
mod finding;
mod laws;
mod timing;

use super::*;
use crate::store::fs::RealFs;
use std::fs as disk;
use tempfile::{TempDir, tempdir};

/// A state folder and a board beside it.
pub(super) struct Scene {
    _root: TempDir,
    pub(super) path: PathBuf,
    pub(super) state: PathBuf,
}

pub(super) fn scene() -> Scene {
    let root = tempdir().unwrap();
    let at = root.path().canonicalize().unwrap();
    let (path, state) = (at.join("a.yaml"), at.join("stratboard"));
    disk::write(&path, "0").unwrap();
    Scene { _root: root, path, state }
}

pub(super) fn print(text: &str) -> Fingerprint {
    Fingerprint::of(text.as_bytes())
}

impl Scene {
    pub(super) fn start(&self, fs: impl Fs + 'static) -> (Journal, Receiver<Kept>) {
        let (sender, kept) = channel();
        let on_kept = move |ended| {
            // A test that is done does not listen any more.
            let _ = sender.send(ended);
        };
        (Journal::start(Arc::new(fs), self.state.clone(), on_kept).unwrap(), kept)
    }

    /// A journal on the real disk in which the board holds `0`.
    pub(super) fn begun(&self) -> Journal {
        let (journal, _) = self.start(RealFs);
        journal.begin(&self.path, "0".into());
        journal
    }

    pub(super) fn keep(&self, journal: &Journal, text: &str) {
        journal.keep(job(&self.path, text, 0));
        journal.finish();
    }

    pub(super) fn crashed(&self) -> Vec<Crashed> {
        crashed(&RealFs, &self.state)
    }

    /// The one thing that is left.
    pub(super) fn left(&self) -> Left {
        let found = self.crashed();
        assert_eq!((found.len(), found[0].left().len()), (1, 1));
        found[0].left()[0].clone()
    }

    /// The newest texts that are left for the board, oldest journal first.
    pub(super) fn last(&self) -> Vec<String> {
        let texts =
            |crashed: &Crashed| crashed.left().iter().map(|left| left.last.clone()).collect::<Vec<_>>();
        self.crashed().iter().flat_map(texts).collect()
    }

    pub(super) fn files(&self) -> Vec<PathBuf> {
        let Ok(entries) = disk::read_dir(self.state.join("journal")) else { return Vec::new() };
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }
}

pub(super) fn job(path: &Path, text: &str, revision: u64) -> KeepJob {
    KeepJob { path: path.to_owned(), text: text.into(), revision, edits: 1 }
}

/// Each content that the file can hold, with the text of ours that it includes.
pub(super) fn contents(left: &Left) -> Vec<(String, String)> {
    (0..left.contents()).map(|at| (left.content(at).unwrap(), left.ours(at).unwrap())).collect()
}

fn same(texts: &[&str]) -> Vec<(String, String)> {
    texts.iter().map(|text| ((*text).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn what_was_kept_is_found_after_a_crash_with_each_content_the_file_can_hold() {
    let scene = scene();
    let journal = scene.begun();
    for text in ["one", "one two", "one three"] {
        scene.keep(&journal, text);
    }
    assert!(scene.crashed().is_empty(), "its process lives");
    drop(journal);
    let left = scene.left();
    assert_eq!((left.path.as_path(), left.last.as_str(), left.edits), (scene.path.as_path(), "one three", 3));
    assert_eq!(contents(&left), same(&["0", "one", "one two", "one three"]));
    assert_eq!(left.find(print("one two")), Some(2));
    assert_eq!(left.find(print("two")), None);
    assert_eq!((left.content(4), left.ours(4)), (None, None));
}

#[test]
fn from_the_last_saved_text_on() {
    let scene = scene();
    let journal = scene.begun();
    for text in ["one", "two", "three"] {
        scene.keep(&journal, text);
    }
    journal.saved(&scene.path, print("two"));
    drop(journal);
    let left = scene.left();
    assert_eq!((contents(&left), left.edits), (same(&["two", "three"]), 1));
}

#[test]
fn a_content_that_is_not_known_says_nothing_about_what_is_saved() {
    let scene = scene();
    let journal = scene.begun();
    scene.keep(&journal, "one");
    journal.saved(&scene.path, print("theirs"));
    drop(journal);
    assert_eq!(scene.last(), ["one"]);
}

#[test]
fn a_merged_content_tells_which_of_our_texts_it_includes() {
    let scene = scene();
    let journal = scene.begun();
    scene.keep(&journal, "one");
    scene.keep(&journal, "two");
    journal.merged(&scene.path, print("one"), "one+theirs".into()).unwrap();
    let pair = |content: &str, ours: &str| (content.to_owned(), ours.to_owned());
    // Before it is known to be in the file, it can be.
    let copy = scene.files()[0].with_file_name("0000000000000001.log");
    disk::copy(&scene.files()[0], &copy).unwrap();
    let found = scene.crashed();
    let all = [pair("0", "0"), pair("one", "one"), pair("two", "two"), pair("one+theirs", "one")];
    assert_eq!(contents(&found[0].left()[0]), all);
    drop(found);
    disk::remove_file(copy).unwrap();
    // And when it is, only our newer text is left.
    journal.saved(&scene.path, print("one+theirs"));
    drop(journal);
    let left = scene.left();
    assert_eq!(contents(&left), [pair("one+theirs", "one"), pair("two", "two")]);
    assert_eq!((left.last.as_str(), left.edits), ("two", 1));
}

#[test]
fn a_merged_content_with_our_newest_text_leaves_nothing() {
    let scene = scene();
    let journal = scene.begun();
    scene.keep(&journal, "one");
    journal.merged(&scene.path, print("one"), "one+theirs".into()).unwrap();
    journal.saved(&scene.path, print("one+theirs"));
    drop(journal);
    assert!(scene.crashed().is_empty());
    assert!(scene.files().is_empty());
}

#[test]
fn a_merged_content_that_became_our_text_is_saved_without_another_save() {
    let scene = scene();
    let journal = scene.begun();
    scene.keep(&journal, "one");
    journal.merged(&scene.path, print("one"), "one+theirs".into()).unwrap();
    journal.saved(&scene.path, print("one+theirs"));
    scene.keep(&journal, "one+theirs");
    assert!(journal.leave());
}

#[test]
fn text_being_typed_is_found_even_where_nothing_was_edited() {
    let scene = scene();
    let journal = scene.begun();
    let typing = Typing { place: "item 3".into(), text: "Lau".into() };
    journal.typing(&scene.path, Some(typing.clone()));
    journal.finish();
    drop(journal);
    let left = scene.left();
    assert_eq!((&left.typing, left.edits, left.last.as_str()), (&Some(typing), 0, "0"));
}

#[test]
fn an_editor_that_closed_is_not_offered_again() {
    let scene = scene();
    let journal = scene.begun();
    journal.typing(&scene.path, Some(Typing { place: "item 3".into(), text: "Lau".into() }));
    journal.finish();
    // The caller may tell in any order.
    journal.typing(&scene.path, None);
    scene.keep(&journal, "one");
    drop(journal);
    let left = scene.left();
    assert_eq!((&left.typing, left.last.as_str()), (&None, "one"));
}

#[test]
fn texts_that_pile_up_are_overtaken_and_their_edits_add_up() {
    let scene = scene();
    let (journal, kept) = scene.start(RealFs);
    journal.begin(&scene.path, "0".into());
    for revision in 1..=100 {
        journal.keep(job(&scene.path, &"x".repeat(revision as usize), revision));
    }
    journal.finish();
    let kept: Vec<_> = kept.try_iter().collect();
    assert!(kept.iter().all(|ended| ended.result.is_ok()));
    assert_eq!(kept.last().unwrap().job.revision, 100);
    assert_eq!(kept.iter().map(|ended| ended.job.edits).sum::<usize>(), 100);
    drop(journal);
    assert_eq!(scene.left().edits, 100);
}

#[test]
fn leaving_with_everything_saved_leaves_nothing() {
    let scene = scene();
    let journal = scene.begun();
    assert!(journal.leave());
    assert!(!scene.state.exists(), "nothing was kept, so no folder was made");
    scene.keep(&journal, "one");
    assert!(!journal.leave());
    assert_eq!(scene.files().len(), 1);
    journal.saved(&scene.path, print("one"));
    journal.typing(&scene.path, Some(Typing { place: String::new(), text: String::new() }));
    assert!(!journal.leave());
    journal.typing(&scene.path, None);
    assert!(journal.leave());
    assert_eq!(scene.files().len(), 0);
    scene.keep(&journal, "two");
    drop(journal);
    assert_eq!(scene.last(), ["two"], "and what comes later is kept as before");
}

#[test]
fn a_version_that_was_read_while_ours_was_saved_is_begun_with() {
    let scene = scene();
    let journal = scene.begun();
    scene.keep(&journal, "one");
    journal.begin(&scene.path, "not yet".into());
    journal.saved(&scene.path, print("one"));
    journal.begin(&scene.path, "theirs".into());
    scene.keep(&journal, "theirs and ours");
    drop(journal);
    assert_eq!(contents(&scene.left()), same(&["theirs", "theirs and ours"]));
}

#[test]
fn two_names_of_one_file_are_one_and_the_real_path_is_recorded() {
    let scene = scene();
    let link = scene.path.with_file_name("link.yaml");
    std::os::unix::fs::symlink(&scene.path, &link).unwrap();
    let journal = scene.begun();
    journal.begin(&link, "0".into());
    scene.keep(&journal, "one");
    journal.keep(job(&link, "two", 0));
    drop(journal);
    let left = scene.left();
    assert_eq!((&left.path, left.last.as_str()), (&scene.path, "two"));
}

#[test]
fn a_file_that_was_not_begun_begins_empty() {
    let scene = scene();
    let (journal, _kept) = scene.start(RealFs);
    let path = scene.path.with_file_name("new.yaml");
    journal.keep(job(&path, "title: A\n", 0));
    drop(journal);
    let left = scene.left();
    assert_eq!(left.path, path);
    assert_eq!(contents(&left), same(&["", "title: A\n"]));
}

#[test]
fn the_journal_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let scene = scene();
    let journal = scene.begun();
    scene.keep(&journal, "one");
    let mode = |path: &Path| disk::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&scene.state), mode(&scene.state.join("journal"))), (0o700, 0o700));
    assert_eq!(mode(&scene.files()[0]), 0o600);
}
