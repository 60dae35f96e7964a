import type { Query } from './database';

/**
 * The steps that were one list for all apps before there were modules, where they belong now, and the checksum that
 * programs from then compare. They are in `omninode_migrations`; such a program starts when it finds all of them there.
 */
export const FORMER_STEPS = [
  [1, 'stamps', 'stamping', 1, 'faed8d012f0697cea4f2977e078ee3d0fe105490378bf8b4b35d0cde13f67ce8'],
  [2, 'inbox', 'inbox', 1, 'cff4576c8edcf62ad4805f8959562877d2fa8aaeb97960acdbfa9d41e491c8db'],
  [3, 'dead letters', 'dead-letters', 1, 'f1917538e6f932eacd9efbb4a464e527606b289eb147f19d80d03789900e8de2'],
  [4, 'dead letter alerts', 'dead-letters', 2, '711dc09ab6acba3d2c736797718e6e66fdc706732e143f9aabcef0c72db350e8'],
  [5, 'learned nodes', 'learned-nodes', 1, 'cc7ebfab60e8c176ddf331e5748d1f05b27bd082ba23d6e751518481f6fa87e8'],
  [
    6,
    'changes of learned nodes',
    'learned-nodes',
    2,
    'd2c01f13d2e946bac446e6ade636890d18640c8d0ecce200fa13c4c967563394',
  ],
  [
    7,
    'decisions about dead letters',
    'dead-letters',
    3,
    'afba6ba7cc497a6a81a96bd5f4b51e991df6261a001be1ad3a7dd71249db6e5e',
  ],
  [
    8,
    'ends of dead letter alerts',
    'dead-letters',
    4,
    '59ef36dea7c51125c2a870065f59cfbff46d08f78379f55d6e789b88968b6703',
  ],
] as const;

const CREATE = `
CREATE TABLE IF NOT EXISTS omninode_migrations (
  version integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  requires integer NOT NULL DEFAULT 0
);
ALTER TABLE omninode_migrations ADD COLUMN IF NOT EXISTS requires integer NOT NULL DEFAULT 0`;

const STEPS = `unnest($1::integer[], $2::text[], $3::text[], $4::integer[], $5::text[])
  AS step (former, name, module, version, checksum)`;

/** With the checksum that was applied: one that is not ours is found like any other. */
const ADOPT = `
INSERT INTO omninode_schema (module, version, name, checksum, applied_at)
SELECT step.module, step.version, done.name, done.checksum, done.applied_at
FROM omninode_migrations AS done JOIN ${STEPS} ON done.version = step.former`;

const CLAIM = `
INSERT INTO omninode_migrations (version, name, checksum) SELECT former, name, checksum FROM ${STEPS}
ON CONFLICT DO NOTHING`;

/**
 * Done once, when `omninode_schema` was just made. What was applied under the former numbering is taken over. Then all
 * eight steps are said to be applied, so that a program from before starts beside this one and leaves to its modules
 * whichever of them is still to come: that program knows no order but 1 to 8, and a module is one app's.
 */
export async function adoptFormerSteps(query: Query): Promise<void> {
  const columns = ([0, 1, 2, 3, 4] as const).map((column) => FORMER_STEPS.map((step) => step[column]));
  await query(CREATE);
  await query(ADOPT, columns);
  await query(CLAIM, columns);
}
