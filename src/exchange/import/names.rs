//! What people call panes, sheets and heading lines in documents and spreadsheets: one table for all forms.
//! It must not know where a name stands.

mod languages;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::kind::OBJECTIVES;
use crate::model::{Head, Kind};

/// Names of panes, their titles and keys among them, as [`folded`] makes them; all of a line stand for one pane.
#[rustfmt::skip]
const PANES: &[(Kind, &str, &str)] = &[
    (Kind::Swot, "strengths", "strengths|strength|our strengths|internal strengths|what are our strengths|s strengths"),
    (Kind::Swot, "weaknesses", "weaknesses|weakness|our weaknesses|internal weaknesses|what are our weaknesses|w weaknesses"),
    (Kind::Swot, "opportunities", "opportunities|opportunity|our opportunities|external opportunities|what are our opportunities|o opportunities"),
    (Kind::Swot, "threats", "threats|threat|our threats|external threats|what are our threats|t threats"),
    (Kind::Swot, "priorities", "key priorities|priorities|top priorities|strategic priorities|our priorities|our key priorities"),
    (Kind::Plan, "objectives", "objectives|objective|our objectives|strategic objectives|objectives and key results|objectives key results|goals|our goals"),
    (Kind::Plan, "metrics", "metrics|metric|key metrics|kpi|kpis|health metrics|our metrics"),
    (Kind::Plan, "values", "values|our values|core values|company values|team values"),
    (Kind::Retro, "went_well", "what went well|went well|went really well|what went really well|what went right|what we did well|what did we do well|what did we do right|\
what has gone well|what is going well|whats going well|going well|good|the good|what was good|keep|keep doing|positive|positives|pros|plus|pluses|\
win|wins|our wins|what worked|whats working|what is working|what worked well|worked well|highlights|successes|what have we done well|what did go well"),
    (Kind::Retro, "not_so_well", "not so well|not so good|went not so well|what went not so well|didnt go well|did not go well|went badly|went wrong|what went wrong|\
what didnt go well|what did not go well|what didnt go so well|what did not go so well|what didnt work|what didnt work well|what did not work|\
what went badly|what went poorly|went less well|what went less well|to improve|improve|improvements|could be improved|what could be improved|\
what can be improved|what can we improve|what could we improve|what should we improve|what to improve|what needs improvement|needs improvement|\
what could have gone better|could have gone better|what could be better|what could have been better|what can be better|what could we do better|\
what should be improved|what should we have done better|what could we have done better|what do we want to improve|what did we not do well|could be better|areas for improvement|areas of improvement|room for improvement|opportunities for improvement|the bad|bad|\
what was bad|problem|problems|challenges|lowlights|minus|minuses|negative|negatives|cons|pain points|went poorly|what is not going well|needs work|what could improve|could improve|where did you get stuck|what needs work"),
    (Kind::Retro, "learnings", "learnings|learning|learned|learnt|learns|what we learned|what we learnt|what did we learn|what have we learned|lessons|lesson learned|\
lessons learned|lessons learnt|key learnings|our learnings|takeaways|key takeaways|insights|what i learned"),
    (Kind::Retro, "actions", "action items|actions|action|our actions|action item|todo|todos|to do|to dos|next step|next steps|action point|action points|action plan|\
follow up|follow ups|followups|tasks|decisions and actions|actions and decisions|commitments|agreed actions|new actions|improvement actions|\
what will we do differently|what will we do|what will we do next|next actions|retro actions|retrospective actions|actionable commitments|actions to take|action to take|actions to be taken|follow up actions|work items|corrective actions|preventive actions|\
corrective and preventive actions|remediation items|improvement items"),
    (Kind::Tows, "so", "strengths opportunities|so|s o|so strategies|s o strategies|so moves|strengths and opportunities"),
    (Kind::Tows, "wo", "weaknesses opportunities|wo|w o|wo strategies|w o strategies|wo moves|weaknesses and opportunities"),
    (Kind::Tows, "st", "strengths threats|st|s t|st strategies|s t strategies|st moves|strengths and threats"),
    (Kind::Tows, "wt", "weaknesses threats|wt|w t|wt strategies|w t strategies|wt moves|weaknesses and threats"),
    (Kind::Brief, "events", "timeline|events|key events|key dates|dates|chronology"),
    (Kind::Brief, "figures", "figures|key figures|facts and figures|numbers|key numbers"),
    (Kind::Brief, "questions", "open questions|questions|question|unanswered questions|questions to answer"),
];

/// Columns of retrospectives that no pane stands for: they become panes of their own on a retro.
const RETRO_COLUMNS: &str = "start|start doing|stop|stop doing|continue|continue doing|more of|less of|do more|do less|mad|sad|glad|liked|loved|lacked|\
loathed|longed for|drop|add|try|kudos|shout outs|shoutouts|thanks|appreciations|puzzles|puzzled|ideas|wind|anchors|anchor|rocks|island|sun|wishes|risks|\
parking lot|experiments|hopes|fears|surprises|blockers|concerns|frustrations|lucky|got lucky|where we got lucky|where we were lucky";

/// What stands behind a pane's name and says no more than when.
const WHEN: &[&str] = &[
    "this iteration",
    "this sprint",
    "this week",
    "this time",
    "this month",
    "this quarter",
    "this release",
    "this period",
    "last sprint",
    "last iteration",
    "last week",
    "in this sprint",
    "during this sprint",
    "in the sprint",
    "going forward",
    "next time",
    "in the future",
    "next sprint",
    "for next sprint",
    "for the next sprint",
    "for next time",
    "for next week",
    "for next iteration",
    "for next quarter",
];

/// Words that say what a sheet is for, wherever they stand in its title.
const KIND_WORDS: &[(&str, Kind)] = &[
    ("tows", Kind::Tows),
    ("swot", Kind::Swot),
    ("retro", Kind::Retro),
    ("retros", Kind::Retro),
    ("retrospective", Kind::Retro),
    ("retrospectives", Kind::Retro),
    ("postmortem", Kind::Retro),
    ("okr", Kind::Plan),
    ("okrs", Kind::Plan),
];

/// Whole titles that say what a sheet is for.
const KIND_TITLES: &[(&str, Kind)] = &[("plan", Kind::Plan), ("brief", Kind::Brief)];

/// Names of heading lines, their keys among them.
const HEADS: &[(Head, &str)] = &[
    (Head::Title, "title|name|board"),
    (Head::Mission, "mission|our mission|mission statement"),
    (Head::Period, "period|quarter|time frame|timeframe"),
    (Head::Updated, "updated|last updated|last update|as of"),
    (Head::Motto, "motto|theme|slogan"),
    (Head::Conclusion, "conclusion|conclusions|our conclusion|narrative conclusion"),
    (Head::Summary, "summary|executive summary|incident summary|abstract|tldr|tl dr|zusammenfassung|摘要"),
    (Head::Date, "date|retro date|meeting date|retrospective date|held on|when|datum|fecha|日期|时间"),
    (Head::Source, "source|publication"),
    (Head::Author, "author|authors|written by"),
    (Head::Published, "published|published on|publication date"),
    (Head::Url, "url|link|address|web address"),
];

/// The panes by all their names: rows of a table are looked up here, and there may be many.
static BY_NAME: LazyLock<HashMap<&str, (Kind, &str)>> = LazyLock::new(|| {
    let all = PANES.iter().chain(languages::PANES);
    all.flat_map(|(kind, key, names)| names.split('|').map(|name| (name, (*kind, *key)))).collect()
});

/// The longest name in bytes that is looked up.
const MOST_BYTES: usize = 200;

/// A heading without the pictures that chats and forges spell as `:rocket:`, and without the colon at its end.
pub fn without_pictures(name: &str) -> String {
    let is_picture = |word: &&str| {
        let inside = word.strip_prefix(':').and_then(|word| word.strip_suffix(':'));
        inside.is_some_and(|inside| {
            !inside.is_empty()
                && inside.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
        })
    };
    let name = name.trim();
    if !name.contains(':') {
        return name.to_owned();
    }
    let words = name.split(' ').filter(|word| !is_picture(word)).collect::<Vec<&str>>().join(" ");
    words.trim().trim_end_matches(':').trim_end().to_owned()
}

/// A name as it is looked up: lower case, its words parted by single blanks, without marks, pictures, apostrophes,
/// the number before it (`2. `) and the count behind it (`(5)`).
pub fn folded(name: &str) -> String {
    let name = without_pictures(name);
    let name = name.replace(['\'', '’'], "").replace('&', " and ").to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words = words.collect::<Vec<&str>>();
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    while words.len() > 1 && words.last().is_some_and(is_number) {
        words.pop();
    }
    if words.len() > 1 && words.first().is_some_and(is_number) {
        words.remove(0);
    }
    words.join(" ")
}

/// Each name of a kind's panes, with the key of the pane.
pub fn of_panes(kind: Kind) -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = PANES.iter().filter(move |(of, ..)| *of == kind);
    rows.flat_map(|(_, key, names)| names.split('|').map(|name| (name, *key)))
}

/// The pane of that name.
pub fn pane(name: &str) -> Option<(Kind, &'static str)> {
    if name.len() > MOST_BYTES {
        return None;
    }
    known(name).or_else(|| remarked(name)).or_else(|| {
        let pieces = name.split(['/', '|', '(', ')', ',', '–', '—']);
        let mut pieces = pieces.filter(|piece| piece.contains(char::is_alphanumeric)).map(known);
        let first = pieces.next()??;
        let mut others = pieces.peekable();
        (others.peek().is_some() && others.all(|other| other == Some(first))).then_some(first)
    })
}

/// Whether words stand behind the name of a pane that say more than which one it is.
pub fn has_remark(name: &str) -> bool {
    name.len() <= MOST_BYTES && known(name).is_none() && remarked(name).is_some()
}

/// The pane of a name that a remark follows: `Strengths (internal — what we do well)`, `What went well – Sprint 12`.
fn remarked(name: &str) -> Option<(Kind, &'static str)> {
    let ends = ["(", "–", "—", " - ", "→", "->"].iter().filter_map(|mark| name.find(mark));
    let (first, rest) = name.split_at(ends.min()?);
    let (kind, key) = known(first)?;
    // Short words may begin anything: `Keep – it simple`.
    // `Objective 1 – Grow` is one of them.
    if key == OBJECTIVES && !folded(first).ends_with('s') {
        return None;
    }
    let is_sure = kind != Kind::Retro || first.trim().len() >= 7 && !folded(first).starts_with("problem");
    let is_other = rest
        .split(['(', ')', '–', '—', '/'])
        .any(|piece| known(piece).is_some_and(|other| other != (kind, key)));
    (is_sure && !is_other && rest.contains(char::is_alphanumeric)).then_some((kind, key))
}

/// The pane that a name stands for by itself, with what says only when it was, and tags (`#positive`), behind it.
fn known(name: &str) -> Option<(Kind, &'static str)> {
    let find = |name: &str| BY_NAME.get(name).copied();
    let name = folded(name.split_once(" #").map_or(name, |(name, _)| name));
    find(&name).or_else(|| WHEN.iter().find_map(|when| find(name.strip_suffix(when)?.trim_end())))
}

/// Whether it is a column of retrospectives that no pane stands for.
pub fn is_retro_column(name: &str) -> bool {
    name.len() <= MOST_BYTES && is_among(&folded(name), RETRO_COLUMNS)
}

/// What a sheet of that title is for.
pub fn kind(title: &str) -> Option<Kind> {
    if title.len() > MOST_BYTES {
        return None;
    }
    let title = folded(title);
    let by_word = || {
        let is_in = |word: &str| {
            title.split(' ').any(|there| there == word) || !word.is_ascii() && title.contains(word)
        };
        KIND_WORDS.iter().chain(languages::KINDS).find(|(word, _)| is_in(word))
    };
    KIND_TITLES.iter().find(|(whole, _)| title == *whole).or_else(by_word).map(|(_, kind)| *kind)
}

/// The heading line of that name.
pub fn head(name: &str) -> Option<Head> {
    if name.len() > MOST_BYTES {
        return None;
    }
    let name = folded(name);
    HEADS.iter().find(|(_, names)| is_among(&name, names)).map(|(head, _)| *head)
}

/// The key of an extra pane that reads as this title, as near as a key can be.
pub fn pane_key(title: &str) -> String {
    let lower = without_pictures(title).replace(['\'', '’'], "").to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let key = words.collect::<Vec<&str>>().join("_");
    let short = key.char_indices().nth(60).map_or(key.as_str(), |(end, _)| &key[..end]);
    if short.is_empty() { "notes".to_owned() } else { short.to_owned() }
}

fn is_among(name: &str, names: &str) -> bool {
    names.split('|').any(|there| there == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_are_known_by_title_key_and_common_names_in_any_case() {
        for (name, key) in [
            ("Strengths", "strengths"),
            ("WHAT WENT WELL?", "went_well"),
            ("1. What didn’t go well (3)", "not_so_well"),
            ("✅ Action items:", "actions"),
            ("To-Do", "actions"),
            ("TODO", "actions"),
            ("went_well", "went_well"),
            ("Strengths × Opportunities", "so"),
            ("💡 Lessons learned", "learnings"),
            ("Objectives & Key Results", "objectives"),
            (":+1: What went well :smile:", "went_well"),
            ("What went well this sprint?", "went_well"),
            ("Keep / What went well", "went_well"),
            ("Follow-ups (Action items)", "actions"),
            ("Went well #positive", "went_well"),
            ("Strengths (internal — what we do well)", "strengths"),
            ("Threats → Risks to mitigate", "threats"),
            ("What went well – Sprint 12", "went_well"),
            ("Objectives (Q3 2025)", "objectives"),
            ("Was lief gut?", "went_well"),
            ("行动项：", "actions"),
        ] {
            assert_eq!(pane(name).map(|(_, key)| key), Some(key), "{name}");
        }
        for name in [
            "",
            "Attendees",
            "Start",
            "Strengths of the team in detail",
            "12",
            "Opportunities / Threats",
            "Opportunities – Threats",
            "Actions / x",
            "Keep – it simple",
            "Objective 1 – Grow",
        ] {
            assert_eq!(pane(name), None, "{name}");
        }
        assert!(is_retro_column("Longed for:") && !is_retro_column("Attendees"));
    }

    #[test]
    fn no_name_stands_for_two_panes_or_for_a_pane_and_a_column() {
        let names = PANES
            .iter()
            .chain(languages::PANES)
            .flat_map(|(kind, key, names)| names.split('|').map(|name| (*kind, *key, name)));
        let mut seen = std::collections::BTreeSet::new();
        for (kind, key, name) in names {
            assert_eq!(folded(name), name);
            assert!(seen.insert(name), "{name}");
            assert_eq!(pane(name), Some((kind, key)));
        }
        for name in RETRO_COLUMNS.split('|') {
            assert!(folded(name) == name && pane(name).is_none(), "{name}");
        }
        for kind in Kind::ALL {
            for spec in kind.panes() {
                assert_eq!(pane(spec.title), Some((kind, spec.key)));
                assert_eq!(pane(spec.key), Some((kind, spec.key)));
            }
        }
    }

    #[test]
    fn sheets_and_heading_lines_are_known_by_their_names() {
        assert_eq!(kind("Sprint 42 Retrospective"), Some(Kind::Retro));
        assert_eq!(kind("AI SWOT"), Some(Kind::Swot));
        assert_eq!(kind("The plan for lunch"), None);
        assert_eq!(head("Mission Statement:"), Some(Head::Mission));
        assert_eq!(head("Attendees"), None);
        assert_eq!(pane_key("Who's in? – all!"), "whos_in_all");
        assert_eq!(pane_key("—"), "notes");
    }
}
