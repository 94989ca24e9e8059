/** Registers `<proof-mark>` from the verifier at this address, where full results open, too. */
export function register(home) {
  return import(/* @vite-ignore */ /* webpackIgnore: true */ new URL("v1/widget.js", home).href).then(() => {});
}
