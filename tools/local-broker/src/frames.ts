import { Socket } from 'node:net';

/** A frame announces its size in four bytes; larger announcements are refused (Apache Kafka's socket.request.max.bytes). */
const MAX_FRAME_BYTES = 100 * 1024 * 1024;

/**
 * The frames a peer sends, without their size prefix, one at a time: the next bytes are taken from the socket only when
 * the consumer asks for them. Ends with the connection and throws on an impossible frame size.
 */
export async function* frames(socket: Socket): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  let wanted = 4;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    parts.push(chunk);
    size += chunk.length;
    if (size < wanted) continue;
    let pending = Buffer.concat(parts);
    wanted = frameEnd(pending);
    while (pending.length >= wanted) {
      yield pending.subarray(4, wanted);
      pending = pending.subarray(wanted);
      wanted = frameEnd(pending);
    }
    parts = [pending];
    size = pending.length;
  }
}

/** Where the frame at the start of `pending` ends; 4 as long as its size is not known. */
function frameEnd(pending: Buffer): number {
  if (pending.length < 4) return 4;
  const size = pending.readInt32BE(0);
  if (size <= 0 || size > MAX_FRAME_BYTES) throw new RangeError(`a frame cannot have ${size} bytes`);
  return 4 + size;
}
