import type { TopicSpec } from '#contracts';
import type { AppliedTopics, TopicDifference } from '#event-bus';
import { columns } from '../columns';
import { oneLine } from '../printable';
import type { Paint } from '../session';
import { counted, retentionOf } from './in-words';

export type Verb = 'plan' | 'apply';

const RETENTION = 'retention.ms';

/** What is, or would be, created; what differs; what the broker refuses; and a count of it all at the end. */
export function showPlan(verb: Verb, found: AppliedTopics, inCatalog: number, paint: Paint): string {
  const { create, differences, refused } = found;
  const no = new Set(refused.map(({ topic }) => topic));
  const created = create.filter(({ name }) => !no.has(name));
  const rows = [
    ...created.map((topic) => [paint('green', verb === 'plan' ? 'create' : 'created'), topic.name, described(topic)]),
    ...differences.map((one) => [paint('yellow', 'differs'), one.topic, differenceInWords(one)]),
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
  return [counted(partitions, 'partition'), ...kept].join(', ');
}

export function differenceInWords({ setting, wanted, found }: TopicDifference): string {
  return `${setting} is ${inWords(setting, found)}, the catalog says ${inWords(setting, wanted)}`;
}

function inWords(setting: string, value: string | undefined): string {
  if (value === undefined) return 'not set';
  return setting === RETENTION ? retentionOf(oneLine(value)) : oneLine(value);
}
