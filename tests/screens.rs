//! What people see: boards on an in-memory screen, as text and as properties that hold at every size.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod screens {
    mod ascii;
    mod boards;
    mod chrome;
    mod editing;
    mod finding;
    mod first;
    mod lists;
    mod merging;
    mod properties;
    mod sheets;
    mod spoken;
}
