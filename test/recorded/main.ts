import { startLocalBroker } from '../../tools/local-broker/src';
import { TestSystem } from '../integration/main-job/test-system';
import { OwnPostgres } from '../support/own-postgres';
import { askEverything, SAMPLE, writeSample } from './record';

/** Of a start on a busy machine. */
const DEADLINE_MS = 120_000;

/** `npm run sample:record`: the built workers answer, and the recorder keeps it. */
async function main(): Promise<void> {
  const [broker, postgres] = await Promise.all([startLocalBroker(), OwnPostgres.start()]);
  process.env['OMNI_TEST_DATABASE_URL'] = postgres.url;
  const system = await TestSystem.open(broker.bootstrap);
  try {
    for (const name of ['recorder', 'bridge', 'intelligence'] as const) await system.start(name).ready(DEADLINE_MS);
    await writeSample(system, await askEverything(system), SAMPLE);
    console.log(`${SAMPLE} is written; see what changed with "omni replay --compare --sample" before you commit it.`);
  } finally {
    await system.close();
    await broker.stop();
    await postgres.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
