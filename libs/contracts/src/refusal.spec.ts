import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSAL_CODES } from './refusal';

it('every code is documented, and every documented code exists', () => {
  const [onTheBus = ''] = readFileSync(join(__dirname, '../../../docs/errors.md'), 'utf8').split('\n## HTTP\n');
  const documented = [...onTheBus.matchAll(/^\| `([a-z0-9_]+)`/gm)].map(([, code]) => code);
  expect(documented).toEqual([...REFUSAL_CODES]);
});
