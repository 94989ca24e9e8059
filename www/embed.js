// One badge in a frame (`embed.html?src=…`), for pages whose policy lets no script of others in. Tells
// the page around it how high it is.
import "./v1/widget.js";

const asked = new URLSearchParams(location.search);
const mark = document.createElement("proof-mark");
for (const name of ["src", "lang", "theme", "layout", "check"]) {
  if (asked.has(name)) mark.setAttribute(name, asked.get(name));
}
const page = document.documentElement;
if (["light", "dark"].includes(mark.getAttribute("theme"))) page.style.colorScheme = mark.getAttribute("theme");
document.body.style.margin = "0";
document.body.append(mark);
new ResizeObserver(() => {
  const height = Math.ceil(mark.getBoundingClientRect().height);
  // How high a badge is drawn is no secret, and whose page this is is not known.
  parent.postMessage({ proofmark: { height } }, "*");
}).observe(mark);
