import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeReply, OPERATIONS, type JsonObject } from '#contracts';
import { projectRoot } from '../../../tools/local-stack/src/project';

/** A record with nothing but text. */
export interface GoldenReply {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The reply of every golden message: all operations, in all envelopes, answers and refusals. */
export function goldenReplies(): readonly GoldenReply[] {
  return OPERATIONS.flatMap((operation) => {
    const file = join(projectRoot(), 'test/golden', `${operation}.json`);
    const { replies } = JSON.parse(readFileSync(file, 'utf8')) as { replies: { expected: GoldenReply }[] };
    return replies.map(({ expected }) => expected);
  });
}

/** What our own reader makes of it. */
export function readByUs({ topic, key, value, headers }: GoldenReply): JsonObject | null {
  const bytes = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));
  const place = { topic, partition: 0, offset: '0', timestamp: 0 };
  const reply = decodeReply({ ...place, key: Buffer.from(key), value: Buffer.from(value), headers: bytes });
  if (reply === null) return null;
  const { correlationId, eventId, payload, error } = reply;
  return { correlationId, eventId, payload, error };
}
