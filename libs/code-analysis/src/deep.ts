import type { FunctionItem, Metrics } from '#code-model';
import type { CodeEntity, DeepCodeAnalysis } from './code-analysis';
import { parametersOf } from './entities';
import { excerpt } from './excerpt';
import type { Reach } from './outside';
import type { Reading } from './reading';
import { recursiveOf } from './recursion';
import { outsideId, type Relation } from './relations';

const MAX_EDGES = 500;
const MAX_HOTSPOTS = 10;
const MAX_INTERFACE = 200;
const MAX_SIGNATURE = 300;

/** From here on a function is worth pointing at: McCabe's limit, SonarSource's default, and what fits on two screens. */
const LIMITS = { cyclomatic: 10, cognitive: 15, nesting: 4, lines: 80 } as const;

/** What only the full depth looks at. */
export function deepAnalysis(
  reading: Reading,
  relations: readonly Relation[],
  reaches: readonly Reach[],
  metrics: Metrics,
  entities: readonly CodeEntity[],
): DeepCodeAnalysis {
  const { scopes } = reading.survey;
  const edges = relations.filter(({ type, target }) => type === 'calls' && scopes.has(target));
  return {
    call_graph: edges
      .slice(0, MAX_EDGES)
      .map(({ source, target, line, count }) => ({ caller: source, callee: target, line, calls: count })),
    recursive: recursiveOf(edges).slice(0, MAX_EDGES),
    data_flow: dataFlow(reaches),
    hotspots: hotspots(reading, metrics),
    public_interface: publicInterface(reading, entities),
  };
}

function dataFlow(reaches: readonly Reach[]): DeepCodeAnalysis['data_flow'] {
  const found = new Map<string, DeepCodeAnalysis['data_flow'][number]>();
  for (const { scope, access, kind, name, by, line } of reaches) {
    if (access === 'depends_on' && kind === 'external_system') continue;
    const key = `${scope.id}\n${access}\n${kind}\n${name}`;
    if (found.size >= MAX_EDGES) break;
    if (!found.has(key))
      found.set(key, { function: scope.id, access, system: outsideId(kind, name), by: excerpt(by), line });
  }
  return [...found.values()];
}

function hotspots({ survey }: Reading, { functions }: Metrics): DeepCodeAnalysis['hotspots'] {
  const named = functions.map((it, index) => ({
    it,
    id: survey.functions[index]?.id ?? it.name,
    reason: reasonFor(it),
  }));
  const over = named.filter(({ reason }) => reason !== '');
  over.sort((a, b) => b.it.cognitive - a.it.cognitive || b.it.cyclomatic - a.it.cyclomatic || a.it.line - b.it.line);
  return over.slice(0, MAX_HOTSPOTS).map(({ it: { line, lines, cyclomatic, cognitive, nesting }, id, reason }) => ({
    function: id,
    line,
    lines,
    cyclomatic,
    cognitive,
    nesting,
    reason,
  }));
}

function reasonFor(metrics: Metrics['functions'][number]): string {
  const names = ['cyclomatic', 'cognitive', 'nesting', 'lines'] as const;
  return names
    .flatMap((name) => (metrics[name] > LIMITS[name] ? [`${name} ${metrics[name]} > ${LIMITS[name]}`] : []))
    .join(', ');
}

function publicInterface({ survey }: Reading, entities: readonly CodeEntity[]): DeepCodeAnalysis['public_interface'] {
  const visible = entities.filter(
    ({ details, id, kind }) => details.public === true && kind !== 'module' && !/(?:^|\.)_/.test(id),
  );
  return visible.slice(0, MAX_INTERFACE).map(({ id, kind, line }) => {
    const item = survey.scopes.get(id)?.item;
    return { id, kind, line, signature: item?.kind === 'function' ? signatureOf(item) : id };
  });
}

function signatureOf(item: FunctionItem): string {
  const parameters = parametersOf(item).map(({ name, annotation, default: value, spread }) => {
    const stars = spread === undefined ? '' : spread === 'list' ? '*' : '**';
    return `${stars}${name}${annotation === undefined ? '' : `: ${annotation}`}${value === undefined ? '' : ' = …'}`;
  });
  const result = item.returns === undefined ? '' : ` -> ${item.returns}`;
  return `${item.async ? 'async ' : ''}${item.name}(${parameters.join(', ')})${result}`
    .replace(/\s+/g, ' ')
    .slice(0, MAX_SIGNATURE);
}
