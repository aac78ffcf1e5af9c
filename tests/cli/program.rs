use crate::sandbox::Sandbox;

/// Every command of this version, and none that is not there yet.
const COMMANDS: [&str; 14] = [
    "open",
    "new",
    "list",
    "show",
    "check",
    "find",
    "actions",
    "import",
    "export",
    "schema",
    "config",
    "completions",
    "man",
    "reset-terminal",
];

#[test]
fn help_lists_only_what_works() {
    let sandbox = Sandbox::new();
    let help = sandbox.printed(&["--help"]);
    let listed =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let listed = listed.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    assert_eq!(listed.collect::<Vec<_>>(), COMMANDS);
    for command in COMMANDS {
        let help = sandbox.printed(&[command, "-h"]);
        assert!(help.contains("Usage: stratboard "), "{command}: {help}");
    }
    assert_eq!(sandbox.printed(&["-V"]), concat!("stratboard ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_wrong_command_line_is_told_on_standard_error() {
    let sandbox = Sandbox::new();
    let wrong: [&[&str]; 6] = [
        &["--nonsense"],
        &["list", "a", "b"],
        &["open", "--keys", "<Nonsense>"],
        &["open", "--print", "text", "--size", "80"],
        &["open", "--size", "80x24"],
        &["open", "--sheet", "0"],
    ];
    for arguments in wrong {
        let outcome = sandbox.run(arguments);
        assert_eq!((outcome.status, outcome.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!outcome.err.is_empty());
    }
}

#[test]
fn the_schema_is_the_one_among_the_assets() {
    let printed = Sandbox::new().printed(&["schema"]);
    let kept =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/board.schema.json")).unwrap();
    assert!(printed == kept, "run: stratboard schema > assets/board.schema.json");
}

#[test]
fn every_command_is_in_the_manual_and_in_completions() {
    let sandbox = Sandbox::new();
    let manual = sandbox.printed(&["man"]);
    assert!(manual.contains(".TH stratboard 1"), "{manual}");
    for command in COMMANDS {
        assert!(
            manual.contains(&format!(".SH \"STRATBOARD {}\"\n.SS ", command.to_uppercase())),
            "{command}"
        );
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = sandbox.printed(&["completions", shell]);
        assert!(COMMANDS.iter().all(|command| script.contains(command)), "{shell}");
    }
}
