import { once } from 'node:events';
import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Clone } from './clone';

let clone: Clone;

beforeAll(async () => {
  clone = await Clone.make();
});

afterEach(() => rmSync(join(clone.root, '.env'), { force: true }));
afterAll(() => clone.remove());

const dotEnv = (text: string): void => writeFileSync(join(clone.root, '.env'), text);

describe('npm start, before it starts anything', () => {
  it('says first what it does, then compiles, and ends with one bullet for each variable that is wrong', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const { port } = occupant.address() as AddressInfo;
    dotEnv('KAFKA_BOOTSTRAP_SERVER=kafka:9092\nDLQ_ALERT_THRESHOLD=-1\nKAFKA_SECURITY_PROTOCOL=ssl\n');
    const env = { LOG_LEVEL: 'loud', BRIDGE_PORT: '99999', RECORDER_PORT: String(port), KAFKA_MAX_INFLIGHT: '3' };
    const start = clone.run('start', [], { ...env, DATABASE_URL: 'postgresql://me:hunter2@127.0.0.1:1/d' });
    await expect(start.ended()).resolves.toBe(2);
    occupant.close();
    expect(start.lines[0]).toMatch(/^Starting the OmniNode workers: .*settings, ports and log-ins/);
    expect(start.lines[1]).toBe('Compiling what changed …');
    const bullets = start.lines.filter((line) => line.startsWith('  • '));
    expect(bullets).toEqual([
      '  • KAFKA_BOOTSTRAP_SERVER: there is no such setting; did you mean KAFKA_BOOTSTRAP_SERVERS? (in .env)',
      expect.stringMatching(
        /KAFKA_SECURITY_PROTOCOL: expected PLAINTEXT, or KAFKA_BOOTSTRAP_SERVERS .* got "ssl" \(in \.env\)/,
      ),
      '  • BRIDGE_PORT: expected a port from 1 to 65535, got "99999" (in the environment)',
      '  • LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, got "loud" (in the environment)',
      '  • DLQ_ALERT_THRESHOLD: expected an integer from 0 to 1000000000, got "-1" (in .env)',
      '  • DATABASE_URL: the database cannot be used: connect ECONNREFUSED 127.0.0.1:1',
    ]);
    expect(start.text).toContain('KAFKA_MAX_INFLIGHT: there is no such setting; did you mean KAFKA_MAX_IN_FLIGHT?');
    expect(start.text).not.toContain('hunter2');
    expect(existsSync(join(clone.root, '.local/postgres'))).toBe(false);
  });

  it('explains what was expected of a secret, in full', async () => {
    const sasl = { KAFKA_SECURITY_PROTOCOL: 'sasl_ssl', KAFKA_SASL_USERNAME: 'me' };
    const start = clone.run('start', [], { KAFKA_BOOTSTRAP_SERVERS: 'h:1', ...sasl, DATABASE_URL: 'me:hunter2@h/d' });
    await expect(start.ended()).resolves.toBe(2);
    expect(start.lines.filter((line) => line.startsWith('  • '))).toEqual([
      '  • KAFKA_SASL_PASSWORD: expected a secret, got nothing',
      '  • DATABASE_URL: expected a URL like postgresql://host:5432/database, got (hidden) (in the environment)',
    ]);
  });

  it('names every port that is taken', async () => {
    const occupants = [
      createServer().listen(clone.ports.bridge, '127.0.0.1'),
      createServer().listen(clone.ports.kafka),
    ];
    await Promise.all(occupants.map((server) => once(server, 'listening')));
    const start = clone.run('start');
    await expect(start.ended()).resolves.toBe(2);
    for (const occupant of occupants) occupant.close();
    expect(start.lines.filter((line) => line.startsWith('  • '))).toEqual([
      expect.stringContaining(`LOCAL_KAFKA_PORT: port ${clone.ports.kafka}, which the Kafka broker needs, is taken`),
      expect.stringContaining(`BRIDGE_PORT: port ${clone.ports.bridge}, which bridge needs, is taken`),
    ]);
  });

  it('says of a given server why it lets nobody in, with the variable, at once', async () => {
    const database = new URL(process.env['OMNI_TEST_DATABASE_URL'] ?? '');
    const servers = { KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1', DATABASE_URL: database.href };
    database.password = 'hunter2';
    const start = clone.run('start', [], { ...servers, DATABASE_URL: database.href });
    await expect(start.ended()).resolves.toBe(2);
    expect(start.lines.filter((line) => line.startsWith('  • '))).toEqual([
      '  • KAFKA_BOOTSTRAP_SERVERS: 127.0.0.1:1 cannot be reached: connect ECONNREFUSED 127.0.0.1:1',
      expect.stringMatching(/^ {2}• DATABASE_URL: the server refused the log-in: password authentication failed/),
    ]);
    expect(start.text).not.toContain('hunter2');
  });

  it('has neither status nor anything to stop where nothing runs', async () => {
    const status = clone.run('start', ['status']);
    await expect(status.ended()).resolves.toBe(3);
    const stop = clone.run('start', ['stop']);
    await expect(stop.ended()).resolves.toBe(0);
    expect([status.text, stop.text]).toEqual([
      'No stack is running here: "npm start" starts one.',
      'No stack is running here.',
    ]);
  });

  it('compiles only when something changed, and then runs what changed', async () => {
    const settled = clone.run('start', [], { LOG_LEVEL: 'loud' });
    await expect(settled.ended()).resolves.toBe(2);
    expect(settled.text).not.toContain('Compiling');
    appendFileSync(join(clone.root, 'tools/local-stack/src/run-stack.ts'), "console.log('this is new');\n");
    const changed = clone.run('start', [], { LOG_LEVEL: 'loud' });
    await expect(changed.ended()).resolves.toBe(2);
    expect(changed.text).toMatch(/Compiling what changed …[^]*Compiled in [\d.]+ s\.[^]*this is new/);
  });

  it('shows what does not compile, and starts nothing', async () => {
    const file = join(clone.root, 'tools/local-stack/src/new.ts');
    writeFileSync(file, 'export const half = ;\n');
    const start = clone.run('start');
    await expect(start.ended()).resolves.toBe(2);
    rmSync(file);
    expect(start.text).toContain('tools/local-stack/src/new.ts(1,21): error TS1109');
  });

  it('explains itself, and knows no other commands', async () => {
    const help = clone.run('start', ['--help']);
    await expect(help.ended()).resolves.toBe(0);
    expect(help.text).toMatch(/npm start -- status .*\n.*npm start -- stop /);
    const other = clone.run('start', ['stauts']);
    await expect(other.ended()).resolves.toBe(2);
    expect(other.text).toBe('there is no command "stauts"; npm start knows status, stop and --help');
  });
});
