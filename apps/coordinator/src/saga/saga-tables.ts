import type { PersonalData } from '#personal-data';
import type { Query, StorageModule } from '#storage';
import type { Saga, SagaEvent } from './saga';
import { openSagaEvents, sealSagaEvents, type StoredEvent } from './sealed-events';

/** Work in several steps as the events that it consists of, so that it outlives the process that does it. */
export const SAGAS = {
  name: 'sagas',
  tables: {
    sagas: {
      needs: ['SELECT', 'INSERT', 'UPDATE'],
      kept: { by: 'age', key: 'id', old: 'ended_at < clock_timestamp() - make_interval(secs => $1)', step: 100 },
    },
    saga_events: {
      needs: ['SELECT', 'INSERT'],
      kept: { forEver: 'they go with their saga' },
    },
  },
  migrations: [
    {
      version: 1,
      name: 'sagas',
      // JSON as text: what people send may hold characters that jsonb cannot.
      sql: `
CREATE TABLE sagas (
  id uuid PRIMARY KEY,
  deadline timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz(3)
);
CREATE INDEX sagas_deadline ON sagas (deadline) WHERE deadline IS NOT NULL;
CREATE INDEX sagas_ended_at ON sagas (ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE saga_events (
  saga_id uuid NOT NULL REFERENCES sagas ON DELETE CASCADE,
  version integer NOT NULL,
  event json NOT NULL,
  request_id uuid,
  PRIMARY KEY (saga_id, version)
);
CREATE INDEX saga_events_request ON saga_events (request_id) WHERE request_id IS NOT NULL;`,
    },
  ],
} as const satisfies StorageModule;

const EVENTS = 'SELECT event FROM saga_events WHERE saga_id = $1 ORDER BY version';

const ENTER = 'INSERT INTO sagas (id) VALUES ($1) ON CONFLICT DO NOTHING';

const INSERT = `
INSERT INTO saga_events (saga_id, version, event, request_id)
SELECT $1, $2 + place, event, request_id
FROM unnest($3::json[], $4::uuid[]) WITH ORDINALITY AS t (event, request_id, place)`;

/** Its events so far: none where it is not there, `null` where somebody whom it is about was erased. */
export async function readSaga(query: Query, id: string, personal: PersonalData): Promise<SagaEvent[] | null> {
  const rows = await query<{ event: StoredEvent }>(EVENTS, [id]);
  return openSagaEvents(
    personal.within(query),
    id,
    rows.map(({ event }) => event),
  );
}

/**
 * Its events so far, and nobody else changes it until the transaction ends. One that is about somebody who was erased
 * is removed: nobody can go on with it.
 */
export async function lockSaga(query: Query, id: string, personal: PersonalData): Promise<SagaEvent[]> {
  await query('SELECT 1 FROM sagas WHERE id = $1 FOR UPDATE', [id]);
  const events = await readSaga(query, id, personal);
  if (events === null) await query('DELETE FROM sagas WHERE id = $1', [id]);
  return events ?? [];
}

/** A saga of that id is there, and locked; the first to come finds it without events. */
export async function enterSaga(query: Query, id: string, personal: PersonalData): Promise<SagaEvent[]> {
  await query(ENTER, [id]);
  const events = await lockSaga(query, id, personal);
  if (events.length === 0) await query(ENTER, [id]);
  return events;
}

/** Events behind `version`; `saga` is what it is after them. Two who append at one version cannot both succeed. */
export async function appendToSaga(
  query: Query,
  id: string,
  version: number,
  events: readonly SagaEvent[],
  saga: Saga,
  personal: PersonalData,
): Promise<void> {
  const { pending, ended } = saga;
  const stored = await sealSagaEvents(personal.within(query), id, version, events, saga);
  const requests = events.map((event) => (event.type === 'requested' ? event.request_id : null));
  await query(INSERT, [id, version, stored.map((event) => JSON.stringify(event)), requests]);
  const changed = [id, pending?.deadline ?? null, ended?.at ?? null];
  await query('UPDATE sagas SET deadline = $2, ended_at = $3 WHERE id = $1', changed);
}

/** For each request of a saga, its saga. */
export async function sagasOf(query: Query, requestIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ request_id: string; saga_id: string }>(
    'SELECT request_id, saga_id FROM saga_events WHERE request_id = ANY ($1::uuid[])',
    [requestIds],
  );
  return new Map(rows.map(({ request_id, saga_id }) => [request_id, saga_id]));
}

/** Sagas whose request is overdue, the longest first. */
export async function overdueSagas(query: Query, now: Date, limit: number): Promise<readonly string[]> {
  const rows = await query<{ id: string }>('SELECT id FROM sagas WHERE deadline <= $1 ORDER BY deadline LIMIT $2', [
    now,
    limit,
  ]);
  return rows.map(({ id }) => id);
}
