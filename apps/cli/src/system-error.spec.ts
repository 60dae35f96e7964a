import { readFile } from 'node:fs/promises';
import { isMissing, reasonOf } from './system-error';

describe('what the system said', () => {
  it('is said in words', async () => {
    const missing: unknown = await readFile('/no/such/file').catch((error: unknown) => error);
    expect(isMissing(missing)).toBe(true);
    expect(reasonOf(missing)).toBe('there is no such file');
    const folder: unknown = await readFile('/').catch((error: unknown) => error);
    expect(isMissing(folder)).toBe(false);
    expect(reasonOf(folder)).toBe('it is a folder');
  });

  it('is kept where there are none', () => {
    expect(reasonOf(new Error('EMFILE: too many'))).toBe('EMFILE: too many');
    expect(reasonOf('odd')).toBe('odd');
  });
});
