import type { Monitor } from '../api/client';

type VerbName = Monitor['DeadLetterView']['verbs'][number];

/** What people decide about a dead letter. */
export interface Verb {
  readonly name: VerbName;
  readonly label: string;
  /** What it is good for, in the dialog that asks for the reason. */
  readonly help: string;
}

export const VERBS: readonly Verb[] = [
  { name: 'acknowledge', label: 'Acknowledge', help: 'Says that you are looking into it.' },
  { name: 'resolve', label: 'Resolve', help: 'Closes it: nothing is left to do. It can be reopened.' },
  { name: 'reopen', label: 'Reopen', help: 'Makes it count as unfinished again.' },
  { name: 'discard', label: 'Discard', help: 'Closes it without sending it again. For 7 days it can be restored.' },
  { name: 'restore', label: 'Restore', help: 'Takes back that it was discarded.' },
  { name: 'quarantine', label: 'Quarantine', help: 'Keeps it from being sent again until it is released.' },
  { name: 'release', label: 'Release', help: 'Lets it be sent again.' },
];

const OPPOSITES: Readonly<Partial<Record<VerbName, VerbName>>> = {
  acknowledge: 'reopen',
  resolve: 'reopen',
  discard: 'restore',
  quarantine: 'release',
};

/** What makes it open again. */
export function oppositeOf({ name }: Verb): Verb | undefined {
  return VERBS.find((verb) => verb.name === OPPOSITES[name]);
}

export function verbsOf({ verbs }: Pick<Monitor['DeadLetterView'], 'verbs'>): readonly Verb[] {
  return VERBS.filter(({ name }) => verbs.includes(name));
}

/** For a mixed lot those that are in the wrong state are left as they are. */
export function verbsNamed(...names: readonly VerbName[]): readonly Verb[] {
  return VERBS.filter(({ name }) => names.includes(name));
}
