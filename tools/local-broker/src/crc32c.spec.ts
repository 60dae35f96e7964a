import { crc32c } from './crc32c';

describe('CRC-32C', () => {
  it('agrees with the examples of RFC 3720, appendix B.4', () => {
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
    expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43);
    expect(crc32c(Buffer.from([...Array(32).keys()]))).toBe(0x46dd794e);
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  });

  it('starts where it is told', () => {
    expect(crc32c(Buffer.from('xx123456789'), 2)).toBe(0xe3069283);
  });
});
