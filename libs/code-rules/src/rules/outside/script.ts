import { setOf } from '#text';
import { NEVER } from './never';
import type { Outside } from './outside';

const DATABASES = `
  @elastic/elasticsearch @libsql @mikro-orm @nestjs/mongoose @nestjs/typeorm @planetscale/database @prisma/client
  @qdrant/js-client-rest @redis better-sqlite3 cassandra-driver drizzle-orm ioredis knex kysely mongodb mongoose mssql
  mysql mysql2 neo4j-driver oracledb pg pg-promise postgres redis sequelize sqlite sqlite3 tedious typeorm`;

export const SCRIPT: Outside = {
  transports: setOf(`${DATABASES}
    @aws-sdk @azure @confluentinc/kafka-javascript @google-cloud @grpc/grpc-js @nats-io @nestjs/axios
    @nestjs/microservices amqplib aws-sdk axios bull bullmq child_process cross-fetch cross-spawn dgram dns execa
    firebase-admin got http http2 https kafka-node kafkajs ky mqtt nats net node-fetch node-rdkafka nodemailer
    openai request shelljs socket.io socket.io-client ssh2 superagent tls undici ws zeromq zx`),
  harmless: setOf(
    'http.METHODS http.STATUS_CODES http2.constants mongodb.ObjectId net.isIP net.isIPv4 net.isIPv6 mongoose.Types',
  ),
  programs: 'child_process',
  databases: setOf(DATABASES),
  databaseNames:
    /(?:^|[a-z])(?:Db|DB|Database)(?:Adapter|Client|Repository)$|^(?:DataSource|EntityManager|PrismaClient)$/,
  rows: [],
  threads: setOf('cluster piscina tinypool worker_threads workerpool'),
  starts: /^(?:Worker|SharedWorker|Bun\.spawn(?:Sync)?|Deno\.(?:Command|run))$/,
  timers: /^(?:timers(?:\/promises)?\.)?set(?:Immediate|Interval|Timeout)$/,
  logging: setOf(
    '@nestjs/common.ConsoleLogger @nestjs/common.Logger bunyan consola log4js loglevel pino signale winston',
  ),
  eventModules: setOf('@nestjs/cqrs @nestjs/event-emitter eventemitter2 eventemitter3 events mitt'),
  eventNames: setOf(`
    EventBus ModelEventBusConfig ModelEventBusInputState ModelEventBusOutputState ModelEventConfig ModelEventEnvelope
    ModelEventPublishIntent ProtocolEventBus`),
  requests: setOf('EventSource WebSocket XMLHttpRequest fetch'),
  environment: /^(?:(?:process|import\.meta|Bun|Deno)\.env(?:$|[.[])|process\.loadEnvFile$)/,
  environmentName: 'process.env',
  loads: /^(?:dotenv\.config|dotenv-safe\.config)$/,
  time: /^(?:Date\.now|Temporal\.Now\.\w+|luxon\.DateTime\.now)$/,
  timeUnlessGiven: setOf('Date dayjs moment'),
  chance:
    /^(?:Math\.random|crypto\.(?:getRandomValues|randomBytes|randomFill|randomFillSync|randomInt|randomUUID)|uuid\.v[1467]|nanoid\.nanoid|ulid\.ulid)$/,
  generators: NEVER,
};
