//! From cells to what stands there: the mouse as the terminal tells it becomes what the state knows.
//! It must not know what a click does.

use std::time::{Duration, Instant};

use super::session::Session;
use crate::app::message::Message;
use crate::app::{Pointed, Pointer};
use crate::terminal::{Mouse, MouseKind};
use crate::ui;

/// Two presses of one cell within this time are a double click.
const TWICE: Duration = Duration::from_millis(400);

/// What is remembered between two events of the mouse.
#[derive(Default)]
pub(super) struct Hand {
    /// The last press, its cell and what stood there.
    pressed: Option<(Instant, (u16, u16), Pointed)>,
    /// A movement that later ones make needless.
    moved: Option<Mouse>,
}

impl Session {
    /// Takes what the mouse did. Of movements that come together only the last counts.
    pub(super) fn moved(&mut self, mouse: Mouse) {
        if mouse.kind == MouseKind::Drag {
            self.hand.moved = Some(mouse);
            return;
        }
        self.settle_hand();
        self.pointed(mouse);
    }

    /// Does what a movement that waited does.
    pub(super) fn settle_hand(&mut self) {
        if let Some(mouse) = self.hand.moved.take() {
            self.pointed(mouse);
        }
    }

    fn pointed(&mut self, Mouse { kind, column, row }: Mouse) {
        let at = (column, row);
        let plan = ui::settle(&mut self.app);
        let plan = plan.as_ref();
        if !matches!(kind, MouseKind::Press | MouseKind::Release) {
            // What comes between two clicks parts them.
            self.hand.pressed = None;
        }
        let pointer = match kind {
            MouseKind::Press => {
                let on = ui::pointer::pointed(&self.app, plan, &self.theme, at);
                self.press(at, on)
            }
            MouseKind::Menu => Pointer::Menu(ui::pointer::pointed(&self.app, plan, &self.theme, at)),
            MouseKind::Mark => Pointer::Mark(ui::pointer::pointed(&self.app, plan, &self.theme, at)),
            MouseKind::Drag if self.app.pointing.pressed.is_none() => return,
            MouseKind::Drag => Pointer::Drag {
                landing: ui::pointer::landing(&self.app, plan, at),
                edge: ui::pointer::edge(&self.app, plan, at),
            },
            MouseKind::Release => Pointer::Release,
            MouseKind::WheelUp | MouseKind::WheelDown => {
                let over = ui::pointer::pane(&self.app, plan, at);
                Pointer::Wheel { over, down: kind == MouseKind::WheelDown }
            }
        };
        self.tell(Message::Pointer(pointer));
    }

    /// A press, or the second of two: then what counts is what stood there before the first one, which may have
    /// unfolded an item or closed an editor.
    fn press(&mut self, at: (u16, u16), on: Pointed) -> Pointer {
        let now = Instant::now();
        match self.hand.pressed.take() {
            Some((then, before, first)) if before == at && now.duration_since(then) < TWICE => {
                Pointer::Double(first)
            }
            _ => {
                self.hand.pressed = Some((now, at, on.clone()));
                Pointer::Press(on)
            }
        }
    }
}
