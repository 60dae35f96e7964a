import type { Arguments } from '../arguments';
import { connectionOf } from '../broker';
import { unlessEnded, type Session } from '../session';
import { addPartitions, purge } from './change';
import { describe } from './describe';
import { ls } from './ls';
import { apply, plan } from './plan';

const VERBS = { plan, apply, ls, describe, 'add-partitions': addPartitions, purge };

/** `omni topics`: the broker's topics beside the catalog. */
export function topics(typed: Arguments, session: Session): Promise<number> {
  const verb = typed.verb(Object.keys(VERBS) as (keyof typeof VERBS)[]);
  return unlessEnded(
    session.signal,
    VERBS[verb](() => connectionOf(typed), typed, session),
  );
}
