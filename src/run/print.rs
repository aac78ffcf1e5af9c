//! The very same program on a screen in memory: feeds keys, saves as usual, prints the last frame and ends.

use std::time::Duration;

use super::session::{Ask, Session};
use super::{Form, Launch};
use crate::app::message::Message;
use crate::config::theme::Theme;
use crate::error::Result;
use crate::terminal::{MemoryScreen, out, print};
use crate::ui;

/// The exit status: 1 where something could not be saved.
pub(super) fn run(session: &mut Session, launch: &Launch, form: Form, theme: &Theme) -> Result<u8> {
    let (width, height) = launch.size;
    session.tell(Message::Resize(width, height));
    session.look_beside_now();
    for input in &launch.keys {
        ui::settle(&mut session.app);
        session.tell(Message::Input(input.clone()));
        let asks = session.take_asks();
        // What a save comes to must be known before the next key, as a person would know it.
        session.settle_disk();
        if asks.iter().any(|ask| matches!(ask, Ask::EditFile(_) | Ask::EditText(_))) {
            session.say("no editor is started while the screen is only printed");
        }
        if asks.iter().any(|ask| matches!(ask, Ask::Copy(_))) {
            session.add("nothing is sent to a clipboard while the screen is only printed");
        }
        if asks.iter().any(|ask| matches!(ask, Ask::Quit)) {
            break;
        }
    }
    session.leave_store();
    session.sweep();
    session.finish_sweeping(Duration::from_secs(10));
    session.read_trends_now();
    let mut screen = MemoryScreen::new(width, height);
    let plan = ui::settle(&mut session.app);
    screen.draw(|frame| ui::draw(frame, &session.app, plan.as_ref(), theme));
    let printed = match form {
        Form::Text => print::text(screen.buffer()),
        Form::Ansi => print::ansi(screen.buffer()),
        Form::Svg => print::svg(screen.buffer(), screen.caret()),
    };
    out::exact(&printed)?;
    match session.unsaved() {
        Some(why) => {
            out::message(&format!("stratboard: {why}"));
            Ok(1)
        }
        None => Ok(0),
    }
}
