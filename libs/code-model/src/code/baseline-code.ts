import { setFlagsFromString } from 'node:v8';

/**
 * Imported before a package whose WebAssembly is large: what is loaded from now on is compiled once, function by function
 * when it is first called, and not optimized while it runs. Measured on the linters: optimizing takes 5 s of processor time and
 * leaves 210 MB (ruff) and 300 MB (biome) of the compiler's own behind, for a tenth of the time of a Python source and
 * a fifth of that of a TypeScript one. The grammars are loaded before; they are small, and gain most.
 */
setFlagsFromString('--no-wasm-tier-up');
setFlagsFromString('--no-wasm-dynamic-tiering');
