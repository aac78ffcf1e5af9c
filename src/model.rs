//! What a board is: pure data and the tables of its words. Knows nothing of files, YAML syntax or screens.

pub mod address;
pub mod board;
pub mod field;
pub mod finding;
pub mod head;
pub mod item;
pub mod kind;
pub mod mark;
pub mod period;
pub mod similar;
pub mod tag;
pub mod trend;

pub use address::{Address, Focus, HeadAt, ItemAt, ListAt};
pub use board::{Board, Pane, Sheet};
pub use field::{Field, Shape};
pub use finding::{Finding, Level};
pub use head::Head;
pub use item::{Draft, Item, ItemView, Part, Value};
pub use kind::{Kind, PaneSpec};
pub use mark::Mark;
pub use period::Period;
pub use trend::Trends;
