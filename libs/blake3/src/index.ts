export { blake3, blake3Hex } from './blake3';
