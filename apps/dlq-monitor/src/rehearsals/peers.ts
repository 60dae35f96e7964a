import type { Parser } from '#config';

/** A worker and where its pages are. */
export interface Peer {
  readonly worker: string;
  readonly url: string;
}

const FORM = /^([a-z][a-z-]{0,30})=(https?:\/\/[^\s,?#@]{1,500})$/;

/** `bridge=http://bridge:8054`. */
export const peer: Parser<Peer> = {
  expected: 'a list of worker=URL, the URL beginning with http:// or https:// and without a password',
  parse: (raw) => {
    const [, worker, url] = FORM.exec(raw.trim()) ?? [];
    if (worker === undefined || url === undefined || !URL.canParse(url)) return undefined;
    return { worker, url: url.replace(/\/+$/, '') };
  },
};

/** As `npm start` has them. */
export const DEFAULT_PEERS: readonly Peer[] = [
  { worker: 'intelligence', url: 'http://127.0.0.1:8053' },
  { worker: 'bridge', url: 'http://127.0.0.1:8054' },
];
