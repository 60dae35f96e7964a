import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { AppProcess } from '../../support/app-process';
import { pack, type Packed } from '../../support/pack';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { ending, type Ended } from './omni';

/** Nobody listens on port 1. */
const NOBODY = '127.0.0.1:1';

let folder: string;
let packed: Packed;

/** Runs the installed program in the folder it was installed in. */
function omni(...argv: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env['PATH'], DATABASE_URL: `postgresql://${NOBODY}/none` };
  return ending(spawn(join(folder, 'node_modules/.bin/omni'), argv, { cwd: folder, env }));
}

describe('omni, installed from its package alone,', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'omni-alone-'));
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    packed = await pack('apps/cli/package');
    const args = ['install', '--prefer-offline', '--no-audit', packed.tarball];
    await promisify(execFile)('npm', args, { cwd: folder });
  });
  afterAll(() => {
    packed.remove();
    rmSync(folder, { recursive: true });
  });

  it('is small', () => {
    expect(packed.size).toBeLessThan(3_500_000);
    const brought = readdirSync(join(folder, 'node_modules'), { recursive: true, encoding: 'utf8' });
    expect(brought.filter((name) => name.endsWith('package.json')).length).toBeLessThan(20);
  });

  it('says which version and commit it is', async () => {
    const { code, stdout } = await omni('--version');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^omni \d+\.\d+\.\d+ \([0-9a-f]{12}(-dirty)?\)\n$/);
  });

  it('says whose work it carries, and under which licence', () => {
    const licenses = readFileSync(join(folder, 'node_modules/@omninode/omni/dist/LICENSES.md'), 'utf8');
    for (const name of ['kafkajs', 'ajv', 'pg']) expect(licenses).toContain(`## ${name} - `);
  });

  it('checks Python and TypeScript', async () => {
    writeFileSync(join(folder, 'price.py'), 'total = amount\n');
    writeFileSync(join(folder, 'price.ts'), 'const total: number = amount;\n');
    const { code, stdout } = await omni('validate', 'price.py', 'price.ts');
    expect(code).toBe(1);
    expect(stdout).toMatch(/error +SEM-001 +Undefined name `amount`/);
    expect(stdout).toContain('The `amount` variable is undeclared.');
  });

  it('stamps files, small and large, and finds what was changed', async () => {
    writeFileSync(join(folder, 'large.txt'), 'x'.repeat(3_000_000));
    expect(await omni('stamp', 'large.txt', 'price.py')).toMatchObject({ code: 0 });
    expect(await omni('verify', 'large.txt', 'price.py')).toMatchObject({ code: 0 });
    writeFileSync(join(folder, 'large.txt'), 'y');
    expect(await omni('verify', 'large.txt')).toMatchObject({ code: 1 });
  });

  it('answers requests in its own process', async () => {
    const json = JSON.stringify({ prd_content: 'The system must retry. Users should log in.' });
    expect(await omni('exec', 'analyze', '--json', json)).toMatchObject({ code: 0, stderr: '' });
  });

  it('has all that its commands load', async () => {
    const commands = [
      ['topics', 'plan', '--brokers', NOBODY],
      ['consume', '--topic', 't', '--brokers', NOBODY],
      ['publish', '--topic', 't', '--json', '{}', '--brokers', NOBODY],
      ['dlq', 'ls', '--url', `http://${NOBODY}`],
      ['events', '--url', `http://${NOBODY}`],
      ['contracts', 'register', '--registry', `http://${NOBODY}`],
      ['audit', 'verify'],
      ['replay', '--session', 's', '--compare'],
    ];
    for (const ended of await Promise.all(commands.map((argv) => omni(...argv))))
      expect(ended).toMatchObject({ code: 3, stderr: expect.stringContaining(NOBODY) as string });
  });

  describe('with a broker and a bridge', () => {
    let broker: LocalBroker;
    let database: RandomDatabase;
    let bridge: AppProcess;
    beforeAll(async () => {
      [broker, database] = await Promise.all([startLocalBroker(), createRandomDatabase()]);
      await omni('topics', 'apply', '--brokers', broker.bootstrap);
      bridge = AppProcess.start('bridge', { KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap, DATABASE_URL: database.url });
      await bridge.ready();
    });
    afterAll(async () => {
      await bridge.stop();
      await Promise.all([broker.stop(), database.drop()]);
    });

    it('asks a worker', async () => {
      const asked = ['request', 'stamp', '--json', '{"content":"hello"}', '--brokers', broker.bootstrap];
      const { code, stdout } = await omni(...asked);
      expect(code).toBe(0);
      expect(stdout).toContain('ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f');
    });
  });
});
