import { columns } from '../columns';
import { printable } from '../printable';
import { cell, plain, showFacts } from '../show-facts';
import type { Json } from '../worker-client';

const SHOWN_IDS = 5;

/** What would happen, and the reply behind it. */
export function showRehearsed({ reply, details, ...facts }: Json): string {
  const faults = (Array.isArray(details) ? (details as Json[]) : []).map(
    ({ path, message }) => `${cell(path)} ${cell(message)}`,
  );
  const sent = reply === null || reply === undefined ? [] : [printable(plain((reply as Json)['preview']))];
  return [showFacts(facts), ...faults, ...sent].join('\n');
}

/** How many would do what, and why. */
export function showRehearsedGroup(answer: Json): string {
  const counts = Array.isArray(answer['counts']) ? (answer['counts'] as Json[]) : [];
  const rows = counts.map(({ outcome, code, ids }) => {
    const all = Array.isArray(ids) ? (ids as unknown[]) : [];
    const more = all.length > SHOWN_IDS ? ' …' : '';
    const named = all.slice(0, SHOWN_IDS).map(cell).join(' ');
    return [cell(outcome).replaceAll('_', ' '), String(all.length), cell(code), `${named}${more}`];
  });
  const head = `${cell(answer['rehearsed'])} of ${cell(answer['open'])} open dead letters rehearsed`;
  return rows.length === 0 ? head : `${head}\n${columns(rows)}`;
}
