import type { Code, Metrics } from '#code-model';
import { suggestMixins } from '#mixins';
import type { CodeAnalysis, Depth, NodeTypeJudgement } from './code-analysis';
import { conceptsOf } from './concepts';
import { confidenceOf } from './confidence';
import { deepAnalysis } from './deep';
import { definedEntities, firstLine, outsideEntities } from './entities';
import { featuresOf } from './features';
import { keywordsOf } from './keywords';
import { judgeNodeType } from './node-type/node-type';
import { allReaches } from './reaches';
import { type Reading, readingOf } from './reading';
import { relationsOf } from './relations';
import { described } from './relationship';
import { metricsSummary, summaryOf } from './summary';

export const MAX_ENTITIES = 500;
/** Of the entities; the others are definitions. */
const MAX_OUTSIDE = 100;
export const MAX_RELATIONSHIPS = 1_500;
const MAX_MIXINS = 5;

/**
 * What a source is, as deep as asked for: see `CodeAnalysis`. At most 500 entities and 1,500 relationships; `omitted`
 * counts the others. Never throws, looks at every item a bounded number of times, and gives the same bytes for the same
 * input. `metrics` are those of `code`.
 */
export function analyzeCode(code: Code, metrics: Metrics, depth: Depth): CodeAnalysis {
  const reading = readingOf(code);
  const reaches = allReaches(reading);
  const judged = judgeNodeType(reading, reaches);
  const shallow = depth === 'quick';
  const outside = shallow ? [] : outsideEntities(reaches);
  const defined = definedEntities(reading, MAX_ENTITIES - Math.min(outside.length, MAX_OUTSIDE));
  const entities = [...defined.entities, ...outside.slice(0, MAX_OUTSIDE)];
  const relations = shallow ? [] : relationsOf(reading, reaches);
  const full = depth === 'full';
  const { hints, ...nodeType } = judged;
  return {
    depth,
    language: code.language,
    summary: summaryOf(reading, judged),
    parsed: !code.broken,
    entities,
    relationships: relations.slice(0, MAX_RELATIONSHIPS).map(described),
    features: shallow ? null : featuresOf(reading, reaches),
    node_type: nodeType,
    node_type_hints: hints,
    domain_keywords: keywordsOf(reading),
    concepts: conceptsOf(entities),
    recommended_mixins: full ? mixinsFor(reading, judged) : [],
    metrics: metricsSummary(metrics),
    details: full ? deepAnalysis(reading, relations, reaches, metrics, defined.entities) : null,
    ...confidenceOf(reading, judged, metrics),
    omitted: {
      entities: defined.total + outside.length - entities.length,
      relationships: Math.max(0, relations.length - MAX_RELATIONSHIPS),
    },
  };
}

/** By what the first lines of the docstrings of the module and its first classes say. */
function mixinsFor({ code }: Reading, { type }: NodeTypeJudgement): CodeAnalysis['recommended_mixins'] {
  const texts = [code.module, ...code.all('class').slice(0, 3)].map(({ docstring }) => firstLine(docstring ?? ''));
  const text = [...new Set(texts)].join('\n').trim();
  return text === '' ? [] : suggestMixins(text, type ?? undefined, MAX_MIXINS);
}
