import { topicCatalog } from '#contracts';
import { applyTopics, previewTopics, type AppliedTopics } from '#event-bus';
import type { Arguments } from './arguments';
import { connectionOf } from './broker';
import { EXIT, usage } from './failure';
import { unlessEnded, type Session } from './session';
import { showTopics, type Verb } from './show-topics';

/** `omni topics`: the broker's topics beside the catalog. */
export async function topics(typed: Arguments, session: Session): Promise<number> {
  const verb = typed.verb(['plan', 'apply']);
  if (typed.standardInput(1)) throw usage('topics reads the catalog, not standard input');
  const check = typed.flag('check');
  if (check && verb === 'apply') throw usage('--check belongs to "omni topics plan"');
  const catalog = topicCatalog();
  const work = verb === 'plan' ? previewTopics : applyTopics;
  const found = await unlessEnded(session.signal, work(connectionOf(typed), catalog));
  await session.print(
    session.json ? asJson(verb, found, catalog.length) : showTopics(verb, found, catalog.length, session.paint),
  );
  const { create, differences, refused } = found;
  const clean = verb === 'apply' ? refused.length === 0 : create.length + differences.length === 0;
  return clean || (verb === 'plan' && !check) ? EXIT.ok : EXIT.no;
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
