//! How other programs write: in pieces, with pauses, by removing first; and how long the real ones take to show.

use super::*;
use std::io::Write;
use std::process::Command;
use std::time::Instant;

const BOARD: &str =
    "strengths:\n  - text: one\n  - text: two\nweaknesses:\n  - text: three\n  - text: the last\n";

/// A watched board at the real pace or quicker, judged by whether its end is there.
fn board(pace: Pace) -> Scene {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    disk::write(&path, BOARD).unwrap();
    let (sender, news) = channel();
    let judge = |_: &Path, loaded: &Loaded| {
        let is_whole = loaded.text.as_ref().is_ok_and(|text| text.ends_with(crate::store::end_of(BOARD)));
        if is_whole { Looks::Whole } else { Looks::Doubtful }
    };
    let watch = Watch::start_at(Arc::new(RealFs), pace, judge, move |disk| {
        let _ = sender.send(disk);
    });
    let watch = watch.unwrap();
    watch.file(&path, Some(Fingerprint::of(BOARD.as_bytes())));
    sleep(Duration::from_millis(60));
    Scene { folder, path, watch, news }
}

/// Within a second, as `--nocapture` shows; a machine with much else to do is given two.
fn shown_soon(what: &str, begun: Instant) {
    eprintln!("{what}: shown after {} ms", begun.elapsed().as_millis());
    assert!(begun.elapsed() < Duration::from_secs(2), "{what}");
}

fn write_slowly(path: &Path, text: &str, step: usize, pause: Duration) {
    let mut file = disk::File::create(path).unwrap();
    for part in text.as_bytes().chunks(step) {
        file.write_all(part).unwrap();
        sleep(pause);
    }
}

#[test]
fn no_prefix_of_a_slow_writer_is_told() {
    let scene = board(QUICK);
    for (round, step) in [1, 5, 30].into_iter().enumerate() {
        let new = BOARD.replace("one", &format!("one, round {round}"));
        // A pause may be as long as a doubtful content rests, less a little.
        let pause = Duration::from_millis([5, 20, 150][round]);
        write_slowly(&scene.path, &new, step, pause);
        assert_eq!(scene.text(), new);
    }
    scene.assert_quiet();
}

#[test]
fn a_file_that_is_removed_and_made_again_over_and_over_is_never_gone() {
    let scene = board(QUICK);
    for _ in 0..30 {
        disk::remove_file(&scene.path).unwrap();
        // Away at nearly every look, and longer than is believed of a file that rests.
        sleep(QUICK.rests.again.saturating_sub(Duration::from_millis(5)));
        disk::write(&scene.path, BOARD).unwrap();
        sleep(Duration::from_millis(5));
    }
    scene.assert_quiet();
}

#[test]
fn a_file_that_got_its_length_before_its_content_is_told_when_it_has_it() {
    let scene = board(QUICK);
    let new = BOARD.replace("one", "another");
    let mut file = disk::File::create(&scene.path).unwrap();
    file.set_len(new.len() as u64).unwrap();
    sleep(Duration::from_millis(120));
    file.write_all(new.as_bytes()).unwrap();
    assert_eq!(scene.text(), new);
    scene.assert_quiet();
}

#[test]
fn a_board_that_really_lost_its_end_is_told_soon() {
    let scene = board(PACE);
    let begun = Instant::now();
    let shorter = &BOARD[..40];
    disk::write(&scene.path, shorter).unwrap();
    assert_eq!(scene.text(), shorter);
    shown_soon("lost its end", begun);
}

/// What each program does in a shell, in the board's folder; programs that are not here are passed over.
#[test]
fn edits_by_other_programs_are_told_whole_and_soon() {
    let edits = [
        ("sed", "sed -i 's/one/by sed/' a.yaml"),
        ("cp", "sed 's/one/by cp/' a.yaml > new && cp new a.yaml"),
        ("mv", "sed 's/one/by mv/' a.yaml > new && mv new a.yaml"),
        ("vim", "vim -u NONE -es -c '%s/one/by vim/' -c 'wq' a.yaml"),
        ("ed", "printf ',s/one/by ed/\\nw\\nq\\n' | ed -s a.yaml"),
        ("dd", "sed 's/one/by dd/' a.yaml > new && dd if=new of=a.yaml bs=7 2>/dev/null"),
        ("git", "git checkout -q other"),
        ("git", "git stash pop -q"),
    ];
    let scene = board(PACE);
    let shell = |command: &str| {
        let run = Command::new("sh").current_dir(scene.folder.path()).args(["-c", command]).output().unwrap();
        run.status.success()
    };
    let git = "git init -q && git config user.email a@b && git config user.name a && git add a.yaml \
               && git commit -qm 1 && git checkout -qb other && sed -i 's/one/by git/' a.yaml && git commit -qam 2 \
               && sed -i 's/two/by stash/' a.yaml && git stash -q && git checkout -q -";
    let has_git = shell(git);
    sleep(Duration::from_millis(500));
    while scene.news.try_recv().is_ok() {}
    for (program, command) in edits {
        let is_here = shell(&format!("command -v {program}")) && (program != "git" || has_git);
        if program != "git" {
            disk::write(&scene.path, BOARD).unwrap();
            scene.watch.known(&scene.path, Fingerprint::of(BOARD.as_bytes()));
            sleep(Duration::from_millis(150));
        } else if has_git {
            shell("git checkout -q -- a.yaml");
        }
        while scene.news.try_recv().is_ok() {}
        if !is_here || !shell(command) {
            continue;
        }
        let begun = Instant::now();
        let seen = scene.text();
        assert_eq!(seen, disk::read_to_string(&scene.path).unwrap(), "{command}");
        shown_soon(command, begun);
    }
}
