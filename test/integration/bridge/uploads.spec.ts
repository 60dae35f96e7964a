import { connect, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { blake3Hex, Blake3Stream } from '#blake3';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { BridgeRig, codesOf, formOf, TOKENS } from './bridge-rig';

const MIB = 1024 * 1024;
const PIECE = Buffer.alloc(MIB, 'omninode ');
const BOUNDARY = 'piece-of-a-form';
const OPENING = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\n\r\n`;
const CLOSING = `\r\n--${BOUNDARY}--\r\n`;

/** A file is hashed as it comes, and never held. */
describe('a file sent to the bridge', () => {
  let database: RandomDatabase;
  let rig: BridgeRig;

  beforeAll(async () => {
    database = await createRandomDatabase();
    rig = await BridgeRig.open(database.url, []);
  });
  afterAll(async () => {
    await rig.close();
    await database.drop();
  });

  const open = (path: string, headers: Readonly<Record<string, string>>): Socket => {
    const { hostname, port } = new URL(rig.url);
    const socket = connect(Number(port), hostname);
    const all = { Host: hostname, Connection: 'close', Authorization: `Bearer ${TOKENS.rita}`, ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    socket.write([`POST /api/v1/metadata-stamping${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    return socket;
  };
  const form = { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` };
  const answerOf = async (socket: Socket) => {
    const [head = '', body = '{}'] = (await text(socket)).split('\r\n\r\n');
    return { status: Number(head.split(' ')[1]), body: JSON.parse(body) as Record<string, unknown> };
  };
  const write = async (socket: Socket, bytes: Buffer | string): Promise<void> => {
    await new Promise<void>((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));
  };
  const residentMib = () =>
    Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${rig.bridge.pid}/status`, 'utf8'))?.[1]) / 1024;

  it('may have 500 MiB, which the memory of the bridge does not grow by', async () => {
    // What the first request makes the process load is not what it holds.
    await rig.ask('POST', '/hash', formOf('small.bin', 'x'));
    const before = residentMib();
    const length = OPENING.length + 500 * MIB + CLOSING.length;
    const socket = open('/hash', { ...form, 'Content-Length': String(length) });
    const expected = new Blake3Stream();
    await write(socket, OPENING);
    let most = 0;
    for (let piece = 0; piece < 500; piece += 1) {
      await write(socket, PIECE);
      expected.update(PIECE);
      most = Math.max(most, residentMib());
    }
    await write(socket, CLOSING);
    expect(await answerOf(socket)).toMatchObject({
      status: 200,
      body: { data: { file_hash: expected.digest(), file_size_bytes: 500 * MIB } },
    });
    expect(most - before).toBeLessThan(100);
  });

  it('may not have a byte more', async () => {
    const socket = open('/hash', { ...form, 'Transfer-Encoding': 'chunked' });
    const chunk = async (bytes: Buffer | string) => {
      await write(socket, `${bytes.length.toString(16)}\r\n`);
      await write(socket, bytes);
      await write(socket, '\r\n');
    };
    const answer = text(socket);
    await chunk(OPENING);
    for (let piece = 0; piece < 500; piece += 1) await chunk(PIECE);
    await chunk('x');
    await chunk(CLOSING);
    await write(socket, '0\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1.1 413 [^]*FILE_TOO_LARGE/);
  });

  it('is hashed as it is, whatever is in it', async () => {
    for (const bytes of [new Uint8Array(), new Uint8Array([0, 255, 13, 10, 45, 45]), new Uint8Array(PIECE)]) {
      const { body } = await rig.ask('POST', '/hash', formOf('any.bin', bytes));
      expect(body).toMatchObject({ data: { file_hash: blake3Hex(bytes), file_size_bytes: bytes.length } });
    }
  });

  it.each([
    ['stops in the middle', `${OPENING}half of it`, 400, 'MALFORMED_MULTIPART'],
    ['stops within its headers', `--${BOUNDARY}\r\nContent-Dispo`, 400, 'MALFORMED_MULTIPART'],
    [
      'has no file',
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="note"\r\n\r\nx${CLOSING}`,
      422,
      'VALIDATION_ERROR',
    ],
    [
      'has the file under another name',
      `${OPENING.replace('"file"', '"data"')}x${CLOSING}`,
      400,
      'MALFORMED_MULTIPART',
    ],
  ])('in a form that %s is refused with a code', async (_, body, status, code) => {
    const socket = open('/hash', { ...form, 'Content-Length': String(Buffer.byteLength(body)) });
    await write(socket, body);
    const answered = await answerOf(socket);
    expect([answered.status, codesOf(answered)[0]]).toEqual([status, expect.stringContaining(code)]);
  });

  it('whose client goes away holds nothing up', async () => {
    const socket = open('/hash', { ...form, 'Content-Length': String(100 * MIB) });
    await write(socket, OPENING);
    await write(socket, PIECE);
    socket.destroy();
    expect(await rig.ask('POST', '/hash', formOf('next.bin', 'x'))).toMatchObject({ status: 200 });
  });

  it('must be in a form with a boundary', async () => {
    const none = open('/hash', { 'Content-Type': 'multipart/form-data', 'Content-Length': '0' });
    expect(await answerOf(none)).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    const empty = open('/hash', { 'Content-Type': 'multipart/form-data; charset=utf-8', 'Content-Length': '0' });
    const answered = await answerOf(empty);
    expect([answered.status, codesOf(answered)[0]]).toEqual([400, expect.stringContaining('MALFORMED_MULTIPART')]);
  });

  it('is for no namespace that there cannot be', async () => {
    const answered = await rig.ask('POST', '/hash?namespace=A..b', formOf('x', 'x'));
    expect([answered.status, codesOf(answered)]).toEqual([422, ['VALIDATION_ERROR namespace']]);
  });
});
