//! Boards for other programs: the JSON of a board and the schema of its file.
//! Knows nothing of files on disk, screens or terminals.

pub mod json;
pub mod schema;

pub use json::Json;
