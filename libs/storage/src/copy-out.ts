import { Socket } from 'node:net';
import { clientOf, type DatabaseOptions } from './database';
import { CopyRows } from './copy-rows';

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
    const rows = new CopyRows(`COPY (${select}) TO STDOUT (FORMAT binary)`);
    client.query(rows);
    yield* rows.read();
  } finally {
    socket.destroy();
  }
}
