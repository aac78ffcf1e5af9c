//! Arguments to commands, errors to exit statuses.

fn main() {}
