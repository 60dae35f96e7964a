import { DOMAINS, type CatalogEntry, type Domain } from '#contracts';
import { relative } from 'node:path/posix';
import { schemaPath, type Published } from './event-schema';
import { fieldTable, table } from './tables';
import { GENERATED } from './generated';

const INTRODUCTION = `Every kind of message on the bus. The payload of each is described here and, as JSON Schema, in [schemas/events](../schemas/events); the envelopes around payloads are in [wire-facts.md](wire-facts.md), the topics with their envelopes and headers in [asyncapi.yaml](../schemas/asyncapi.yaml), packages that ask, with types of all of them, in [clients.md](clients.md). What the source documents say differently is settled in [contradictions.md](contradictions.md).

An instant is a date and time in ISO 8601. Members not listed are passed over.`;

/** The catalog for people: an overview of each domain, then every entry with its fields and a sample. */
export function catalogPage(published: readonly Published[]): string {
  const domains = DOMAINS.filter((domain) => published.some(({ entry }) => entry.domain === domain));
  return [
    `<!-- ${GENERATED} -->`,
    '# Catalog',
    INTRODUCTION,
    domains.map((domain) => `- ${link(domain)} (${ofDomain(published, domain).length})`).join('\n'),
    ...domains.flatMap((domain) => section(domain, published)),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function section(domain: Domain, published: readonly Published[]): readonly string[] {
  const mine = ofDomain(published, domain);
  return [
    `## ${domain}`,
    table(
      ['Entry', 'Pattern', 'Topics', 'Payload', 'Key', 'Partitions', 'Kept', 'From', 'To'],
      mine.map(({ entry }) => overviewRow(entry)),
    ),
    ...mine.flatMap((one) => article(one, published)),
  ];
}

function overviewRow(entry: CatalogEntry): readonly string[] {
  const { name, pattern, places, payload, key, partitions, retentionDays, compacted, producers, consumers } = entry;
  const days = retentionDays === null ? 'for good' : `${retentionDays} days`;
  return [
    link(name),
    pattern,
    places.map((place) => `${place.style}: \`${place.name}\``).join('<br>'),
    payload.name,
    key ?? 'none',
    String(partitions),
    compacted === true ? 'the last of each key' : days,
    producers.join(', '),
    consumers.join(', '),
  ];
}

function article({ entry, schema }: Published, published: readonly Published[]): readonly string[] {
  const first = published.find((other) => other.entry.payload === entry.payload)?.entry ?? entry;
  const isFirst = first === entry;
  return [
    `### ${entry.name}`,
    [schema.description, ...facts(entry)].join(' '),
    isFirst ? fieldTable(schema) : `Fields: as ${link(first.name)}.`,
    ...(isFirst || entry.sample !== first.sample ? [sample(entry)] : []),
  ];
}

function facts({ name, version, eventType, answeredBy, deprecated, ...rest }: CatalogEntry): readonly string[] {
  const path = schemaPath({ name, version, ...rest });
  return [
    `[Schema](${relative('docs', path)}), version ${version}.`,
    ...(deprecated === undefined
      ? []
      : [
          `**Deprecated** since ${deprecated.since}: use \`${deprecated.replacedBy}\`; it ends on ${deprecated.until}.`,
        ]),
    ...(eventType === undefined ? [] : [`Event type: \`${eventType}\`.`]),
    ...(answeredBy === undefined ? [] : [`Answered by ${link(answeredBy)}.`]),
  ];
}

function sample({ sample: value }: CatalogEntry): string {
  return ['```json', JSON.stringify(value, null, 2), '```'].join('\n');
}

/** To the heading of that name; dots have no place in the names of headings. */
function link(heading: string): string {
  return `[${heading}](#${heading.replaceAll('.', '')})`;
}

function ofDomain(published: readonly Published[], domain: Domain): readonly Published[] {
  return published.filter(({ entry }) => entry.domain === domain);
}
