import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_MESSAGE_BYTES } from '#contracts';
import { DocumentSource } from './document-source';

const sourceAt = (source: string | undefined) => new DocumentSource({ documents: { source } });

describe('documents in a folder', () => {
  let place: string;
  let folder: string;
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'documents-'));
    folder = join(place, 'code');
    await mkdir(join(folder, 'src'), { recursive: true });
    await writeFile(join(folder, 'src/a.py'), 'x = 1\n');
    await writeFile(join(folder, 'empty.py'), '');
    await writeFile(join(folder, 'latin.py'), Buffer.from([0x78, 0xe9]));
    await writeFile(join(folder, 'large.py'), 'x'.repeat(MAX_MESSAGE_BYTES + 1));
    await writeFile(join(place, 'secret.py'), 'password = 1\n');
    await symlink(join(place, 'secret.py'), join(folder, 'link.py'));
  });
  afterAll(() => rm(place, { recursive: true }));

  const textOf = (path: string) => sourceAt(folder).textOf({ document_id: 'd', path });

  it.each(['src/a.py', './src/../src/a.py', '/src/a.py'])('have the text at %s', async (path) => {
    await expect(textOf(path)).resolves.toBe('x = 1\n');
  });

  it.each(['src/b.py', 'src', 'src/a.py/b', 'x'.repeat(5000), 'a\0.py', '', '.'])('are not at %j', async (path) => {
    await expect(textOf(path)).resolves.toBeUndefined();
  });

  it.each(['../secret.py', 'src/../../secret.py', 'link.py'])('are nowhere else: %s', async (path) => {
    await expect(textOf(path)).resolves.toBeUndefined();
  });

  it.each(['empty.py', 'latin.py', 'large.py'])('are no code where they could not be asked about: %s', async (path) => {
    await expect(textOf(path)).resolves.toBeUndefined();
  });
});

describe('documents behind an address', () => {
  let server: Server;
  let base: string;
  const asked: (string | undefined)[] = [];
  beforeAll(async () => {
    server = createServer(({ url }, response) => {
      asked.push(url);
      const status = Number(/status=(\d+)/.exec(url ?? '')?.[1] ?? 200);
      response.writeHead(status, { location: '/elsewhere' }).end('x = 1\n');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  it('are asked for by id and collection, which lead nowhere else', async () => {
    const source = sourceAt(`${base}/c/{collection}/d/{document_id}/text`);
    const document = { document_id: '../a b?.py', collection: 'co/de', path: 'x' };
    await expect(source.textOf(document)).resolves.toBe('x = 1\n');
    expect(asked.at(-1)).toBe('/c/co%2Fde/d/..%2Fa%20b%3F.py/text');
    await expect(source.textOf({ ...document, document_id: '..' })).resolves.toBeUndefined();
    await expect(source.textOf({ ...document, document_id: '$&' })).resolves.toBe('x = 1\n');
    expect(asked.at(-1)).toBe('/c/co%2Fde/d/%24%26/text');
  });

  const answering = (status: number) => sourceAt(`${base}/{document_id}?status=${status}`);

  it.each([404, 403, 410])('are not there where the answer is %i', async (status) => {
    await expect(answering(status).textOf({ document_id: 'd', path: 'd' })).resolves.toBeUndefined();
  });

  it.each([503, 429])('are asked for again where the answer is %i', async (status) => {
    await expect(answering(status).textOf({ document_id: 'd', path: 'd' })).rejects.toThrow(`HTTP ${status}`);
  });

  it('are not where a redirection leads', async () => {
    await expect(answering(302).textOf({ document_id: 'd', path: 'd' })).rejects.toThrow('fetch failed');
    expect(asked).not.toContain('/elsewhere');
  });
});

it('has nothing where nobody said where documents are', async () => {
  await expect(sourceAt(undefined).textOf({ document_id: 'a.py', path: 'a.py' })).resolves.toBeUndefined();
});
