import { answeringServers } from '../spec/answering-server';
import { registerInBackground } from './register-in-background';
import { SchemaRegistryClient } from './registry-client';

const listen = answeringServers();
const schemas = [{ subject: 'x-value', schema: { type: 'object' } }];
const quick = { firstDelayMs: 1, longestDelayMs: 4 };
const never = { firstDelayMs: 3_600_000, longestDelayMs: 3_600_000 };

function recordedLog() {
  const warnings: { readonly retry_in_ms?: number }[] = [];
  return { warnings, log: { info: () => undefined, warn: (facts: object) => void warnings.push(facts) } };
}

describe('registering beside the work', () => {
  it('tries again until the registry is there, waiting longer and longer up to a limit', async () => {
    let questions = 0;
    const { url } = await listen(() => (++questions < 30 ? { status: 503 } : { body: { id: 7 } }));
    const { warnings, log } = recordedLog();
    const backoff = { firstDelayMs: 4, longestDelayMs: 16 };
    const { done } = registerInBackground(new SchemaRegistryClient({ url }), schemas, log, backoff);
    expect(await done).toEqual([{ subject: 'x-value', outcome: 'unchanged', id: 7 }]);
    expect(warnings).toHaveLength(29);
    for (const [at, { retry_in_ms: waited = NaN }] of warnings.entries()) {
      const full = Math.min(4 * 2 ** at, 16);
      expect(waited).toBeGreaterThanOrEqual(full / 2);
      expect(waited).toBeLessThanOrEqual(full);
    }
  });

  it('does not ask again for what the registry refuses', async () => {
    const { url, asked } = await listen(() => ({ status: 422, body: { error_code: 42201, message: 'unreadable' } }));
    const { done } = registerInBackground(new SchemaRegistryClient({ url }), schemas, recordedLog().log, quick);
    expect(await done).toMatchObject([{ outcome: 'refused', code: 'schema_invalid' }]);
    expect(asked).toHaveLength(1);
  });

  it('stops when it is told to, in the middle of waiting', async () => {
    const { url, asked } = await listen(() => ({ status: 503 }));
    const log = { info: () => undefined, warn: () => void setImmediate(() => registration.stop()) };
    const registration = registerInBackground(new SchemaRegistryClient({ url }), schemas, log, never);
    expect(await registration.done).toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  it('survives a schema that is no JSON', async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const { warnings, log } = recordedLog();
    const client = new SchemaRegistryClient({ url: 'http://127.0.0.1:1' });
    const { done } = registerInBackground(client, [{ subject: 'x-value', schema: cyclic }], log, quick);
    expect(await done).toBeUndefined();
    expect(warnings).toMatchObject([{ error: expect.any(TypeError) }]);
  });
});
