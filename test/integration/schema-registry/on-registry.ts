import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJavaMajor } from '../../../tools/local-stack/src/kafka-artifacts';
import { startSchemaRegistry, type RunningSchemaRegistry } from '../../../tools/local-stack/registry/schema-registry';

/** Time to fetch the server on a machine that never ran it. */
export const FIRST_START_MS = 300_000;

export interface TestRegistry {
  readonly url: () => string;
}

/** Maven says which Java it runs on: one question for both. */
function whyNot(): string | undefined {
  const { status, stdout } = spawnSync('mvn', ['-B', '-v'], { encoding: 'utf8' });
  if (status !== 0) return 'Maven is missing';
  const java = /Java version: (\S+?),/.exec(stdout)?.[1] ?? '';
  return parseJavaMajor(`version "${java}"`) >= 17 ? undefined : 'Java 17 is missing';
}

/** Past Jest, which shows nothing of a file whose tests are all skipped. */
export function leftOut(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** `describe`, where a registry can be started here; loudly nothing elsewhere, and an error where nothing may be left out. */
export function describeWhereRegistryRuns(name: string, suite: () => void): void {
  const reason = whyNot();
  if (reason === undefined) return describe(name, suite);
  if (process.env['OMNI_TEST_REQUIRE_ALL'] === '1') throw new Error(`${reason}: the schema registry is required here.`);
  leftOut(`${reason}: "${name}" is left out, no schema registry can be started.`);
  describe.skip(name, suite);
}

/** A suite on a real registry: the one of OMNI_TEST_REGISTRY_URL (names must be random there) or one of its own. */
export function onRegistry(name: string, suite: (registry: TestRegistry) => void): void {
  const given = process.env['OMNI_TEST_REGISTRY_URL'];
  if (given !== undefined) return describe(name, () => suite({ url: () => given }));
  describeWhereRegistryRuns(name, () => {
    const directory = mkdtempSync(join(tmpdir(), 'omninode-registry-'));
    let running: RunningSchemaRegistry | undefined;
    beforeAll(async () => {
      running = await startSchemaRegistry({ directory, log: console.log });
    });
    afterAll(async () => {
      await running?.stop();
      rmSync(directory, { recursive: true, force: true });
    });
    describe('the suite', () => suite({ url: () => running?.url ?? '' }));
  });
}
