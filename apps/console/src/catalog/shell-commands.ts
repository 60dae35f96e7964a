import type { EntryView } from '../api/catalog';

/** How to send one of these, and to read the last one, from a shell; none for what is on no topic. */
export function shellCommands({
  name,
  domain,
  places,
  sample,
}: Pick<EntryView, 'name' | 'domain' | 'places' | 'sample'>): readonly string[] {
  const [place] = places;
  if (domain === 'nats' || place === undefined) return [];
  const topic = place.name.replace('{env}', 'dev');
  return [
    `omni publish --event ${name} --json ${quoted(JSON.stringify(sample))}`,
    `omni consume --topic ${topic} --tail 1`,
  ];
}

/** As one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
