import type { InboundRecord } from '#contracts';
import { recordFormat } from './record-format';

const RECORD: InboundRecord = {
  topic: 'topic',
  partition: 2,
  offset: '9007199254740993',
  timestamp: 1_700_000_000_000,
  key: Buffer.from('key'),
  value: Buffer.from('välue'),
  headers: { one: Buffer.from('1'), two: Buffer.from([0xff]) },
};

it.each([
  ['%t %p@%o', 'topic 2@9007199254740993'],
  ['%k\\t%s\\n', 'key\tvälue\n'],
  ['%S %T', '6 1700000000000'],
  ['%h', 'one=1,two=0xff'],
  ['100%% \\\\ \\x', '100% \\ \\x'],
  ['', ''],
])('%j as kcat has it', (template, line) => {
  expect(recordFormat(template)(RECORD)).toBe(line);
});

it('shows what has no key and no value', () => {
  expect(recordFormat('[%k][%s]%S')({ ...RECORD, key: null, value: null })).toBe('[][]-1');
});

it('spells out what commands a terminal', () => {
  expect(recordFormat('%s')({ ...RECORD, value: Buffer.from('\u001b[2Ja\nb') })).toBe('\\u001b[2Ja\nb');
});

it.each(['%x', '%'])('refuses %j, which it does not know', (template) => {
  expect(() => recordFormat(template)).toThrow(/--format has .*; it knows %t/);
});
