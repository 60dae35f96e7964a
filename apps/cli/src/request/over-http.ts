import {
  decodeReply,
  definitionOf,
  encodeRequest,
  HOME_STYLES,
  routeOf,
  type Operation,
  type Reply,
  type TopicStyle,
  type Worker,
} from '#contracts';
import type { AskOptions } from '#event-bus';
import { Failure, usage } from '../failure';
import { SERVING } from '../options';
import { ORIGIN } from '../origin';
import { wordOf } from '../vocabulary';
import { WorkerClient } from '../worker-client';

export interface Server {
  readonly worker: Worker;
  readonly client: WorkerClient;
}

type Asked = AskOptions<Operation> & { readonly correlationId: string };

/** Who serves an operation over HTTP, and where it is. */
export function servingPages(operation: Operation): { readonly worker: Worker; readonly url: string } {
  const { servedBy } = definitionOf(operation);
  const pages = SERVING.find(({ worker }) => (servedBy as readonly Worker[]).includes(worker));
  if (pages === undefined) throw usage(`${wordOf(operation)} is not served over HTTP`);
  return pages;
}

export function requireHomeStyle(style: TopicStyle): void {
  if ((HOME_STYLES as readonly TopicStyle[]).includes(style)) return;
  throw usage(`over HTTP --style is ${HOME_STYLES.join(' or ')}`);
}

/** The reply to the message that would have been sent, as it would have come. */
export async function askOverHttp(client: WorkerClient, asked: Asked): Promise<Reply> {
  const { operation, style } = asked;
  const { value } = encodeRequest(asked, ORIGIN);
  const answered = await client.exchange(`${wordOf(operation)}?style=${style}`, String(value));
  const { response: topic } = routeOf(operation, style);
  const headers = Object.fromEntries(
    ['x-error-code', 'x-error-message'].flatMap((name) => {
      const text = answered.headers.get(name);
      return text === null ? [] : [[name, Buffer.from(text)]];
    }),
  );
  const place = { topic, partition: 0, offset: '0', timestamp: 0 };
  const key = Buffer.from(asked.correlationId);
  const reply = decodeReply({ ...place, key, value: Buffer.from(answered.text), headers });
  if (reply === null) throw new Failure('unreachable', 'what answers is no worker of this version');
  return reply;
}
