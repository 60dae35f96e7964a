import { setOf } from '#text';
import { NEVER } from './never';
import type { Outside } from './outside';

export const PYTHON: Outside = {
  transports: setOf(`
    aio_pika aiofiles aiohttp aiokafka aiomysql aioredis aiosqlite alembic asyncpg azure boto3 botocore celery
    confluent_kafka elasticsearch ftplib google.cloud grpc http httpcore httpx imaplib kafka kombu motor mysql nats neo4j
    nntplib paho paramiko pexpect pika plumbum poplib psycopg psycopg2 psycopg_pool pty pymongo pymysql pyzmq
    qdrant_client redis requests sh smtplib socket socketserver sqlalchemy sqlite3 ssl subprocess telnetlib tornado
    urllib urllib3 websocket websockets wsproto xmlrpc zeromq zmq`),
  harmless: setOf('http.HTTPMethod http.HTTPStatus http.cookies urllib.error urllib.parse'),
  programs: 'subprocess',
  databases: setOf(`
    aiomysql aiosqlite alembic asyncpg motor mysql neo4j psycopg psycopg2 psycopg_pool pymongo pymysql qdrant_client
    redis sqlalchemy sqlite3`),
  databaseNames: /(?:^|_)(?:db|database)_(?:adapter|client|repository)$|^DatabaseClient$|^AsyncSession$/,
  rows: ['fetchall', 'fetchmany', 'fetchone', 'fetchrow', 'fetchval', 'scalar', 'scalars'],
  threads: setOf('threading multiprocessing concurrent.futures _thread'),
  starts:
    /^(?:os\.(?:system|popen|fork|exec\w+|spawn\w+|posix_spawn\w*)|asyncio\.(?:create_subprocess_\w+|to_thread))$/,
  timers: NEVER,
  logging: setOf('logging'),
  eventModules: setOf('omnibase_core.events omnibase_core.models.event_bus omnibase_core.models.events'),
  eventNames: setOf(`
    ModelEventBusConfig ModelEventBusInputState ModelEventBusOutputState ModelEventConfig ModelEventEnvelope
    ModelEventPublishIntent ProtocolEventBus`),
  requests: new Set(),
  environment: /^os\.(?:environb?(?:$|[.[])|(?:getenvb?|putenv|unsetenv)$)/,
  environmentName: 'os.environ',
  loads: /^(?:dotenv\.load_dotenv|dotenv\.dotenv_values)$/,
  time: /^(?:datetime\.(?:datetime\.(?:now|utcnow|today)|date\.today)|time\.(?:time|time_ns|localtime|gmtime|ctime)|django\.utils\.timezone\.now)$/,
  timeUnlessGiven: new Set(),
  chance:
    /^(?:random\.(?!Random$|seed$)\w+|numpy\.random\.(?!default_rng$|Generator$|seed$)\w+|secrets\.(?!compare_digest$)\w+|os\.urandom|uuid\.uuid[14])$/,
  generators: /^(?:random\.Random|numpy\.random\.default_rng)$/,
};
