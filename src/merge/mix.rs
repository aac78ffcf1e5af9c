//! One item that both sides changed, field by field. Source: measurements, 5.2. Knows values, never where they stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Field, ItemView, Value};

/// What of an item a merge decides by itself: tag, words and fields.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Content {
    /// Its tag.
    pub(super) tag: Option<String>,
    /// Its words, without the line breaks that end a block text.
    pub(super) words: String,
    /// Its fields as text, for an order by content; [`Written::value`] has the values.
    pub(super) fields: BTreeMap<Field, Written>,
}

/// A field's value that can be put in order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Written(Vec<String>, u8);

impl Written {
    fn of(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self(vec![text.clone()], 0),
            Value::Tags(tags) => Self(tags.clone(), 1),
            Value::Odd(text) => Self(vec![text.clone()], 2),
        }
    }

    fn number(text: u64) -> Self {
        Self(vec![text.to_string()], 0)
    }

    fn count(&self) -> Option<u64> {
        match self {
            Self(texts, 0) => texts.first()?.parse().ok(),
            Self(..) => None,
        }
    }

    /// The value as an edit takes it.
    pub(super) fn value(&self) -> Value {
        match self {
            Self(tags, 1) => Value::Tags(tags.clone()),
            Self(texts, 0) => Value::Text(texts.concat()),
            Self(texts, _) => Value::Odd(texts.concat()),
        }
    }
}

impl Content {
    /// What an item of a board holds.
    pub(super) fn of(view: ItemView<'_>) -> Self {
        Self {
            tag: view.tag().map(str::to_owned),
            words: view.text().trim_end_matches('\n').to_owned(),
            fields: view.fields().iter().map(|(field, value)| (*field, Written::of(value))).collect(),
        }
    }

    /// Tag and words as one line.
    pub(super) fn line(&self) -> String {
        crate::model::tag::join(self.tag.as_deref(), &self.words)
    }
}

/// What two sides made of one item: each with all that the other changed elsewhere in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mixed {
    /// Ours and theirs; equal where nothing was changed by both.
    pub(super) sides: [Content; 2],
    /// The fields that both changed otherwise.
    pub(super) fields: Vec<Field>,
}

impl Mixed {
    /// Whether both changed one thing otherwise.
    pub(super) fn is_conflict(&self) -> bool {
        self.sides[0] != self.sides[1]
    }
}

/// Merges an item; without a base both added it. Where both `agreed` on the whole board, equal counts are one count.
pub(super) fn mix(base: Option<&Content>, ours: &Content, theirs: &Content, agreed: bool) -> Mixed {
    let line = |content: &Content| (content.tag.clone(), content.words.clone());
    let words = three(base.map(line).as_ref(), &line(ours), &line(theirs));
    let keys = ours.fields.keys().chain(theirs.fields.keys()).copied().collect::<BTreeSet<Field>>();
    let mut fields = [BTreeMap::new(), BTreeMap::new()];
    let mut conflicts = Vec::new();
    for field in keys {
        let of = |content: &Content| content.fields.get(&field).cloned();
        let pair = field_of(field, base.filter(|_| !agreed).map(of).as_ref(), &of(ours), &of(theirs));
        if pair[0] != pair[1] {
            conflicts.push(field);
        }
        for (side, value) in fields.iter_mut().zip(pair) {
            side.extend(value.map(|value| (field, value)));
        }
    }
    let [mine, other] = words;
    let [my_fields, other_fields] = fields;
    let content = |(tag, words), fields| Content { tag, words, fields };
    Mixed { sides: [content(mine, my_fields), content(other, other_fields)], fields: conflicts }
}

/// A value of both sides: the one that was changed, or each its own where both changed it otherwise.
fn three<T: Clone + PartialEq>(base: Option<&T>, ours: &T, theirs: &T) -> [T; 2] {
    if base == Some(ours) {
        [theirs.clone(), theirs.clone()]
    } else if base == Some(theirs) {
        [ours.clone(), ours.clone()]
    } else {
        [ours.clone(), theirs.clone()]
    }
}

type Maybe = Option<Written>;

fn field_of(field: Field, base: Option<&Maybe>, ours: &Maybe, theirs: &Maybe) -> [Maybe; 2] {
    if matches!(field, Field::Votes | Field::Carried)
        && let Some(sum) = counted(base, ours, theirs)
    {
        return [sum.clone(), sum];
    }
    match (ours, theirs) {
        // Taken away by one and changed by the other: the change stays.
        (None, Some(kept)) | (Some(kept), None) if base.is_none_or(|base| base.as_ref() != Some(kept)) => {
            [Some(kept.clone()), Some(kept.clone())]
        }
        _ => three(base, ours, theirs),
    }
}

/// Counters: what both counted since the base. Two new items that agree have one count.
fn counted(base: Option<&Maybe>, ours: &Maybe, theirs: &Maybe) -> Option<Maybe> {
    let count = |value: &Maybe| value.as_ref().map_or(Some(0), Written::count);
    let (mine, other) = (count(ours)?, count(theirs)?);
    let Some(base) = base else {
        let larger = if mine >= other { ours } else { theirs };
        return Some(larger.clone());
    };
    let first = count(base)?;
    let sum = mine.saturating_add(other).saturating_sub(first).min(u64::from(u32::MAX));
    let unchanged = if ours == base { Some(theirs) } else { (theirs == base).then_some(ours) };
    Some(match unchanged {
        Some(value) => value.clone(),
        None if sum == 0 => None,
        None => Some(Written::number(sum)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(words: &str, fields: &[(Field, &str)]) -> Content {
        let fields = fields.iter().map(|(field, text)| (*field, Written::of(&Value::from(*text)))).collect();
        Content { tag: None, words: words.to_owned(), fields }
    }

    #[test]
    fn changes_of_different_fields_are_both_there() {
        let base = content("a", &[(Field::Owner, "Flora")]);
        let ours = content("b", &[(Field::Owner, "Flora")]);
        let theirs = content("a", &[(Field::Due, "2025-06-30")]);
        let mixed = mix(Some(&base), &ours, &theirs, false);
        assert_eq!(mixed.sides[0], content("b", &[(Field::Due, "2025-06-30")]));
        assert!(!mixed.is_conflict());
    }

    #[test]
    fn counters_add_both_differences() {
        for (base, ours, theirs, sum) in [("3", "5", "4", "6"), ("3", "4", "4", "5"), ("3", "1", "4", "2")] {
            let votes = |count| content("a", &[(Field::Votes, count)]);
            assert_eq!(mix(Some(&votes(base)), &votes(ours), &votes(theirs), false).sides[1], votes(sum));
        }
        let none = content("a", &[]);
        let one = content("a", &[(Field::Votes, "1")]);
        assert_eq!(mix(Some(&none), &one, &one, false).sides[0], content("a", &[(Field::Votes, "2")]));
    }

    #[test]
    fn what_both_changed_otherwise_is_a_conflict_and_a_change_beats_a_removal() {
        let base = content("a", &[(Field::Owner, "Flora")]);
        let mixed = mix(Some(&base), &content("b", &[(Field::Owner, "Li")]), &content("c", &[]), false);
        assert!(mixed.is_conflict() && mixed.fields.is_empty());
        assert_eq!(mixed.sides[1], content("c", &[(Field::Owner, "Li")]));
        let other = content("a", &[(Field::Owner, "Ann")]);
        assert_eq!(
            mix(Some(&base), &content("b", &[(Field::Owner, "Li")]), &other, false).fields,
            [Field::Owner]
        );
    }
}
