//! Boards for other programs and for people without a terminal, and new boards: JSON, HTML, pictures, the schema, templates.
//! Knows nothing of files on disk, screens or terminals.

pub mod html;
pub mod json;
pub mod schema;
mod source;
pub mod template;

pub use json::Json;
