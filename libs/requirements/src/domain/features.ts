import type { Block, Outline } from '../document/outline';
import type { Section } from '../document/sections';
import { takeIdentifier } from '../document/identifiers';
import { type NodeTypeHints, nodeTypeHints } from '../kinds/node-type-hints';
import { NODE_KINDS, type NodeKind } from '../kinds/kind-lexicon';
import type { Reading } from '../statements/build-requirements';
import { entityKey, entityName } from './entities';
import { mixinsFor, patternsFor } from './suggestions';

export interface Feature {
  name: string;
  description: string;
  line: number;
  /** Ids of the requirements that belong to it. */
  requirements: string[];
  /** Kinds with more than `MIN_SHARE` of the hints, most likely first. */
  node_types: { kind: NodeKind; score: number }[];
  mixins: string[];
  patterns: string[];
}

type Named = Pick<Feature, 'name' | 'description' | 'line' | 'requirements'>;

/** The generator takes every kind above this as wanted. */
const MIN_SHARE = 0.3;
const MAX_FEATURES = 60;
const MAX_PATTERNS = 4;
const MAX_MIXINS = 3;

/**
 * Features: sub-headings and items under a feature heading, sub-headings under the requirements; without either, the
 * requirements that share an object. Each with the node kinds, mixins and patterns its words suggest.
 */
export function featuresOf(outline: Outline, readings: readonly Reading[]): Feature[] {
  const named = [...fromHeadings(outline, readings), ...fromItems(outline, readings)].sort(
    (one, other) => one.line - other.line,
  );
  const chosen = named.length > 0 ? named : byObject(readings);
  return chosen.slice(0, MAX_FEATURES).map((feature) => enrich(feature, readings));
}

function fromHeadings({ sections, blocks }: Outline, readings: readonly Reading[]): Named[] {
  return sections.flatMap((section, index) => {
    const parent = section.parent === null ? undefined : sections[section.parent];
    if (!isFeatureHeading(section, parent)) return [];
    const own = readings.filter(({ statement }) => within(statement.section, index, sections));
    const first = blocks.find((block) => block.section === index && block.type === 'paragraph');
    return [
      { name: section.title, description: oneLine(first?.text ?? ''), line: section.line, requirements: ids(own) },
    ];
  });
}

function isFeatureHeading(section: Section, parent: Section | undefined): boolean {
  if (parent === undefined || section.kind !== parent.kind || section.quality !== null) return false;
  return (
    (section.kind === 'features' || section.kind === 'functional') &&
    !/\brequirements?$|^features?$/iu.test(section.title)
  );
}

function within(section: number, ancestor: number, sections: readonly Section[]): boolean {
  let at: number | null = section;
  for (let step = 0; at !== null && step < 8; step += 1) {
    if (at === ancestor) return true;
    at = sections[at]?.parent ?? null;
  }
  return false;
}

function fromItems({ sections, blocks }: Outline, readings: readonly Reading[]): Named[] {
  return blocks.flatMap((block, index) => {
    const section = sections[block.section];
    const parent = section === undefined || section.parent === null ? undefined : sections[section.parent];
    if (section?.kind !== 'features' || block.type === 'paragraph' || block.depth > 0) return [];
    if (isFeatureHeading(section, parent)) return [];
    const own = readings.filter(
      ({ statement }) => statement.block === index || isBelow(blocks, statement.block, index),
    );
    return [{ ...nameAndDescription(block), line: block.line, requirements: ids(own) }];
  });
}

function isBelow(blocks: readonly Block[], block: number, ancestor: number): boolean {
  let at = blocks[block]?.parent ?? null;
  for (let step = 0; at !== null && step < 24; step += 1) {
    if (at === ancestor) return true;
    at = blocks[at]?.parent ?? null;
  }
  return false;
}

function nameAndDescription(block: Block): { name: string; description: string } {
  const text = oneLine(
    takeIdentifier(block.type === 'row' ? block.cells.filter((cell) => cell !== '').join(': ') : block.text).text,
  );
  if (block.lead !== '' && text.startsWith(block.lead)) {
    return { name: oneLine(block.lead), description: text.slice(block.lead.length).replace(/^[\s:–—-]+/u, '') };
  }
  const split = /^([^:–—]{2,60}?)(?:: | [–—-] )(.+)$/u.exec(text);
  return split === null
    ? { name: text.slice(0, 120), description: '' }
    : { name: split[1] ?? text, description: split[2] ?? '' };
}

function byObject(readings: readonly Reading[]): Named[] {
  const groups = new Map<string, { name: string; own: Reading[] }>();
  for (const reading of readings) {
    const { object, kind } = reading.requirement;
    const name = object === null || kind !== 'functional' ? null : entityName(object);
    if (name === null) continue;
    const key = entityKey(name).split(' ').slice(-1).join(' ');
    const group = groups.get(key) ?? { name, own: [] };
    group.own.push(reading);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ name, own }) => ({
    name,
    description: own[0]?.requirement.text ?? '',
    line: own[0]?.requirement.line ?? 1,
    requirements: ids(own),
  }));
}

function enrich(feature: Named, readings: readonly Reading[]): Feature {
  const own = readings
    .filter(({ requirement }) => feature.requirements.includes(requirement.id))
    .map(({ requirement }) => requirement.text);
  const text = [feature.name, feature.description, ...own].join('. ').slice(0, 2000);
  const nodeTypes = likely(nodeTypeHints(text));
  return {
    ...feature,
    description: feature.description.slice(0, 400),
    node_types: nodeTypes,
    mixins: mixinsFor(text, nodeTypes[0]?.kind, MAX_MIXINS),
    patterns: patternsFor(text, MAX_PATTERNS),
  };
}

function likely(hints: NodeTypeHints): Feature['node_types'] {
  return NODE_KINDS.map((kind) => ({ kind, score: hints[kind] }))
    .filter(({ score }) => score > MIN_SHARE)
    .sort((one, other) => other.score - one.score);
}

function ids(readings: readonly Reading[]): string[] {
  return readings.map(({ requirement }) => requirement.id);
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
