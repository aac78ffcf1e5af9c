//! What must be true of the built-in themes, computed: contrast, and what people with a colour blindness see.

use super::*;
use crate::config::theme::depth::Depth;
use crate::config::theme::parts;

mod palettes;

/// The themes with colours of their own.
const RICH: [BuiltIn; 3] = [BuiltIn::Dark, BuiltIn::Light, BuiltIn::Contrast];

/// How colours look to people without cones for green or red: linear light to linear light.
/// Source: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009.
const DEUTERANOPIA: [[f64; 3]; 3] = [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]];
const PROTANOPIA: [[f64; 3]; 3] = [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]];
const BLINDNESSES: [(&str, [[f64; 3]; 3]); 2] = [("deuteranopia", DEUTERANOPIA), ("protanopia", PROTANOPIA)];

/// The red, green and blue of a colour, as light.
fn light(colour: Color) -> [f64; 3] {
    let linear = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match colour {
        Color::Rgb(red, green, blue) => [red, green, blue].map(linear),
        Color::Indexed(grey @ 232..) => [linear(8 + 10 * (grey - 232)); 3],
        Color::Indexed(cube @ 16..) => {
            let cube = cube - 16;
            [cube / 36, cube / 6 % 6, cube % 6].map(|step| linear(level(step)))
        }
        other => panic!("{other} is the terminal's own: nobody knows how it looks"),
    }
}

fn luminance([red, green, blue]: [f64; 3]) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast of two colours by WCAG 2, 1 to 21.
fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(light(one)), luminance(light(other)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// L*, a* and b* of light under D65: distances in it are what an eye sees.
fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let curve = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    let y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    let z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn seen(colour: Color, by: [[f64; 3]; 3]) -> [f64; 3] {
    let light = light(colour);
    let part = |row: [f64; 3]| {
        row.iter().zip(light).map(|(share, light)| share * light).sum::<f64>().clamp(0.0, 1.0)
    };
    lab(by.map(part))
}

fn distance(one: [f64; 3], other: [f64; 3]) -> f64 {
    one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
}

fn colour(style: Style) -> Color {
    style.fg.unwrap()
}

#[test]
fn every_colour_can_be_read_on_what_is_behind_it() {
    for built_in in RICH {
        let least = if built_in == BuiltIn::Contrast { 7.0 } else { 4.5 };
        for depth in [Depth::Full, Depth::Indexed] {
            let mut theme = built_in.theme().at(depth);
            let screen = theme.screen;
            for part in &parts::ALL {
                // A rule is no word: what only parts needs less (WCAG 1.4.11), and is quieter so.
                let least = if part.name == "rule" { 3.0 } else { least };
                let style = screen.patch(*(part.of)(&mut theme));
                let found = contrast(colour(style), style.bg.unwrap());
                assert!(found >= least, "{} of {} at {depth:?}: {found:.2}", part.name, built_in.name());
            }
        }
    }
}

#[test]
fn forecasts_stay_apart_for_the_colour_blind() {
    for built_in in RICH {
        let [green, yellow, red] = built_in.theme().forecast.map(colour);
        for (name, by) in BLINDNESSES {
            let [green, yellow, red] = [green, yellow, red].map(|colour| seen(colour, by));
            for (one, other) in [(green, yellow), (yellow, red), (green, red)] {
                let found = distance(one, other);
                assert!(found >= 20.0, "{} under {name}: {found:.1}", built_in.name());
            }
            // Blue and red differ by hue for them too; green and red must by lightness.
            let lighter = (green[0] - red[0]).abs();
            assert!(
                built_in == BuiltIn::Contrast || lighter >= 10.0,
                "{} under {name}: {lighter:.1}",
                built_in.name()
            );
        }
    }
}

#[test]
fn tags_stay_apart_for_everybody() {
    const ALL_CONES: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    for built_in in RICH {
        let tags = built_in.theme().tags.map(colour);
        for (name, by, least) in [
            ("all cones", ALL_CONES, 25.0),
            ("deuteranopia", DEUTERANOPIA, 10.0),
            ("protanopia", PROTANOPIA, 10.0),
        ] {
            for (at, one) in tags.iter().enumerate() {
                for other in &tags[at + 1..] {
                    let found = distance(seen(*one, by), seen(*other, by));
                    assert!(
                        found >= least,
                        "{one} and {other} of {} with {name}: {found:.1}",
                        built_in.name()
                    );
                }
            }
        }
    }
}

#[test]
fn no_tag_has_a_colour_that_means_a_forecast() {
    for style in Theme::default16().tags {
        assert!(!matches!(style.fg, Some(Color::Green | Color::Red | Color::LightGreen | Color::LightRed)));
    }
    for built_in in RICH {
        // Red and green stand at these angles of the wheel of a* and b*.
        for tag in built_in.theme().tags.map(colour) {
            let [_, a, b] = lab(light(tag));
            let (hue, chroma) = (b.atan2(a).to_degrees().rem_euclid(360.0), a.hypot(b));
            let is_red = (5.0..55.0).contains(&hue);
            let is_green = (110.0..195.0).contains(&hue);
            assert!(chroma < 12.0 || !(is_red || is_green), "{tag} of {}: {hue:.0}°", built_in.name());
        }
    }
}

#[test]
fn without_colours_nothing_is_coloured() {
    let mut theme = Theme::mono();
    for part in &parts::ALL {
        let style = *(part.of)(&mut theme);
        assert_eq!((style.fg, style.bg), (None, None), "{}", part.name);
        let weights = Modifier::BOLD.union(Modifier::REVERSED).union(Modifier::UNDERLINED);
        assert!(weights.contains(style.add_modifier), "{}", part.name);
    }
}

#[test]
fn there_are_three_weights_and_few_colours() {
    for built_in in BuiltIn::ALL {
        let mut theme = built_in.theme();
        let mut colours = Vec::new();
        for part in parts::ALL.iter().filter(|part| !part.name.starts_with("tag_")) {
            let style = *(part.of)(&mut theme);
            colours.extend(style.fg.filter(|colour| !colours.contains(colour)));
        }
        // Words, what is read second, lines, the accent, votes, three forecasts, and what is reversed.
        assert!(colours.len() <= 9, "{}: {colours:?}", built_in.name());
    }
}
