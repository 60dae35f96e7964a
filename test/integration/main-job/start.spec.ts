import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { AppProcess, type AppName } from '../../support/app-process';
import { eventually } from '../../support/eventually';

/** Nothing listens there: whoever gets as far as connecting waits. */
const ENV = { KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' };

const exit = (app: AppProcess) => eventually('it exits', () => app.exited, 40_000);

describe('a worker that cannot start', () => {
  it.each<[AppName, Record<string, string>]>([
    ['bridge', { KAFKA_MAX_IN_FLIGHT: '0', DATABASE_URL: 'mysql://me:hunter2@h/d', PORT: '99999', LOG_LEVEL: 'loud' }],
    ['intelligence', { KAFKA_BOOTSTRAP_SERVERS: 'h:0', VALIDATION_WORKERS: 'many', KAFKA_SASL_PASSWORD: 'hunter2' }],
    ['dlq-monitor', { DLQ_ALERT_THRESHOLD: '-1', DATABASE_URL: '', KAFKA_AUTO_OFFSET_RESET: 'middle' }],
  ])('%s with a bad configuration exits with 1 and one line that names every bad variable', async (name, bad) => {
    const app = AppProcess.start(name, { ...ENV, ...bad });
    await exit(app);
    await expect(app.stop()).resolves.toMatchObject({ code: 1 });
    const fatal = app.lines.filter(({ level }) => level === 'fatal');
    expect(fatal).toHaveLength(1);
    const line = JSON.stringify(fatal[0]);
    for (const variable of Object.keys(bad)) expect(line).toContain(variable);
    expect(JSON.stringify(app.lines)).not.toContain('hunter2');
  });

  it('answers an occupied port with a sentence that names it', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const { port } = occupant.address() as AddressInfo;
    const app = AppProcess.start('bridge', { ...ENV, PORT: String(port) });
    await exit(app);
    occupant.close();
    await expect(app.stop()).resolves.toMatchObject({ code: 1 });
    const fatal = app.lines.filter(({ level }) => level === 'fatal');
    expect(fatal).toHaveLength(1);
    expect(JSON.stringify(fatal[0])).toMatch(new RegExp(`\\b${port}\\b`));
    expect(app.lines.filter((line) => 'stderr' in line)).toEqual([]);
  });
});
