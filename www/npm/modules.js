// The modules, compiled and not yet started (https://github.com/tc39/proposal-source-phase-imports).
import source program from "./program_bg.wasm";
import source keys from "./keys_bg.wasm";

export { keys, program };
