//! How the journal's records stand in a file: length, checksum and number, then what happened.
//!
//! It must not know what the records add up to. Nothing it reads is believed before it is checked: sizes before memory
//! is taken, the checksum before the content.

use crate::store::fingerprint::Fingerprint;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// What a journal begins with. The number is the format's version.
pub(super) const HEAD: &[u8] = b"stratboard journal 1\n";

/// Before each record: checksum of what follows, number of the record, length of the record.
const FRAME: usize = 16 + 8 + 4;

/// What becomes of a text: so many bytes from there on are cut, and others stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Splice<'a> {
    pub(super) at: usize,
    pub(super) cut: usize,
    pub(super) text: &'a str,
}

/// One thing that happened. Files are numbered in the order in which the journal first names them; `took` are the
/// journals of which this one holds what they held for the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Record<'a> {
    /// What the file at this real path held before our texts. Again for the same path: it begins anew.
    Base { file: u32, path: &'a Path, text: &'a str, took: Vec<u64> },
    /// Our next text, as a change of our text before.
    Ours { file: u32, print: Fingerprint, edits: u64, splice: Splice<'a>, took: Vec<u64> },
    /// A content that is about to be written: our text `includes` with somebody else's changes, as a change of our
    /// newest text.
    Merged { file: u32, print: Fingerprint, includes: Fingerprint, splice: Splice<'a> },
    /// The file held this content, read back.
    Saved { file: u32, print: Fingerprint },
    /// The text in an open editor with its place, or that the editor closed.
    Typing { file: u32, typing: Option<(&'a str, &'a str)> },
    /// Somebody who found this journal has dealt with the file.
    Settled { file: u32 },
    /// What the journal was begun with is complete; since when, and which journals it stands for.
    Begun { micros: u64, replaces: Vec<u64> },
}

/// Appends the record with that number.
pub(super) fn push(out: &mut Vec<u8>, number: u64, record: &Record) {
    let start = out.len();
    out.extend([0; FRAME]);
    write(out, record);
    let length = (out.len() - start - FRAME) as u32;
    out[start + 16..start + 24].copy_from_slice(&number.to_le_bytes());
    out[start + 24..start + FRAME].copy_from_slice(&length.to_le_bytes());
    let sum = Fingerprint::of(&out[start + 16..]);
    out[start..start + 16].copy_from_slice(&sum.to_bytes());
}

fn write(out: &mut Vec<u8>, record: &Record) {
    match record {
        Record::Base { file, path, text, took } => {
            put_head(out, 1, *file);
            put_bytes(out, path.as_os_str().as_bytes());
            put_bytes(out, text.as_bytes());
            put_ids(out, took);
        }
        Record::Ours { file, print, edits, splice, took } => {
            put_head(out, 2, *file);
            out.extend(print.to_bytes());
            out.extend(edits.to_le_bytes());
            put_splice(out, splice);
            put_ids(out, took);
        }
        Record::Merged { file, print, includes, splice } => {
            put_head(out, 3, *file);
            out.extend(print.to_bytes());
            out.extend(includes.to_bytes());
            put_splice(out, splice);
        }
        Record::Saved { file, print } => {
            put_head(out, 4, *file);
            out.extend(print.to_bytes());
        }
        Record::Typing { file, typing: Some((place, text)) } => {
            put_head(out, 5, *file);
            put_bytes(out, place.as_bytes());
            put_bytes(out, text.as_bytes());
        }
        Record::Typing { file, typing: None } => put_head(out, 6, *file),
        Record::Settled { file } => put_head(out, 7, *file),
        Record::Begun { micros, replaces } => {
            put_head(out, 8, 0);
            out.extend(micros.to_le_bytes());
            put_ids(out, replaces);
        }
    }
}

fn put_head(out: &mut Vec<u8>, kind: u8, file: u32) {
    out.push(kind);
    out.extend(file.to_le_bytes());
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend(bytes);
}

fn put_splice(out: &mut Vec<u8>, splice: &Splice) {
    out.extend((splice.at as u32).to_le_bytes());
    out.extend((splice.cut as u32).to_le_bytes());
    put_bytes(out, splice.text.as_bytes());
}

fn put_ids(out: &mut Vec<u8>, ids: &[u64]) {
    out.extend((ids.len() as u32).to_le_bytes());
    out.extend(ids.iter().flat_map(|id| id.to_le_bytes()));
}

/// The records of a journal, up to the first that is torn or damaged.
pub(super) struct Records<'a> {
    bytes: &'a [u8],
    /// As many bytes were good so far.
    pub(super) valid: usize,
    /// The number of the next record.
    pub(super) number: u64,
}

impl<'a> Records<'a> {
    /// Of a whole file; `None` where it is no journal of this format. A head that is torn is a journal without records.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        let is_torn = bytes.len() < HEAD.len() && HEAD.starts_with(bytes);
        let valid = if is_torn { 0 } else { HEAD.len() };
        (is_torn || bytes.starts_with(HEAD)).then_some(Self { bytes, valid, number: 0 })
    }
}

impl<'a> Records<'a> {
    /// The next record, and where it ends.
    pub(super) fn peek(&self) -> Option<(Record<'a>, usize)> {
        let rest = &self.bytes[self.valid..];
        let (sum, summed) = rest.split_first_chunk::<16>()?;
        let mut frame = Reader(summed);
        let (number, length) = (frame.u64()?, frame.u32()? as usize);
        let mut record = Reader(frame.take(length)?);
        let is_good = number == self.number
            && Fingerprint::of(&summed[..FRAME - 16 + length]) == Fingerprint::from_bytes(*sum);
        let read = if is_good { record.record() } else { None };
        read.filter(|_| record.0.is_empty()).map(|read| (read, self.valid + FRAME + length))
    }

    /// The record that ends there counts.
    pub(super) fn advance(&mut self, end: usize) {
        self.valid = end;
        self.number += 1;
    }
}

/// The rest of a record.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn record(&mut self) -> Option<Record<'a>> {
        let kind = self.take(1)?[0];
        let file = self.u32()?;
        Some(match kind {
            1 => {
                let path = Path::new(OsStr::from_bytes(self.bytes()?));
                let (text, took) = (self.text()?, self.ids()?);
                path.is_absolute().then_some(Record::Base { file, path, text, took })?
            }
            2 => Record::Ours {
                file,
                print: self.print()?,
                edits: self.u64()?,
                splice: self.splice()?,
                took: self.ids()?,
            },
            3 => {
                Record::Merged { file, print: self.print()?, includes: self.print()?, splice: self.splice()? }
            }
            4 => Record::Saved { file, print: self.print()? },
            5 => Record::Typing { file, typing: Some((self.text()?, self.text()?)) },
            6 => Record::Typing { file, typing: None },
            7 => Record::Settled { file },
            8 => Record::Begun { micros: self.u64()?, replaces: self.ids()? },
            _ => return None,
        })
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn print(&mut self) -> Option<Fingerprint> {
        self.array().map(Fingerprint::from_bytes)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.u32()? as usize;
        self.take(length)
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    fn splice(&mut self) -> Option<Splice<'a>> {
        let (at, cut) = (self.u32()? as usize, self.u32()? as usize);
        Some(Splice { at, cut, text: self.text()? })
    }

    fn ids(&mut self) -> Option<Vec<u64>> {
        let length = self.u32()? as usize;
        let bytes = self.take(length.checked_mul(8)?)?;
        let (ids, _) = bytes.as_chunks::<8>();
        Some(ids.iter().map(|id| u64::from_le_bytes(*id)).collect())
    }
}
