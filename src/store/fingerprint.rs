//! A short value that tells two contents of a file apart.
//!
//! It must not know what is hashed, nor be used against people who craft collisions: it answers "did this file change".

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

/// 128 bits of a content: `MurmurHash3` (`x64_128`, seed 0, Austin Appleby, public domain).
///
/// Chosen because it is stable over versions and machines (state that is kept on disk may hold it), reads 16 bytes a
/// step (a save hashes the file three times), and needs no crate. Two contents that differ by accident share it once
/// in 2^128. Whoever can craft a collision can write the file anyway.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u128);

const C1: u64 = 0x87c3_7b91_1142_53d5;
const C2: u64 = 0x4cf5_ad43_2745_937f;

impl Fingerprint {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let (mut h1, mut h2) = (0_u64, 0_u64);
        let (blocks, tail) = bytes.as_chunks::<16>();
        for block in blocks {
            let (k1, k2) = words(block);
            h1 = (h1 ^ mix1(k1)).rotate_left(27).wrapping_add(h2);
            h1 = h1.wrapping_mul(5).wrapping_add(0x52dc_e729);
            h2 = (h2 ^ mix2(k2)).rotate_left(31).wrapping_add(h1);
            h2 = h2.wrapping_mul(5).wrapping_add(0x3849_5ab5);
        }
        let mut block = [0; 16];
        block[..tail.len()].copy_from_slice(tail);
        let (k1, k2) = words(&block);
        h2 ^= mix2(k2);
        h1 ^= mix1(k1);
        let length = bytes.len() as u64;
        h1 ^= length;
        h2 ^= length;
        h1 = h1.wrapping_add(h2);
        h2 = h2.wrapping_add(h1);
        h1 = finish(h1);
        h2 = finish(h2);
        h1 = h1.wrapping_add(h2);
        h2 = h2.wrapping_add(h1);
        Self(u128::from(h1) << 64 | u128::from(h2))
    }

    /// Its 16 bytes as they stand in a file, little endian.
    pub(super) fn to_bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// The fingerprint that [`Fingerprint::to_bytes`] wrote.
    pub(super) fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_le_bytes(bytes))
    }
}

/// As 32 hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Exactly what [`fmt::Display`] writes.
impl FromStr for Fingerprint {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        // Of another length it is no fingerprint: an empty text has no number, so its error stands for those.
        let digits = if text.len() == 32 && !text.starts_with('+') { text } else { "" };
        u128::from_str_radix(digits, 16).map(Self)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

/// The low and the high half of a block, little endian.
fn words(block: &[u8; 16]) -> (u64, u64) {
    let both = u128::from_le_bytes(*block);
    (both as u64, (both >> 64) as u64)
}

fn mix1(k: u64) -> u64 {
    k.wrapping_mul(C1).rotate_left(31).wrapping_mul(C2)
}

fn mix2(k: u64) -> u64 {
    k.wrapping_mul(C2).rotate_left(33).wrapping_mul(C1)
}

fn finish(mut k: u64) -> u64 {
    k = (k ^ (k >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    k = (k ^ (k >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    k ^ (k >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_murmur3_as_published() {
        let cases = [
            ("", "00000000000000000000000000000000"),
            ("hello", "cbd8a7b341bd9b025b1e906a48ae1d19"),
            ("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c7a433ca9c49a9347"),
        ];
        for (text, digits) in cases {
            assert_eq!(Fingerprint::of(text.as_bytes()).to_string(), digits, "{text:?}");
        }
    }

    #[test]
    fn trailing_zero_bytes_count() {
        assert_ne!(Fingerprint::of(b"a"), Fingerprint::of(b"a\0"));
        assert_ne!(Fingerprint::of(b""), Fingerprint::of(b"\0"));
    }
}
