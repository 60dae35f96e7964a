/** TABLES[n][byte] is the effect of a byte that is followed by n others, so that four bytes take one step. */
const TABLES: readonly Int32Array[] = [0, 1, 2, 3].map((following) =>
  Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8 * (following + 1); bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
    return crc;
  }),
);
const [LAST, THIRD, SECOND, FIRST] = TABLES as [Int32Array, Int32Array, Int32Array, Int32Array];

/** CRC-32C (Castagnoli, RFC 3720 appendix B.4) of the bytes from `start` on, unsigned. */
export function crc32c(bytes: Uint8Array, start = 0): number {
  let crc = -1;
  let at = start;
  for (; at + 4 <= bytes.length; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc = FIRST[crc & 0xff]! ^ SECOND[(crc >>> 8) & 0xff]! ^ THIRD[(crc >>> 16) & 0xff]! ^ LAST[crc >>> 24]!;
  }
  for (; at < bytes.length; at++) crc = LAST[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
