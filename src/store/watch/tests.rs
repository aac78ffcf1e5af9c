//! Watching: each way in which programs save is seen once, passing states are not believed, our own saves are no news.

use super::*;
use crate::store::RealFs;
use std::fs as disk;
use std::os::unix::fs::symlink;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::sleep;
use tempfile::{TempDir, tempdir};

mod timed;
mod writers;

/// Like the real one, quicker.
const QUICK: Pace = Pace {
    gather: Duration::from_millis(20),
    rests: Rests {
        again: Duration::from_millis(60),
        whole: Duration::from_millis(60),
        doubtful: Duration::from_millis(250),
        passing: Duration::from_millis(500),
        restless: Duration::from_millis(500),
        longest: Duration::from_secs(3),
    },
    glance: Duration::from_millis(100),
    read: Duration::from_millis(400),
};

/// Long enough for any news to come, were there some.
const QUIET: Duration = Duration::from_millis(200);

struct Scene {
    folder: TempDir,
    path: PathBuf,
    watch: Watch,
    news: Receiver<Disk>,
}

fn start() -> (Watch, Receiver<Disk>) {
    let (sender, news) = channel();
    let watch = Watch::start_at(Arc::new(RealFs), QUICK, looks, move |disk| {
        let _ = sender.send(disk);
    });
    (watch.unwrap(), news)
}

/// Every content is whole here, unless it says otherwise.
fn looks(_: &Path, loaded: &Loaded) -> Looks {
    if loaded.bytes().starts_with(b"half") { Looks::Doubtful } else { Looks::Whole }
}

/// A file `a.yaml` that holds `old`, watched.
fn scene() -> Scene {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    disk::write(&path, "old").unwrap();
    let (watch, news) = start();
    watch.file(&path, Some(Fingerprint::of(b"old")));
    sleep(Duration::from_millis(40));
    Scene { folder, path, watch, news }
}

impl Scene {
    fn next(&self) -> DiskState {
        let disk = self.news.recv_timeout(Duration::from_secs(3)).unwrap();
        assert_eq!(disk.path, self.path);
        disk.state
    }

    fn text(&self) -> String {
        match self.next() {
            DiskState::Changed(loaded) => loaded.text.unwrap(),
            other => panic!("{other:?}"),
        }
    }

    fn assert_quiet(&self) {
        assert_eq!(
            self.news.recv_timeout(QUIET).map(|disk| disk.state).unwrap_err(),
            RecvTimeoutError::Timeout
        );
    }
}

#[test]
fn a_file_renamed_into_place_is_seen_each_time() {
    let scene = scene();
    for round in 0..3 {
        let new = scene.folder.path().join("a.yaml.new");
        disk::write(&new, format!("new {round}")).unwrap();
        disk::rename(&new, &scene.path).unwrap();
        assert_eq!(scene.text(), format!("new {round}"));
    }
    scene.assert_quiet();
}

#[test]
fn a_file_truncated_and_written_is_seen_once_and_whole() {
    let scene = scene();
    let mut file = disk::File::create(&scene.path).unwrap();
    for part in ["one ", "two ", "three"] {
        sleep(Duration::from_millis(10));
        std::io::Write::write_all(&mut file, part.as_bytes()).unwrap();
    }
    assert_eq!(scene.text(), "one two three");
    scene.assert_quiet();
}

#[test]
fn a_file_removed_and_made_again_soon_is_never_gone() {
    let scene = scene();
    disk::remove_file(&scene.path).unwrap();
    sleep(Duration::from_millis(80));
    disk::write(&scene.path, "new").unwrap();
    assert_eq!(scene.text(), "new");
    disk::remove_file(&scene.path).unwrap();
    sleep(Duration::from_millis(80));
    disk::write(&scene.path, "new").unwrap();
    scene.assert_quiet();
}

#[test]
fn a_file_that_stays_away_is_gone_and_its_return_is_news() {
    let scene = scene();
    disk::remove_file(&scene.path).unwrap();
    assert_eq!(scene.next(), DiskState::Gone);
    scene.assert_quiet();
    disk::write(&scene.path, "old").unwrap();
    assert_eq!(scene.text(), "old");
}

#[test]
fn a_file_that_stays_empty_is_believed_in_the_end() {
    let scene = scene();
    disk::write(&scene.path, "").unwrap();
    scene.assert_quiet();
    assert_eq!(scene.text(), "");
}

#[test]
fn our_own_saves_are_no_news_and_a_return_to_an_earlier_one_is() {
    let scene = scene();
    let own = |text: &str| {
        scene.watch.coming(&scene.path, Fingerprint::of(text.as_bytes()));
        let now = crate::store::load(&RealFs, &scene.path).unwrap().fingerprint;
        crate::store::save(&RealFs, &scene.path, text.as_bytes(), Some(&now)).unwrap();
    };
    own("first");
    scene.assert_quiet();
    own("second");
    scene.watch.known(&scene.path, Fingerprint::of(b"second"));
    scene.assert_quiet();
    disk::write(&scene.path, "first").unwrap();
    assert_eq!(scene.text(), "first");
    // What was to be written and was not is news where somebody else writes it.
    scene.watch.coming(&scene.path, Fingerprint::of(b"third"));
    scene.watch.not_coming(&scene.path);
    disk::write(&scene.path, "third").unwrap();
    assert_eq!(scene.text(), "third");
}

#[test]
fn a_change_between_reading_and_watching_is_seen() {
    let scene = scene();
    scene.watch.file(&scene.path, Some(Fingerprint::of(b"even older")));
    assert_eq!(scene.text(), "old");
}

#[test]
fn other_files_in_the_folder_and_readers_are_no_news_and_forgetting_ends_it() {
    let scene = scene();
    disk::write(scene.folder.path().join("b.yaml"), "x").unwrap();
    disk::read(&scene.path).unwrap();
    scene.assert_quiet();
    scene.watch.forget(&scene.path);
    disk::write(&scene.path, "new").unwrap();
    scene.assert_quiet();
}

#[test]
fn the_target_of_a_link_is_watched_and_so_is_the_link() {
    let other = tempdir().unwrap();
    let folder = tempdir().unwrap();
    for name in ["one", "two"] {
        disk::write(other.path().join(name), name).unwrap();
    }
    let path = folder.path().join("a.yaml");
    symlink(other.path().join("one"), &path).unwrap();
    let (watch, news) = start();
    watch.file(&path, Some(Fingerprint::of(b"one")));
    let scene = Scene { folder, path, watch, news };
    scene.assert_quiet();
    disk::write(other.path().join("one"), "one, changed").unwrap();
    assert_eq!(scene.text(), "one, changed");
    let new = scene.folder.path().join("new");
    symlink(other.path().join("two"), &new).unwrap();
    disk::rename(&new, &scene.path).unwrap();
    assert_eq!(scene.text(), "two");
    disk::write(other.path().join("two"), "two, changed").unwrap();
    assert_eq!(scene.text(), "two, changed");
}

#[test]
fn a_folder_removed_and_made_again_is_watched_again() {
    let root = tempdir().unwrap();
    let path = root.path().join("boards/team/a.yaml");
    let make = |text| {
        disk::create_dir_all(path.parent().unwrap()).unwrap();
        disk::write(&path, text).unwrap();
    };
    make("old");
    let (watch, news) = start();
    watch.file(&path, Some(Fingerprint::of(b"old")));
    let scene = Scene { folder: root, path: path.clone(), watch, news };
    scene.assert_quiet();
    disk::remove_dir_all(scene.folder.path().join("boards")).unwrap();
    assert_eq!(scene.next(), DiskState::Gone);
    make("new");
    assert_eq!(scene.text(), "new");
    disk::write(&path, "newer").unwrap();
    assert_eq!(scene.text(), "newer");
}

#[test]
fn a_file_that_does_not_exist_yet_is_seen_when_it_comes() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("no/a.yaml");
    let (watch, news) = start();
    watch.file(&path, None);
    let scene = Scene { folder, path, watch, news };
    scene.assert_quiet();
    disk::create_dir(scene.path.parent().unwrap()).unwrap();
    disk::write(&scene.path, "new").unwrap();
    assert_eq!(scene.text(), "new");
}

#[test]
fn the_thread_ends_with_its_last_handle() {
    let scene = scene();
    let clone = scene.watch.clone();
    drop(scene.watch);
    clone.known(&scene.path, Fingerprint::of(b"old"));
    assert_eq!(scene.news.recv_timeout(QUIET).map(|_| ()), Err(RecvTimeoutError::Timeout));
    drop(clone);
    let end = scene.news.recv_timeout(Duration::from_secs(3)).map(|_| ());
    assert_eq!(end, Err(RecvTimeoutError::Disconnected));
}
