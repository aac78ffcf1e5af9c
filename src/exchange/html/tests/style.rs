//! The style sheet: which the page's policy names, and whether its colours can be read.

use super::*;

#[test]
fn the_policy_lets_pass_this_style_sheet_and_no_other() {
    let hash = base64(&Sha256::digest(STYLE.as_bytes()));
    assert_eq!(STYLE_SHA256, hash, "assets/export.css was changed: this is its hash");
    assert!(!STYLE.contains(['<', '&']) && !STYLE.contains("url(") && !STYLE.contains("@import"));
    assert!(page(Q2, None).contains(&format!("default-src 'none'; style-src 'sha256-{hash}'")));
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]);
            text.push(if at > three.len() { '=' } else { letter });
        }
    }
    text
}

/// The relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn every_colour_of_text_can_be_read_by_day_by_night_and_on_paper() {
    let blocks = STYLE.split(":root {").skip(1).map(|block| block.split('}').next().unwrap());
    let mut schemes = 0;
    for block in blocks {
        let colours = block.split(';').filter_map(|line| line.split_once(": #"));
        let colours =
            colours.map(|(name, value)| (name.trim().trim_start_matches("--"), format!("#{}", value.trim())));
        let colours = colours.collect::<std::collections::BTreeMap<&str, String>>();
        let texts =
            ["ink", "quiet", "accent", "gold", "good", "risk", "bad", "t0", "t1", "t2", "t3", "t4", "t5"];
        for (text, ground) in texts.iter().flat_map(|text| [(text, "paper"), (text, "card")]) {
            let (one, other) = (luminance(&colours[*text]), luminance(&colours[ground]));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 4.5, "{text} on {ground} has {contrast:.2}");
        }
        schemes += 1;
    }
    assert_eq!(schemes, 3);
}
