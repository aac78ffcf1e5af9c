//! A session while the queue is full, while it is left, and while merges come faster than they are heard of.

use super::News;
use super::power::{BOARD, Desk, FOLDER, STATE, load_theirs, save_theirs};
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

#[test]
fn keys_that_fill_the_queue_keep_nothing_from_being_saved() {
    let (done, saved) = channel();
    std::thread::spawn(move || {
        let disk = disk();
        let mut desk = Desk::sit_down(&disk, Arc::new(disk.clone()));
        while desk.session.sender.try_send(News::Terminal(Event::Resize(80, 24))).is_ok() {}
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
    let full = Scripted::new(|_, name| match name {
        "exchange" => Err(Errno::NOSPC.into()),
        _ => Ok(()),
    });
    let mut desk = Desk::sit_down(&disk, Arc::new(full.over(disk.clone())));
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
