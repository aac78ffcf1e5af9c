//! Whatever happens: a new journal begun from memory offers what the one before offers, and records read back as written.

use super::*;
use crate::store::journal::crashed::Reading;
use crate::store::journal::file::File;
use crate::store::journal::record::{HEAD, Record, Records, Splice, push};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Happens {
    Kept(String),
    Merged(String, String),
    Saved(String),
    Typed(Option<String>),
}

/// Few texts, so that they come again.
fn text() -> impl Strategy<Value = String> {
    proptest::sample::select(&["", "0", "a\nb\nc", "a\nä\nc", "a\nö\nc", "ab", "a\nb\nc\nd"][..])
        .prop_map(str::to_owned)
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        4 => text().prop_map(Happens::Kept),
        2 => (text(), text()).prop_map(|(ours, content)| Happens::Merged(ours, content)),
        3 => text().prop_map(Happens::Saved),
        1 => proptest::option::of(text()).prop_map(Happens::Typed),
    ]
}

/// A journal's bytes.
struct Bytes(Vec<u8>, u64);

impl Bytes {
    fn new() -> Self {
        Self(HEAD.to_vec(), 0)
    }

    fn push(&mut self, record: &Record) {
        push(&mut self.0, self.1, record);
        self.1 += 1;
    }

    /// The only file in it.
    fn left(&self) -> Left {
        let (mut reading, valid, records) = Reading::of(&self.0).unwrap();
        assert_eq!((valid, records), (self.0.len(), self.1));
        assert_eq!(reading.files.len(), 1);
        reading.files.remove(0).ready()
    }
}

fn perform(file: &mut File, bytes: &mut Bytes, what: Happens) {
    match what {
        Happens::Kept(text) => {
            file.keep(job(Path::new("/a"), &text, 0));
            file.take_up(|record| bytes.push(record));
        }
        Happens::Merged(ours, content) => {
            file.merged(print(&ours), &content.into(), |record| bytes.push(record));
        }
        Happens::Saved(content) => file.saved(print(&content), |record| bytes.push(record)),
        Happens::Typed(text) => {
            file.typing = text.map(|text| Typing { place: "item 1".into(), text });
            bytes.push(&file.typing_record(0));
        }
    }
}

proptest! {
    #[test]
    fn a_journal_begun_anew_offers_what_the_one_before_offers(all in proptest::collection::vec(happens(), 0..24)) {
        let mut file = File::new("/a".into(), "0".into());
        let mut written = Bytes::new();
        file.records(0, |record| written.push(record));
        file.number = Some(0);
        let mut newest = "0".to_owned();
        for what in all {
            if let Happens::Kept(text) = &what {
                newest.clone_from(text);
            }
            perform(&mut file, &mut written, what);
            let mut anew = Bytes::new();
            file.records(0, |record| anew.push(record));
            let (before, after) = (written.left(), anew.left());
            prop_assert_eq!(contents(&before), contents(&after));
            prop_assert_eq!((&before.last, before.edits, &before.typing), (&after.last, after.edits, &after.typing));
            prop_assert_eq!(&after.last, &newest);
            prop_assert_eq!(before.edits == 0 && before.contents() == 1, file.is_saved() && after.contents() == 1);
        }
        file.collapse();
        let mut short = Bytes::new();
        file.records(0, |record| short.push(record));
        prop_assert_eq!(&short.left().last, &newest);
        prop_assert_eq!(short.left().edits, written.left().edits);
    }
}

#[test]
fn each_kind_of_record_reads_back_as_it_was_written_and_no_beginning_of_it_does() {
    let splice = Splice { at: 3, cut: 0, text: "ä\0" };
    let path = Path::new("/a b/\u{1b}é.yaml");
    let records = [
        Record::Base { file: 0, path, text: "title: A\n", took: vec![1, u64::MAX] },
        Record::Ours { file: 7, print: print("a"), edits: 2, splice, took: vec![] },
        Record::Merged { file: 7, print: print("a"), includes: print("b"), splice },
        Record::Saved { file: u32::MAX, print: print("a") },
        Record::Typing { file: 0, typing: Some(("place", "")) },
        Record::Typing { file: 0, typing: None },
        Record::Settled { file: 1 },
        Record::Begun { micros: 1, replaces: vec![2] },
    ];
    for record in records {
        let mut bytes = HEAD.to_vec();
        push(&mut bytes, 0, &record);
        assert_eq!(Records::of(&bytes).unwrap().peek(), Some((record, bytes.len())));
        for end in HEAD.len()..bytes.len() {
            assert_eq!(Records::of(&bytes[..end]).unwrap().peek(), None);
        }
    }
}

#[test]
fn records_with_a_good_checksum_that_do_not_follow_end_the_reading() {
    let base = Record::Base { file: 0, path: Path::new("/a"), text: "ä", took: Vec::new() };
    let ours = |file, at, cut| {
        let splice = Splice { at, cut, text: "x" };
        Record::Ours { file, print: print("x"), edits: 1, splice, took: Vec::new() }
    };
    let wrong = [
        ours(1, 0, 0),
        ours(0, 1, 0),
        ours(0, 0, 1),
        ours(0, 3, 0),
        ours(0, 1, usize::MAX),
        Record::Base { file: 0, path: Path::new("/b"), text: "", took: Vec::new() },
        Record::Saved { file: 2, print: print("x") },
    ];
    for record in wrong {
        let mut bytes = Bytes::new();
        bytes.push(&base);
        let good = bytes.0.len();
        bytes.push(&record);
        let (reading, valid, records) = Reading::of(&bytes.0).unwrap();
        assert_eq!((reading.files[0].last.as_str(), valid, records), ("ä", good, 1), "{record:?}");
    }
    let mut bytes = Bytes::new();
    bytes.push(&Record::Base { file: 0, path: Path::new("a"), text: "", took: Vec::new() });
    assert_eq!(Reading::of(&bytes.0).unwrap().2, 0, "a path that is not absolute");
}

#[test]
fn sizes_are_checked_before_memory_is_taken() {
    for kind in 0..=9_u8 {
        for at in 0..60 {
            // A record of 64 bytes in which four say "4 GiB", with a right checksum.
            let mut payload = vec![0_u8; 64];
            payload[0] = kind;
            payload[at + 1..(at + 5).min(64)].fill(0xff);
            let mut bytes = HEAD.to_vec();
            let frame: Vec<u8> =
                0_u64.to_le_bytes().into_iter().chain(64_u32.to_le_bytes()).chain(payload).collect();
            bytes.extend(Fingerprint::of(&frame).to_bytes());
            bytes.extend(frame);
            assert_eq!(Reading::of(&bytes).unwrap().2, 0, "{kind} {at}");
        }
    }
}
