import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ENVELOPE_FORMS } from '#contracts';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { AppProcess } from '../../support/app-process';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { documents, omni, type Ended } from './omni';

let broker: LocalBroker;
let database: RandomDatabase;
let apps: AppProcess[] = [];

beforeAll(async () => {
  [broker, database] = await Promise.all([startLocalBroker(), createRandomDatabase()]);
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  await Promise.all([broker.stop(), database.drop()]);
});

function request(operation: string, payload: object, ...argv: string[]): Promise<Ended> {
  const json = JSON.stringify(payload);
  return omni(['request', operation, '--json', json, '--brokers', broker.bootstrap, ...argv]);
}

async function answer(operation: string, payload: object, ...argv: string[]) {
  const { code, stdout, stderr } = await request(operation, payload, '--output', 'json', ...argv);
  expect(stderr).toBe('');
  const [document, ...more] = documents(stdout);
  expect(more).toEqual([]);
  return { code, ...document } as unknown as Record<string, unknown> & { payload: Record<string, unknown> };
}

describe('omni request, with nobody to answer,', () => {
  it('says that the topics are missing', async () => {
    const ended = await request('stamp', { content: 'x' });
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('"omni topics apply" creates') });
  });

  it('gives up after the timeout with 4', async () => {
    await omni(['topics', 'apply', '--brokers', broker.bootstrap]);
    const { code, stdout, stderr } = await request('stamp', { content: 'x' }, '--timeout', '300ms');
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain('within 300 ms');
  });
});

describe('omni request', () => {
  beforeAll(async () => {
    const env = { KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap, DATABASE_URL: database.url };
    apps = [AppProcess.start('bridge', env), AppProcess.start('intelligence', env)];
    await Promise.all(apps.map((app) => app.ready()));
  });

  const namespace = 'omni.cli';

  it('stamps and verifies, for people', async () => {
    const stamped = await request('stamp', { content: 'hello world', namespace });
    expect(stamped).toMatchObject({ code: 0, stderr: '' });
    expect(stamped.stdout).toMatch(/^✓ stamped {2}stamp answered in \d+ ms\n/);
    expect(stamped.stdout).toMatch(
      /^ {2}blake3 hash +d74981efa70a0c880b8d8c1985d075dbcbf679b99a5f9914e5aaf96b831a9e24$/m,
    );
    expect(stamped.stdout).not.toContain('\u001b');
    expect((await request('verify', { content: 'hello world', namespace })).stdout).toMatch(/^✓ verified/);
  });

  it('ends with 1 when the answer is a no', async () => {
    const unknown = await request('verify', { content: randomUUID(), namespace });
    expect(unknown).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✗ not verified: unknown_hash/) });
    const partly = await request('batch-stamp', { contents: ['a', 42] });
    expect(partly).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✗ 1 stamped, 1 failed/) });
    const invalid = await request('validate', { code_content: 'def f(:\n' });
    expect(invalid).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✗ not valid/) });
    const refused = await request('validate', { code_content: 'x', language: 'rust' });
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✗ refused: unsupported_language/) });
  });

  it.each(['dotted', 'underscored'])('speaks to programs in the %s style', async (style) => {
    const found = await answer('validate', { code_content: 'x = 1\n' }, '--style', style);
    expect(found).toMatchObject({ code: 0, operation: 'validate', style, error: null, payload: { is_valid: true } });
    expect(found['topic']).toContain(style === 'dotted' ? 'codegen.response' : 'codegen_response');
    expect('onex_compliance' in found.payload).toBe(style === 'dotted');
  });

  it.each(['omninode-bridge', 'omniclaude', 'archon-intelligence', 'intelligence', 'onex-command'])(
    'speaks as %s clients do, and gets the refusal',
    async (style) => {
      const found = await answer('validate', { content: 'x = 1\n', source_path: 'a.py' }, '--style', style);
      expect(found).toMatchObject({ code: 0, style, error: null, payload: { is_valid: true } });
      const refused = await answer('validate', { content: 'x', language: 'rust' }, '--style', style);
      expect(refused).toMatchObject({ code: 1, error: { code: 'unsupported_language' } });
    },
  );

  it('says that a style has no such conversation', async () => {
    const ended = await request('stamp', { content: 'x' }, '--style', 'omniclaude');
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('stamp has no topic in omniclaude style') });
  });

  it('asks a service how it is', async () => {
    const { code, stdout } = await request('health-check', { service: 'bridge' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^✓ bridge is healthy/) as string });
    const anybody = await omni(['request', 'health-check', '--brokers', broker.bootstrap]);
    expect(anybody).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ (bridge|intelligence) is healthy/) });
    expect(anybody.stdout).toMatch(/uptime seconds +\d+(\.\d{1,3})?$/m);
  });

  it.each(ENVELOPE_FORMS)('asks and is answered in the %s envelope', async (envelope) => {
    const ids = ['--correlation-id', `c-${randomUUID()}`, '--session', 's-1'];
    const found = await answer('batch-stamp', { contents: ['a', 'b'] }, '--envelope', envelope, ...ids);
    expect(found).toMatchObject({ code: 0, correlation_id: ids[1], payload: { success_count: 2, failed_count: 0 } });
  });

  it('shows an error reply to programs with its code', async () => {
    const found = await answer('validate', { code_content: 'x', language: 'rust' });
    expect(found).toMatchObject({ code: 1, error: { code: 'unsupported_language' } });
  });

  it('takes the payload from a file or standard input', async () => {
    const argv = ['request', 'stamp', '-', '--brokers', broker.bootstrap];
    expect(await omni(argv, { input: '{"content":"piped"}' })).toMatchObject({ code: 0 });
    const file = ['request', 'validate', '--file', 'package.json', '--brokers', broker.bootstrap];
    expect(await omni(file)).toMatchObject({ code: 2, stderr: expect.stringContaining("'code_content'") });
  });

  describe('over HTTP', () => {
    const at = async (index: number, way: string) => ['--via', way, '--url', (await apps[index]?.url()) ?? ''];

    it('shows what is answered on the bus', async () => {
      const payload = { content: 'over http', namespace };
      const onBus = await answer('stamp', payload);
      const overHttp = await answer('stamp', payload, ...(await at(0, 'http')));
      expect([onBus['via'], overHttp['via']]).toEqual(['kafka', 'http']);
      expect(overHttp.payload['metadata']).toEqual(onBus.payload['metadata']);
    });

    it.each(['dotted', 'underscored'])('agrees with the bus in the %s style, refusals too', async (style) => {
      const argv = ['--style', style, '--output', 'json'];
      const asked = [
        ['validate', { code_content: 'import os\n' }, 1, 0],
        ['validate', { code_content: 'x', language: 'rust' }, 1, 1],
        ['verify', { content: 'over http', namespace }, 0, 0],
      ] as const;
      for (const [operation, payload, index, code] of asked) {
        const ended = await request(operation, payload, ...argv, ...(await at(index, 'both')));
        expect(ended).toMatchObject({ code, stderr: '' });
        expect(documents(ended.stdout)).toMatchObject([
          { via: 'kafka' },
          { via: 'http' },
          { agree: true, differences: [] },
        ]);
      }
    });

    it('says for people that they agree', async () => {
      const { code, stdout } = await request('mixin', { requirements: ['cache'] }, ...(await at(1, 'both')));
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/✓ Kafka and HTTP agree/) as string });
    });

    it('ends with 1 where they do not, and says where', async () => {
      const other = createServer((_, response) => {
        const payload = { valid: true, metadata: {}, verified_at: '2026-01-01T00:00:00.000Z', reason: null };
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ correlation_id: 'c', payload }));
      }).listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}`;
      const ended = await request('verify', { content: 'never stamped' }, '--via', 'both', '--url', url);
      expect(ended).toMatchObject({ code: 1, stdout: expect.stringMatching(/✗ Kafka and HTTP do not agree/) });
      expect(ended.stdout).toMatch(/payload\.reason +"unknown_hash" +null/);
      other.close();
    });

    it('says what cannot be asked that way', async () => {
      const styled = await request('validate', { content: 'x' }, '--via', 'http', '--style', 'omniclaude');
      expect(styled).toMatchObject({ code: 2, stderr: expect.stringContaining('--style is dotted or underscored') });
      const nowhere = await request('stamp', { content: 'x' }, '--via', 'http', '--url', 'http://127.0.0.1:1');
      expect(nowhere).toMatchObject({ code: 3, stderr: expect.stringContaining('bridge cannot be reached') });
    });
  });
});
