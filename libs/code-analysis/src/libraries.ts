import type { CodeLanguage } from '#contracts';

export const IO_KINDS = ['http', 'database', 'queue', 'file', 'process', 'cache', 'llm'] as const;
export type IoKind = (typeof IO_KINDS)[number];

export interface System {
  readonly io: IoKind;
  readonly name: string;
}

type Row = readonly [io: IoKind, system: string, modules: string];

/** Modules, and of modules that do much else the functions, by what they reach. */
const PYTHON: readonly Row[] = [
  ['http', 'HTTP', 'httpx aiohttp requests urllib.request urllib3 http.client websockets websocket grpc'],
  ['http', 'GitHub', 'github ghapi'],
  ['http', 'Slack', 'slack_sdk slack'],
  ['http', 'SMTP', 'smtplib aiosmtplib'],
  ['http', 'socket', 'socket'],
  ['database', 'PostgreSQL', 'asyncpg psycopg psycopg2 psycopg_pool pg8000'],
  ['database', 'SQL', 'sqlalchemy sqlmodel databases tortoise peewee'],
  ['database', 'SQLite', 'sqlite3 aiosqlite'],
  ['database', 'MySQL', 'pymysql aiomysql MySQLdb mysql'],
  ['database', 'MongoDB', 'pymongo motor beanie'],
  ['database', 'Neo4j', 'neo4j'],
  ['database', 'Memgraph', 'gqlalchemy mgclient'],
  ['database', 'Qdrant', 'qdrant_client'],
  ['database', 'vector store', 'chromadb pinecone weaviate pymilvus'],
  ['database', 'Elasticsearch', 'elasticsearch opensearchpy'],
  ['database', 'DuckDB', 'duckdb'],
  ['database', 'Supabase', 'supabase'],
  ['file', 'S3', 'boto3 botocore aioboto3 minio'],
  ['queue', 'Kafka', 'aiokafka kafka confluent_kafka'],
  ['queue', 'RabbitMQ', 'pika aio_pika'],
  ['queue', 'NATS', 'nats'],
  ['queue', 'Celery', 'celery'],
  ['queue', 'event bus', 'omnibase_infra.event_bus omnibase_core.event_bus'],
  ['cache', 'Redis', 'redis aioredis valkey'],
  ['cache', 'Memcached', 'pymemcache aiomcache'],
  ['llm', 'OpenAI', 'openai'],
  ['llm', 'Anthropic', 'anthropic'],
  ['llm', 'language model', 'litellm ollama langchain llama_index google.generativeai vllm cohere mistralai'],
  [
    'process',
    'process',
    'subprocess asyncio.create_subprocess_exec asyncio.create_subprocess_shell os.system os.popen',
  ],
  ['process', 'process', 'os.kill os.execv os.execvp os.fork pexpect'],
  ['process', 'Docker', 'docker'],
  ['file', 'file system', 'aiofiles shutil tempfile io.open codecs.open'],
  [
    'file',
    'file system',
    'os.remove os.unlink os.rename os.replace os.makedirs os.mkdir os.rmdir os.listdir os.walk os.scandir',
  ],
];

const SCRIPT: readonly Row[] = [
  ['http', 'HTTP', 'axios node-fetch undici got ky superagent http https node:http node:https ws fetch'],
  ['http', 'GitHub', '@octokit/rest @octokit/core'],
  ['http', 'Slack', '@slack/web-api'],
  ['http', 'SMTP', 'nodemailer'],
  ['database', 'PostgreSQL', 'pg postgres pg-promise'],
  ['database', 'SQL', 'knex typeorm sequelize drizzle-orm @prisma/client mikro-orm'],
  ['database', 'SQLite', 'sqlite3 better-sqlite3 node:sqlite'],
  ['database', 'MySQL', 'mysql mysql2'],
  ['database', 'MongoDB', 'mongodb mongoose'],
  ['database', 'Neo4j', 'neo4j-driver'],
  ['database', 'Qdrant', '@qdrant/js-client-rest'],
  ['file', 'S3', '@aws-sdk/client-s3 aws-sdk minio'],
  ['queue', 'Kafka', 'kafkajs node-rdkafka @confluentinc/kafka-javascript'],
  ['queue', 'RabbitMQ', 'amqplib'],
  ['queue', 'NATS', 'nats'],
  ['queue', 'BullMQ', 'bullmq bull'],
  ['cache', 'Redis', 'ioredis redis'],
  ['llm', 'OpenAI', 'openai'],
  ['llm', 'Anthropic', '@anthropic-ai/sdk'],
  ['process', 'process', 'child_process node:child_process execa'],
  ['file', 'file system', 'fs node:fs fs/promises node:fs/promises fs-extra'],
];

const TABLES: Readonly<Record<CodeLanguage, ReadonlyMap<string, System>>> = {
  python: tableOf(PYTHON),
  typescript: tableOf(SCRIPT),
  javascript: tableOf(SCRIPT),
};

function tableOf(rows: readonly Row[]): ReadonlyMap<string, System> {
  return new Map(rows.flatMap(([io, name, modules]) => modules.split(' ').map((module) => [module, { io, name }])));
}

const LONGEST_PATH = 200;

/** The system behind a module or something inside it: of `asyncpg.Pool.fetch` PostgreSQL. */
export function systemOf(language: CodeLanguage, path: string): System | undefined {
  const table = TABLES[language];
  for (let end = Math.min(path.length, LONGEST_PATH); end > 0; end = path.lastIndexOf('.', end - 1)) {
    const system = table.get(path.slice(0, end));
    if (system !== undefined) return system;
  }
  return undefined;
}
