//! Bullets: what people and programs put before the lines of a list. It must not know what the lines become.

/// Bullets that stand before a blank, or alone on their line.
const BULLETS: [&str; 12] = ["-", "*", "–", "—", "·", "○", "■", "□", "➤", "►", "☐", "[ ]"];
/// Marks that are nothing but bullets: they need no blank behind them.
const BARE: [char; 7] = ['•', '◦', '▪', '▫', '●', '‣', '⁃'];

/// What follows one bullet, where the line begins with one. `-5 %`, `*so*`, `1.5` and `2025.` begin with none.
pub fn behind_bullet(line: &str) -> Option<&str> {
    if let Some(behind) = line.strip_prefix(BARE) {
        return Some(behind);
    }
    let bullet = BULLETS.iter().find_map(|bullet| line.strip_prefix(bullet));
    let behind = bullet.or_else(|| behind_number(line))?;
    (behind.is_empty() || behind.starts_with(char::is_whitespace)).then_some(behind)
}

/// The line behind its bullets (`- [ ] ` are two); as it is where it has none.
pub fn without_bullet(line: &str) -> &str {
    let mut rest = line;
    while let Some(behind) = behind_bullet(rest.trim_start()) {
        rest = behind.trim_start();
    }
    rest
}

/// What follows `1.` to `999.`, or `1)`; four digits are a year.
fn behind_number(line: &str) -> Option<&str> {
    let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - behind.len();
    (1..=3).contains(&digits).then(|| behind.strip_prefix(['.', ')']))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_looks_like_a_bullet_is_none() {
        for line in
            ["-5 % of sales", "*so*", "1.5 million", "2025. A year", "[x] done", "a - b", "3 wishes", ""]
        {
            assert_eq!(behind_bullet(line), None, "{line}");
        }
        for line in ["• a", "◦a", "- a", "* a", "– a", "12. a", "1) a", "[ ] a", "- [ ] a", "  ▪ a"] {
            assert_eq!(without_bullet(line), "a", "{line}");
        }
    }
}
