//! A session while the queue is full, while it is left, and while merges come faster than they are heard of.

use super::News;
use super::power::{BOARD, Desk, FILE, FOLDER, STATE, load_theirs, save_theirs};
use crate::app::FileState;
use crate::store::Fs;
use crate::store::fs::scripted::Scripted;
use crate::store::fs::simulated::Simulated;
use crate::terminal::Event;
use rustix::io::Errno;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

fn disk() -> Simulated {
    let disk = Simulated::new(&[Path::new(FOLDER), Path::new(STATE)]);
    let folder = disk.open_folder(Path::new(FOLDER)).unwrap();
    folder.create("a.yaml".as_ref(), 0o666).unwrap().write_all(BOARD.as_bytes()).unwrap();
    disk
}

/// The same disk, on which nothing more has room in the file's folder.
fn full(disk: &Simulated) -> Arc<dyn Fs> {
    let full = Scripted::new(|_, name| match name {
        "exchange" => Err(Errno::NOSPC.into()),
        _ => Ok(()),
    });
    Arc::new(full.over(disk.clone()))
}

#[test]
fn keys_that_fill_the_queue_keep_nothing_from_being_saved() {
    let (done, saved) = channel();
    std::thread::spawn(move || {
        let disk = disk();
        let mut desk = Desk::sit_down(&disk, Arc::new(disk.clone()));
        while desk.session.outlet.try_send(News::Terminal(Event::Resize(80, 24))) {}
        desk.press("aours<CR><Esc>");
        desk.session.leave_store();
        let _ = done.send(load_theirs(&disk));
    });
    let saved = saved.recv_timeout(Duration::from_secs(20)).expect("it hangs");
    assert!(saved.contains("- ours\n"), "{saved}");
}

#[test]
fn who_leaves_at_once_still_hears_what_is_not_saved() {
    let disk = disk();
    let mut desk = Desk::sit_down(&disk, full(&disk));
    desk.press("aours<CR><Esc>");
    desk.session.leave_store();
    let told = desk.session.unsaved().unwrap_or_default();
    assert!(told.contains("NOT SAVED: the disk is full; what you did is kept"), "{told}");
}

#[test]
fn what_others_wrote_shows_though_merges_come_faster_than_they_are_heard_of() {
    let disk = disk();
    let mut desk = Desk::sit_down(&disk, Arc::new(disk.clone()));
    save_theirs(&disk, &load_theirs(&disk));
    desk.press("aours<CR><Esc>");
    desk.session.send_changed();
    desk.session.keeper.finish();
    save_theirs(&disk, &load_theirs(&disk));
    desk.session.look(0, None);
    desk.session.keeper.finish();
    desk.settle();
    assert_eq!(desk.text(), load_theirs(&disk));
    assert_eq!(desk.text().matches("- theirs").count(), 2);
}

#[test]
fn edits_of_a_file_that_is_gone_come_back_and_are_written_only_when_asked() {
    let disk = disk();
    let mut desk = Desk::sit_down(&disk, full(&disk));
    desk.press("aours<CR><Esc>");
    desk.session.leave_store();
    drop(desk);
    disk.open_folder(Path::new(FOLDER)).unwrap().remove("a.yaml".as_ref()).unwrap();
    for _ in 0..2 {
        let mut desk = Desk::sit_down(&disk, Arc::new(disk.clone()));
        desk.settle();
        assert!(desk.text().contains("- first\n  - ours\n"), "{}", desk.text());
        let open = &desk.session.app.boards[0];
        assert_eq!(open.state, FileState::NotSaved("the file is gone".to_owned()));
        assert!(open.banner.as_ref().is_some_and(|banner| banner.contains("writes the board anew")));
        assert!(disk.content(Path::new(FILE)).is_err());
        desk.session.leave_store();
    }
    let mut desk = Desk::sit_down(&disk, Arc::new(disk.clone()));
    desk.press("<C-s>");
    desk.settle();
    assert_eq!(load_theirs(&disk), desk.text());
    assert!(desk.text().contains("- first\n  - ours\n"));
    desk.session.leave_store();
    drop(desk);
    let desk = Desk::sit_down(&disk, Arc::new(disk.clone()));
    assert_eq!(desk.session.app.message, None);
}

#[test]
fn edits_are_saved_where_none_can_be_kept_and_that_is_told_once() {
    let disk = Simulated::new(&[Path::new(FOLDER), Path::new("/home/.local")]);
    let put = |folder: &str, name: &str| {
        let folder = disk.open_folder(Path::new(folder)).unwrap();
        folder.create(name.as_ref(), 0o666).unwrap().write_all(BOARD.as_bytes()).unwrap();
    };
    put(FOLDER, "a.yaml");
    put("/home/.local", "state");
    let mut desk = Desk::sit_down(&disk, Arc::new(disk.clone()));
    for (words, is_told) in [("one", true), ("two", false), ("three", false)] {
        desk.press(&format!("a{words}<CR><Esc>"));
        desk.settle();
        assert!(load_theirs(&disk).contains(words));
        let open = &desk.session.app.boards[0];
        assert_eq!(open.state, FileState::Saved);
        let told = open.banner.as_ref().is_some_and(|banner| banner.contains("a crash would lose"));
        assert_eq!(told, is_told, "{words}: {:?}", open.banner);
        let place = open.banner.as_ref().is_none_or(|banner| banner.contains("/home/.local/state"));
        assert!(place && !format!("{:?}", open.banner).contains("os error"), "{:?}", open.banner);
    }
    desk.session.leave_store();
    assert_eq!(desk.session.unsaved(), None);
}

#[test]
fn who_leaves_just_after_the_file_was_removed_hears_of_it() {
    let disk = disk();
    let mut desk = Desk::sit_down(&disk, Arc::new(disk.clone()));
    desk.press("aours<CR><Esc>");
    desk.settle();
    disk.open_folder(Path::new(FOLDER)).unwrap().remove("a.yaml".as_ref()).unwrap();
    desk.session.leave_store();
    let told = desk.session.unsaved().unwrap_or_default();
    assert!(told.contains("a.yaml is NOT SAVED: the file is gone"), "{told}");
}

#[test]
fn a_board_that_was_saved_as_another_file_is_not_written_to_the_first_any_more() {
    let disk = disk();
    let mut desk = Desk::sit_down(&disk, full(&disk));
    desk.press("aours<CR><Esc>");
    desk.settle();
    assert!(matches!(desk.session.app.boards[0].state, FileState::NotSaved(_)));
    desk.press("S<C-u>b.yaml<CR>");
    desk.settle();
    let open = &desk.session.app.boards[0];
    assert_eq!((&open.state, open.path.as_deref()), (&FileState::Saved, Some(Path::new("/boards/b.yaml"))));
    assert_eq!(load_theirs(&disk), BOARD);
}
