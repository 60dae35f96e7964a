import type { Registration } from '#schema-registry';
import { columns } from './columns';
import { oneLine } from './printable';
import type { Paint } from './session';

const COLOURS = { created: 'green', unchanged: 'dim', refused: 'red' } as const;

/** What became of each schema, and a count of it all at the end. */
export function showRegistrations(registrations: readonly Registration[], paint: Paint): string {
  const rows = registrations.map((registration) => [
    paint(COLOURS[registration.outcome], registration.outcome),
    registration.subject,
    registration.outcome === 'refused' ? oneLine(registration.message) : `id ${registration.id}`,
  ]);
  const count = (wanted: Registration['outcome']): string =>
    `${registrations.filter(({ outcome }) => outcome === wanted).length} ${wanted}`;
  const summary = `${registrations.length} schemas: ${count('created')}, ${count('unchanged')}, ${count('refused')}`;
  return rows.length === 0 ? summary : `${columns(rows)}\n\n${summary}`;
}
