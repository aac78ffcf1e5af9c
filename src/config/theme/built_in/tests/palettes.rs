//! What the 16 colours of the default theme look like in terminals that people use: which of them can be read.

use super::*;

/// Palettes as their terminals bring them: name, then the paper and the 16 colours.
#[rustfmt::skip]
const PALETTES: [(&str, &str); 21] = [
    ("xterm dark", "000000 000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"),
    ("xterm light", "ffffff 000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"),
    ("VS Code dark", "1e1e1e 000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5 666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db e5e5e5"),
    ("VS Code light", "ffffff 000000 cd3131 107c10 949800 0451a5 bc05bc 0598bc 555555 666666 cd3131 14ce14 b5ba00 0451a5 bc05bc 0598bc a5a5a5"),
    ("Solarized dark", "002b36 073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"),
    ("Solarized light", "fdf6e3 073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"),
    ("Gruvbox dark", "282828 282828 cc241d 98971a d79921 458588 b16286 689d6a a89984 928374 fb4934 b8bb26 fabd2f 83a598 d3869b 8ec07c ebdbb2"),
    ("Gruvbox light", "fbf1c7 fbf1c7 cc241d 98971a d79921 458588 b16286 689d6a 7c6f64 928374 9d0006 79740e b57614 076678 8f3f71 427b58 3c3836"),
    ("Tango dark", "2e3436 2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec"),
    ("Tango light", "ffffff 2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec"),
    ("GNOME dark", "1e1e1e 171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc 5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff"),
    ("GNOME light", "ffffff 171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc 5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff"),
    ("macOS Basic light", "ffffff 000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5"),
    ("macOS Pro dark", "000000 000000 990000 00a600 999900 2009db b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5"),
    ("Windows Campbell", "0c0c0c 0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"),
    ("Dracula", "282a36 21222c ff5555 50fa7b f1fa8c bd93f9 ff79c6 8be9fd f8f8f2 6272a4 ff6e6e 69ff94 ffffa5 d6acff ff92df a4ffff ffffff"),
    ("One Half dark", "282c34 282c34 e06c75 98c379 e5c07b 61afef c678dd 56b6c2 dcdfe4 5d677a e06c75 98c379 e5c07b 61afef c678dd 56b6c2 dcdfe4"),
    ("One Light", "fafafa 383a42 e45649 50a14f c18401 0184bc a626a4 0997b3 fafafa 4f525d df6c75 98c379 e4c07a 61afef c577dd 56b5c1 ffffff"),
    ("Linux console", "000000 000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"),
    ("Nord", "2e3440 3b4252 bf616a a3be8c ebcb8b 81a1c1 b48ead 88c0d0 e5e9f0 4c566a bf616a a3be8c ebcb8b 81a1c1 b48ead 8fbcbb eceff4"),
    ("Konsole Breeze", "232627 232627 ed1515 11d116 f67400 1d99f3 9b59b6 1abc9c fcfcfc 7f8c8d c0392b 1cdc9a fdbc4b 3daee9 8e44ad 16a085 ffffff"),
];
/// The 16, in the order of the palettes.
const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];
/// They mean forecasts, so no tag has them.
const FORECASTS: [Color; 4] = [Color::Red, Color::Green, Color::LightRed, Color::LightGreen];

/// The contrast of one of the 16 on each paper.
fn contrasts(colour: Color) -> Vec<f64> {
    let at = SIXTEEN.iter().position(|other| *other == colour).unwrap();
    let of = |(name, colours): &(&str, &str)| {
        let colours =
            colours.split(' ').map(|hex| rgb(u32::from_str_radix(hex, 16).unwrap())).collect::<Vec<Color>>();
        assert_eq!(colours.len(), 17, "{name}");
        contrast(colours[1 + at], colours[0])
    };
    PALETTES.iter().map(of).collect()
}

/// On how many papers a colour is weak: below what even large letters need.
fn weak(colour: Color) -> usize {
    contrasts(colour).into_iter().filter(|contrast| *contrast < 3.0).count()
}

#[test]
fn the_tags_have_the_colours_that_are_weak_on_the_fewest_papers() {
    // Magenta and bright magenta are weak on 2 papers, yellow, cyan and bright blue on 4; blue, white, bright cyan and
    // bright yellow on 6, bright black on 7. Nothing better is to be had from the 16: the sixth is the terminal's own.
    let tags = Theme::default16().tags.iter().filter_map(|tag| tag.fg).collect::<Vec<Color>>();
    let others = SIXTEEN.into_iter().filter(|colour| !tags.contains(colour) && !FORECASTS.contains(colour));
    let least = others.map(weak).min().unwrap();
    assert_eq!(tags.len(), 5);
    for tag in tags {
        assert!(weak(tag) < least, "{tag}: weak on {} papers, another one on {least}", weak(tag));
    }
}

#[test]
fn the_accent_is_the_better_one_of_the_two_blues() {
    assert_eq!(Theme::default16().pane_title.fg, Some(Color::LightBlue));
    assert!(weak(Color::LightBlue) < weak(Color::Blue));
    let worst = |colour| contrasts(colour).into_iter().fold(21.0, f64::min);
    assert!(worst(Color::LightBlue) > 2.2 && worst(Color::Blue) < 1.7);
}

#[test]
fn nothing_that_must_be_read_is_bright_black() {
    // It is the paper itself in Solarized, and near it in Tango and Nord.
    let worst = contrasts(Color::DarkGray).into_iter().fold(21.0, f64::min);
    assert!(worst < 1.1);
    let mut theme = Theme::default16();
    let grey = parts::ALL.iter().filter(|part| (part.of)(&mut theme).fg == Some(Color::DarkGray));
    assert_eq!(grey.map(|part| part.name).collect::<Vec<&str>>(), ["rule", "rank"]);
}
