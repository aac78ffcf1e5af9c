//! From sound and from hostile files to inputs that nobody wrote. It must not know who reads them.

use std::fs;
use std::path::{Path, PathBuf};

/// The longest input, so that a long run tries many.
const LONGEST: usize = 100_000;
/// Larger files are no seeds: their size is what they are for.
const LONGEST_SEED: u64 = 12_000;

/// What means something to a reader of YAML, of keys, of JSON or of a terminal.
const WORDS: [&str; 48] = [
    "[",
    "]",
    "{",
    "}",
    ": ",
    "- ",
    "? ",
    "\"",
    "'",
    "&a ",
    "*a",
    "!!str ",
    "!x ",
    "|\n",
    ">-\n",
    "#",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "  ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "<<: *a\n",
    "\0",
    "\u{1b}[31m",
    "\u{9b}",
    "\u{202e}",
    "\u{feff}",
    "\u{301}",
    "\u{200d}",
    "\u{e0041}",
    "小",
    "<CR>",
    "<Esc>",
    "<C-",
    "null",
    "~",
    "sheets:\n",
    "- kind: swot\n",
    "results:\n",
    "votes: -1",
    "due: 2025-02-30",
    "\\e",
    "\\x4",
    "18446744073709551616",
    "\u{2028}",
];

/// The sample boards, the files among the assets, and the hostile corpus.
pub fn seeds() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["boards", "assets", "tests/hostile/corpus", "tests/pages", "tests/imports"];
    let mut folders = folders.map(|folder| root.join(folder)).to_vec();
    let is_seed = |end: &std::ffi::OsStr| ["yaml", "txt", "md", "csv"].iter().any(|known| end == *known);
    let mut files = Vec::<PathBuf>::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let meta = entry.metadata().unwrap();
            if meta.is_dir() {
                folders.push(entry.path());
            } else if meta.len() <= LONGEST_SEED && entry.path().extension().is_some_and(is_seed) {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Makes inputs from a seed, always the same.
pub struct Mutator<'s> {
    state: u64,
    seeds: &'s [Vec<u8>],
}

impl<'s> Mutator<'s> {
    pub fn new(seed: u64, seeds: &'s [Vec<u8>]) -> Self {
        Self { state: seed, seeds }
    }

    /// A seed after one to sixteen changes.
    pub fn input(&mut self) -> Vec<u8> {
        let mut bytes = self.seed().to_vec();
        for _ in 0..=self.below(16) {
            self.change(&mut bytes);
        }
        bytes.truncate(LONGEST);
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len() + 1);
        let end = (at + self.below(60)).min(bytes.len());
        match self.below(8) {
            0 if at < bytes.len() => bytes[at] = self.below(256) as u8,
            1 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let part = bytes[at..end].repeat(1 + self.below(40));
                drop(bytes.splice(at..at, part));
            }
            4 => {
                let other = self.seed();
                let from = self.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            5 => {
                let word = WORDS[self.below(WORDS.len())].repeat(1 + self.below(3) * self.below(80));
                drop(bytes.splice(at..at, word.into_bytes()));
            }
            6 => bytes.truncate(at.max(bytes.len() / 2)),
            _ => drop(bytes.splice(at..at, WORDS[self.below(WORDS.len())].bytes())),
        }
    }

    fn seed(&mut self) -> &'s [u8] {
        let index = self.below(self.seeds.len());
        &self.seeds[index]
    }

    /// A number below `end`, at least 0 (`SplitMix64`).
    fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }
}
