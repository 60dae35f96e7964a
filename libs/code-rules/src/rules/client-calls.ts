import type { CodeLanguage } from '#contracts';
import { type CallItem, lastName } from '#code-model';
import { setOf } from '#text';
import type { Subject } from '../rule';
import { callsNamed } from './calls';
import { OUTSIDE } from './outside/outside';
import { perLanguage } from './per-language';

interface Clients {
  /** The words of a name that says client. */
  readonly wordsOf: (receiver: string) => readonly string[];
  /** Methods that are input or output whatever has them. */
  readonly certain: ReadonlySet<string>;
  /** Methods that a dictionary or a local object may have too: input or output only when waited for. */
  readonly likely: ReadonlySet<string>;
}

const CLIENTS: Readonly<Record<CodeLanguage, Clients>> = perLanguage<Clients>(
  {
    wordsOf: (receiver) =>
      lastName(receiver)
        .toLowerCase()
        .split(/[_()[\]]/),
    certain: setOf(`
      acquire executemany execute_many executescript fetch fetch_all fetch_one fetchall fetchmany fetchone fetchrow
      fetchval publish send_and_wait xadd`),
    likely: setOf(`
      begin commit connect delete execute get hget hset insert patch post publish_event put query read request rollback
      save scalar scalars search send set setex subscribe update upsert write`),
  },
  {
    wordsOf: (receiver) =>
      receiver
        .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
        .toLowerCase()
        .split(/[^a-z0-9]+/),
    certain: setOf('acquire fetch publish query sendBatch sendMessage xadd'),
    likely: setOf(`
      aggregate begin commit connect count create createMany delete deleteMany deleteOne execute find findFirst findMany
      findOne findUnique get hget hset insert insertMany insertOne patch post put read request rollback save search send
      set setex subscribe update updateMany updateOne upsert write`),
  },
);

const CLIENT_WORDS: ReadonlySet<string> = setOf(`
  bucket client conn connection consumer cur cursor database db engine http kafka mongo neo4j pg pool postgres prisma
  producer qdrant redis s3 session socket`);

/** The calls of clients and of what the language itself has for reaching other machines. */
export function* outsideCalls(subject: Subject): Iterable<CallItem> {
  const { language } = subject.code;
  const { requests } = OUTSIDE[language];
  for (const { call, path } of callsNamed(subject, new Set([...clientMethods(language), ...requests]))) {
    if (requests.has(path) || isClientCall(call, language)) yield call;
  }
}

/** The methods `isClientCall` knows. */
function clientMethods(language: CodeLanguage): readonly string[] {
  const { certain, likely } = CLIENTS[language];
  return [...certain, ...likely];
}

/** A call on something named like a client of a database, a service or a queue: `self.db_pool.acquire()`. */
function isClientCall({ callee, awaited, parent }: CallItem, language: CodeLanguage): boolean {
  const { wordsOf, certain, likely } = CLIENTS[language];
  const method = lastName(callee);
  const receiver = callee.slice(0, -method.length - 1);
  if (receiver === '' || !wordsOf(receiver).some((word) => CLIENT_WORDS.has(word))) return false;
  if (certain.has(method)) return awaited || receiver.startsWith('self.') || isEntered(parent);
  return likely.has(method) && (awaited || isEntered(parent));
}

function isEntered(parent: CallItem['parent']): boolean {
  return parent?.kind === 'with' && parent.async;
}
