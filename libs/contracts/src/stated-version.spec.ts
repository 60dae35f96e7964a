import * as fc from 'fast-check';
import { messageOf } from './message';
import { statedVersion } from './stated-version';

const stated = (message: unknown): string =>
  statedVersion(
    messageOf({
      topic: 't',
      partition: 0,
      offset: '0',
      timestamp: 0,
      key: null,
      value: Buffer.from(JSON.stringify(message)),
      headers: {},
    }),
  );

describe('the version that a message states', () => {
  it.each([
    [{ payload: { schema_version: '1.0' }, version: '2.0' }, '1.0'],
    [{ schema_version: '1.2.3' }, '1.2'],
    [{ envelope_version: 'v1' }, '1.0'],
    [{ onex_version: { major: 2, minor: 1, patch: 0 } }, '2.1'],
    [{ version: 1 }, '1.0'],
    [{ payload: {} }, 'none'],
    [{ version: '' }, 'none'],
    [{ version: '12.0' }, 'other'],
    [{ version: 'latest' }, 'other'],
    [{ version: ['1.0'] }, 'other'],
  ])('of %j is %s', (message, version) => {
    expect(stated(message)).toBe(version);
  });

  it('is one of few, whatever is sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (version, schema_version) => {
        expect(stated({ version, payload: { schema_version } })).toMatch(/^(?:\d\.\d|none|other)$/);
      }),
    );
  });
});
