import { matcherOf } from '#config';
import type { GroupDescription, KafkaConnection } from '#event-bus';
import type { Arguments } from '../arguments';
import { connectionOf } from '../broker';
import { EXIT, Failure } from '../failure';
import { printItems } from '../print-items';
import { unlessEnded, type Session } from '../session';
import { suggestion } from '../suggestion';
import { planMoves, whereOf } from './plan-moves';
import { showGroup, showGroups, showMoves } from './show-groups';

type Work = (connection: KafkaConnection, typed: Arguments, session: Session) => Promise<number>;

const VERBS = { ls, describe, seek, delete: remove } as const satisfies Readonly<Record<string, Work>>;

/** `omni groups`: consumer groups of the broker, whoever they belong to. */
export function groups(typed: Arguments, session: Session): Promise<number> {
  const verb = typed.verb(Object.keys(VERBS) as (keyof typeof VERBS)[]);
  return unlessEnded(session.signal, VERBS[verb](connectionOf(typed), typed, session));
}

async function ls(connection: KafkaConnection, typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const patterns = typed.texts('match');
  const found = await connection.administration.groupLags(patterns.length === 0 ? () => true : matcherOf(patterns));
  return printItems(found, (paint) => showGroups(found, paint), session);
}

async function describe(connection: KafkaConnection, typed: Arguments, session: Session): Promise<number> {
  const group = await existing(connection, typed);
  await session.print(session.json ? JSON.stringify(group) : showGroup(group, session.paint));
  return EXIT.ok;
}

async function seek(connection: KafkaConnection, typed: Arguments, session: Session): Promise<number> {
  const [name = ''] = typed.words(1, ['GROUP']);
  const where = whereOf(typed.text('to'), new Date());
  const group = await connection.administration.describeGroup(name);
  const moves = await planMoves(connection, group, where, typed);
  const isMeant = typed.flag('yes');
  requireEmpty(group, isMeant);
  if (isMeant)
    await connection.administration.moveGroup(
      name,
      moves.map(({ to, ...place }) => ({ ...place, offset: to })),
    );
  await session.print(
    session.json ? JSON.stringify({ group: name, moved: isMeant, partitions: moves }) : showMoves(moves),
  );
  return end(isMeant, 'moved', group, session);
}

async function remove(connection: KafkaConnection, typed: Arguments, session: Session): Promise<number> {
  const group = await existing(connection, typed);
  const isMeant = typed.flag('yes');
  requireEmpty(group, isMeant);
  if (isMeant) await connection.administration.deleteGroup(group.group);
  const facts = { group: group.group, deleted: isMeant, partitions: group.positions.length };
  const what = `${isMeant ? 'deleted' : 'would delete'} ${group.group} with its offsets on ${facts.partitions} partitions`;
  await session.print(session.json ? JSON.stringify(facts) : what);
  return end(isMeant, 'deleted', group, session);
}

/** Of a group that the broker knows. */
async function existing(connection: KafkaConnection, typed: Arguments): Promise<GroupDescription> {
  const [name = ''] = typed.words(1, ['GROUP']);
  const known = await connection.administration.groups();
  if (known.includes(name)) return connection.administration.describeGroup(name);
  throw new Failure('no', `there is no group ${JSON.stringify(name)}${suggestion(name, known)}`);
}

/** The broker refuses, too; this says who is in the way. */
function requireEmpty({ group, members }: GroupDescription, isMeant: boolean): void {
  if (!isMeant || members.length === 0) return;
  const who = [...new Set(members.map(({ clientId, host }) => `${clientId} (${host})`))].join(', ');
  throw new Failure('no', `${group} has ${members.length} members: ${who}; stop them first`);
}

function end(isDone: boolean, what: string, { members }: GroupDescription, { json, note }: Session): number {
  if (isDone || json) return EXIT.ok;
  const first = members.length === 0 ? '' : ` Its ${members.length} members have to be stopped first.`;
  note(`Nothing was ${what}: --yes does it.${first}`);
  return EXIT.ok;
}
