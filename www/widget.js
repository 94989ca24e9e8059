// <proof-mark src="badge.png"></proof-mark>: a badge on any page, checked in the reader's browser
// (docs/embedding.md). The name of this file stays the same; the files it brings are found beside it.

const home = new URL("../", import.meta.url).href;
const own = location.href.split(/[?#]/)[0] === `${home}embed.html`;
let loading;

/** Brings the program: once for each page, when the first badge comes near what is seen. */
function load() {
  loading ??= Promise.all([import("../wasm.js"), import("../keys.js")]).then(async ([program, keys]) => {
    const [api, arithmetic] = await Promise.all([program.load(), keys.load().catch(() => {})]);
    api.take_keys(arithmetic);
    return api;
  });
  loading.catch(() => { loading = undefined; });
  return loading;
}

const beside = (path) => fetch(new URL(path, home));

async function mount(root, wish) {
  return (await load()).mount_widget(root, { ...wish, home, own }, beside);
}

const css = `
:host { display: block; max-inline-size: 34rem; min-block-size: 1em; }
:host([layout="chip"]) { display: inline-block; max-inline-size: 100%; }
:host([layout="inline"]) { display: inline; }
:host([hidden]), [hidden] { display: none; }
#card {
  --ink: var(--proof-mark-ink, #1d232b); --soft: var(--proof-mark-soft, #59626e); --paper: var(--proof-mark-paper, #fff);
  --line: var(--proof-mark-line, #d9d5cb); --accent: var(--proof-mark-accent, #1f4e5f); --tone: var(--soft);
  --green: #1c6b3f; --amber: #7f5500; --red: #a01f2c;
}
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) #card {
  --ink: var(--proof-mark-ink, #eceae4); --soft: var(--proof-mark-soft, #a6adb6); --paper: var(--proof-mark-paper, #1b1f25);
  --line: var(--proof-mark-line, #363c45); --accent: var(--proof-mark-accent, #8cc3d4);
  --green: #7fd09c; --amber: #edc36a; --red: #ff9a9a;
} }
:host([theme="dark"]) #card {
  --ink: var(--proof-mark-ink, #eceae4); --soft: var(--proof-mark-soft, #a6adb6); --paper: var(--proof-mark-paper, #1b1f25);
  --line: var(--proof-mark-line, #363c45); --accent: var(--proof-mark-accent, #8cc3d4);
  --green: #7fd09c; --amber: #edc36a; --red: #ff9a9a;
}
.badge {
  all: initial; box-sizing: border-box; display: flex; flex-wrap: wrap; gap: 1em; padding: 1em; overflow-wrap: anywhere;
  font: medium/1.45 var(--proof-mark-font, system-ui, sans-serif); color: var(--ink); background: var(--paper);
  border: 1px solid var(--line); border-radius: var(--proof-mark-radius, .75rem);
}
.chip { display: inline-flex; align-items: center; gap: .6em; padding: .35em .8em; }
.inline { display: inline; font-size: inherit; padding: .1em .4em; }
.good { --tone: var(--green); } .caution { --tone: var(--amber); } .bad { --tone: var(--red); }
:is(.good, .caution, .bad) strong { color: var(--tone); }
.words { flex: 1 1 12em; min-inline-size: 0; }
p { margin: 0 0 .3em; }
p:last-child { margin: 0; }
.chip .words { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .7em; }
.chip p, .inline p { margin: 0; }
.inline :is(.words, p) { display: inline; }
.inline p + p { margin-inline-start: .4em; }
.title { font-weight: 650; font-size: 1.1em; }
.inline .title, .chip .title { font-size: 1em; }
.issuer, .fine { color: var(--soft); font-size: .875em; }
.picture { inline-size: 5.5em; max-block-size: 7em; object-fit: contain; align-self: flex-start; }
.chip .picture { inline-size: 2em; max-block-size: 2em; align-self: center; }
.inline .picture { inline-size: auto; max-block-size: 1.2em; vertical-align: middle; }
.seal { inline-size: 1.3em; block-size: 1.4em; vertical-align: -.25em; margin-inline-end: .35em; fill: none; stroke: var(--tone); stroke-width: 3.5; }
.seal .half { fill: var(--tone); }
a { color: var(--accent); }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--soft); border-radius: .5em; padding: .3em .8em; min-block-size: 2.2em; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

// Several copies of this file may be on a page, even of different versions. The element is whose came
// first; what is inside is drawn by the newest that is there when it is drawn.
const newest = (globalThis[Symbol.for("proof-mark")] ??= { version: "" });
const version = "VERSION";
if (newest.version.localeCompare(version, "en", { numeric: true }) < 0) Object.assign(newest, { version, mount, css });

/** Where the elements are that were not yet near what is seen. */
const near = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) if (isIntersecting) target.verify().catch(() => {});
}, { rootMargin: "400px" });

class ProofMark extends HTMLElement {
  static observedAttributes = ["src", "lang", "layout", "check"];
  /** The report, as soon as there is one. */
  report;
  #root = document.createElement("div");
  #slot = document.createElement("slot");
  #sheet = new CSSStyleSheet();
  #changes = new MutationObserver(() => this.#changed());
  #started = false;
  #shown;
  #card;
  #next;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [this.#sheet];
    this.#root.id = "card";
    shadow.append(this.#root, this.#slot);
  }

  connectedCallback() {
    this.#changes.observe(this, { childList: true, characterData: true, subtree: true });
    if (this.#started) this.#changed();
    else near.observe(this);
  }

  disconnectedCallback() {
    // Whoever is only moved comes back at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      near.unobserve(this);
      this.#changes.disconnect();
      this.#end();
    });
  }

  attributeChangedCallback() {
    this.#changed();
  }

  /** Checks the badge, seen or not; promises the report. */
  verify() {
    near.unobserve(this);
    // Who did not answer before is asked once more.
    const again = this.#started;
    this.#started = true;
    this.#end();
    this.#next ??= withResolvers();
    const { promise } = this.#next;
    this.#begin(again);
    return promise;
  }

  #changed() {
    // Several attributes are often set one after the other.
    if (this.#started) queueMicrotask(() => this.isConnected && this.#begin());
  }

  async #begin(again = false) {
    const script = this.querySelector(':scope > script[type="application/json"], :scope > script[type="text/plain"]');
    const src = this.getAttribute("src");
    const wish = {
      url: src === null ? undefined : absolute(src),
      text: script?.textContent ?? "",
      language: this.closest("[lang]")?.lang || navigator.language,
      layout: this.getAttribute("layout") ?? "card",
      online: this.getAttribute("check") === "online",
    };
    const shown = JSON.stringify(wish);
    // An element without a badge waits for one.
    if (this.#shown === shown || (src === null && !wish.text.trim())) return;
    this.#end();
    this.#shown = shown;
    const told = (good, text) => {
      if (this.#shown === shown) this.#told(good, JSON.parse(text));
    };
    this.#sheet.replaceSync(newest.css);
    this.#root.hidden = this.#hasContent();
    const root = this.#root.appendChild(document.createElement("div"));
    try {
      const card = await newest.mount(root, { ...wish, again, told });
      // Another badge may be wanted by now.
      if (this.#shown !== shown) return card.end();
      this.#card = card;
    } catch (error) {
      told(false, JSON.stringify({ code: "readerMissing", detail: `${error}` }));
    }
  }

  #told(good, detail) {
    // What stands in the element is for those who see no card.
    this.#root.hidden = false;
    this.#slot.hidden = good;
    this.report = good ? detail : undefined;
    if (good) this.#next?.resolve(detail);
    else this.#next?.reject(Object.assign(new Error(detail.code), detail));
    this.#next = undefined;
    const name = good ? "proofmark-report" : "proofmark-error";
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  #hasContent() {
    return [...this.childNodes].some(({ localName, textContent }) => localName ? localName !== "script" : textContent.trim());
  }

  #end() {
    this.#shown = undefined;
    this.report = undefined;
    this.#card?.end();
    this.#card = undefined;
    this.#root.replaceChildren();
    this.#slot.hidden = false;
  }
}

function withResolvers() {
  const found = {};
  found.promise = new Promise((resolve, reject) => Object.assign(found, { resolve, reject }));
  return found;
}

function absolute(src) {
  try {
    return new URL(src, document.baseURI).href;
  } catch {
    return src;
  }
}

if (!customElements.get("proof-mark")) customElements.define("proof-mark", ProofMark);
