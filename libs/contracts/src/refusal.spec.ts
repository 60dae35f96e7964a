import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSAL_CODES } from './refusal';

it('every code is documented, and every documented code exists', () => {
  const page = readFileSync(join(__dirname, '../../../docs/errors.md'), 'utf8');
  const documented = [...page.matchAll(/^\| `([a-z0-9_]+)`/gm)].map(([, code]) => code);
  expect(documented).toEqual([...REFUSAL_CODES]);
});
