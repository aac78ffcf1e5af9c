use crate::sandbox::Sandbox;

#[test]
fn a_board_is_exported_with_every_pane_and_item() {
    let sandbox = Sandbox::with_samples();
    let board = sandbox.json(&["export", "boards/xiaomi-sales/2025-Q2.yaml", "--to", "json"]);
    assert_eq!((&board["title"], &board["period"]), (&"Xiaomi Sales".into(), &"2025-Q2".into()));
    let swot = &board["sheets"][0]["panes"];
    let keys = swot.as_array().unwrap().iter().map(|pane| pane["key"].as_str().unwrap());
    let expected = ["strengths", "weaknesses", "opportunities", "threats", "priorities"];
    assert_eq!(keys.collect::<Vec<_>>(), expected);
    assert_eq!(swot[0]["items"][0]["tag"], "ECOSYSTEM");
    assert_eq!(board["sheets"][1]["panes"][0]["items"][0]["results"][0]["score"], 0.7);
}

#[test]
fn an_export_goes_into_a_file_and_again_over_it() {
    let sandbox = Sandbox::with_samples();
    let printed = sandbox.printed(&["export", "boards/your-team-retro.yaml", "--to", "json"]);
    for _ in 0..2 {
        let arguments = ["export", "boards/your-team-retro.yaml", "--to", "json", "-o", "retro.json"];
        assert_eq!(sandbox.printed(&arguments), "");
        assert_eq!(sandbox.read("retro.json"), printed);
        sandbox.write("retro.json", "older");
    }
}

#[test]
fn a_page_holds_all_that_a_browser_needs() {
    let sandbox = Sandbox::with_samples();
    let export = |more: &[&str]| {
        let arguments = [&["export", "boards/xiaomi-sales/2025-Q2.yaml", "--to", "html"], more].concat();
        let output = sandbox.command(&arguments).env("STRATBOARD_TODAY", "2025-06-01").output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let page = export(&[]);
    assert!(page.starts_with("<!DOCTYPE html>\n") && page.ends_with("</html>\n"));
    assert_eq!(page.matches("<section class=\"sheet ").count(), 5);
    assert_eq!(page.matches("late, was due").count(), 1, "only Anna's on that day");
    assert!(!page.contains("<script") && !page.contains(" src=") && !page.contains(" style="));
    let plan = export(&["--sheet", "2"]);
    assert!(plan.contains("ECOSYSTEM DOMINANCE") && !plan.contains("What Went Well"));
    export(&["-o", "board.html"]);
    assert_eq!(sandbox.read("board.html"), page);
}

#[test]
fn a_picture_is_of_one_sheet_and_tells_what_it_leaves_out() {
    let sandbox = Sandbox::with_samples();
    let outcome = sandbox.run(&["export", "boards/xiaomi-sales/2025-Q2.yaml", "--to", "svg"]);
    assert_eq!((outcome.status, outcome.err.as_str()), (0, "sheet 1 of 5; --sheet N draws another\n"));
    assert!(outcome.out.starts_with("<svg ") && outcome.out.contains(">Strengths</text>"));
    let plan =
        sandbox.printed(&["export", "boards/xiaomi-sales/2025-Q2.yaml", "--to", "svg", "--sheet", "2"]);
    assert!(plan.contains(">WIN GLOBALLY</text>") && !plan.contains(">Strengths</text>"));
    let many = "  - some words\n".repeat(300);
    sandbox.write("a.yaml", &format!("title: A\nsheets:\n- kind: retro\n  went_well:\n{many}"));
    let outcome = sandbox.run(&["export", "a.yaml", "--to", "svg", "-o", "a.svg"]);
    let cut = outcome.err.split(' ').next().unwrap();
    assert!(sandbox.read("a.svg").contains(&format!("… {cut} more")), "{outcome:?}");
    sandbox.write("empty.yaml", "title: A\n");
    let outcome = sandbox.run(&["export", "empty.yaml", "--to", "svg"]);
    assert!(outcome.status == 1 && outcome.err.contains("the board has 0 sheets"), "{outcome:?}");
}

#[test]
fn an_export_never_goes_over_the_board_itself() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: A\n");
    std::os::unix::fs::symlink("a.yaml", sandbox.path("link.json")).unwrap();
    for target in ["a.yaml", "./a.yaml", "link.json"] {
        let outcome = sandbox.run(&["export", "a.yaml", "--to", "json", "--output", target]);
        assert!(outcome.status == 1 && outcome.err.contains("the board itself"), "{outcome:?}");
        assert_eq!(sandbox.read("a.yaml"), "title: A\n");
    }
}

#[test]
fn an_export_never_goes_over_another_board_nor_where_no_file_can_be() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: A\n");
    sandbox.write("b.yml", "title: B\n");
    std::os::unix::fs::symlink("b.yml", sandbox.path("b.html")).unwrap();
    std::fs::create_dir(sandbox.path("folder")).unwrap();
    for (target, cause) in [
        ("b.yml", "a file of that name is a board"),
        ("b.html", "a file of that name is a board"),
        ("new.yaml", "a file of that name is a board"),
        ("folder", "it is a folder"),
        ("gone/a.html", "its folder is not there"),
        ("/dev/null", "it is no regular file"),
    ] {
        let outcome = sandbox.run(&["export", "a.yaml", "--to", "html", "-o", target]);
        let said = format!("stratboard: could not write the export to {target}: {cause}\n");
        assert!(outcome.status == 1 && outcome.err.starts_with(&said), "{outcome:?}");
    }
    assert_eq!(sandbox.read("b.yml"), "title: B\n");
    assert!(!sandbox.path("new.yaml").exists());
}

#[test]
fn a_dash_is_standard_output() {
    let sandbox = Sandbox::with_samples();
    let arguments = ["export", "boards/your-team-retro.yaml", "--to", "csv"];
    let printed = sandbox.printed(&arguments);
    assert_eq!(sandbox.printed(&[&arguments[..], &["-o", "-"]].concat()), printed);
    assert!(!sandbox.path("-").exists());
    let page = |form: &str| sandbox.printed(&["export", "boards/your-team-retro.yaml", "--to", form]);
    assert_eq!(page("md"), page("markdown"));
}

#[test]
fn metrics_tell_of_the_periods_before() {
    let sandbox = Sandbox::with_samples();
    let page = sandbox.printed(&["export", "boards/xiaomi-sales/2025-Q3.yaml", "--to", "html"]);
    assert!(page.contains("<title>2025-Q2: 700M, now 742M</title>"));
    let first = sandbox.printed(&["export", "boards/xiaomi-sales/2025-Q2.yaml", "--to", "html"]);
    assert!(!first.contains("<svg"), "no period lies before it");
}

#[test]
fn a_form_that_is_not_there_is_a_wrong_command_line() {
    let outcome = Sandbox::with_samples().run(&["export", "boards", "--to", "pdf"]);
    assert!(outcome.status == 2 && outcome.err.contains("json"), "{outcome:?}");
}
