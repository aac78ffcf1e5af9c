use crate::sandbox::Sandbox;

#[test]
fn the_defaults_are_printed_as_files_that_are_read_again() {
    let sandbox = Sandbox::new();
    let all = sandbox.printed(&["config", "--print"]);
    for (part, file) in [("settings", "settings.yaml"), ("keymap", "keymap.yaml")] {
        let text = sandbox.printed(&["config", "--print", part]);
        assert!(!text.is_empty() && all.contains(&text), "{part}");
        sandbox.write(&format!("home/.config/stratboard/{file}"), &text);
    }
    let told = sandbox.printed(&["config"]);
    assert!(told.contains("/home/.config/stratboard/keymap.yaml\n") && !told.contains("not there"), "{told}");
}

#[test]
fn it_tells_where_the_files_belong_and_which_are_there() {
    let sandbox = Sandbox::new();
    let told = sandbox.printed(&["config"]);
    let lines = told.lines().collect::<Vec<_>>();
    assert!(
        lines[0].starts_with("settings  /") && lines[0].ends_with("(not there: the defaults hold)"),
        "{told}"
    );
    assert!(lines[1].starts_with("keys      /") && lines[2].starts_with("state     /"), "{told}");
}

#[test]
fn all_faults_of_all_files_come_together() {
    let sandbox = Sandbox::new();
    sandbox.write("home/.config/stratboard/settings.yaml", "chrome: pretty\ncolour: red\n");
    sandbox.write("home/.config/stratboard/keymap.yaml", "nowhere:\n  x: [y]\n");
    let outcome = sandbox.run(&["config"]);
    assert_eq!(outcome.status, 1);
    for place in ["settings.yaml:1:9: ", "settings.yaml:2:1: ", "keymap.yaml:1:1: "] {
        assert!(outcome.err.contains(place), "{place}: {}", outcome.err);
    }
}
