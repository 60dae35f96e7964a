import { applyTopics, previewTopics, type AppliedTopics, type KafkaConnection } from '#event-bus';
import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import type { Session } from '../session';
import { showPlan, type Verb } from './show-plan';
import { wantedTopics } from './wanted-topics';

/** What is missing on the broker, and what differs from the catalog. */
export function plan(connect: () => KafkaConnection, typed: Arguments, session: Session): Promise<number> {
  return compare('plan', previewTopics, connect, typed, session);
}

/** The same, and creates what is missing. */
export function apply(connect: () => KafkaConnection, typed: Arguments, session: Session): Promise<number> {
  if (typed.flag('check')) throw usage('--check belongs to "omni topics plan"');
  return compare('apply', applyTopics, connect, typed, session);
}

async function compare(
  verb: Verb,
  work: typeof applyTopics,
  connect: () => KafkaConnection,
  typed: Arguments,
  session: Session,
): Promise<number> {
  typed.words(1, []);
  const catalog = wantedTopics(typed);
  const found = await work(connect(), catalog);
  await session.print(
    session.json ? asJson(verb, found, catalog.length) : showPlan(verb, found, catalog.length, session.paint),
  );
  const { create, differences, refused } = found;
  const clean = verb === 'apply' ? refused.length === 0 : create.length + differences.length === 0;
  return clean || (verb === 'plan' && !typed.flag('check')) ? EXIT.ok : EXIT.no;
}

function asJson(verb: Verb, { create, differences, refused }: AppliedTopics, inCatalog: number): string {
  const no = new Set(refused.map(({ topic }) => topic));
  return JSON.stringify({
    catalog: inCatalog,
    [verb === 'plan' ? 'create' : 'created']: create.filter(({ name }) => !no.has(name)),
    differences: differences.map(({ found, ...rest }) => ({ ...rest, found: found ?? null })),
    refused,
  });
}
