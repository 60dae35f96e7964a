import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';

interface SocketRequest {
  readonly host: string;
  readonly port: number;
  readonly ssl: ConnectionOptions;
  readonly onConnect: () => void;
}

const KEEP_ALIVE_DELAY_MS = 60_000;

/** The sockets of one client. A broker that hangs answers no goodbye; ending its sockets ends every wait for it. */
export class Sockets {
  readonly #open = new Set<Socket>();
  #ended = false;

  readonly connect = ({ host, port, ssl, onConnect }: SocketRequest): Socket => {
    if (this.#ended) throw new Error('the connection was ended');
    // kafkajs hands over whatever it was configured with, which may be nothing.
    const socket = (ssl as ConnectionOptions | undefined)
      ? connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_DELAY_MS);
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  };

  /** For good: nothing is connected from here on. */
  end(): void {
    this.#ended = true;
    for (const socket of this.#open) socket.destroy(new Error('the connection was ended'));
  }
}
