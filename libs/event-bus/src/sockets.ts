import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { SPEAKS_TLS } from './kafkajs/access-error';

interface SocketRequest {
  readonly host: string;
  readonly port: number;
  readonly onConnect: () => void;
}

const KEEP_ALIVE_DELAY_MS = 60_000;

/** The sockets of one client. A broker that hangs answers no goodbye; ending its sockets ends every wait for it. */
export class Sockets {
  readonly #open = new Set<Socket>();
  #ended = false;

  /** `tls` is asked for with each connection; without it they have none. */
  constructor(private readonly tls: (() => ConnectionOptions) | false) {}

  readonly connect = ({ host, port, onConnect }: SocketRequest): Socket => {
    if (this.#ended) throw new Error('the connection was ended');
    const socket = this.tls
      ? connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }), ...this.tls() }, onConnect)
      : connect({ host, port }, onConnect);
    if (!this.tls) socket.once('data', (bytes) => isTlsAlert(bytes) && socket.destroy(speaksTls()));
    socket.setKeepAlive(true, KEEP_ALIVE_DELAY_MS);
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  };

  get areEncrypted(): boolean {
    return this.tls !== false;
  }

  /** For good: nothing is connected from here on. */
  end(): void {
    this.#ended = true;
    for (const socket of this.#open) socket.destroy(new Error('the connection was ended'));
  }
}

/** The beginning of a record of TLS that says what is wrong: type and major version (RFC 8446, 5.1). */
function isTlsAlert(bytes: Buffer): boolean {
  return bytes[0] === 21 && bytes[1] === 3;
}

function speaksTls(): Error {
  return Object.assign(new Error('the broker answers with TLS'), { code: SPEAKS_TLS });
}
