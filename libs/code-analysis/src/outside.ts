import { type CallItem, lastName } from '#code-model';
import { calledBy } from './called';
import { hostsIn } from './hosts';
import { systemOfName } from './client-names';
import { type IoKind, type System, systemOf } from './libraries';
import { receiverOf } from './names';
import type { Reading } from './reading';
import { isSql, sqlTables, type TableUse } from './sql-tables';
import type { Scope } from './survey';
import { textsOf } from './texts';
import { topicsOf } from './topics';

export type Access = 'reads' | 'writes' | 'publishes' | 'consumes' | 'depends_on';

/** What a call or a read of a variable reaches outside the process. */
export interface Reach {
  readonly scope: Scope;
  readonly start: number;
  readonly line: number;
  readonly kind: 'external_system' | 'topic' | 'table' | 'env_variable';
  readonly io: IoKind | undefined;
  readonly name: string;
  readonly access: Access;
  readonly by: string;
  /** Something is done; a client that is only made or set up does nothing yet. */
  readonly acts: boolean;
  readonly confidence: number;
}

interface Client extends System {
  readonly confidence: number;
}

const READS: ReadonlySet<string> = new Set(
  'get fetch fetchone fetchall fetchmany fetchrow fetchval read select query scan scroll search list find load download count exists hget hgetall smembers retrieve head keys scalar scalars stream lookup open walk listdir scandir readline readlines tail'.split(
    ' ',
  ),
);
const WRITES: ReadonlySet<string> = new Set(
  'set setex put post patch insert write save store update delete remove upsert add create upload hset sadd zadd xadd lpush rpush expire incr executemany replace rename makedirs mkdir rmdir unlink copy copyfile copytree copy2 move rmtree touch append drop merge bulk persist request'.split(
    ' ',
  ),
);
const PUBLISHES: ReadonlySet<string> = new Set(
  'publish send produce emit enqueue dispatch broadcast notify put basic'.split(' '),
);
const CONSUMES: ReadonlySet<string> = new Set(
  'subscribe consume poll getone getmany receive recv listen consumer get on run'.split(' '),
);

const RUNS: ReadonlySet<string> = new Set(
  'execute run call check_output check_call popen system create_subprocess_exec create_subprocess_shell complete completion completions generate chat embed embeddings invoke acquire transaction connect communicate'.split(
    ' ',
  ),
);
const VERBS: ReadonlySet<string> = new Set([...READS, ...WRITES, ...PUBLISHES, ...CONSUMES, ...RUNS]);
/** Methods of dictionaries, sets, lists and patterns: on something of which only the name is known they say nothing. */
const COLLECTS = /^(?:add|append|count|find|get|keys|list|merge|pop|remove|search|update)(?:_|$)/;
const PATH_WRITES = /^(?:write_text|write_bytes|mkdir|unlink|rmdir|symlink_to)$/;
const PATH_READS = /^(?:read_text|read_bytes|iterdir|rglob)$/;
const FILES: System = { io: 'file', name: 'file system' };

/** Everything a call reaches: none, one system, or the tables, topics and hosts it names. */
export function reachesOf(reading: Reading, call: CallItem, scope: Scope): Reach[] {
  const client = clientOf(reading, call, scope);
  if (client === undefined) return [];
  const access = accessOf(client.io, call);
  const reach = (part: Pick<Reach, 'kind' | 'name' | 'access' | 'confidence'>): Reach => ({
    scope,
    start: call.start,
    line: reading.survey.lineOf(call),
    io: client.io,
    by: call.callee,
    acts: access !== 'depends_on' || RUNS.has(verbOf(lastName(call.callee)) ?? ''),
    ...part,
  });
  const named = [...tables(reading, call, scope, client), ...topics(reading, call, scope, client, access)];
  if (named.length > 0) return named.map(reach);
  const hosts =
    client.io === 'http'
      ? call.arguments
          .slice(0, 3)
          .flatMap((it) => textsOf(reading, call, it, scope))
          .flatMap(hostsIn)
      : [];
  const names = hosts.length > 0 ? [...new Set(hosts)] : [client.name];
  return names.map((name) => reach({ kind: 'external_system', name, access, confidence: client.confidence }));
}

/** The system a call goes to: by what it imports, by the type of what it is called on, by that one's name. */
function clientOf(reading: Reading, call: CallItem, scope: Scope): Client | undefined {
  const { callee } = call;
  const method = lastName(callee);
  const called = calledBy(reading, { item: call, scope });
  if (called?.kind === 'inside') return undefined;
  if (called !== undefined) {
    const system = systemOf(reading.code.language, called.path);
    if (system !== undefined) return { ...system, confidence: 1 };
  }
  if (method === callee) return callee === 'open' || callee === 'fetch' ? builtin(callee) : undefined;
  if (PATH_WRITES.test(method) || PATH_READS.test(method)) return { ...FILES, confidence: 0.9 };
  if (verbOf(method) === undefined) return undefined;
  const typed = called === undefined ? undefined : systemOfName(lastName(receiverOf(called.path)));
  if (typed !== undefined) return { ...typed, confidence: 0.8 };
  if (!call.awaited && COLLECTS.test(method)) return undefined;
  const named = systemOfName(lastName(receiverOf(callee)));
  return named && { ...named, confidence: call.awaited ? 0.8 : 0.6 };
}

function builtin(callee: string): Client {
  return callee === 'open' ? { ...FILES, confidence: 1 } : { io: 'http', name: 'HTTP', confidence: 0.7 };
}

const FIRST_WORD = /^_*([A-Za-z][a-z]*)/;

/** The word of a method's name that says what it does. */
function verbOf(method: string): string | undefined {
  const lower = method.toLowerCase();
  if (VERBS.has(lower)) return lower;
  const first = FIRST_WORD.exec(method)?.[1]?.toLowerCase() ?? '';
  return VERBS.has(first) ? first : undefined;
}

function accessOf(io: IoKind, call: CallItem): Access {
  const method = lastName(call.callee);
  if (PATH_WRITES.test(method)) return 'writes';
  if (PATH_READS.test(method)) return 'reads';
  const verb = verbOf(method) ?? '';
  if (io === 'queue') {
    if (PUBLISHES.has(verb)) return 'publishes';
    return CONSUMES.has(verb) || method.endsWith('Consumer') ? 'consumes' : 'depends_on';
  }
  if (io === 'file' && verb === 'open') return opensToWrite(call) ? 'writes' : 'reads';
  if (READS.has(verb)) return 'reads';
  if (WRITES.has(verb)) return 'writes';
  return 'depends_on';
}

/** `open(path, "w")`, `path.open("a")`: any mode that changes the file. */
function opensToWrite({ callee, arguments: given }: CallItem): boolean {
  const named = given.find(({ name }) => name === 'mode');
  const mode = (named ?? given[callee === lastName(callee) ? 1 : 0])?.value.text ?? '';
  return mode.length <= 4 && /[wax+]/.test(mode);
}

const MAX_ARGUMENTS = 4;
const MAX_USES = 40;

function tables(reading: Reading, call: CallItem, scope: Scope, { io, confidence }: Client): Named[] {
  if (io !== 'database') return [];
  const texts = call.arguments.slice(0, MAX_ARGUMENTS).flatMap((it) => textsOf(reading, call, it, scope));
  const uses = texts.flatMap((text) => usesOf(reading, text)).slice(0, MAX_USES);
  return uses.map(({ table, access }) => ({ kind: 'table', name: table, access, confidence }));
}

/** A statement that is run in many places is read once. */
function usesOf({ tables: known }: Reading, text: string): readonly TableUse[] {
  const uses = known.get(text) ?? (isSql(text) ? sqlTables(text) : []);
  known.set(text, uses);
  return uses;
}

type Named = Pick<Reach, 'kind' | 'name' | 'access' | 'confidence'>;

function topics(reading: Reading, call: CallItem, scope: Scope, { io, confidence }: Client, access: Access): Named[] {
  if (io !== 'queue' || access === 'depends_on') return [];
  return topicsOf(reading, call, scope).map(({ name, sure }) => ({
    kind: 'topic',
    name,
    access,
    confidence: sure ? confidence : confidence / 2,
  }));
}
