import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import {
  boolean,
  brokerAddress,
  durationMs,
  fileContent,
  integer,
  list,
  oneOf,
  postgresUrl,
  secret,
  text,
} from './parsers';
import type { Parser } from './read-config';

describe('the parsers', () => {
  it.each<[string, Parser<unknown>, string, unknown]>([
    ['an integer at its lower limit', integer({ min: -2, max: 5 }), '-2', -2],
    ['an integer at its upper limit', integer({ min: -2, max: 5 }), ' 5 ', 5],
    ['a boolean in any case', boolean(), 'TRUE', true],
    ['a boolean as a digit', boolean(), '0', false],
    ['one of some words in any case', oneOf(['SASL_SSL']), 'sasl_ssl', 'SASL_SSL'],
    ['a list with spaces and empty items', list(text()), ' a, ,b,', ['a', 'b']],
    ['a duration without a unit', durationMs(), '250', 250],
    ['a duration in seconds', durationMs(), '10s', 10_000],
    ['a duration in minutes', durationMs(), '5 m', 300_000],
    ['a PostgreSQL URL with TLS', postgresUrl(), 'postgresql://u:p@h:5432/d?sslmode=require', expect.any(String)],
    ['a broker without a port', brokerAddress(), 'kafka.local', 'kafka.local:9092'],
    ['a broker with an IPv6 address', brokerAddress(), '[::1]:19092', '[::1]:19092'],
    ['a secret exactly as it is', secret(), ' p w ', ' p w '],
  ])('accept %s', (_what, parser, raw, value) => {
    expect(parser.parse(raw)).toEqual(value);
  });

  it.each<[string, Parser<unknown>, string]>([
    ['an integer past its limit', integer({ min: 0, max: 5 }), '6'],
    ['a fraction', integer({ min: 0, max: 5 }), '1.5'],
    ['a hexadecimal integer', integer({ min: 0, max: 50 }), '0x10'],
    ['a number in words', integer({ min: 0, max: 5 }), 'five'],
    ['an unclear boolean', boolean(), 'maybe'],
    ['an unknown word', oneOf(['earliest', 'latest']), 'middle'],
    ['a list with one bad item', list(integer({ min: 0, max: 5 })), '1,x'],
    ['a list without items', list(text()), ', ,'],
    ['a duration with an unknown unit', durationMs(), '3 days'],
    ['a duration past its limit', durationMs({ max: 1000 }), '2s'],
    ['a URL of another database', postgresUrl(), 'mysql://h/d'],
    ['half a URL', postgresUrl(), 'postgres://'],
    ['a broker with credentials', brokerAddress(), 'me:secret@kafka:9092'],
    ['a broker with port 0', brokerAddress(), 'kafka:0'],
    ['a broker with a scheme', brokerAddress(), 'PLAINTEXT://kafka:9092'],
    ['a file that is not there', fileContent(), '/no/such/file.pem'],
    ['a text that is too long', text({ max: 3 }), 'four'],
  ])('refuse %s', (_what, parser, raw) => {
    expect(parser.parse(raw)).toBeUndefined();
  });

  it('read the content of a file, and refuse an empty one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'operations-'));
    writeFileSync(join(folder, 'ca.pem'), 'certificate');
    writeFileSync(join(folder, 'empty.pem'), '');
    expect(fileContent().parse(join(folder, 'ca.pem'))).toBe('certificate');
    expect(fileContent().parse(join(folder, 'empty.pem'))).toBeUndefined();
    rmSync(folder, { recursive: true });
  });

  it('answer any text with a value within the limits or a refusal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String)), (raw) => {
        const value = integer({ min: -10, max: 10 }).parse(raw);
        if (value === undefined) return true;
        return Number.isInteger(value) && Math.abs(value) <= 10 && Number(raw) === value;
      }),
      { numRuns: 1000 },
    );
  });
});
