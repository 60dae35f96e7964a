import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { eventually } from './eventually';
import { allOf, bytesIn, fieldsOf, textIn, type Field } from './protobuf';

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty where there is none. */
  readonly parentId: string;
  readonly name: string;
  readonly service: string;
  /** As OTLP counts: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly startedAt: bigint;
  readonly endedAt: bigint;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly links: readonly string[];
  /** The description of an error; `null` where there was none. */
  readonly error: string | null;
}

/** How it answers: `hang` not at all. */
export type Behaviour = 'take' | 'refuse' | 'hang';

/** An OTLP receiver: HTTP with protobuf, traces only. Numbers of fields are those of opentelemetry-proto 1.x. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] = [];
  behaviour: Behaviour = 'take';

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#take(request, response));
  }

  static async open(): Promise<OtlpReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new OtlpReceiver(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The spans that fit, once there are so many. */
  some(what: string, fits: (span: ReceivedSpan) => boolean, count = 1): Promise<readonly ReceivedSpan[]> {
    return eventually(what, () => {
      const found = this.spans.filter(fits);
      return found.length >= count && found;
    });
  }

  async one(name: string, traceId: string): Promise<ReceivedSpan> {
    const [span] = await this.some(`${name} in ${traceId}`, (each) => each.name === name && each.traceId === traceId);
    return span!;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests.push({ path: request.url ?? '', headers: request.headers });
    const body = await buffer(request).catch(() => null);
    if (body === null || this.behaviour === 'hang') return;
    if (this.behaviour === 'take') this.spans.push(...spansIn(body));
    response.writeHead(this.behaviour === 'take' ? 200 : 400, { 'content-type': 'application/x-protobuf' }).end();
  }
}

function spansIn(body: Buffer): ReceivedSpan[] {
  return allOf(fieldsOf(body), 1).flatMap((resourceSpans) => {
    const parts = fieldsOf(resourceSpans);
    const [resource = Buffer.alloc(0)] = allOf(parts, 1);
    const service = String(attributesOf(fieldsOf(resource), 1)['service.name']);
    const spans = allOf(parts, 2).flatMap((scope) => allOf(fieldsOf(scope), 2));
    return spans.map((span) => spanOf(fieldsOf(span), service));
  });
}

function spanOf(fields: readonly Field[], service: string): ReceivedSpan {
  const status = fieldsOf(bytesIn(fields, 15));
  const number = (of: number): bigint => BigInt(fields.find(({ field }) => field === of)?.value.toString() ?? 0);
  return {
    traceId: bytesIn(fields, 1).toString('hex'),
    spanId: bytesIn(fields, 2).toString('hex'),
    parentId: bytesIn(fields, 4).toString('hex'),
    name: textIn(fields, 5),
    service,
    kind: Number(number(6)),
    startedAt: number(7),
    endedAt: number(8),
    attributes: attributesOf(fields, 9),
    links: allOf(fields, 13).map((link) => bytesIn(fieldsOf(link), 1).toString('hex')),
    error: status.some(({ field, value }) => field === 3 && value === 2n) ? textIn(status, 2) : null,
  };
}

function attributesOf(fields: readonly Field[], of: number): Record<string, string | number | boolean> {
  const pairs = allOf(fields, of).map((pair): [string, string | number | boolean] => {
    const parts = fieldsOf(pair);
    const [value] = fieldsOf(bytesIn(parts, 2));
    return [textIn(parts, 1), valueOf(value)];
  });
  return Object.fromEntries(pairs);
}

function valueOf(any: Field | undefined): string | number | boolean {
  if (any === undefined || Buffer.isBuffer(any.value)) return any?.value.toString() ?? '';
  return any.field === 2 ? any.value === 1n : Number(any.value);
}
