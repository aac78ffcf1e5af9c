//! The simulator itself: what is wrong with a way of saving is found, and nothing is found where nothing is wrong.

use super::*;
use crate::store::fs::scripted::Scripted;

const OLD: &[u8] = b"old, and long enough for several blocks of a disk";
const NEW: &[u8] = b"new: it is longer than the old content was, as most are";

fn file() -> PathBuf {
    PathBuf::from("/boards/a.yaml")
}

/// A disk with the old file.
fn disk() -> Simulated {
    let fs = Simulated::new(&[Path::new("/boards")]);
    let folder = fs.open_folder(Path::new("/boards")).unwrap();
    folder.create("a.yaml".as_ref(), 0o666).unwrap().write_all(OLD).unwrap();
    fs.settle();
    fs
}

/// Which steps a way of saving takes.
#[derive(Clone, Copy)]
struct Way {
    in_place: bool,
    sync_file: bool,
    sync_folder: bool,
}

const RIGHT: Way = Way { in_place: false, sync_file: true, sync_folder: true };

fn save(fs: &Simulated, way: Way) -> io::Result<()> {
    let folder = fs.open_folder(Path::new("/boards"))?;
    let (temp, name) = (OsStr::new("temp"), OsStr::new("a.yaml"));
    let mut handle = if way.in_place { folder.open_write(name)? } else { folder.create(temp, 0o666)? };
    handle.cut(0)?;
    handle.write_all(NEW)?;
    if way.sync_file {
        handle.sync()?;
    }
    if !way.in_place {
        folder.exchange(temp, name)?;
        folder.remove(temp)?;
    }
    if way.sync_folder {
        folder.sync()?;
    }
    Ok(())
}

/// How many of a thousand power cuts leave neither content, and how many after the save leave not the new one.
fn losses(way: Way, end: End) -> (usize, usize) {
    let (mut torn, mut stale) = (0, 0);
    for seed in 0..1000 {
        let fs = disk();
        save(&fs, way).unwrap();
        let mut dice = Dice::new(seed);
        let at = dice.below(fs.length() + 1);
        let now = fs.cut(at, end, &mut dice).content(&file()).unwrap_or_default();
        torn += usize::from(now != OLD && now != NEW);
        stale += usize::from(at == fs.length() && now != NEW);
    }
    (torn, stale)
}

#[test]
fn a_save_that_syncs_the_file_then_the_folder_loses_nothing() {
    for end in [End::Kill, End::Ordered, End::Hostile] {
        assert_eq!(losses(RIGHT, end), (0, 0), "{end:?}");
    }
}

#[test]
fn a_file_that_is_not_synced_before_it_takes_the_place_is_found_empty() {
    let way = Way { sync_file: false, ..RIGHT };
    assert_eq!(losses(way, End::Kill).1, 0);
    assert!(losses(way, End::Ordered).0 > 20);
    assert!(losses(way, End::Hostile).0 > 20);
}

#[test]
fn a_folder_that_is_not_synced_may_show_the_old_file() {
    let way = Way { sync_folder: false, ..RIGHT };
    assert_eq!(losses(way, End::Kill), (0, 0));
    for end in [End::Ordered, End::Hostile] {
        let (torn, stale) = losses(way, end);
        assert!(torn == 0 && stale > 20, "{end:?}: {torn} {stale}");
    }
}

#[test]
fn a_file_that_is_cut_and_written_in_place_is_found_torn() {
    let way = Way { in_place: true, ..RIGHT };
    for end in [End::Kill, End::Ordered, End::Hostile] {
        let (torn, stale) = losses(way, end);
        assert!(torn > 100 && stale == 0, "{end:?}: {torn} {stale}");
    }
}

#[test]
fn what_a_failed_sync_forgot_no_later_sync_brings_back_but_writing_it_again_does() {
    for (again, is_lost) in [(false, true), (true, false)] {
        let mut lost = 0;
        for seed in 0..100 {
            let fs = disk();
            let folder = fs.open_folder(Path::new("/boards")).unwrap();
            let mut handle = folder.open_write("a.yaml".as_ref()).unwrap();
            handle.write_all(NEW).unwrap();
            fs.fail_next_sync();
            handle.sync().unwrap_err();
            if again {
                handle.rewind().unwrap();
                handle.write_all(NEW).unwrap();
            }
            handle.sync().unwrap();
            let left = fs.cut(fs.length(), End::Hostile, &mut Dice::new(seed));
            lost += usize::from(left.content(&file()).unwrap() != NEW);
        }
        assert_eq!(lost > 0, is_lost);
    }
}

#[test]
fn entries_of_different_names_become_durable_in_any_order_those_of_one_name_in_theirs() {
    let fs = disk();
    let folder = fs.open_folder(Path::new("/boards")).unwrap();
    folder.create("b".as_ref(), 0o666).unwrap();
    folder.create("c".as_ref(), 0o666).unwrap();
    folder.rename("b".as_ref(), "d".as_ref()).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..200 {
        let left = fs.cut(fs.length(), End::Hostile, &mut Dice::new(seed));
        let entries = left.entries(Path::new("/boards")).unwrap();
        seen.insert(
            entries.iter().map(|entry| entry.name.to_string_lossy().into_owned()).collect::<Vec<_>>(),
        );
    }
    let expected = [
        vec!["a.yaml"],
        vec!["a.yaml", "b"],
        vec!["a.yaml", "b", "c"],
        vec!["a.yaml", "c"],
        vec!["a.yaml", "c", "d"],
        vec!["a.yaml", "d"],
    ];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn links_are_followed_and_names_are_counted_as_on_a_real_disk() {
    let fs = disk();
    fs.symlink(Path::new("../boards/a.yaml"), Path::new("/boards/link")).unwrap();
    fs.symlink(Path::new("/boards"), Path::new("/short")).unwrap();
    fs.hard_link(&file(), Path::new("/boards/b.yaml")).unwrap();
    assert_eq!(fs.canonicalize(Path::new("/short/link")).unwrap(), file());
    assert_eq!(fs.lstat(Path::new("/short/link")).unwrap().kind, super::super::Kind::Link);
    let (one, other) =
        (fs.stat(Path::new("/short/link")).unwrap(), fs.stat(Path::new("/boards/b.yaml")).unwrap());
    assert_eq!((one.identity, one.links, one.size), (other.identity, 2, OLD.len() as u64));
    fs.symlink(Path::new("loop"), Path::new("/loop")).unwrap();
    assert_eq!(fs.stat(Path::new("/loop")).unwrap_err().raw_os_error(), Some(Errno::LOOP.raw_os_error()));
    assert_eq!(fs.stat(Path::new("/boards/a.yaml/x")).unwrap_err().kind(), io::ErrorKind::NotADirectory);
}

#[test]
fn a_lock_is_held_by_one_open_file_and_is_gone_after_a_kill() {
    let fs = disk();
    let (one, other) = (fs.open(&file()).unwrap(), fs.open(&file()).unwrap());
    assert!(one.try_lock().unwrap() && one.try_lock().unwrap() && !other.try_lock().unwrap());
    let killed = fs.cut(fs.length(), End::Kill, &mut Dice::new(1));
    assert!(killed.open(&file()).unwrap().try_lock().unwrap());
    drop(one);
    assert!(other.try_lock().unwrap());
}

#[test]
fn a_killed_process_leaves_what_it_did_but_no_more_durable_than_before() {
    let fs = disk();
    save(&fs, Way { sync_file: false, sync_folder: false, ..RIGHT }).unwrap();
    let mut dice = Dice::new(1);
    let killed = fs.cut(fs.length(), End::Kill, &mut dice);
    assert_eq!(killed.content(&file()).unwrap(), NEW);
    let later =
        (0..100).map(|_| killed.cut(killed.length(), End::Hostile, &mut dice).content(&file()).unwrap());
    assert!(later.into_iter().any(|content| content == OLD));
}

#[test]
fn operations_in_front_of_it_can_fail() {
    let fs = disk();
    let failing = Scripted::failing(2, Errno::NOSPC.raw_os_error(), true).over(fs.clone());
    failing.stat(&file()).unwrap();
    assert!(failing.stat(&file()).is_err() && failing.open(&file()).is_err());
    assert!(fs.log(fs.length()).is_empty());
}
