export { blake3, blake3Hex, Blake3Stream } from './blake3';
