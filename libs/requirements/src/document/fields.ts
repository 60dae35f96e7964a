import { readKnowledge } from '#knowledge';
import { phrases, phrasesOf } from '../phrases';
import { modalityOf } from '../statements/modality';
import { priorityNamed } from '../statements/priorities';
import { isIdentifier } from './identifiers';

/** What a line "Label: value" says about the requirement it belongs to. */
export type FieldName = 'text' | 'title' | 'id' | 'priority' | 'category' | 'status' | 'acceptance' | 'story' | 'note';

const { labels, statuses } = readKnowledge('requirements', 'labels') as {
  readonly labels: Readonly<Record<FieldName, string>>;
  readonly statuses: string;
};

const NAME_BY_LABEL: ReadonlyMap<string, FieldName> = new Map(
  (Object.keys(labels) as FieldName[]).flatMap((name) =>
    phrasesOf(labels[name]).map((label) => [label, name] as const),
  ),
);

const LABELLED = /^[*_]{0,2}([\p{L}][\p{L}\p{N} .#/’'-]{0,40}?)\s?[*_]{0,2}\s?[:：][*_]{0,2}(?:\s+|$)/u;

export interface Field {
  name: FieldName;
  value: string;
}

/** The field a line is, or null. */
export function fieldOf(text: string): Field | null {
  const match = LABELLED.exec(text);
  const name = match === null ? undefined : fieldNamed(match[1] ?? '');
  return match === null || name === undefined ? null : { name, value: text.slice(match[0].length).trim() };
}

/** What a label or the head of a column means. */
export function fieldNamed(label: string): FieldName | undefined {
  return NAME_BY_LABEL.get(label.toLowerCase().replace(/\s+/gu, ' ').replaceAll("'", '’').trim());
}

const WEAK: ReadonlySet<FieldName> = new Set(['note', 'title', 'category']);
const STATUS = phrases(statuses, { flags: 'iu', boundary: 'opening' });

/** Whether the value fits the label so well that no other field need stand beside it. */
export function isCertain({ name, value }: Field): boolean {
  if (name === 'priority') return value === '' || priorityNamed(value, 'explicit') !== null;
  if (name === 'id') return isIdentifier(value);
  if (name === 'status') return STATUS.test(value);
  return name === 'acceptance' || name === 'story' || name === 'text';
}

/** "Notes: users must be able to write notes" is a requirement about notes. */
export function isMetadata({ name, value }: Field): boolean {
  return !WEAK.has(name) || ['implicit', 'intention', 'permission', 'ability'].includes(modalityOf(value));
}
