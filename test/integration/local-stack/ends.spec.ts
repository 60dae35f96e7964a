import { createServer } from 'node:net';
import { Clone } from './clone';

let clone: Clone;

beforeAll(async () => {
  clone = await Clone.make();
});

afterAll(() => clone.remove());

describe('npm start ends', () => {
  it('when nobody reads its output any more, with everything that it had started', async () => {
    const start = clone.run('start');
    await start.said(/^Starting intelligence, bridge/);
    // Itself and the database.
    expect(clone.processes().length).toBeGreaterThan(1);
    start.child.stdout?.destroy();
    start.child.stderr?.destroy();
    await expect(start.ended()).resolves.toBe(0);
    expect(clone.processes()).toEqual([]);
  });

  it.each([/^Compiling what changed/, /^Starting PostgreSQL/, /^Starting intelligence, bridge/])(
    'cleanly at SIGTERM after it said %s',
    async (stage) => {
      if (stage.test('Compiling what changed')) clone.forgetCompiled();
      const start = clone.run('start');
      await start.said(stage);
      start.child.kill('SIGTERM');
      await expect(start.ended()).resolves.toBe(0);
      expect(start.lines.at(-1)).toBe('Stopped.');
      expect(clone.processes()).toEqual([]);
    },
  );

  it('at once when a service cannot start for a reason that lasts, and names the variable', async () => {
    const thief = createServer();
    const start = clone.run('start');
    // Free when it was looked at, and taken when the service listens.
    await start.said(/^Settings, ports and log-ins are right/);
    thief.listen(clone.ports.bridge, '127.0.0.1');
    await expect(start.ended()).resolves.toBe(1);
    thief.close();
    const fault = `BRIDGE_PORT: port ${clone.ports.bridge}, which bridge needs, is taken by another program`;
    expect(start.lines.filter((line) => line.includes('BRIDGE_PORT'))).toEqual([expect.stringContaining(fault)]);
    expect(start.text).not.toContain('starting it again');
    expect(clone.processes()).toEqual([]);
  });
});
