//! The camera: asked for when its view is on the page, and out however it is left.

use std::cell::RefCell;

use js_sys::{Array, Function};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use yew::{Callback, Context, NodeRef};

use super::app::{App, Msg};
use super::scan::{answer, problem, scanner, texts};
use crate::report::Problem;

thread_local! {
    /// Whom to tell of a camera.
    static TOLD: RefCell<Option<Callback<()>>> = const { RefCell::new(None) };
}

/// The device has a camera.
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
#[wasm_bindgen]
pub fn has_camera() {
    if let Some(told) = TOLD.with_borrow(Clone::clone) {
        told.emit(());
    }
}

/// Has `told` called when the device has a camera.
pub(super) fn on_camera(told: Callback<()>) {
    TOLD.set(Some(told));
}

/// The camera in use.
pub(super) struct Camera {
    number: u32,
    pub(super) video: NodeRef,
    state: State,
}

enum State {
    /// Its view is not on the page yet.
    Placing,
    /// The browser asks the person.
    Starting,
    /// It can be stopped.
    Running(Function),
    Failed(Problem),
}

impl Camera {
    /// What went wrong.
    pub(super) fn problem(&self) -> Option<&Problem> {
        match &self.state {
            State::Failed(problem) => Some(problem),
            _ => None,
        }
    }

    /// Puts it into another state; if it ran, its light goes out.
    fn turn(&mut self, state: State) {
        if let State::Running(stop) = std::mem::replace(&mut self.state, state) {
            let _ = stop.call0(&JsValue::NULL);
        }
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        // However the camera is left, its light goes out.
        self.turn(State::Placing);
    }
}

impl App {
    /// Shows the camera's view; the camera itself is asked for once there is a place for it.
    pub(super) fn camera_on(&mut self) {
        self.scan.number += 1;
        let (number, video) = (self.scan.number, NodeRef::default());
        self.scan.camera = Some(Camera { number, video, state: State::Placing });
        self.focus = true;
    }

    /// Leaves the camera; gives back whether it was in use.
    pub(super) fn camera_off(&mut self) -> bool {
        let was_on = self.scan.camera.take().is_some();
        self.scan.leaving |= was_on;
        was_on
    }

    /// Asks for the camera once its view is on the page.
    pub(super) fn start_camera(&mut self, context: &Context<Self>) {
        let Some(camera) = &mut self.scan.camera else { return };
        let State::Placing = camera.state else { return };
        let Some(video) = camera.video.get() else { return };
        camera.state = State::Starting;
        let number = camera.number;
        let seen = context.link().callback(move |seen: JsValue| {
            let texts = Array::is_array(&seen).then(|| texts(&seen));
            Msg::Seen(number, texts.ok_or_else(|| problem(&seen)))
        });
        // Called once, when the camera stops by itself; freed with it.
        let told = Closure::once_into_js(move |what: JsValue| seen.emit(what));
        context.link().send_future(async move {
            let started = match scanner().await {
                Ok(scanner) => answer(scanner.camera(&video, &told)).await,
                Err(problem) => Err(problem),
            };
            Msg::Running(number, started.map(JsCast::unchecked_into))
        });
    }

    /// The camera runs, or was refused.
    pub(super) fn camera_runs(&mut self, number: u32, started: Result<Function, Problem>) {
        let of = |camera: &&mut Camera| camera.number == number;
        match (self.scan.camera.as_mut().filter(of), started) {
            (Some(camera), Ok(stop)) => camera.turn(State::Running(stop)),
            (Some(camera), Err(problem)) => {
                camera.turn(State::Failed(problem));
                self.focus = true;
            }
            // It was left before it began.
            (None, Ok(stop)) => _ = stop.call0(&JsValue::NULL),
            (None, Err(_)) => {}
        }
    }

    /// The camera saw codes, or stopped by itself.
    pub(super) fn camera_saw(
        &mut self,
        context: &Context<Self>,
        number: u32,
        seen: Result<Vec<String>, Problem>,
    ) {
        let of = |camera: &&mut Camera| camera.number == number;
        let Some(camera) = self.scan.camera.as_mut().filter(of) else { return };
        match seen {
            Ok(codes) => {
                self.scan.camera = None;
                self.offer_codes(context, codes, false);
            }
            Err(problem) => {
                camera.turn(State::Failed(problem));
                self.focus = true;
            }
        }
    }
}
