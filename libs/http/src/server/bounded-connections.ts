import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps at most `limit` connections open. Beyond it the oldest one that has no complete request makes room for a new
 * one: idle and deliberately slow clients cannot lock the others out, as they could if new connections were refused.
 */
export function boundConnections(server: Server, limit: number): void {
  const open = new Set<Socket>();
  const requests = new Map<Socket, IncomingMessage>();
  server.on('connection', (socket: Socket) => {
    if (open.size >= limit) (oldestWaiting(open, requests) ?? socket).destroy();
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      requests.delete(socket);
    });
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    requests.set(request.socket, request);
    response.once('close', () => requests.delete(request.socket));
  });
}

function oldestWaiting(open: ReadonlySet<Socket>, requests: ReadonlyMap<Socket, IncomingMessage>): Socket | undefined {
  for (const socket of open) {
    if (!socket.destroyed && requests.get(socket)?.complete !== true) return socket;
  }
  return undefined;
}
