use crate::sandbox::Sandbox;
use std::io::Write;
use std::process::Stdio;

const JSON: &str = r#"{"title": "Our team", "period": "2025-Q2", "sheets": [{"kind": "retro", "panes": [
    {"key": "went_well", "items": [{"tag": "REVENUE", "text": "up", "votes": 3}]}]}]}"#;

const YAML: &str = "\
title: Our team
period: 2025-Q2
sheets:
- kind: retro
  went_well:
  - REVENUE: up
    votes: 3
";

#[test]
fn without_a_target_the_board_is_printed_also_from_standard_input() {
    let sandbox = Sandbox::new();
    sandbox.write("a.json", JSON);
    assert_eq!(sandbox.printed(&["import", "a.json"]), YAML);
    let mut child =
        sandbox.command(&["import", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(JSON.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap(), YAML);
}

#[test]
fn a_file_is_named_or_follows_from_title_and_period_in_a_folder() {
    let sandbox = Sandbox::new();
    sandbox.write("a.json", JSON);
    sandbox.write("no title.json", r#"{"sheets": []}"#);
    for (input, to, path) in [
        ("a.json", "new/x.yml", "new/x.yml"),
        ("a.json", "boards", "boards/our-team/2025-Q2.yaml"),
        ("no title.json", "boards", "boards/no-title/2025-Q3.yaml"),
    ] {
        let mut command = sandbox.command(&["import", input, "--to", to]);
        let output = command.env("STRATBOARD_TODAY", "2025-08-01").output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{path}\n"));
        assert!(sandbox.read(path).starts_with("title: "), "{path}");
    }
}

#[test]
fn a_board_that_is_there_is_never_written_over_but_merged_when_asked() {
    let sandbox = Sandbox::new();
    sandbox.write("a.json", JSON);
    let there =
        "title: Our team\nperiod: 2025-Q2\nsheets:\n- kind: retro\n  went_well:\n  - OTHER: words  # mine\n";
    sandbox.write("a.yaml", there);
    let refused = sandbox.run(&["import", "a.json", "--to", "a.yaml"]);
    assert!(refused.status == 1 && refused.err.contains("exists already") && refused.err.contains("--merge"));
    assert_eq!(sandbox.read("a.yaml"), there);
    for said in ["1 came in", "0 came in"] {
        let outcome = sandbox.run(&["import", "a.json", "--to", "a.yaml", "--merge"]);
        assert!(outcome.status == 0 && outcome.err.contains(said), "{outcome:?}");
        assert_eq!(sandbox.read("a.yaml"), format!("{there}  - REVENUE: up\n    votes: 3\n"));
    }
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_written() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("bytes.json"), b"{\"title\": \"\0\xff\"}").unwrap();
    sandbox.write("broken.json", "{\"title\": ");
    for (input, told) in
        [("bytes.json", "it is no text"), ("broken.json", "line 1"), ("none.json", "no such file")]
    {
        let outcome = sandbox.run(&["import", input, "--from", "json", "--to", "boards"]);
        assert!(outcome.status == 1 && outcome.err.contains(told), "{outcome:?}");
        assert!(!sandbox.path("boards").exists(), "{input}");
    }
    assert_eq!(sandbox.run(&["import", "a.json", "--merge"]).status, 2);
}

#[test]
fn every_refusal_says_what_to_do() {
    let sandbox = Sandbox::new();
    sandbox.write("blank.txt", " \n\t\n");
    sandbox.write("page.txt", "Nike SWOT\nStrengths\n- BRAND: known\n");
    std::fs::create_dir(sandbox.path("folder")).unwrap();
    std::fs::File::create(sandbox.path("large.txt")).unwrap().set_len((64 << 20) + 1).unwrap();
    for (args, remedy) in [
        (&["import", "blank.txt"][..], "copy the text once more"),
        (&["import", "folder"], "name a file in it"),
        (&["import", "large.txt"], "import it in several parts"),
        (&["import", "none.txt"], "- is standard input"),
        (&["import", "/dev/null"], "stratboard import - < /dev/null"),
        (&["import", "page.txt", "--to", "page.txt"], "name a folder, or a board file that ends in .yaml"),
    ] {
        let outcome = sandbox.run(args);
        assert!(outcome.status == 1 && outcome.err.contains(remedy), "{outcome:?}");
        assert_eq!(outcome.out, "");
    }
}

#[test]
fn a_board_is_not_imported_but_opened_or_handed_on() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", YAML);
    sandbox.write("b.txt", YAML);
    sandbox.write("c.yml", "a: 1\n");
    for (file, cause, remedy) in [
        ("a.yaml", "it is a board already", "open it with stratboard a.yaml"),
        (
            "b.txt",
            "it is a board already",
            "stratboard export b.txt --to json | stratboard import - --to BOARD.yaml --merge",
        ),
        ("c.yml", "it is YAML, but no board", "stratboard check"),
    ] {
        let outcome = sandbox.run(&["import", file]);
        assert!(outcome.status == 1 && outcome.out.is_empty(), "{outcome:?}");
        assert!(outcome.err.contains(cause) && outcome.err.contains(remedy), "{outcome:?}");
    }
}

#[test]
fn more_than_a_board_holds_is_refused_before_it_is_built() {
    let sandbox = Sandbox::new();
    sandbox.write("short.md", &"- a\n".repeat(2_000_001));
    let row = "Went well,some words,Ana,2026-03-06,3\n";
    sandbox.write("rows.csv", &format!("Column,Card,Owner,Due,Votes\n{}", row.repeat(230_000)));
    for file in ["short.md", "rows.csv"] {
        let outcome = sandbox.run(&["import", file, "--to", "x.yaml"]);
        assert!(outcome.status == 1 && outcome.err.contains("at most 2 million"), "{outcome:?}");
        assert!(outcome.err.contains("import it in several parts") && !sandbox.path("x.yaml").exists());
    }
}
