//! What a save takes the file to hold. It must not know what is done where the file holds something else.

use crate::store::file::Trouble;
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::{Handle, Meta};
use crate::store::shared::SharedText;

/// A content that the file is expected to hold. Where the bytes are at hand they are compared piece by piece, which costs
/// a third of reading and hashing the file.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub(super) print: Fingerprint,
    bytes: Option<&'a [u8]>,
    /// What the file was when it was last read and held that.
    pub(super) meta: Option<&'a Meta>,
}

impl<'a> Known<'a> {
    /// With its bytes, and what the file was when it was last found to hold them, where that is known.
    pub fn new(content: &'a SharedText, meta: Option<&'a Meta>) -> Self {
        Self { print: content.print(), bytes: Some(content.as_bytes()), meta }
    }

    /// Whether an open file was read and holds the content; `false` also where that takes its fingerprint.
    pub(super) fn is_in(&self, handle: &mut dyn Handle) -> Result<bool, Trouble> {
        Ok(self.bytes.map_or(Ok(false), |bytes| handle.holds(bytes))?)
    }
}

/// Without its bytes.
impl From<&Fingerprint> for Known<'_> {
    fn from(print: &Fingerprint) -> Self {
        Self { print: *print, bytes: None, meta: None }
    }
}
