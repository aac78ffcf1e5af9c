use crate::sandbox::Sandbox;

fn screen(sandbox: &Sandbox, path: &str, keys: &str) -> Vec<String> {
    let printed = sandbox.printed(&["open", path, "--keys", keys, "--print", "text", "--size", "90x20"]);
    printed.lines().map(str::to_owned).collect()
}

#[test]
fn every_board_of_the_workspace_can_be_gone_to() {
    let sandbox = Sandbox::with_samples();
    let rows = screen(&sandbox, "boards", "b<Down><Down>");
    assert!(
        rows[2].starts_with("  xiaomi-sales › 2025-Q3") && rows[3].starts_with("  xiaomi-sales › 2025-Q2")
    );
    assert!(rows[4].starts_with(" ▌your-team-retro"), "{rows:#?}");
    assert!(rows[2].contains("Platform team"), "what is selected is shown beside: {rows:#?}");
    let rows = screen(&sandbox, "boards", "bteam<CR>");
    assert!(rows[0].starts_with(" Platform team"), "{rows:#?}");
    let rows = screen(&sandbox, "boards", "bq2 plan<CR>");
    assert!(rows[0].starts_with(" Xiaomi Sales  2025-Q2") && rows[0].contains("[2 Plan]"), "{rows:#?}");
}

#[test]
fn a_file_that_was_opened_alone_belongs_to_a_workspace_too() {
    let sandbox = Sandbox::with_samples();
    let rows = screen(&sandbox, "boards/xiaomi-sales/2025-Q2.yaml", "bteam<CR>bq2<CR>");
    assert!(rows[0].starts_with(" Xiaomi Sales  2025-Q2"), "{rows:#?}");
    sandbox.write("boards/notes.yaml", "shopping: [milk]\n");
    sandbox.write("boards/broken.yaml", "title: [\nsheets:\n");
    let rows = screen(&sandbox, "boards/your-team-retro.yaml", "bo");
    assert!(
        !rows.iter().any(|row| row.contains("notes")),
        "no board, and nobody named the folder: {rows:#?}"
    );
    let rows = screen(&sandbox, "boards/your-team-retro.yaml", "bbroken");
    assert!(rows.iter().any(|row| row.contains("! no board: line")), "{rows:#?}");
    let rows = screen(&sandbox, "boards", "bnotes");
    assert!(rows[2].starts_with(" ▌notes"), "the folder was named: {rows:#?}");
}

#[test]
fn going_there_and_back_edits_one_file_each() {
    let sandbox = Sandbox::with_samples();
    let before = sandbox.read("boards/your-team-retro.yaml");
    screen(&sandbox, "boards/xiaomi-sales/2025-Q3.yaml", "bteam<CR>aNEW: card<CR><Esc>bq3<CR>+");
    assert_eq!(sandbox.read("boards/your-team-retro.yaml").lines().count(), before.lines().count() + 1);
    assert!(sandbox.read("boards/xiaomi-sales/2025-Q3.yaml").contains("votes: "));
}

#[test]
#[cfg(unix)]
fn one_file_under_two_names_is_opened_once() {
    let sandbox = Sandbox::with_samples();
    std::os::unix::fs::symlink(
        sandbox.path("boards/your-team-retro.yaml"),
        sandbox.path("boards/alias.yaml"),
    )
    .unwrap();
    let rows = screen(&sandbox, "boards/your-team-retro.yaml", "aNEW: card<CR><Esc>balias<CR>");
    assert!(rows.iter().any(|row| row.contains("NEW")), "{rows:#?}");
    assert!(sandbox.path("boards/alias.yaml").is_symlink());
}
