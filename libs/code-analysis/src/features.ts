import { lastName, takesContainer } from '#code-model';
import type { CodeFeatures } from './code-analysis';
import { excerpt } from './excerpt';
import { IO_KINDS, type IoKind } from './libraries';
import type { Reach } from './outside';
import type { Reading } from './reading';
import type { ClassKind } from './class-kind';

const MAX_LIST = 50;
const BROAD = /^(?:builtins\.)?(?:Base)?Exception$/;
const CONTRACT = /contract/i;
const RETRY = /(?:^|_)(?:retry|retries|retrying|backoff|attempts?)(?:_|$)|^(?:tenacity|backoff|p-retry|async-retry)$/i;
const TIMEOUT = /(?:^|_)timeouts?(?:_|$)|^wait_for$|^AbortSignal$/i;
const LOGGER = /(?:^|\.)_?(?:logger|log|logging|emit_log_event)(?:\.|$)/;
const TEST = /^test_|^(?:it|test|describe)$/;

/** What a source does and uses, counted. Lists hold at most 50 names, in order. */
export function featuresOf(reading: Reading, reaches: readonly Reach[]): CodeFeatures {
  const { survey, code } = reading;
  const functions = code.all('function');
  const asyncs = functions.filter((item) => item.async).length;
  const io = ioCounts(reaches);
  const called = lastNames(reading);
  const has = (pattern: RegExp): boolean => called.some((name) => pattern.test(name));
  return {
    async_functions: asyncs,
    is_async: asyncs > 0,
    io,
    has_io: IO_KINDS.some((kind) => io[kind] > 0),
    error_handling: errorHandling(reading),
    uses_container: functions.some(takesContainer),
    loads_contract: survey.all('call').some(
      ({ item }) =>
        /load|read|open|from_yaml|safe_load/i.test(lastName(item.callee)) &&
        mentionsContract(
          reading,
          item.callee,
          item.arguments.map(({ value }) => value.text ?? value.path),
        ),
    ),
    uses_event_bus:
      io.queue > 0 ||
      functions.some(({ parameters }) =>
        parameters.some(({ name, annotation = '' }) => /event_?bus/i.test(`${name} ${annotation}`)),
      ),
    has_retries: has(RETRY),
    has_timeouts: has(TIMEOUT),
    logs: survey.all('call').some(({ item }) => LOGGER.test(item.callee)),
    dataclasses: code
      .all('class')
      .filter(({ decorators }) => decorators.some(({ path }) => lastName(path) === 'dataclass')).length,
    pydantic_models: pydanticModels(reading),
    enums: countOf(reading, 'enum'),
    protocols: countOf(reading, 'protocol'),
    tests: functions.filter(({ name }) => TEST.test(name)).length,
    entry_points: entryPoints(reading),
    topics: namesOf(reaches, 'topic'),
    sql_tables: namesOf(reaches, 'table'),
    env_variables: namesOf(reaches, 'env_variable'),
    hosts: namesOf(reaches, 'external_system').filter((name) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$|^localhost$/.test(name)),
    external_systems: namesOf(reaches, 'external_system'),
  };
}

function ioCounts(reaches: readonly Reach[]): Record<IoKind, number> {
  const counts: Record<IoKind, number> = { http: 0, database: 0, queue: 0, file: 0, process: 0, cache: 0, llm: 0 };
  const seen = new Set<number>();
  for (const { io, start } of reaches) {
    if (io === undefined || seen.has(start)) continue;
    seen.add(start);
    counts[io] += 1;
  }
  return counts;
}

/** Own names of what is called, of the arguments given by name, of decorators and of imported modules. */
function lastNames({ survey, code }: Reading): string[] {
  const calls = survey
    .all('call')
    .flatMap(({ item }) => [lastName(item.callee), ...item.arguments.map(({ name }) => name)]);
  const decorators = code
    .all('function')
    .flatMap((item) => [item.name, ...item.decorators.map(({ path }) => lastName(path))]);
  const parameters = code.all('function').flatMap((item) => item.parameters.map(({ name }) => name));
  const modules = code.all('import').map(({ module }) => module);
  return [...new Set([...calls, ...decorators, ...parameters, ...modules])];
}

function errorHandling({ code, classKinds }: Reading): CodeFeatures['error_handling'] {
  const handlers = code.all('handler');
  const raises = code.all('raise');
  return {
    try_blocks: code.all('try').length,
    handlers: handlers.length,
    broad_handlers: handlers.filter(({ types }) => types.length === 0 || types.some((type) => BROAD.test(type))).length,
    raises: raises.length,
    chained: raises.filter(({ cause }) => cause).length,
    own_errors: [...classKinds.values()].filter((kind) => kind === 'error').length,
  };
}

function mentionsContract({ bindings, survey }: Reading, callee: string, values: readonly string[]): boolean {
  if (CONTRACT.test(lastName(callee))) return true;
  return values.some(
    (value) => CONTRACT.test(value) || bindings.textsOf(value, survey.module).some((text) => CONTRACT.test(text)),
  );
}

function pydanticModels({ code, names }: Reading): number {
  return code.all('class').filter(({ bases }) => bases.some((base) => /^pydantic\.|^BaseModel$/.test(names.full(base))))
    .length;
}

function countOf({ classKinds }: Reading, kind: ClassKind): number {
  let count = 0;
  for (const found of classKinds.values()) if (found === kind) count += 1;
  return count;
}

function entryPoints({ code }: Reading): string[] {
  const guard = code.module.children.some((child) => child.kind === 'if' && /^__name__\s*==/.test(child.condition));
  const functions = code.module.children.filter((child) => child.kind === 'function');
  const mains = functions.filter(
    ({ name, decorators }) =>
      name === 'main' || decorators.some(({ path }) => /(?:^|\.)(?:command|group|route|get|post)$/.test(path)),
  );
  return [...(guard ? ['__main__'] : []), ...mains.map(({ name }) => excerpt(name))].slice(0, MAX_LIST);
}

function namesOf(reaches: readonly Reach[], kind: Reach['kind']): string[] {
  const names = reaches.filter((reach) => reach.kind === kind).map(({ name }) => name);
  return [...new Set(names)].sort().slice(0, MAX_LIST);
}
