import { MasterKeyMissingError, MAX_SUBJECTS, type PersonalData } from '#personal-data';
import type { Saga, SagaEvent } from './saga';

/** What people and workers said; the rest is our own: steps, times, ids. */
const SAID = ['subject', 'input', 'trigger', 'result', 'error'] as const;

/** An event as its row has it: as it is, or with what was said sealed, in base64. */
export type StoredEvent = SagaEvent | { readonly sealed: string };

/** Events behind `version` of a saga that is about somebody, sealed; `saga` is what it is after them. */
export async function sealSagaEvents(
  personal: PersonalData,
  id: string,
  version: number,
  events: readonly SagaEvent[],
  saga: Saga,
): Promise<readonly StoredEvent[]> {
  const subjects = personal.masters === undefined ? new Set<string>() : subjectsOf(personal, events, saga);
  if (subjects.size === 0) return events;
  const sealed = await personal.seal(
    events.map((event, index) => ({
      subjects,
      at: new Date(event.at),
      parts: [Buffer.from(JSON.stringify(saidOf(event)))],
      context: contextOf(id, version + index + 1),
    })),
  );
  return events.map((event, index) => ({ ...unsaid(event), sealed: sealed[index]!.envelope.toString('base64') }));
}

/** Of the whole saga: what a step answers need not name who asked. It goes on, however many there are. */
function subjectsOf(personal: PersonalData, events: readonly SagaEvent[], saga: Saga): ReadonlySet<string> {
  const { subject, input, trigger, results } = saga;
  const value = Buffer.from(JSON.stringify([subject, input, trigger, results, events.map(saidOf)]));
  const all = [...personal.subjectsOf({ topic: trigger.topic, key: null, value, headers: null })];
  return new Set(all.slice(0, MAX_SUBJECTS));
}

/** All events of a saga, as they were; `null` where somebody whom it is about was erased. @throws {MasterKeyMissingError} */
export async function openSagaEvents(
  personal: PersonalData,
  id: string,
  stored: readonly StoredEvent[],
): Promise<SagaEvent[] | null> {
  const envelopes = stored.flatMap((event, index) =>
    'sealed' in event ? [{ envelope: Buffer.from(event.sealed, 'base64'), context: contextOf(id, index + 1) }] : [],
  );
  const opened = (envelopes.length === 0 ? [] : await personal.open(envelopes)).values();
  const events: SagaEvent[] = [];
  for (const event of stored) {
    const parts = 'sealed' in event ? opened.next().value : undefined;
    if (parts === 'erased') return null;
    if (parts === 'locked') throw new MasterKeyMissingError(`saga ${id} is encrypted, and cannot be opened here`);
    events.push(parts === undefined ? (event as SagaEvent) : withSaid(event, parts[0] ?? null));
  }
  return events;
}

function withSaid(event: StoredEvent, said: Buffer | null): SagaEvent {
  const { sealed: _, ...rest } = event as { readonly sealed: string };
  return { ...rest, ...(JSON.parse(String(said)) as object) } as SagaEvent;
}

function saidOf(event: SagaEvent): object {
  return Object.fromEntries(Object.entries(event).filter(([name]) => isSaid(name)));
}

function unsaid(event: SagaEvent): object {
  return Object.fromEntries(Object.entries(event).filter(([name]) => !isSaid(name)));
}

function isSaid(name: string): boolean {
  return (SAID as readonly string[]).includes(name);
}

function contextOf(id: string, version: number): Buffer {
  return Buffer.from(`saga ${id} ${version}`);
}
