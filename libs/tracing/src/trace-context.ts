/** Where a span is, as messages tell it to the next program (W3C Trace Context). */
export interface TraceContext {
  readonly traceparent: string;
  readonly tracestate?: string;
}

type Headers = Readonly<Record<string, Buffer | string | readonly string[] | undefined>>;

const IDS = '(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}';

/** Version 00 ends here; what later ones may have behind it is bounded. */
const TRACEPARENT = new RegExp(`^(?:00-${IDS}|(?!00|ff)[0-9a-f]{2}-${IDS}(?:-[!-~]{0,200})?)$`);

/** As much as every program must pass on. */
const TRACESTATE = /^[ -~\t]{1,512}$/;

/** What the headers of a message tell; `null` where they tell nothing, or nothing that can be believed. */
export function readTraceContext(headers: Headers): TraceContext | null {
  const traceparent = textOf(headers['traceparent']);
  if (traceparent === null || !TRACEPARENT.test(traceparent)) return null;
  const tracestate = textOf(headers['tracestate']);
  return tracestate !== null && TRACESTATE.test(tracestate) ? { traceparent, tracestate } : { traceparent };
}

/** Longer than anything that is taken. */
const MAX_BYTES = 600;

function textOf(header: Headers[string]): string | null {
  if (typeof header === 'string') return header;
  return Buffer.isBuffer(header) && header.length <= MAX_BYTES ? header.toString('latin1') : null;
}
