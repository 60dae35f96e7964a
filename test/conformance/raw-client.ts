import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { ApiName, APIS } from '../../tools/local-broker/src/apis';
import { frames } from '../../tools/local-broker/src/frames';
import { WireReader, WireWriter } from '../../tools/local-broker/src/wire';

/** One connection that speaks the protocol request by request, for what no client library lets a test do. */
export class RawClient {
  private correlationId = 0;
  private readonly answers: AsyncGenerator<Buffer>;

  private constructor(readonly socket: Socket) {
    this.answers = frames(socket);
  }

  static async connect(bootstrap: string): Promise<RawClient> {
    const [host, port] = bootstrap.split(',')[0]!.split(':');
    const socket = connect(Number(port), host);
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    return new RawClient(socket);
  }

  async request(api: ApiName, version: number, body: (request: WireWriter) => void): Promise<WireReader> {
    const request = new WireWriter().int16(APIS[api].key).int16(version).int32(++this.correlationId).string('raw');
    body(request);
    this.sendFrame(Buffer.concat(request.chunks()));
    const { value, done } = await this.answers.next();
    if (done === true) throw new Error('the broker closed the connection');
    const response = new WireReader(value);
    if (response.int32() !== this.correlationId) throw new Error('the answer belongs to another request');
    return response;
  }

  sendFrame(frame: Buffer, announced = frame.length): void {
    const size = Buffer.alloc(4);
    size.writeInt32BE(announced);
    this.socket.write(Buffer.concat([size, frame]));
  }

  /** Resolves when the broker hangs up. */
  async hungUp(): Promise<void> {
    this.socket.resume();
    if (!this.socket.destroyed) await once(this.socket, 'close');
  }

  close(): void {
    this.socket.destroy();
  }
}

export async function produce(
  client: RawClient,
  to: { topic: string; partition?: number; acks?: number },
  records: Buffer,
): Promise<{ error: number; offset: number }> {
  const response = await client.request('Produce', 3, (request) => {
    request
      .string(null)
      .int16(to.acks ?? -1)
      .int32(5000)
      .int32(1)
      .string(to.topic);
    request
      .int32(1)
      .int32(to.partition ?? 0)
      .bytes(records);
  });
  response.int32();
  response.string();
  response.int32();
  response.int32();
  return { error: response.int16(), offset: response.int64() };
}

export interface Fetched {
  readonly error: number;
  readonly endOffset: number;
  readonly records: Buffer;
}

export async function fetch(
  client: RawClient,
  from: { topic: string; partition?: number; offset: number },
  limits: { maxWaitMs?: number; minBytes?: number; maxBytes?: number } = {},
): Promise<Fetched> {
  const { maxWaitMs = 0, minBytes = 1, maxBytes = 1_000_000 } = limits;
  const response = await client.request('Fetch', 4, (request) => {
    request.int32(-1).int32(maxWaitMs).int32(minBytes).int32(10_000_000).int8(0).int32(1).string(from.topic);
    request
      .int32(1)
      .int32(from.partition ?? 0)
      .int64(from.offset)
      .int32(maxBytes);
  });
  response.int32();
  response.int32();
  response.string();
  response.int32();
  response.int32();
  const error = response.int16();
  const endOffset = response.int64();
  response.int64();
  response.nullableArray(() => [response.int64(), response.int64()]);
  return { error, endOffset, records: response.bytes() };
}

export async function initProducer(client: RawClient): Promise<{ error: number; producerId: number }> {
  const response = await client.request('InitProducerId', 0, (request) => request.string(null).int32(60_000));
  response.int32();
  return { error: response.int16(), producerId: response.int64() };
}

export async function deleteRecords(
  client: RawClient,
  topic: string,
  before: number,
): Promise<{ lowWatermark: number; error: number }> {
  const response = await client.request('DeleteRecords', 0, (request) => {
    request.int32(1).string(topic).int32(1).int32(0).int64(before).int32(5000);
  });
  response.int32();
  response.int32();
  response.string();
  response.int32();
  response.int32();
  return { lowWatermark: response.int64(), error: response.int16() };
}
