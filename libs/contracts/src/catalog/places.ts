import type { Operation } from '../operations';
import { STYLE_SPELLINGS } from '../topic-styles';
import { placesOf } from '../topics';
import type { Place } from './catalog-entry';

type Part = Parameters<typeof placesOf>[1];

const CODE_ANALYSIS: ReadonlySet<string> = new Set(
  STYLE_SPELLINGS.filter(({ fields }) => fields === 'code-analysis').map(({ style }) => style),
);

/** The topic of that name in the dotted style: `omninode.{name}.v1`. */
export function dotted(name: string): readonly Place[] {
  return [{ style: 'dotted', name: `omninode.${name}.v1` }];
}

/** Where a part of a conversation is found, in every style. */
export function conversation(operation: Operation, part: Part): readonly Place[] {
  return placesOf(operation, part).filter(({ style }) => !CODE_ANALYSIS.has(style));
}

/** Code analysis is `validate` under other names and with payloads of its own. */
export function codeAnalysis(part: Part): readonly Place[] {
  return placesOf('validate', part).filter(({ style }) => CODE_ANALYSIS.has(style));
}
