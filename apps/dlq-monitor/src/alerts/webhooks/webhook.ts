import { createHmac } from 'node:crypto';
import { SOURCE } from '../alert-events';
import type { Destination, Link } from './destinations';

/**
 * The notice as JSON, signed as the Standard Webhooks specification (1.0.0) says where there is a secret: HMAC-SHA256
 * over `id.timestamp.body`, base64, version `v1`. A secret that begins with `whsec_` is base64.
 */
export function webhook(url: string, secret: string | undefined, link: Link): Destination {
  return (notice, id, now) => {
    const body = JSON.stringify({ type: 'dead_letter_alert', source: SOURCE, ...notice, link: link(notice) });
    const message = `${SOURCE}-${id}`;
    const seconds = Math.floor(now.getTime() / 1_000);
    const headers = { 'webhook-id': message, 'webhook-timestamp': String(seconds) };
    if (secret === undefined) return { url, headers, body };
    const signature = createHmac('sha256', keyOf(secret)).update(`${message}.${seconds}.${body}`).digest('base64');
    return { url, headers: { ...headers, 'webhook-signature': `v1,${signature}` }, body };
  };
}

const PREFIX = 'whsec_';

function keyOf(secret: string): Buffer {
  return secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.from(secret);
}
