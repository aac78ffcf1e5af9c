use crate::sandbox::Sandbox;

#[test]
fn the_defaults_are_printed_as_files_that_are_read_again() {
    let sandbox = Sandbox::new();
    let all = sandbox.printed(&["config", "--print"]);
    for (part, file) in
        [("settings", "settings.yaml"), ("keymap", "keymap.yaml"), ("theme", "themes/default.yaml")]
    {
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
    assert!(lines[1].starts_with("keys      /") && lines[3].starts_with("state     /"), "{told}");
    assert!(lines[2].starts_with("themes    /") && lines[2].ends_with("(none of yours)"), "{told}");
}

#[test]
fn all_faults_of_all_files_come_together() {
    let sandbox = Sandbox::new();
    sandbox.write("home/.config/stratboard/settings.yaml", "chrome: pretty\ncolour: red\n");
    sandbox.write("home/.config/stratboard/keymap.yaml", "nowhere:\n  x: [y]\n");
    sandbox.write("home/.config/stratboard/themes/mine.yaml", "based on: light\nbar: sky\n");
    sandbox.write("home/.config/stratboard/themes/other.yaml", "- what\n");
    let outcome = sandbox.run(&["config"]);
    assert_eq!(outcome.status, 1);
    for place in [
        "settings.yaml:1:9: ",
        "settings.yaml:2:1: ",
        "keymap.yaml:1:1: ",
        "mine.yaml:2:6: ",
        "other.yaml:1:1: ",
    ] {
        assert!(outcome.err.contains(place), "{place}: {}", outcome.err);
    }
}

#[test]
fn it_tells_what_holds_and_where_that_comes_from() {
    let sandbox = Sandbox::new();
    sandbox.write("home/.config/stratboard/settings.yaml", "# mine\ntheme: mine\n");
    sandbox.write("home/.config/stratboard/keymap.yaml", "board:\n  add: [x]\n");
    sandbox.write("home/.config/stratboard/themes/mine.yaml", "based on: dark\ntitle: '#112233'\n");
    let told = sandbox.printed(&["config"]);
    for line in [
        "theme: mine          # settings.yaml:2",
        "mouse: true          # the default",
        "  add: ['x']  # default: ['a']",
        "# The theme mine, themes/mine.yaml, which changes of dark",
        "title: '#112233'",
    ] {
        assert!(told.lines().any(|other| other == line), "{line}: {told}");
    }
    sandbox.write("home/.config/stratboard/settings.yaml", "theme: mine\nmouse: maybe\n");
    let told = sandbox.run(&["config"]).out;
    assert!(told.contains("mouse: true          # the default; settings.yaml:2 is wrong\n"), "{told}");
    let theme = sandbox.printed(&["config", "--print", "theme", "--mine"]);
    assert!(theme.contains("\nbased on: dark\n") && theme.contains("\ntitle: '#112233'\n"), "{theme}");
    assert_eq!(sandbox.printed(&["config", "--print", "theme", "mine"]), theme);
    assert!(sandbox.printed(&["config", "--print", "settings", "--mine"]).contains("\ntheme: mine\n"));
    assert!(sandbox.printed(&["config", "--print", "keymap", "--mine"]).contains("\n  add: ['x']\n"));
    assert!(sandbox.printed(&["config", "--print", "settings"]).contains("\ntheme: default\n"));
    let outcome = sandbox.run(&["config", "--print", "theme", "mien"]);
    assert!(outcome.status == 1 && outcome.err.contains("did you mean mine?"), "{outcome:?}");
}

#[test]
fn a_board_opens_with_the_good_lines_and_everything_wrong_is_told() {
    let sandbox = Sandbox::with_samples();
    let folder = "home/.config/stratboard";
    sandbox.write(&format!("{folder}/settings.yaml"), "mouse: no\nchrome: ascii\ntheme: mine\n");
    sandbox.write(&format!("{folder}/keymap.yaml"), "board:\n  help: [X]\n  ad: [y]\n");
    sandbox.write(&format!("{folder}/themes/mine.yaml"), "titel: red\ntitle: '#112233'\n");
    let outcome = sandbox.run(&["open", "--print", "ansi", "--keys", "X"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    for place in ["settings.yaml:1:8: ", "keymap.yaml:3:3: ", "mine.yaml:1:1: "] {
        assert!(outcome.err.contains(place), "{place}: {}", outcome.err);
    }
    assert!(
        outcome.out.contains("Keys on the board") && outcome.out.contains("38;2;17;34;51"),
        "{}",
        outcome.out
    );
    assert!(!outcome.out.contains('─'), "{}", outcome.out);
}

#[test]
fn files_that_cannot_be_read_keep_nobody_from_the_board() {
    let sandbox = Sandbox::with_samples();
    let folder = "home/.config/stratboard";
    std::fs::create_dir_all(sandbox.path(&format!("{folder}/settings.yaml"))).unwrap();
    std::fs::write(sandbox.path(&format!("{folder}/keymap.yaml")), b"board:\n  add: [\xff]\n").unwrap();
    std::fs::create_dir_all(sandbox.path(&format!("{folder}/themes/default.yaml"))).unwrap();
    let outcome = sandbox.run(&["open", "--print", "text"]);
    assert!(outcome.status == 0 && outcome.out.contains("Xiaomi Sales"), "{outcome:?}");
    for file in ["settings.yaml: ", "keymap.yaml: this file is no UTF-8 text", "default.yaml: "] {
        assert!(outcome.err.contains(file), "{file}: {}", outcome.err);
    }
    sandbox.write("file", "");
    let mut command = sandbox.command(&["open", "--print", "text"]);
    let output = command.env("XDG_CONFIG_HOME", sandbox.path("file")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let large = format!("{folder}/keymap.yaml");
    sandbox.write(&large, &"# a\n".repeat(100_000));
    assert!(sandbox.run(&["config"]).err.contains("larger than 256 KiB"));
}

#[test]
fn the_command_line_the_variable_and_the_settings_choose_the_theme() {
    let sandbox = Sandbox::with_samples();
    let screen = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = sandbox.command(&[&["open", "--print", "ansi"][..], arguments].concat());
        let output = command.envs(variables.iter().copied()).output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr),
        )
    };
    let (dark, light) = ("48;2;24;26;31", "48;2;250;250;250");
    assert!(!screen(&[], &[]).1.contains("48;2;"));
    assert!(screen(&["--theme", "dark"], &[]).1.contains(dark));
    sandbox.write("home/.config/stratboard/settings.yaml", "theme: light\n");
    assert!(screen(&[], &[]).1.contains(light));
    assert!(!screen(&[], &[("NO_COLOR", "1")]).1.contains("38;"));
    assert!(
        screen(&["--theme", "dark"], &[("NO_COLOR", "1")]).1.contains(dark),
        "who asks by hand is given it"
    );
    assert!(screen(&["--theme", "auto"], &[("COLORFGBG", "15;0")]).1.contains(dark));
    assert!(!screen(&["--theme", "auto"], &[]).1.contains("48;2;"));
    let (status, told) = screen(&["--theme", "drak"], &[]);
    assert!(status == Some(2) && told.contains("did you mean dark?"), "{told}");
    let (status, told) = screen(&["--theme", "../x"], &[]);
    assert!(status == Some(2) && told.contains("there is no theme '../x'"), "{told}");
    sandbox.write("home/.config/stratboard/settings.yaml", "\ntheme: lihgt\n");
    let (status, told) = screen(&[], &[]);
    assert!(status == Some(0) && told.contains("settings.yaml:2: there is no theme 'lihgt'"), "{told}");
}
