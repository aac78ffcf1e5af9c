//! A process that is killed at every single operation of a save, and what the next start finds.

use super::*;

/// More operations than any save takes.
const MOST_OPERATIONS: usize = 60;

#[test]
fn a_kill_at_any_operation_leaves_the_old_file_or_the_new_one() {
    let mut seen = std::collections::HashSet::new();
    for nth in 1..MOST_OPERATIONS {
        let (folder, path) = old_file();
        let result = save_over_old(&Scripted::dying(nth), &path);
        let now = disk::read(&path).unwrap();
        assert!(now == OLD || now == NEW, "{nth}: {}", String::from_utf8_lossy(&now));
        assert!(result.is_err() || now == NEW, "{nth}");
        assert!(names(folder.path()).len() <= 2, "{nth}");
        seen.insert((result.is_ok(), now == NEW));
    }
    assert_eq!(seen.len(), 3, "killed before, killed after, and not killed");
}
