import * as fc from 'fast-check';
import { URL_RUN, withoutCredentials } from './url-credentials';

/** What is looked for, in one pattern that is too slow for hostile texts. */
const CREDENTIALS = /(:(?:\\{0,2}\/){2})[^\s/:@"'<>]{0,256}:[^\s"'<>]{0,1024}@/g;

function expectAsByPattern(text: string): void {
  const clean = text.replace(URL_RUN, (run) => withoutCredentials(run, 'X'));
  expect(clean).toBe(text.replace(CREDENTIALS, '$1X@'));
}

describe('the user and the password of a URL', () => {
  it('are found wherever URLs stand', () => {
    const part = fc.constantFrom('://', ':', '/', '\\', '@', 'a', 'b', ' ', '"', '<', 'x://u:', 'p@h');
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 24 }).map((parts) => parts.join('')),
        expectAsByPattern,
      ),
      {
        numRuns: 5_000,
      },
    );
  });

  it.each([255, 256, 257, 1_023, 1_024, 1_025, 1_026, 3_000])('are found when one has %d characters', (length) => {
    const long = 'a'.repeat(length);
    for (const text of [`://${long}:p@h`, `://u:${long}@h`, `://u:p@${long}@h`, `://u:${long}://u:${long}@h@h`]) {
      expectAsByPattern(text);
      expectAsByPattern(`${text}://u:p@h${text}`);
    }
  });
});
