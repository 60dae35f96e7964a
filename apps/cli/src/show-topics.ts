import type { TopicSpec } from '#contracts';
import type { AppliedTopics } from '#event-bus';
import { columns } from './columns';
import { oneLine } from './printable';
import type { Paint } from './session';

export type Verb = 'plan' | 'apply';

const DAY_MS = 86_400_000;
const RETENTION = 'retention.ms';

/** What is, or would be, created; what differs; what the broker refuses; and a count of it all at the end. */
export function showTopics(verb: Verb, found: AppliedTopics, inCatalog: number, paint: Paint): string {
  const { create, differences, refused } = found;
  const no = new Set(refused.map(({ topic }) => topic));
  const created = create.filter(({ name }) => !no.has(name));
  const rows = [
    ...created.map((topic) => [paint('green', verb === 'plan' ? 'create' : 'created'), topic.name, described(topic)]),
    ...differences.map(({ topic, setting, wanted, found: has }) => [
      paint('yellow', 'differs'),
      topic,
      `${setting} is ${inWords(setting, has)}, the catalog says ${inWords(setting, wanted)}`,
    ]),
    ...refused.map(({ topic, reason }) => [paint('red', 'refused'), topic, oneLine(reason)]),
  ];
  const summary = summaryOf(verb, found, created.length, inCatalog);
  return rows.length === 0 ? summary : `${columns(rows)}\n\n${summary}`;
}

function summaryOf(verb: Verb, { create, differences, refused }: AppliedTopics, created: number, all: number): string {
  const different = new Set(differences.map(({ topic }) => topic)).size;
  const same = all - create.length - different;
  return [
    `${all} topics in the catalog: ${created} ${verb === 'plan' ? 'to create' : 'created'}`,
    `${different} different (left as they are)`,
    `${refused.length} refused`,
    `${same} as they should be`,
  ].join(', ');
}

function described({ partitions, config }: TopicSpec): string {
  const retention = config[RETENTION];
  const kept = retention === undefined ? [] : [inWords(RETENTION, retention)];
  return [partitions === 1 ? '1 partition' : `${partitions} partitions`, ...kept].join(', ');
}

function inWords(setting: string, value: string | undefined): string {
  if (value === undefined) return 'not set';
  const days = Number(value) / DAY_MS;
  if (setting !== RETENTION || !(days > 0)) return oneLine(value);
  return Number.isInteger(days) ? `${days} ${days === 1 ? 'day' : 'days'}` : `${value} ms`;
}
