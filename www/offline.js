// After one visit the page works without a network (`sw.js`), and the system can hand it files.
import { script } from "./trusted.js";

const home = new URL("./", import.meta.url);

/** Sees to both. `take_files` and `take_update` are the page's doors. */
export async function keep({ take_files, take_update }) {
  globalThis.launchQueue?.setConsumer(async ({ files }) => {
    if (files.length > 0) take_files(await Promise.all(files.map((file) => file.getFile())));
  });
  // Only a site has to be kept: the single file and an extension are on the device already.
  if (!home.protocol.startsWith("http") || !navigator.serviceWorker) return;
  await takeShared(take_files);
  const registration = await navigator.serviceWorker.register(script("./sw.js"), { updateViaCache: "none" });
  const offer = () => {
    const { active, waiting } = registration;
    if (active && waiting) take_update(() => takeOver(waiting));
  };
  const follow = () => registration.installing?.addEventListener("statechange", offer);
  registration.addEventListener("updatefound", follow);
  follow();
  offer();
  // Chromium looks for itself only now and then. Without a network there is nothing new.
  await registration.update().catch(() => {});
}

/** What other programs shared: `sw.js` has kept it for this moment. */
async function takeShared(take_files) {
  const inbox = `proofmark-${home.pathname}-shared`;
  if (!(await caches.has(inbox))) return;
  const cache = await caches.open(inbox);
  const files = [];
  for (const request of await cache.keys()) {
    const blob = await (await cache.match(request)).blob();
    files.push(new File([blob], new URL(request.url).searchParams.get("name")));
  }
  await caches.delete(inbox);
  if (files.length > 0) take_files(files);
}

/** Has the newer version take over, unless other pages of the older one are open; tells how many. */
function takeOver(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data: others }) => {
      const reload = () => worker.state === "activated" && location.reload();
      if (others === 0) {
        worker.addEventListener("statechange", reload);
        reload();
      }
      resolve(others);
    };
    worker.postMessage("take over", [port2]);
  });
}
