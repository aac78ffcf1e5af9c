use proptest::prelude::*;

use super::*;

fn entry(name: &str, detail: &str, what: Chosen) -> Entry {
    Entry { name: name.to_owned(), detail: detail.to_owned(), keys: Vec::new(), words: Vec::new(), what }
}

fn list(names: &[(&str, &str)]) -> Chooser {
    let entries = names.iter().enumerate();
    let entries = entries.map(|(at, (name, detail))| entry(name, detail, Chosen::Board(at, None)));
    Chooser::new(Choices::Boards(Boards::default()), entries.collect())
}

fn found(chooser: &mut Chooser, query: &str) -> Vec<String> {
    chooser.query = Editor::new(query, true);
    chooser.rank();
    chooser.hits.iter().map(|hit| chooser.entries[*hit].name.clone()).collect()
}

#[test]
fn letters_are_found_in_their_order_and_the_best_comes_first() {
    let mut chooser =
        list(&[("platform › 2025-Q1", ""), ("sales › 2025-Q2", "Platform sales"), ("retro", "")]);
    assert_eq!(found(&mut chooser, ""), ["platform › 2025-Q1", "sales › 2025-Q2", "retro"]);
    assert_eq!(found(&mut chooser, "sl q2"), ["sales › 2025-Q2"]);
    assert_eq!(
        found(&mut chooser, "platform"),
        ["platform › 2025-Q1", "sales › 2025-Q2"],
        "names before details"
    );
    assert_eq!(found(&mut chooser, "Retro"), Vec::<String>::new(), "a capital is meant");
    assert_eq!(found(&mut chooser, "ptfm sales"), Vec::<String>::new(), "no scattered letters in details");
}

#[test]
fn signs_are_letters_and_no_commands() {
    let mut chooser = list(&[("^a!b", ""), ("ab", ""), ("'$", "")]);
    assert_eq!(found(&mut chooser, "^a"), ["^a!b"]);
    assert_eq!(found(&mut chooser, "!"), ["^a!b"]);
    assert_eq!(found(&mut chooser, "'"), ["'$"]);
    assert_eq!(found(&mut chooser, "a\\"), Vec::<String>::new());
}

#[test]
fn matched_letters_are_counted_in_clusters() {
    let mut chooser = list(&[("小米 › e\u{301}té 米", "销售 plan"), ("plain", "words of it")]);
    let mut letters = |query: &str| {
        chooser.query = Editor::new(query, true);
        let mut matched = chooser.matched(chooser.entries.iter());
        (matched.remove(0), matched.remove(0))
    };
    assert_eq!(letters("小t").0.name, [0, 6]);
    assert_eq!(letters("米 plan").0, Matched { name: vec![1], detail: vec![3, 4, 5, 6] });
    assert_eq!(letters("pn of").1, Matched::default(), "it does not match");
    assert_eq!(letters("ai wor"), (Matched::default(), Matched { name: vec![2, 3], detail: vec![0, 1, 2] }));
    assert_eq!(letters("").1, Matched::default());
}

#[test]
fn sheets_are_listed_where_something_is_typed_and_after_their_board() {
    let mut chooser = list(&[("team", "")]);
    chooser.entries.push(entry("team › Team", "", Chosen::Board(0, Some(0))));
    assert_eq!(found(&mut chooser, ""), ["team"]);
    assert_eq!(found(&mut chooser, "team"), ["team", "team › Team"]);
}

#[test]
fn what_comes_in_later_does_not_move_the_selection() {
    let mut chooser = list(&[("b", ""), ("ab", "")]);
    found(&mut chooser, "b");
    chooser.go(1);
    let name = chooser.chosen().unwrap().name.clone();
    chooser.entries.extend([entry("b", "", Chosen::Board(2, None)), entry("x", "", Chosen::Board(3, None))]);
    chooser.rank_again(vec![2, 3]);
    assert_eq!((chooser.chosen().unwrap().name.clone(), chooser.hits.len()), (name, 3));
    chooser.go(-99);
    chooser.go(99);
    assert_eq!(chooser.selected, 2, "not beyond the ends");
    found(&mut chooser, "nothing");
    chooser.go(1);
    assert_eq!(chooser.chosen(), None);
}

#[test]
fn few_letters_never_delete() {
    let delete = Chosen::Action(Action::Delete);
    let mut exact = entry("zoom", "", Chosen::Action(Action::Zoom));
    exact.words.push("de".to_owned());
    let entries =
        vec![entry("delete", "", delete), entry("x-density", "", Chosen::Action(Action::Density)), exact];
    let mut chooser = Chooser::new(Choices::Actions(Context::Board), entries);
    assert_eq!(
        found(&mut chooser, "de"),
        ["zoom", "x-density", "delete"],
        "the exact word first, then what is safe"
    );
    assert!(!chooser.may_perform(delete));
    assert_eq!(found(&mut chooser, "del"), ["delete"]);
    assert!(chooser.may_perform(delete));
    found(&mut chooser, " d e ");
    assert!(!chooser.may_perform(delete), "blanks are no letters");
}

proptest! {
    #[test]
    fn a_name_is_found_where_it_has_the_letters_in_their_order(name in "[ab小é›. ]{0,9}", query in "[ab小]{1,4}") {
        let mut letters = name.chars();
        let has = query.chars().all(|wanted| letters.any(|letter| letter == wanted));
        let mut chooser = list(&[(&name, "")]);
        prop_assert_eq!(found(&mut chooser, &query).len(), usize::from(has));
        let matched = chooser.matched(chooser.entries.iter()).remove(0).name;
        let text = matched.iter().filter_map(|at| name.chars().nth(*at as usize)).collect::<String>();
        prop_assert_eq!(text, if has { query } else { String::new() });
    }
}
