//! The lossless YAML editor against two independent readers: libyaml's family (`serde_yaml`) and `serde-saphyr`.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "yaml/boards.rs"]
mod boards;
#[path = "yaml/generate.rs"]
mod generate;
#[path = "yaml/hostile.rs"]
mod hostile;
#[path = "yaml/more.rs"]
mod more;
#[path = "yaml/operations.rs"]
mod operations;
#[path = "yaml/oracle.rs"]
mod oracle;
#[path = "yaml/random.rs"]
mod random;
#[path = "yaml/spans.rs"]
mod spans;
#[path = "yaml/table.rs"]
mod table;
