import type { InboundRecord } from '#contracts';
import type { Paint } from '../session';
import { recordAsJson, showRecord } from './show-record';

const plain: Paint = (_style, text) => text;
const base: InboundRecord = {
  topic: 't',
  partition: 2,
  offset: '41',
  timestamp: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  key: Buffer.from('k'),
  value: Buffer.from('{"a":[1]}'),
  headers: { event_type: Buffer.from('x') },
};
const bytes = Buffer.from([0xff, 0x00]);

describe('a record for people', () => {
  it('says where it stands, then its value', () => {
    expect(showRecord(base, plain).split('\n')).toEqual([
      't 2@41  2026-01-02T03:04:05.006Z  key k',
      '  event_type: x',
      '  {',
      '    "a": [',
      '      1',
      '    ]',
      '  }',
      '',
    ]);
  });

  it.each([
    ['text that is not JSON', Buffer.from('{oops'), '  {oops'],
    ['bytes that are not text', bytes, '  (2 bytes that are not text)'],
    ['no value', null, '  (no value)'],
    ['a command to the terminal', Buffer.from('\u001b[2J'), '  \\u001b[2J'],
  ])('shows %s', (_what, value, shown) => {
    expect(showRecord({ ...base, value, headers: {} }, plain)).toContain(`\n${shown}\n`);
  });
});

describe('a record for programs', () => {
  it('is one line with the value as it was sent', () => {
    const line = recordAsJson(base);
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({
      topic: 't',
      partition: 2,
      offset: '41',
      timestamp: '2026-01-02T03:04:05.006Z',
      key: 'k',
      headers: { event_type: 'x' },
      value: '{"a":[1]}',
    });
  });

  it('loses no byte of what is not text', () => {
    const record = JSON.parse(recordAsJson({ ...base, key: null, value: bytes })) as Record<string, unknown>;
    expect(record).toMatchObject({ key: null, value_base64: '/wA=' });
    expect(record).not.toHaveProperty('value');
  });
});
