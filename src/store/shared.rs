//! A text that several own, with its fingerprint: worked out once, however often it is asked for.
//!
//! It must not know what the text means.

use super::fingerprint::Fingerprint;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// A shared text.
#[derive(Clone)]
pub struct SharedText(Arc<Inner>);

struct Inner {
    text: Box<str>,
    print: OnceLock<Fingerprint>,
}

impl SharedText {
    /// Its fingerprint.
    pub fn print(&self) -> Fingerprint {
        *self.0.print.get_or_init(|| Fingerprint::of(self.0.text.as_bytes()))
    }
}

impl<T: Into<Box<str>>> From<T> for SharedText {
    fn from(text: T) -> Self {
        Self(Arc::new(Inner { text: text.into(), print: OnceLock::new() }))
    }
}

impl Deref for SharedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.text
    }
}

/// Two owners of one text need not compare it.
impl PartialEq for SharedText {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.text == other.0.text
    }
}

impl Eq for SharedText {}

impl fmt::Debug for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.text.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_is_what_says_the_same_and_the_fingerprint_is_that_of_the_bytes() {
        let (one, other) = (SharedText::from("a"), SharedText::from(String::from("a")));
        assert!(one == other && one == one.clone() && one != SharedText::from("b"));
        assert_eq!((one.print(), &*one), (Fingerprint::of(b"a"), "a"));
    }
}
