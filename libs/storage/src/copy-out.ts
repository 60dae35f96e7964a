import { Socket } from 'node:net';
import { to as copyTo } from 'pg-copy-streams';
import { clientOf, type DatabaseOptions } from './database';

/** Before the first row: signature, flags, and the length of an extension that no version of PostgreSQL has. */
const HEADER_BYTES = 19;
/** Number of fields and length of the only one. */
const ROW_HEAD_BYTES = 6;

/**
 * The rows of a SELECT, those of one moment, as fast as they come: a large table costs half of what pages of it do. The
 * SELECT has one column of type `bytea` that is never NULL, and no parameters. It has a connection of its own, because
 * COPY goes with no statement beside it, which ends with the iteration; nothing limits how long it takes.
 */
export async function* copyOut(
  { url, ssl, applicationName }: Pick<DatabaseOptions, 'url' | 'ssl' | 'applicationName'>,
  select: string,
): AsyncGenerator<readonly Buffer[]> {
  const socket = new Socket();
  const client = new (clientOf(url))({
    ssl,
    application_name: applicationName,
    keepAlive: true,
    stream: () => socket,
  });
  // What breaks while rows come is thrown where they are read.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('BEGIN READ ONLY; SET LOCAL statement_timeout = 0');
    yield* rowsIn(client.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT binary)`)));
  } finally {
    socket.destroy();
  }
}

/** The format is that of the documentation of COPY, "Binary Format". */
async function* rowsIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Buffer[]> {
  let rest: Buffer = Buffer.alloc(0);
  let skip = HEADER_BYTES;
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const rows: Buffer[] = [];
    let at = Math.min(skip, bytes.length);
    skip -= at;
    // The end is a number of fields alone, -1.
    while (at + ROW_HEAD_BYTES <= bytes.length) {
      const end = at + ROW_HEAD_BYTES + bytes.readInt32BE(at + 2);
      if (end > bytes.length) break;
      rows.push(bytes.subarray(at + ROW_HEAD_BYTES, end));
      at = end;
    }
    rest = bytes.subarray(at);
    if (rows.length > 0) yield rows;
  }
}
