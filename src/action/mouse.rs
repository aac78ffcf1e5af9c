//! What the mouse does on the board, for the help page and whoever else tells people.
//! It must not know how it is done.

/// What is done with the mouse, and what it means.
pub const MOUSE: [(&str, &str); 8] = [
    ("click", "Go there: items, headings, tabs, rows; what names a key is that key"),
    ("double click", "Edit where it was clicked; a number, a name or a date; below the items add one"),
    ("right click", "List what can be done here"),
    ("Ctrl click", "Mark the item, or not any more"),
    ("drag", "Rank the item or move it, with all marked ones; an objective by its heading"),
    ("wheel", "Scroll what is under the mouse, also while dragging"),
    ("board's name", "Click it for the boards and periods"),
    ("Shift", "Held down, the mouse selects text as the terminal does"),
];
