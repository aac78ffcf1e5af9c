//! Boards for other programs and new boards: JSON, the schema of a board file, templates.
//! Knows nothing of files on disk, screens or terminals.

pub mod draft;
pub mod import;
pub mod json;
pub mod schema;
pub mod template;

pub use draft::BoardDraft;
pub use json::Json;
