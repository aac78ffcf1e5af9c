//! Fields come, change and go by their own lines.

use super::*;

#[test]
fn fields_come_and_go_as_lines_of_their_own() {
    let field = |at, field, value: Option<&str>| Edit::SetField { at, field, value: value.map(Value::from) };
    let result = |index| ListAt::results(1, 0, 0).item(index);
    for (edits, gone, come) in [
        (field(item(0, 0, 0), Field::Votes, Some("1")), vec![], vec!["    votes: 1"]),
        (field(item(0, 0, 1), Field::Votes, Some("4")), vec!["    votes: 3"], vec!["    votes: 4"]),
        (field(item(0, 0, 1), Field::Votes, None), vec!["    votes: 3"], vec![]),
        (field(item(0, 0, 1), Field::Owner, Some("Flora")), vec![], vec!["    owner: Flora"]),
        (
            field(item(0, 0, 2), Field::Owner, Some("Flora")),
            vec!["  - plain words"],
            vec!["  - text: plain words", "    owner: Flora"],
        ),
        (field(result(1), Field::Forecast, Some("red")), vec![], vec!["      forecast: red"]),
        (field(result(0), Field::Score, Some("0.7")), vec!["      score: 0.6"], vec!["      score: 0.7"]),
    ] {
        let (removed, added) = edit(BOARD, &[edits]);
        assert_eq!(
            (removed, added),
            (gone.into_iter().map(str::to_owned).collect(), come.into_iter().map(str::to_owned).collect())
        );
    }
}

#[test]
fn a_list_of_tags_changes_by_what_changes_in_it() {
    let text = "title: T\nsheets:\n- kind: plan\n  objectives:\n  - WIN: aim\n    see: [A, B]   # threads\n  - TWO: aim\n    see:\n    - A   # first\n    - B\n";
    let tags = |index, tags: &[&str]| {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        Edit::SetField { at: item(0, 0, index), field: Field::See, value: Some(Value::Tags(tags)) }
    };
    assert_eq!(edit(text, &[tags(0, &["A", "C", "D"])]).1, ["    see: [A, C, D]   # threads"]);
    assert_eq!(edit(text, &[tags(1, &["A", "C"])]), (vec!["    - B".to_owned()], vec!["    - C".to_owned()]));
    assert_eq!(edit(text, &[tags(1, &["A"])]), (vec!["    - B".to_owned()], vec![]));
}
