//! Editors that know nothing of us and save in the moment between our look and our exchange.

use super::*;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// As an editor saves: a file beside it, renamed over it.
fn rename_over(path: &Path, bytes: &[u8]) {
    let beside = path.with_extension("theirs");
    disk::write(&beside, bytes).unwrap();
    disk::rename(&beside, path).unwrap();
}

/// Foreign versions `"1"`, `"2"`, … are renamed over the file before each of the first `many` exchanges.
fn raced(path: &Path, many: usize) -> Scripted {
    let (theirs, done) = (path.to_owned(), AtomicUsize::new(0));
    Scripted::new(move |_, name| {
        if name == "exchange" {
            let number = done.fetch_add(1, Ordering::SeqCst) + 1;
            if number <= many {
                rename_over(&theirs, number.to_string().as_bytes());
            }
        }
        Ok(())
    })
}

#[test]
fn a_version_renamed_in_after_the_last_look_gets_its_place_back_and_is_told() {
    let (folder, path) = old_file();
    let SaveError::Changed { now, .. } = save_over_old(&raced(&path, 1), &path).unwrap_err() else {
        panic!()
    };
    assert_eq!(now.bytes(), b"1");
    assert_eq!(disk::read(&path).unwrap(), b"1");
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn of_several_versions_the_last_is_in_the_file_and_the_others_are_told_or_beside_it() {
    let (folder, path) = old_file();
    let SaveError::Changed { now, .. } = save_over_old(&raced(&path, 2), &path).unwrap_err() else {
        panic!()
    };
    assert_eq!(now.bytes(), b"1");
    assert_eq!(disk::read(&path).unwrap(), b"2");
    let names = names(folder.path());
    assert_eq!(disk::read(folder.path().join(&names[0])).unwrap(), b"1", "{names:?}");
    assert_eq!(names.len(), 2);
}

#[test]
fn the_same_content_saved_by_another_is_no_change() {
    let (folder, path) = old_file();
    let theirs = path.clone();
    let fs = Scripted::new(move |_, name| {
        if name == "exchange" {
            rename_over(&theirs, NEW);
        }
        Ok(())
    });
    save_over_old(&fs, &path).unwrap();
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn a_file_removed_in_the_last_moment_is_gone() {
    let (folder, path) = old_file();
    let theirs = path.clone();
    let fs =
        Scripted::new(move |_, name| if name == "exchange" { disk::remove_file(&theirs) } else { Ok(()) });
    assert!(matches!(save_over_old(&fs, &path), Err(SaveError::Gone { .. })));
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn a_link_put_there_in_the_last_moment_stays() {
    let (folder, path) = old_file();
    let (theirs, done) = (path.clone(), AtomicUsize::new(0));
    let fs = Scripted::new(move |_, name| {
        if name == "exchange" && done.fetch_add(1, Ordering::SeqCst) == 0 {
            disk::rename(&theirs, theirs.with_extension("moved"))?;
            symlink("a.moved", &theirs)?;
        }
        Ok(())
    });
    assert!(save_over_old(&fs, &path).is_err());
    assert_eq!(disk::read_link(&path).unwrap(), Path::new("a.moved"));
    assert_eq!(disk::read(&path).unwrap(), OLD);
    assert_eq!(names(folder.path()), ["a.moved", "a.yaml"]);
}

#[test]
fn where_nothing_can_be_exchanged_the_look_comes_directly_before_the_rename() {
    let unsupported = |theirs: Option<PathBuf>| {
        Scripted::new(move |_, name| {
            if name != "exchange" {
                return Ok(());
            }
            if let Some(theirs) = &theirs {
                rename_over(theirs, b"theirs");
            }
            Err(io::ErrorKind::Unsupported.into())
        })
    };
    let (folder, path) = old_file();
    save_over_old(&unsupported(None), &path).unwrap();
    assert_eq!(disk::read(&path).unwrap(), NEW);
    disk::write(&path, OLD).unwrap();
    let changed = save_over_old(&unsupported(Some(path.clone())), &path);
    assert!(matches!(changed, Err(SaveError::Changed { .. })));
    assert_eq!(disk::read(&path).unwrap(), b"theirs");
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn an_exchange_whose_answer_was_lost_is_found_out() {
    let (folder, path) = old_file();
    let (at, answered) = (folder.path().to_owned(), AtomicUsize::new(0));
    let fs = Scripted::new(move |_, name| {
        if name != "exchange" || answered.fetch_add(1, Ordering::SeqCst) > 0 {
            return Ok(());
        }
        let temp = names(&at).remove(0);
        RealFs.open_folder(&at)?.exchange(OsStr::new(&temp), OsStr::new("a.yaml"))?;
        Err(rustix::io::Errno::IO.into())
    });
    save_over_old(&fs, &path).unwrap();
    assert_eq!(disk::read(&path).unwrap(), NEW);
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

/// Whichever operation fails, once or for good as with a kill, while somebody saves in between: their version is in the
/// file or beside it.
#[test]
fn no_foreign_version_is_lost_whichever_operation_fails() {
    for errno in [rustix::io::Errno::IO, rustix::io::Errno::NOSPC, rustix::io::Errno::ACCESS] {
        for (nth, lasting) in (1..40).flat_map(|nth| [(nth, false), (nth, true)]) {
            let (folder, path) = old_file();
            let (inner, done) = (raced(&path, 1), Mutex::new(false));
            let fs = Scripted::new(move |n, name| {
                if name == "exchange" && !std::mem::replace(&mut *done.lock().unwrap(), true) {
                    inner.ask(name)?;
                }
                if n == nth || (lasting && n > nth) { Err(errno.into()) } else { Ok(()) }
            });
            let result = save_over_old(&fs, &path);
            let beside =
                names(folder.path()).into_iter().map(|name| disk::read(folder.path().join(name)).unwrap());
            let left: Vec<Vec<u8>> = beside.collect();
            let is_there = left.iter().any(|bytes| bytes == b"1" || bytes == OLD);
            assert!(is_there && result.is_err(), "{nth} {errno} {lasting}: {result:?}");
        }
    }
}

/// Lines of a file, each with its line break.
fn lines(text: &str) -> std::collections::BTreeSet<String> {
    text.lines().map(str::to_owned).collect()
}

/// Our side: adds a line, and on a change takes all lines that are told.
fn add_ours(path: &Path, number: usize, known: &mut String, told: &mut std::collections::BTreeSet<String>) {
    let mut expected = Fingerprint::of(known.as_bytes());
    loop {
        let text = format!("{known}ours {number}\n");
        match save(&RealFs, path, text.as_bytes(), Some(&expected)) {
            Ok(saved) => {
                assert_eq!(saved.fingerprint, Fingerprint::of(text.as_bytes()));
                *known = text;
                return;
            }
            Err(SaveError::Changed { now, .. }) => {
                expected = now.fingerprint;
                let theirs = now.text.unwrap();
                told.extend(lines(&theirs));
                let all: Vec<String> = lines(known).union(&lines(&theirs)).cloned().collect();
                *known = all.join("\n") + "\n";
            }
            Err(other) => panic!("{other}"),
        }
    }
}

#[test]
fn of_a_thousand_renames_against_a_thousand_saves_no_foreign_version_is_lost() {
    let (folder, path) = old_file();
    let mut known = String::from_utf8(OLD.to_owned()).unwrap();
    let mut told = std::collections::BTreeSet::new();
    let begun = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (path, begun) = (&path, &begun);
        scope.spawn(move || {
            for number in 0..1000 {
                // One for each of ours, at every moment of it.
                while begun.load(Ordering::SeqCst) <= number {
                    std::thread::yield_now();
                }
                std::thread::sleep(std::time::Duration::from_micros(number as u64 * 37 % 400));
                let mut text = disk::read_to_string(path).unwrap();
                text = format!("{text}theirs {number}\n");
                rename_over(path, text.as_bytes());
            }
        });
        for number in 0..1000 {
            begun.store(number + 1, Ordering::SeqCst);
            add_ours(path, number, &mut known, &mut told);
        }
    });
    let beside: String = names(folder.path())
        .iter()
        .map(|name| disk::read_to_string(folder.path().join(name)).unwrap())
        .collect();
    let there = lines(&(beside + &known));
    let lost: Vec<_> = (0..1000)
        .map(|number| format!("theirs {number}"))
        .filter(|line| !there.contains(line) && !told.contains(line))
        .collect();
    assert!(lost.is_empty(), "{} lost: {lost:?}", lost.len());
}
