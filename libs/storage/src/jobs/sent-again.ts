import { decodeHeaders, headerTexts, REPLAY_HEADERS, withoutHeaders, type ExactRecord } from '#contracts';
import { readTraceContext } from '#tracing';

/** A record that was kept. */
export interface KeptRecord {
  readonly topic: string;
  readonly partition: number | null;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** As `encodeHeaders` writes them. */
  readonly rawHeaders: Buffer;
}

/**
 * The record as it was, on its own topic or on another; `headers` replace those of the same name. The trace that it was
 * part of is kept under another name: it is over.
 */
export function sentAgain(
  { topic, partition, key, value, rawHeaders }: KeptRecord,
  headers: Readonly<Record<string, string>>,
  target = topic,
): ExactRecord {
  const place = { topic: target, partition: target === topic ? partition : null, key, value };
  const trace = readTraceContext(headerTexts(decodeHeaders(rawHeaders)));
  if (trace === null) return { ...place, rawHeaders: withoutHeaders(rawHeaders, Object.keys(headers)), headers };
  const all = { ...headers, [REPLAY_HEADERS.traceparent]: trace.traceparent };
  const replaced = [...Object.keys(all), 'traceparent', 'tracestate'];
  return { ...place, rawHeaders: withoutHeaders(rawHeaders, replaced), headers: all };
}
