//! Draws what the page shows, natively: elements as text.

use yew::{Html, Properties, component};

#[derive(PartialEq, Properties)]
struct Drawing {
    html: Html,
}

#[component]
fn Canvas(drawing: &Drawing) -> Html {
    drawing.html.clone()
}

/// Elements as text.
pub(crate) fn draw(html: Html) -> String {
    let renderer = yew::LocalServerRenderer::<Canvas>::with_props(Drawing { html });
    block_on(renderer.hydratable(false).render())
}

fn block_on<F: std::future::Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    for _ in 0..10_000 {
        if let std::task::Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
    panic!("the drawing waits for something");
}
