//! Bytes of a file from any program to its text: UTF-8, UTF-16 as spreadsheets write it, Windows-1252 as older programs do.
//! It must not know the form of the text.

use crate::error::{Error, Result};

/// What Windows-1252 has in place of C1 controls; its five holes stay controls.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// How much of the beginning tells the encoding.
const SAMPLE: usize = 4096;

/// The text of a file's bytes, without a byte order mark.
///
/// # Errors
/// The bytes are no text: half of a UTF-16 character, or zero bytes where no encoding has them.
pub fn decode(bytes: &[u8]) -> Result<String> {
    let utf16 = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] if std::str::from_utf8(rest).is_ok() => return Ok(utf8(rest)),
        [0xff, 0xfe, rest @ ..] => Some((rest, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xfe, 0xff, rest @ ..] => Some((rest, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ if std::str::from_utf8(bytes).is_ok() && !zeros(bytes, 1) && !zeros(bytes, 0) => {
            return Ok(utf8(bytes));
        }
        _ if zeros(bytes, 1) => Some((bytes, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        _ if zeros(bytes, 0) => Some((bytes, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => None,
    };
    if let Some((bytes, unit)) = utf16 {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
            .collect::<std::result::Result<String, _>>();
        return text.ok().filter(|_| rest.is_empty()).ok_or_else(|| no_text("it is no whole UTF-16 text"));
    }
    if bytes.contains(&0) {
        return Err(no_text("it is no text"));
    }
    let one = |byte: &u8| match byte {
        0x80..=0x9f => UPPER[*byte as usize - 0x80],
        byte => char::from(*byte),
    };
    Ok(bytes.iter().map(one).collect())
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Whether most bytes at even (0) or odd (1) places are zero, and few of the others.
fn zeros(bytes: &[u8], odd: usize) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let count = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (there, others) = (count(odd), count(1 - odd));
    sample.len() >= 4 && there * 2 > sample.len() / 2 && others * 8 < there
}

fn no_text(cause: &str) -> Error {
    Error::new("read this as text", cause, "save it as UTF-8 and import it again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_encoding_gives_the_same_text() {
        let text = "Größe – “5 €”\r\n小米";
        let le = text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let be = text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(&[0xef, 0xbb, 0xbf], text.as_bytes()),
            marked(&[0xff, 0xfe], &le),
            marked(&[0xfe, 0xff], &be),
        ] {
            assert_eq!(decode(&bytes).unwrap(), text);
        }
        let plain = "Action,Owner\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(decode(&plain).unwrap(), "Action,Owner\n", "without a mark");
        assert_eq!(decode(b"Gr\xf6\xdfe \x96 5 \x80").unwrap(), "Größe – 5 €");
        assert_eq!(decode(b"").unwrap(), "");
        assert_eq!(decode(b"a\0b").unwrap(), "a\0b", "a zero byte is UTF-8");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], b"\xff\xfea", b"\xff\xfe\x00\xd8"] {
            assert!(decode(bytes).is_err(), "{bytes:?}");
        }
    }
}
