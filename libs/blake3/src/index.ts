export { blake3, Blake3Stream } from './blake3';
export { blake3Hex, textHash, type TextHash } from './text-hash';
export { textHashAside } from './text-hash-aside';
