/** Answers a worker's questions, once what it needs is there; what it throws as a text is an answer, and
 *  everything else is its end. */
export function serve(ready, answer) {
  ready.then(() => postMessage({ ready: true }), (error) => postMessage({ missing: `${error}` }));
  onmessage = async ({ data }) => {
    // Said above.
    if (!(await ready.then(() => true, () => false))) return;
    try {
      const [answered, transfer] = answer(data);
      postMessage({ answer: answered }, transfer);
    } catch (error) {
      postMessage(typeof error === "string" ? { refused: error } : { stopped: `${error}` });
    }
  };
}
