import { serversOf } from './servers-of';

/** Suites read two variables: servers that were named for the whole run, or those of the worker they run in. */
const { database, kafka } = serversOf(process.env['JEST_WORKER_ID'] ?? '1');
process.env['OMNI_TEST_DATABASE_URL'] ??= process.env[database];
if (process.env[kafka] !== undefined) process.env['OMNI_TEST_KAFKA_BOOTSTRAP'] ??= process.env[kafka];
