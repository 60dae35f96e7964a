import { randomBytes } from 'node:crypto';
import { cursorAt } from '../../libs/http/src/pages/cursor';

const ID = '0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11';

/** Cursors of no list, with the checksum that they should have. */
export function forgedCursors(): readonly string[] {
  const texts = [
    '',
    ' ',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    'NaN',
    '9223372036854775808',
    '9'.repeat(300),
    "1'; SELECT 1",
    '1\0',
  ];
  const times = [
    '',
    'yesterday',
    '2026-13-41T99:99:99.999Z',
    '+275760-09-13T00:00:00.001Z',
    '2026-01-01T00:00:00.000Z',
  ];
  const places = times.flatMap((time) => [
    `${time} ${ID.slice(1)}`,
    `${time} `,
    `${time} ${ID} ${ID}`,
    `${ID} ${time}`,
  ]);
  const random = Array.from({ length: 20 }, () => randomBytes(30).toString('latin1'));
  return [...texts, ...places, ...random].map((text) => cursorAt(text, {}));
}
