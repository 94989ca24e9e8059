// Looks into pictures, PDF files and the camera's view for QR codes and attached badges. Fetched when it
// is needed, with the two readers, each of which works in a worker of its own: the page goes on, and what
// takes too long is given up. Nothing it sees is sent anywhere. It fails with a text: the name of a
// code of the report, a space, and a detail.

import { script } from "./trusted.js";

// The longest side that is looked at, in pixels: of a picture, and of the camera's view.
const PICTURE = 2048, VIEW = 1024;

// How many milliseconds the pages of one PDF may take together.
const PAPER = 60_000;

/** A worker that answers questions in order, is started when first asked, and ended when it fails or
 *  takes longer than `patience` milliseconds. */
class Reader {
  #name;
  #patience;
  #worker;
  #ready = false;
  #timer;
  #waiting = [];

  constructor(name, patience) {
    this.#name = name;
    this.#patience = patience;
  }

  ask(question, transfer) {
    this.#worker ??= this.#start();
    if (this.#ready && this.#waiting.length === 0) this.#wait(this.#patience, "readerStopped");
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(question, transfer);
    });
  }

  #start() {
    const worker = new Worker(script(this.#name), { type: "module" });
    this.#wait(60_000, "readerMissing");
    worker.onmessage = ({ data }) => {
      if (data.missing) return this.#end("readerMissing", data.missing);
      if (data.stopped) return this.#end("readerStopped", data.stopped);
      if (data.ready) {
        this.#ready = true;
        return this.#wait(this.#patience, "readerStopped");
      }
      const { resolve, reject } = this.#waiting.shift();
      if (this.#waiting.length === 0) clearTimeout(this.#timer);
      else this.#wait(this.#patience, "readerStopped");
      if (data.refused) reject(data.refused);
      else resolve(data.answer);
    };
    // Its script or what that imports did not arrive.
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end("readerMissing", event.message ?? "");
    };
    return worker;
  }

  #wait(milliseconds, code) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(code, "time"), milliseconds);
  }

  #end(code, detail) {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = false;
    for (const { reject } of this.#waiting.splice(0)) reject(`${code} ${detail}`);
  }
}

const codes = new Reader("./qr.js", 20_000);
const papers = new Reader("./pdf.js", 20_000);

/** The texts of the QR codes in a picture; none where the browser cannot draw it. */
export async function picture(bytes) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes]));
  } catch {
    return [];
  }
  const seen = pixels(bitmap, bitmap.width, bitmap.height, PICTURE);
  bitmap.close();
  return read(seen);
}

/** Opens a PDF: the names and contents of what is attached to it, and whether it is signed itself. */
export async function paper(bytes) {
  return papers.ask({ open: bytes }, [bytes.buffer]);
}

/** The texts of the QR codes on the pages of the PDF that was opened last. */
export async function paperCodes() {
  const found = new Set();
  const end = performance.now() + PAPER;
  for (let page = 0; ; page++) {
    const shown = await papers.ask({ page }, []);
    if (!shown) return [...found];
    // What was found so far is something; nothing, after so long, is not "no code".
    if (performance.now() > end) return found.size > 0 ? [...found] : Promise.reject("readerStopped time");
    for (const one of shown) {
      const texts = one.jpeg ? await picture(one.jpeg) : await codes.ask(one, [one.grey.buffer]);
      for (const text of texts) found.add(text);
    }
  }
}

/** Shows the camera in a `<video>` and calls `told` with the texts of the first codes it sees, or with
 *  what went wrong. Gives back how to stop it. */
export async function camera(video, told) {
  const stream = await navigator.mediaDevices
    .getUserMedia({ video: { facingMode: "environment" }, audio: false })
    .catch((error) => Promise.reject(`${refusal(error)} ${error.name}`));
  let over = false;
  let timer;
  const stop = () => {
    over = true;
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  const end = (seen) => {
    if (over) return;
    stop();
    told(seen);
  };
  const look = async () => {
    if (over) return;
    try {
      const ready = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0;
      const texts = ready ? await read(pixels(video, video.videoWidth, video.videoHeight, VIEW)) : [];
      if (texts.length > 0) end(texts);
      else timer = setTimeout(look, 150);
    } catch (error) {
      end(`${error}`);
    }
  };
  for (const track of stream.getTracks()) track.onended = () => end("cameraBusy ended");
  video.muted = true;
  video.srcObject = stream;
  // Browsers that want a gesture for it have just had one; without it the first picture stays.
  video.play().catch(() => {});
  look();
  return stop;
}

function refusal({ name }) {
  if (name === "NotAllowedError" || name === "SecurityError") return "cameraRefused";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "cameraMissing" : "cameraBusy";
}

const canvas = document.createElement("canvas");

/** What is drawn, as large as it is or smaller. */
function pixels(drawn, width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height, 1));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(drawn, 0, 0, canvas.width, canvas.height);
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width: image.width, height: image.height, rgba: new Uint8Array(image.data.buffer) };
}

function read(seen) {
  return codes.ask(seen, [seen.rgba.buffer]);
}
