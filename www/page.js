// Starts the page. Imported late, not at the top, so that a file that does not arrive is told of.
import("./wasm.js")
  .then(({ load }) => load())
  .then((page) => {
    page.take_scan(() => import("./scan.js"));
    page.take_piles(() => import("./pile.js"));
    page.take_widget(() => import(new URL("v1/widget.js", import.meta.url)));
    // Files of the site are asked for from here: the single file answers them from inside.
    page.start_page((path) => fetch(new URL(path, import.meta.url)));
    // Which kinds of devices there are is told without asking the person.
    navigator.mediaDevices?.enumerateDevices().then((devices) => {
      if (devices.some(({ kind }) => kind === "videoinput")) page.has_camera();
    }, () => {});
    // What needs the keys waits for them; without them what can be known without them is said.
    import("./keys.js").then(({ load }) => load()).then(page.take_keys, (error) => {
      console.warn(error);
      page.take_keys();
    })
      .then(() => import("./offline.js")).then(({ keep }) => keep(page))
      // Some browsers keep nothing in a private window. The page works all the same.
      .catch((error) => console.info(error));
  })
  .catch((error) => {
    console.error(error);
    const told = document.createElement("p");
    told.setAttribute("role", "alert");
    told.textContent = "WebAssembly" in globalThis
      ? "Proofmark did not load completely. Check your connection, then load this page again."
      : "This browser cannot run Proofmark: it lacks WebAssembly, or has it switched off. Please use a current browser.";
    document.body.replaceChildren(told);
  });
