import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWTPayload, type KeyLike } from 'jose';

interface Broken {
  readonly status: number;
  readonly body: string;
}

/** Making RSA keys takes long, and every issuer may have the same. */
let made: ReturnType<typeof generateKeyPair> | undefined;

/** An identity provider on this machine: discovery, keys, and tokens of any kind. */
export class Issuer {
  /** What its pages, or its page of keys, answer instead while it is set. */
  broken: Broken | null = null;
  brokenKeys: Broken | null = null;
  readonly asked: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly keys: { readonly privateKey: KeyLike; readonly publicKey: KeyLike },
    readonly url: string,
  ) {}

  static async start(): Promise<Issuer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const issuer = new Issuer(server, await (made ??= generateKeyPair('RS256')), url);
    const jwks = { keys: [{ ...(await exportJWK(issuer.keys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] };
    const pages: Readonly<Record<string, object>> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': jwks,
    };
    server.on('request', ({ url: path = '' }, response) => {
      issuer.asked.push(path);
      const { status, body } = issuer.broken ??
        (path === '/keys' ? issuer.brokenKeys : null) ?? { status: 200, body: JSON.stringify(pages[path]) };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    return issuer;
  }

  /** A good token; what is given replaces its claims (`undefined` leaves one out) and its header. */
  token(claims: JWTPayload = {}, header: object = {}, key: KeyLike | Uint8Array = this.keys.privateKey) {
    const now = Math.floor(Date.now() / 1000);
    const good = { iss: this.url, aud: 'omninode', sub: 'ada', iat: now, exp: now + 300, roles: ['operator'] };
    return new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(key);
  }

  /** The public key as bytes, as somebody would misuse it for a shared secret. */
  async publicKeyBytes(): Promise<Uint8Array> {
    return new TextEncoder().encode(await exportSPKI(this.keys.publicKey));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
