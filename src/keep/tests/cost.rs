//! What one save of one edit costs beside writing, syncing and renaming the same bytes.
//!
//! `cargo test --release --lib cost -- --ignored --nocapture`

use super::*;
use crate::store::{Fingerprint, save_keeping};
use std::io::Write;
use std::time::Instant;

const ROUNDS: usize = 41;

fn board_of(items: usize) -> String {
    let item = |number| {
        format!("  - TAG{number}: some words about the matter of number {number}, as people write them\n")
    };
    let items = (0..items).map(item).collect::<String>();
    format!("title: T\nsheets:\n- kind: retro\n  went_well:\n{items}  not_so_well:\n  - dear\n")
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn timed(times: &mut Vec<Duration>, work: impl FnOnce()) {
    let begun = Instant::now();
    work();
    times.push(begun.elapsed());
}

/// The least that a safe writer does.
fn plainly(path: &Path, text: &str) {
    let part = path.with_extension("part");
    let mut file = disk::File::create(&part).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.sync_all().unwrap();
    disk::rename(&part, path).unwrap();
    disk::File::open(path.parent().unwrap()).unwrap().sync_all().unwrap();
}

fn edit(desk: &mut Desk, number: usize) {
    let here = Focus::Head(HeadAt::Board(Head::Title));
    let step = Step { label: "edit".to_owned(), before: here, after: here, run: None };
    let value = Some(crate::model::Value::Text(number.to_string()));
    let edit = Edit::SetField { at: WENT_WELL.item(0), field: crate::model::Field::Votes, value };
    desk.document.apply(&[edit], step).unwrap();
}

#[test]
#[ignore = "a measurement"]
fn cost_of_a_save() {
    for items in [600, 19_000] {
        let (folder, path, state) = board();
        let [other, third] = ["boards/b.yaml", "boards/c.yaml"].map(|name| folder.path().join(name));
        for path in [&path, &other, &third] {
            disk::write(path, board_of(items)).unwrap();
        }
        let mut whole = Desk::open(Arc::new(RealFs), &path, state);
        let mut bare = Desk::open(Arc::new(RealFs), &other, None);
        let [mut plain, mut saved, mut parsed, mut by_bare, mut by_whole] = [(); 5].map(|()| Vec::new());
        for number in 1..=ROUNDS {
            edit(&mut whole, number);
            edit(&mut bare, number);
            let text = whole.document.text().to_owned();
            timed(&mut plain, || plainly(&folder.path().join("boards/d.yaml"), &text));
            let before = Fingerprint::of(&disk::read(&third).unwrap());
            timed(&mut saved, || {
                save_keeping(&RealFs, None, &third, text.as_bytes(), Some(&before)).0.unwrap();
            });
            timed(&mut parsed, || assert!(Document::is_board(&text)));
            for (desk, times) in [(&mut bare, &mut by_bare), (&mut whole, &mut by_whole)] {
                timed(times, || {
                    desk.keep(Why::Edited);
                    desk.keeper.finish();
                });
                desk.hear();
            }
        }
        let [plain, saved, parsed, bare, whole] = [plain, saved, parsed, by_bare, by_whole].map(median);
        let ratio = |time: Duration| time.as_secs_f64() / plain.as_secs_f64();
        println!(
            "{} bytes: plain {plain:?}; store::save {saved:?} ({:.2}); is_board {parsed:?}; saver without state {bare:?} \
             ({:.2}); with journal and versions {whole:?} ({:.2})",
            disk::metadata(&path).unwrap().len(),
            ratio(saved),
            ratio(bare),
            ratio(whole),
        );
    }
}
