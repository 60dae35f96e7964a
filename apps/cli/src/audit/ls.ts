import { DECISION_AUDIT_TOPIC } from '#contracts';
import type { Arguments } from '../arguments';
import { columns } from '../columns';
import { given } from '../dlq/choices';
import { RECORDER } from '../options';
import { printItems } from '../print-items';
import type { Paint, Session } from '../session';
import { cell, plain } from '../show-facts';
import { timeOf } from '../time';
import { workerClient, type Json } from '../worker-client';

const DEFAULT_MAX = 50;

/** `omni audit ls`: who did what and why, as the recorder has it. */
export async function ls(typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const now = new Date();
  const times = { from: timeOf('from', typed.text('from'), now), to: timeOf('to', typed.text('to'), now) };
  const filter = { topic: DECISION_AUDIT_TOPIC, ...given(times) };
  const recorder = workerClient(RECORDER, typed, session);
  const { items, more } = await recorder.list('events', filter, typed.count('max') ?? DEFAULT_MAX);
  const entries = items.map(entryOf);
  return printItems(entries, (paint) => showEntries(entries, more, paint), session);
}

interface Entry {
  readonly at: string;
  readonly actor: string | null;
  readonly action: string | null;
  readonly reason: string | null;
  readonly source: string;
  readonly event_id: string;
}

/** From the beginning of the value, which may be cut off in the middle. */
function entryOf({ event_id, recorded_at, source, preview }: Json): Entry {
  const [actor, action, reason] = ['agent_name', 'kind', 'reason'].map((name) => stringAt(plain(preview), name));
  return {
    at: plain(recorded_at),
    actor: actor ?? null,
    action: action ?? null,
    reason: reason ?? null,
    source: plain(source),
    event_id: plain(event_id),
  };
}

/** The first such property, at whatever depth. */
function stringAt(json: string, name: string): string | null {
  const [, quoted] = new RegExp(`"${name}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`).exec(json) ?? [];
  try {
    return quoted === undefined ? null : String(JSON.parse(quoted));
  } catch {
    return null;
  }
}

function showEntries(entries: readonly Entry[], more: boolean, paint: Paint): string {
  if (entries.length === 0) return 'nobody has decided anything';
  const head = ['TIME', 'WHO', 'WHAT', 'THROUGH', 'EVENT ID', 'WHY'].map((name) => paint('dim', name));
  const rows = entries.map(({ at, actor, action, source, event_id, reason }) =>
    [at, actor, action, source, event_id, reason].map(cell),
  );
  const table = columns([head, ...rows]);
  return more ? `${table}\n\nThere are more: --max N shows more of them.` : table;
}
