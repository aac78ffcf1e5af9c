//! Boards for other programs and for people without a terminal, and new boards: JSON, HTML, pictures, the schema, templates.
//! Knows nothing of files on disk, screens or terminals.

pub mod csv;
pub mod draft;
pub mod exact;
pub mod html;
pub mod import;
pub mod json;
pub mod markdown;
pub mod schema;
mod source;
pub mod svg;
pub mod template;

pub use draft::BoardDraft;
pub use json::Json;
