import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frame, unframe } from '#contracts';
import { registerInBackground, SchemaRegistryClient, type JsonSchema } from '#schema-registry';
import { startSchemaRegistry, type RunningSchemaRegistry } from '../../../tools/local-stack/registry/schema-registry';
import { freePort } from '../../../tools/local-stack/src/ports';
import { eventually } from '../../support/eventually';
import { describeWhereRegistryRuns, FIRST_START_MS } from './on-registry';

const schema: JsonSchema = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' };
const schemas = ['a-value', 'b-value', 'c-value'].map((subject) => ({ subject, schema }));
const backoff = { firstDelayMs: 20, longestDelayMs: 200 };

describeWhereRegistryRuns('a worker whose schema registry is away', () => {
  const directory = mkdtempSync(join(tmpdir(), 'omninode-registry-'));
  let registry: RunningSchemaRegistry | undefined;
  afterAll(async () => {
    await registry?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it(
    'reads its messages, registers when the registry comes, and keeps what it knows when it goes',
    async () => {
      const port = await freePort();
      const warnings: object[] = [];
      const log = { info: (): void => undefined, warn: (facts: object): void => void warnings.push(facts) };
      const client = new SchemaRegistryClient({ url: `http://127.0.0.1:${port}/apis/ccompat/v7` });
      const registration = registerInBackground(client, schemas, log, backoff);

      await eventually('two attempts have failed', () => warnings.length >= 2);
      expect(warnings[0]).toMatchObject({ error: { code: 'registry_unreachable' } });
      expect(unframe(frame(7, Buffer.from('{}')))?.body.toString()).toBe('{}');

      registry = await startSchemaRegistry({ directory, port, log: console.log });
      const registrations = await registration.done;
      expect(registrations?.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
      expect(await client.versions('b-value')).toEqual([1]);

      await registry.stop();
      const [first] = registrations ?? [];
      expect(await client.register('a-value', schema)).toBe(first?.outcome === 'created' && first.id);
      await expect(client.register('a-value', { type: 'array' })).rejects.toMatchObject({
        code: 'registry_unreachable',
        message: expect.stringContaining(
          `registering a-value: no answer from http://127.0.0.1:${port}/apis/ccompat/v7`,
        ),
      });
    },
    FIRST_START_MS,
  );
});
