// Starts the page. Imported late, not at the top, so that a file that does not arrive is told of.
import("./wasm.js")
  .then(({ load }) => load())
  .then(({ start_page, take_keys, take_scan, has_camera }) => {
    take_scan(() => import("./scan.js"));
    start_page();
    // Which kinds of devices there are is told without asking the person.
    navigator.mediaDevices?.enumerateDevices().then((devices) => {
      if (devices.some(({ kind }) => kind === "videoinput")) has_camera();
    }, () => {});
    // Files wait for the keys; without them what can be known without them is said.
    import("./keys.js").then(({ load }) => load()).then(take_keys, (error) => {
      console.warn(error);
      take_keys();
    });
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
