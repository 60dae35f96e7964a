import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { frames } from '../../../tools/local-broker/src/frames';

/** AlterUserScramCredentials, version 0, which no client library of Node.js has (KIP-554). */
const KEY = 51;
const SCRAM_SHA_512 = 2;
const ITERATIONS = 4096;
const KEY_BYTES = 64;

/** Gives an account another password on a broker that takes us for its administrator. */
export async function setPassword(bootstrap: string, account: string, password: string): Promise<void> {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, 'sha512');
  const noDeletions = compact(0);
  const upsertion = [text(account), int(SCRAM_SHA_512, 1), int(ITERATIONS, 4), bytes(salt), bytes(salted), END];
  const header = [int(KEY, 2), int(0, 2), int(1, 4), int(4, 2), Buffer.from('test'), END];
  const frame = Buffer.concat([...header, noDeletions, compact(1), ...upsertion, END]);
  const answer = await ask(bootstrap, Buffer.concat([int(frame.length, 4), frame]));
  // Behind correlation id, tags, throttle time, number of results and the account's name.
  const error = answer.readInt16BE(4 + 1 + 4 + 1 + 1 + account.length);
  if (error !== 0) throw new Error(`the broker refused the password: error ${error}`);
}

async function ask(bootstrap: string, request: Buffer): Promise<Buffer> {
  const [host, port] = bootstrap.split(':');
  const socket = connect(Number(port), host);
  await once(socket, 'connect');
  socket.write(request);
  const { value } = await frames(socket).next();
  socket.destroy();
  return value as Buffer;
}

/** The end of a structure without tagged fields. */
const END = Buffer.from([0]);

function int(value: number, size: number): Buffer {
  const buffer = Buffer.alloc(size);
  buffer.writeIntBE(value, 0, size);
  return buffer;
}

/** A length of less than 127, as the flexible versions have them. */
function compact(length: number): Buffer {
  return int(length + 1, 1);
}

function bytes(content: Buffer): Buffer {
  return Buffer.concat([compact(content.length), content]);
}

function text(content: string): Buffer {
  return bytes(Buffer.from(content));
}
