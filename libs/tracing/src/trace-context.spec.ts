import * as fc from 'fast-check';
import { readTraceContext } from './trace-context';

const [TRACE, SPAN] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
const TRACEPARENT = `00-${TRACE}-${SPAN}-01`;

describe('what the headers of a message tell about a trace', () => {
  it.each([
    ['version 00', TRACEPARENT],
    ['one that is not sampled', `00-${TRACE}-${SPAN}-00`],
    ['flags that come later', `00-${TRACE}-${SPAN}-ff`],
    ['a later version', `01-${TRACE}-${SPAN}-01`],
    ['a later version that says more', `cc-${TRACE}-${SPAN}-01-what-comes`],
  ])('is taken: %s', (_, traceparent) => {
    expect(readTraceContext({ traceparent })).toEqual({ traceparent });
    expect(readTraceContext({ traceparent: Buffer.from(traceparent) })).toEqual({ traceparent });
  });

  it.each([
    ['nothing', undefined],
    ['empty text', ''],
    ['a version that there will never be', `ff-${TRACE}-${SPAN}-01`],
    ['more than version 00 has', `${TRACEPARENT}-more`],
    ['no trace', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['no span', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['capitals', TRACEPARENT.toUpperCase()],
    ['spaces', ` ${TRACEPARENT}`],
    ['a line break', `${TRACEPARENT}\n`],
    ['several', `${TRACEPARENT}, ${TRACEPARENT}`],
    ['a later version without end', `01-${TRACE}-${SPAN}-01-${'x'.repeat(1_000)}`],
    ['much', `00-${'a'.repeat(1_000_000)}`],
  ])('is passed over: %s', (_, traceparent) => {
    expect(readTraceContext({ traceparent })).toBeNull();
    if (traceparent !== undefined) expect(readTraceContext({ traceparent: Buffer.from(traceparent) })).toBeNull();
  });

  it('has the state of vendors beside it, where that is one', () => {
    const read = (tracestate: string) => readTraceContext({ traceparent: TRACEPARENT, tracestate });
    expect(read('vendor=1,other=2')).toEqual({ traceparent: TRACEPARENT, tracestate: 'vendor=1,other=2' });
    for (const broken of ['', 'a=\u0000', 'a=é', `a=${'x'.repeat(511)}`]) {
      expect(read(broken)).toEqual({ traceparent: TRACEPARENT });
    }
    expect(readTraceContext({ tracestate: 'vendor=1' })).toBeNull();
  });

  it('is never anything that was not there', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const found = readTraceContext({ traceparent: Buffer.from(bytes), tracestate: Buffer.from(bytes) });
        if (found !== null) expect(Buffer.from(found.traceparent)).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
