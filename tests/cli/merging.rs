//! What other programs left in a file or beside it, through the whole program: read, offered, acted on, saved.

use crate::sandbox::Sandbox;

const BOARD: &str = "title: T # mine\nsheets:\n- kind: retro\n  went_well:\n  - A: one\n";

fn screen(sandbox: &Sandbox, keys: &str) -> String {
    sandbox.printed(&["open", "team.yaml", "--keys", keys, "--print", "text", "--size", "100x24"])
}

#[test]
fn a_git_conflict_becomes_one_board_in_the_file() {
    let sandbox = Sandbox::new();
    let marked = format!("{BOARD}<<<<<<< HEAD\n  - B: ours\n=======\n  - C: theirs # c\n>>>>>>> branch\n");
    sandbox.write("team.yaml", &marked);
    assert!(screen(&sandbox, "").contains("r brings both sides of the conflict together, item by item."));
    assert_eq!(sandbox.read("team.yaml"), marked, "nothing is written until somebody asks");
    let screen = screen(&sandbox, "r");
    assert!(screen.contains("a board again: 1 change came in") && screen.contains("saved"), "{screen}");
    assert_eq!(sandbox.read("team.yaml"), format!("{BOARD}  - B: ours\n  - C: theirs # c\n"));
}

#[test]
fn edits_after_a_conflict_was_merged_are_saved_too() {
    let sandbox = Sandbox::new();
    sandbox.write("team.yaml", &format!("{BOARD}<<<<<<< HEAD\n=======\n  - C: theirs\n>>>>>>> branch\n"));
    screen(&sandbox, "r+");
    let expected = format!("{BOARD}    votes: 1\n  - C: theirs\n");
    assert_eq!(sandbox.read("team.yaml"), expected);
}

#[test]
fn a_copy_beside_the_file_is_offered_and_stays_where_it_is() {
    let sandbox = Sandbox::new();
    let copy = format!("{BOARD}  - B: from the laptop\n");
    let name = "team.sync-conflict-20250425-101112-ABCDEFG.yaml";
    sandbox.write("team.yaml", BOARD);
    sandbox.write(name, &copy);
    let offer = format!("r brings in more from the copy {name}");
    assert!(screen(&sandbox, "").contains(&offer));
    let after = screen(&sandbox, "r");
    assert!(!after.contains(&offer) && after.contains("1 change came in; u takes it back"), "{after}");
    assert_eq!((sandbox.read("team.yaml"), sandbox.read(name)), (copy.clone(), copy));
    assert!(!screen(&sandbox, "").contains("r brings in"), "it brings nothing any more");
    assert_eq!(sandbox.printed(&["list", "."]).lines().count(), 2, "a copy is no board of its own");
}
