import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Whatever passes a request on for somebody else says so in one of these. */
const FORWARDING = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
];

/** `localhost`, 127.0.0.0/8 or ::1, as it stands in a URL. */
export function isLoopbackName(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/**
 * Whether somebody on this machine asks: the peer is this machine, it does not pass on what another one asks, and the
 * name it asked for is this machine's and no name that was made to point at it (DNS rebinding).
 */
export function comesFromHere({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  const peer = (socket.remoteAddress ?? '').replace(/^::ffff:/i, '');
  if (!isLoopbackName(peer) || FORWARDING.some((name) => headers[name] !== undefined)) return false;
  const origin = `http://${headers.host ?? ''}`;
  return URL.canParse(origin) && isLoopbackName(new URL(origin).hostname);
}
