//! One error type: what was attempted, where, and what to do about it.
//!
//! It must not know who shows it: text that comes from files is made harmless where it is shown.

use std::fmt;

/// A failure told as people need it: the attempt, the place, the cause and the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    attempt: String,
    cause: String,
    remedy: String,
}

impl Error {
    /// An error from the attempt (`save boards/team.yaml`), its cause and a remedy; each may be empty but the attempt.
    pub fn new(attempt: impl Into<String>, cause: impl fmt::Display, remedy: impl Into<String>) -> Self {
        Self { attempt: attempt.into(), cause: cause.to_string(), remedy: remedy.into() }
    }

    /// What was attempted, with its place.
    pub fn attempt(&self) -> &str {
        &self.attempt
    }

    /// Why it failed.
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// What the person can do about it.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not {}", self.attempt)?;
        if !self.cause.is_empty() {
            write!(f, ": {}", self.cause)?;
        }
        if !self.remedy.is_empty() {
            write!(f, "\n  {}", self.remedy)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// A result whose failure is an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
