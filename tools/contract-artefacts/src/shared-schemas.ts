import type { Published } from './event-schema';

/**
 * One schema for each payload that several NATS subjects share, where and as the NATS contracts name it:
 * `schemas/UsageEvent.json`, `schemas/OrchestratorStep.json`, `schemas/RealtimeMessage.json`, and ours for alerts.
 */
export function sharedSchemas(published: readonly Published[]): ReadonlyMap<string, object> {
  const ofNats = published.filter(({ entry }) => entry.domain === 'nats');
  const titles = [...new Set(ofNats.map(({ schema }) => schema.title))];
  const byTitle = titles.map((title) => [title, ofNats.filter(({ schema }) => schema.title === title)] as const);
  const shared = byTitle.filter(([, entries]) => entries.length > 1);
  return new Map(shared.map(([title, entries]) => [`schemas/${title}.json`, sharedSchema(title, entries)]));
}

function sharedSchema(title: string, entries: readonly Published[]): object {
  const [first] = entries;
  const { $schema, properties, required, $defs, ...rest } = first!.schema;
  const {
    $id: _id,
    description: _description,
    'x-version': version,
    'x-topics': _topics,
    examples: _examples,
    ...rules
  } = rest;
  return {
    $schema,
    $id: `urn:omninode:nats:${title}`,
    ...rules,
    title,
    description: first!.doc,
    'x-version': version,
    'x-subjects': entries.flatMap(({ entry }) => entry.places.map(({ name }) => name)),
    properties,
    required,
    ...($defs !== undefined && { $defs }),
    examples: entries.map(({ entry }) => entry.sample),
  };
}
