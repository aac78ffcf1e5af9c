//! A whole retro by the mouse; only words and numbers are typed.

use stratboard::app::Mode;

use super::Desk;

const EMPTY: &str = "title: Team\nsheets:\n- kind: retro\n  went_well: []\n  not_so_well: []\n  learnings: []\n  actions: []\n- kind: swot\n";

fn retro(size: (u16, u16)) -> String {
    let mut desk = Desk::of(EMPTY, size);
    let narrow = size.0 < 50;
    let go = |desk: &mut Desk, pane: &str, letter: &str| {
        desk.click(if narrow { letter } else { pane });
    };
    let free = |desk: &mut Desk, heading: &str| {
        let (x, y) = desk.cell(heading);
        (x + 2, y + 3)
    };
    for (pane, letter, words) in [
        ("Went Well", "W ", "Release on time"),
        ("Not So Well", "N ", "Slow reviews"),
        ("Not So Well", "N ", "Flaky tests"),
        ("Learnings", "L ", "Small steps"),
    ] {
        go(&mut desk, pane, letter);
        let at = free(&mut desk, &format!("{pane} "));
        desk.double_at(at);
        assert_eq!(desk.harness.editor(), "|", "{pane} {size:?}\n{}", desk.screen());
        desk.keys(words).click("leave");
        assert!(matches!(desk.harness.app.mode, Mode::Board));
    }
    go(&mut desk, "Not So Well", "N ");
    desk.menu("Flaky").click("vote-more").menu("Flaky").click("vote-more");
    desk.menu("Slow").click("vote-more").menu("Slow").click("vote-less");
    desk.drag("Flaky", "Slow").release();
    desk.menu("Flaky").click("follow");
    desk.keys("Quarantine them").click("keep");
    desk.keys("Wei").click("keep");
    desk.keys("2025-05-02").click("keep");
    go(&mut desk, "Action Items", "A ");
    desk.menu("Quarantine").click("done ");
    desk.menu("Quarantine").click("undo ");
    desk.menu("Quarantine").click("done ");
    desk.harness.text().to_owned()
}

#[test]
fn a_whole_retro_needs_no_key_but_words() {
    let board = retro((120, 36));
    assert_eq!(
        board,
        "title: Team\nsheets:\n- kind: retro\n  went_well:\n  - Release on time\n  not_so_well:\n  - text: Flaky tests\n    votes: 2\n  - text: Slow reviews\n  learnings:\n  - Small steps\n  actions:\n  - text: Quarantine them\n    owner: Wei\n    due: 2025-05-02\n    done: 2025-04-25\n- kind: swot\n"
    );
    for size in [(200, 50), (80, 24), (44, 20)] {
        assert_eq!(retro(size), board, "{size:?}");
    }
}
