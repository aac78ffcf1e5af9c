//! The README says the same as the program: commands, templates, keys.

use super::sandbox::Sandbox;
use stratboard::action::{Context, TABLE};

const README: &str = include_str!("../../README.md");

/// The words in back quotes of the README.
fn quoted() -> impl Iterator<Item = &'static str> {
    README.split('`').skip(1).step_by(2)
}

#[test]
fn every_command_of_the_program_is_in_the_readme_and_none_else() {
    let help = Sandbox::new().printed(&["--help"]);
    let commands = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let commands =
        commands.take_while(|line| line.starts_with("  ")).filter_map(|line| line.split_whitespace().next());
    let commands = commands.filter(|command| *command != "help").collect::<Vec<_>>();
    assert!(commands.len() > 8, "{help}");
    let table = README.split("## Commands").nth(1).unwrap().split("## ").next().unwrap();
    for command in &commands {
        assert!(table.contains(command), "{command} is missing in the README's table");
    }
    for named in quoted().filter_map(|text| text.strip_prefix("stratboard ")) {
        let word = named.split_whitespace().next().unwrap();
        assert!(word.starts_with('[') || commands.contains(&word), "the README names `stratboard {word}`");
    }
}

#[test]
fn every_template_that_the_readme_names_makes_a_board() {
    let line = README.lines().find(|line| line.contains("--from TEMPLATE")).unwrap();
    let templates = line.rsplit("quarter:").next().unwrap().split('`').skip(1).step_by(2).collect::<Vec<_>>();
    assert_eq!(templates.len(), 6, "{line}");
    for template in templates {
        Sandbox::new().printed(&["new", "Team", "--from", template]);
    }
}

#[test]
fn every_key_that_the_readme_teaches_is_bound_on_the_board() {
    let part = README.split("## Six things to try").nth(1).unwrap().split("## ").next().unwrap();
    let names = |word: &str| match word {
        "Tab" => "<Tab>".to_owned(),
        "Enter" => "<CR>".to_owned(),
        "Esc" => "<Esc>".to_owned(),
        "<" => "<lt>".to_owned(),
        word => word.to_owned(),
    };
    let bound = TABLE.iter().filter(|row| matches!(row.context, Context::Board | Context::Edit));
    let bound = bound.flat_map(|row| row.keys.split(' ')).collect::<Vec<_>>();
    let taught = part.split('`').skip(1).step_by(2).flat_map(|text| text.split(' '));
    let single = taught.filter(|word| {
        word.chars().count() == 1 && !"…g".contains(*word) || ["Tab", "Enter", "Esc"].contains(word)
    });
    for word in single.filter(|word| !["y", "r", "s", "f"].contains(word)) {
        assert!(bound.contains(&names(word).as_str()), "the README teaches `{word}`");
    }
}
