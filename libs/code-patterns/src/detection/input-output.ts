import { type CallItem, lastName } from '#code-model';
import { setOf } from '#text';
import { isCalledOn, imports, named, startOf } from './common';
import type { Facts } from './facts';
import { feature, sign, type Detector, type Sign } from './feature';
import { receiverOf } from './identifiers';
import { scopeOf } from './scopes';

function* callsOn(facts: Facts, methods: readonly string[], receivers: ReadonlySet<string>): Iterable<Sign> {
  for (const item of facts.calls(methods)) if (isCalledOn(item, receivers)) yield sign(item, `${item.callee}(…)`);
}

const HTTP_MODULES = setOf('httpx aiohttp requests urllib3 urllib.request http.client axios got node-fetch undici');
const HTTP_CLIENTS = setOf('http https httpx aiohttp axios rest api');
const SESSIONS = setOf('client session');
const HTTP_METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'request'];
const URL = /url|uri|endpoint|path|href/i;

/** `requests` has to be all of it: requests also wait in dictionaries. */
function isHttpClient(item: CallItem): boolean {
  return receiverOf(item.callee) === 'requests' || isCalledOn(item, HTTP_CLIENTS);
}

function* httpCalls(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(HTTP_METHODS)) {
    const target = item.arguments.find(({ name }) => name === '' || name === 'url')?.value;
    const address = /^(?:https?:|\/)/.test(target?.text ?? '') || URL.test(target?.path ?? '');
    if (isHttpClient(item) ? item.callee.includes('.') : isCalledOn(item, SESSIONS) && address)
      yield sign(item, `${item.callee}(…)`);
  }
  for (const item of facts.calls(['urlopen', 'fetch', 'axios']))
    if (!item.callee.includes('.') || item.callee.startsWith('urllib')) yield sign(item, `${item.callee}(…)`);
}

function* statusChecks(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['raise_for_status'])) yield sign(item, item.callee);
  for (const item of facts.code.all('member'))
    if (/\.(?:status_code|statusCode)$|response\.status$|resp\.status$/.test(item.path)) yield sign(item, item.path);
}

function* httpClients(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['AsyncClient', 'ClientSession', 'Client', 'Session', 'PoolManager'])) {
    if (
      /^(?:httpx|aiohttp|requests|urllib3)\./.test(item.callee) ||
      /^(?:AsyncClient|ClientSession|PoolManager)$/.test(item.callee)
    )
      yield sign(item, `${item.callee}(…)`);
  }
}

const DATABASE_MODULES = setOf(
  'asyncpg psycopg psycopg2 psycopg_pool aiosqlite sqlite3 sqlalchemy aiomysql pymysql motor pymongo pg knex typeorm prisma',
);
const DATABASES = setOf(
  'conn connection db database pool cursor cur pg postgres tx transaction sqlite engine repository',
);
const QUERIES = [
  'execute',
  'executemany',
  'fetch',
  'fetchrow',
  'fetchval',
  'fetch_one',
  'fetch_all',
  'fetchone',
  'fetchall',
  'query',
  'execute_many',
];

function* statements(facts: Facts): Iterable<Sign> {
  for (const item of facts.sql) yield sign(startOf(item), item.text.trim().slice(0, 40).replace(/\s+/g, ' '));
}

const POOLS = setOf('pool db database');

function* transactions(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['transaction', 'begin'])) yield sign(item, `${item.callee}(…)`);
  yield* callsOn(facts, ['acquire', 'connection', 'getconn'], POOLS);
}

const LLM_MODULES = setOf(
  'openai anthropic ollama litellm langchain langchain_openai google.generativeai transformers sentence_transformers cohere mistralai @anthropic-ai',
);
const LLM = setOf('llm llms openai anthropic ollama gpt claude gemini embedder embedding embeddings');
const PROMPTED = setOf('prompt prompts messages system_prompt user_prompt');
const LLM_PARAMETERS = setOf('max_tokens temperature top_p max_completion_tokens num_predict maxTokens');

function* prompts(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls([
    'complete',
    'completion',
    'create',
    'chat',
    'generate',
    'generate_text',
    'invoke',
    'ainvoke',
    'acompletion',
    'generate_completion',
    'chat_completion',
    'infer',
    'query',
  ])) {
    if (item.arguments.some(({ name, value }) => PROMPTED.has(name) || PROMPTED.has(lastName(value.path))))
      yield sign(item, `${item.callee}(…)`);
  }
}

function* onModels(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('call')) {
    if (item.awaited && item.callee.includes('.') && isCalledOn(item, LLM)) yield sign(item, `${item.callee}(…)`);
  }
}

function* modelParameters(facts: Facts): Iterable<Sign> {
  for (const { item, at, name } of [
    ...facts.named('tokens', 'keyword'),
    ...facts.named('temperature', 'keyword'),
    ...facts.named('top', 'keyword'),
  ]) {
    if (LLM_PARAMETERS.has(name) && scopeOf(item).kind === 'function') yield sign(at, `${name}=`);
  }
}

/** Touching the outside by calls, stores and files. */
export const INPUT_OUTPUT: readonly Detector[] = [
  {
    id: 'api-client',
    features: [
      feature(
        0.5,
        'get, post and the like on something named http, api or requests, or on a client or session with an address',
        httpCalls,
      ),
      feature(0.35, 'a status code looked at', statusChecks),
      feature(0.35, 'an HTTP library imported', (facts) => imports(facts, HTTP_MODULES)),
      feature(0.35, 'an HTTP client made', httpClients),
    ],
  },
  {
    id: 'db-repository',
    features: [
      feature(0.5, 'SQL statements', statements),
      feature(0.45, 'execute and fetch on a connection, pool or cursor', (facts) => callsOn(facts, QUERIES, DATABASES)),
      feature(0.35, 'transactions, or connections out of a pool', transactions),
      feature(0.3, 'a database library imported', (facts) => imports(facts, DATABASE_MODULES)),
    ],
  },
  {
    id: 'llm-call',
    features: [
      feature(0.5, 'complete, chat, generate or create with a prompt or messages', prompts),
      feature(0.35, 'max_tokens, temperature or top_p', modelParameters),
      feature(0.5, 'a library of a language model imported', (facts) => imports(facts, LLM_MODULES)),
      feature(0.5, 'awaited calls on something named llm, embedding or after a model', onModels),
      feature(0.2, 'a prompt built', (facts) => named(facts, ['prompt'], /prompt/i, 'target', 'function')),
    ],
  },
];
