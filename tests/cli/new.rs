use crate::sandbox::Sandbox;

/// The file that `new` printed.
fn made(sandbox: &Sandbox, arguments: &[&str]) -> String {
    sandbox.printed(arguments).trim_end().to_owned()
}

#[test]
fn a_new_board_has_a_folder_a_title_and_the_current_quarter() {
    let sandbox = Sandbox::new();
    let outcome = sandbox.run(&["new", "Xiaomi Sales"]);
    let file = outcome.out.trim_end();
    assert_eq!(outcome.err, "open it with: stratboard boards/xiaomi-sales\n");
    let period = file.strip_prefix("boards/xiaomi-sales/").unwrap().strip_suffix(".yaml").unwrap();
    assert!(period.starts_with("20") && period.contains("-Q"), "{period}");
    let text = sandbox.read(file);
    assert!(text.starts_with(&format!("title: Xiaomi Sales\nperiod: {period}\n")), "{text}");
    assert!(text.contains("# What do we do better than others?"), "the template's comments stay");
}

#[test]
fn the_folder_and_the_template_can_be_chosen() {
    let sandbox = Sandbox::new();
    let file = made(&sandbox, &["new", "小米", "--in", "a/b", "--from", "retro"]);
    assert!(file.starts_with("a/b/小米/"), "{file}");
    assert!(sandbox.read(&file).contains("- kind: retro"));
}

#[test]
fn a_new_board_has_no_problem() {
    let sandbox = Sandbox::new();
    for template in ["board", "swot", "plan", "retro", "brief", "blank"] {
        made(&sandbox, &["new", template, "--from", template]);
    }
    let outcome = sandbox.run(&["check"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
}

#[test]
fn a_board_that_is_there_is_never_written_over() {
    let sandbox = Sandbox::new();
    let file = made(&sandbox, &["new", "Team"]);
    sandbox.write(&file, "title: mine\n");
    let outcome = sandbox.run(&["new", "team!"]);
    assert_eq!((outcome.status, outcome.out.as_str()), (1, ""));
    assert!(outcome.err.contains("it exists already"), "{}", outcome.err);
    assert_eq!(sandbox.read(&file), "title: mine\n");
}

#[test]
fn a_name_without_a_letter_is_a_wrong_command_line() {
    let sandbox = Sandbox::new();
    for arguments in [&["new", "…"][..], &["new"], &["new", "a", "--from", "nothing"]] {
        let outcome = sandbox.run(arguments);
        assert_eq!((outcome.status, outcome.out.as_str()), (2, ""), "{arguments:?}");
    }
    assert!(!sandbox.path("boards").exists());
}
