//! Plots of how something grows: two panels beside each other, both axes logarithmic, so that what grows
//! with its input is a line as steep as the grey ones.

use std::fmt::Write;

/// The width and height of a panel's field, and what is left around it.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 64.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 48.0;

/// One panel: what its axes say, and the points.
pub(super) struct Panel<'a> {
    pub(super) title: &'a str,
    pub(super) unit: fn(f64) -> String,
    pub(super) points: Vec<(f64, f64)>,
}

/// Draws panels with one horizontal axis between them. Colours follow the reader's light or dark.
pub(super) fn svg(
    heading: &str,
    axis: &str,
    size: fn(f64) -> String,
    panels: &[Panel<'_>],
) -> String {
    let (width, height) = (panels.len() as f64 * (WIDTH + LEFT + 16.0), HEIGHT + TOP + BOTTOM);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{heading}\">\n<style>\n\
         text{{font:12px system-ui,sans-serif;fill:#333}}.title{{font-weight:600}}.grid{{stroke:#8884;fill:none}}\
         .even{{stroke:#8888;stroke-dasharray:3 4;fill:none}}.line{{stroke:#0a6ebd;stroke-width:2;fill:none}}.dot{{fill:#0a6ebd}}\n\
         @media(prefers-color-scheme:dark){{text{{fill:#ccc}}.line{{stroke:#6cb6ff}}.dot{{fill:#6cb6ff}}}}\n</style>\n"
    );
    for (index, panel) in panels.iter().enumerate() {
        let left = LEFT + index as f64 * (WIDTH + LEFT + 16.0);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "<g transform=\"translate({left} {TOP})\">");
        draw(&mut out, panel, axis, size);
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    out
}

fn draw(out: &mut String, panel: &Panel<'_>, axis: &str, size: fn(f64) -> String) {
    let x = Scale::of(panel.points.iter().map(|point| point.0), WIDTH);
    let y = Scale::of(panel.points.iter().map(|point| point.1), HEIGHT);
    let up = |value: f64| HEIGHT - y.place(value);
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("<text class=\"title\" y=\"-18\">{}</text>", panel.title));
    for mark in x.marks() {
        let at = x.place(mark);
        line(format!("<path class=\"grid\" d=\"M{at:.1} 0V{HEIGHT}\"/>"));
        line(format!(
            "<text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            HEIGHT + 18.0,
            size(mark)
        ));
    }
    for mark in y.marks() {
        let at = up(mark);
        line(format!("<path class=\"grid\" d=\"M0 {at:.1}H{WIDTH}\"/>"));
        line(format!(
            "<text x=\"-8\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            at + 4.0,
            (panel.unit)(mark)
        ));
    }
    line(format!(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{axis}</text>",
        WIDTH / 2.0,
        HEIGHT + 38.0
    ));
    // Through the last point: what would grow in step with its input.
    if let Some(&(far, high)) = panel.points.last() {
        let least = x.least.max(far * y.least / high);
        let (from, to) = ((x.place(least), up(high * least / far)), (x.place(far), up(high)));
        line(format!(
            "<path class=\"even\" d=\"M{:.1} {:.1}L{:.1} {:.1}\"/>",
            from.0, from.1, to.0, to.1
        ));
    }
    let places: Vec<(f64, f64)> =
        panel.points.iter().map(|&(at, high)| (x.place(at), up(high))).collect();
    let way: Vec<String> = places.iter().map(|(at, high)| format!("{at:.1} {high:.1}")).collect();
    line(format!("<path class=\"line\" d=\"M{}\"/>", way.join("L")));
    for (at, high) in places {
        line(format!("<circle class=\"dot\" cx=\"{at:.1}\" cy=\"{high:.1}\" r=\"3\"/>"));
    }
}

/// A logarithmic scale over whole powers of ten.
struct Scale {
    least: f64,
    powers: f64,
    length: f64,
}

impl Scale {
    fn of(values: impl Iterator<Item = f64> + Clone, length: f64) -> Self {
        // Nothing that is measured takes no time or no memory; a panel of nothing is an empty field.
        let least = values.clone().fold(f64::INFINITY, f64::min).clamp(1e-6, 1e12);
        let most = values.fold(0.0, f64::max).max(least);
        let low = least.log10().floor();
        let powers = (most.log10().ceil() - low).max(1.0);
        Self { least: 10f64.powf(low), powers, length }
    }

    fn place(&self, value: f64) -> f64 {
        (value.max(self.least) / self.least).log10() / self.powers * self.length
    }

    fn marks(&self) -> impl Iterator<Item = f64> {
        (0..=self.powers as i32).map(|power| self.least * 10f64.powi(power))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_in_step_is_a_line_of_equal_steps() {
        let scale = Scale::of([1.0, 1000.0].into_iter(), 300.0);
        let places: Vec<f64> =
            [1.0, 10.0, 100.0, 1000.0].map(|value| scale.place(value).round()).into();
        assert_eq!(places, [0.0, 100.0, 200.0, 300.0]);
        assert_eq!(scale.marks().count(), 4);
    }

    #[test]
    fn every_point_is_drawn() {
        let panel = Panel {
            title: "Time",
            unit: |ms| format!("{ms} ms"),
            points: vec![(1.0, 2.0), (9.0, 18.0)],
        };
        let drawn = svg("Growth", "nodes", |n| n.to_string(), &[panel]);
        assert_eq!(drawn.matches("<circle").count(), 2);
        assert!(drawn.contains(">10 ms</text>"));
    }
}
