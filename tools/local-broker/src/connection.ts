import { once } from 'node:events';
import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiName, apiOfKey, APIS } from './apis';
import { Handler } from './broker';
import { Faults } from './faults';
import { frames } from './frames';
import { WireReader, WireWriter } from './wire';

/**
 * Serves one connection, one request after the other as Apache Kafka does, until it ends. A frame that cannot be
 * understood ends it.
 */
export async function serve(socket: Socket, handlers: Record<ApiName, Handler>, faults: Faults): Promise<void> {
  const closed = new AbortController();
  socket.once('close', () => closed.abort());
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  try {
    for await (const frame of frames(socket)) {
      const chunks = await answer(frame, socket, closed.signal, handlers, faults);
      if (chunks === 'hang up') break;
      if (chunks && !send(socket, chunks)) await once(socket, 'drain', { signal: closed.signal });
    }
  } catch {
    // Whatever the peer sent, it costs only its own connection.
  } finally {
    socket.destroy();
  }
}

async function answer(
  frame: Buffer,
  socket: Socket,
  closed: AbortSignal,
  handlers: Record<ApiName, Handler>,
  faults: Faults,
): Promise<readonly Buffer[] | 'hang up' | undefined> {
  const request = new WireReader(frame);
  const api = apiOfKey(request.int16());
  const version = request.int16();
  const correlationId = request.int32();
  if (api === undefined || !isSupported(api, version)) return 'hang up';
  const clientId = request.nullableString() ?? '';
  const verdict = faults.judge(api);
  if (verdict.delayMs > 0) await pause(verdict.delayMs, undefined, { signal: closed });
  if (verdict.drop === 'before') return 'hang up';
  const response = new WireWriter().int32(correlationId);
  const call = { version, clientId, clientHost: `/${socket.remoteAddress ?? ''}`, injected: verdict.error, closed };
  const outcome = await handlers[api](request, response, call);
  if (verdict.drop === 'after' || outcome === 'hang up') return 'hang up';
  return outcome === 'silent' ? undefined : response.chunks();
}

/** ApiVersions is answered in any version, because it is how a client finds out. */
function isSupported(api: ApiName, version: number): boolean {
  return api === 'ApiVersions' || (version >= APIS[api].min && version <= APIS[api].max);
}

function send(socket: Socket, chunks: readonly Buffer[]): boolean {
  const size = Buffer.alloc(4);
  size.writeInt32BE(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  socket.cork();
  let flowing = socket.write(size);
  for (const chunk of chunks) flowing = socket.write(chunk);
  socket.uncork();
  return flowing;
}
