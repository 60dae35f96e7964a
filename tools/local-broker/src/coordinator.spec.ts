import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../local-stack/src/project';

const BUILT = join(projectRoot(), 'dist/tools/local-broker/src/coordinator.js');

/** One client joins, and nothing else happens in the process, which a server keeps alive. */
const SCRIPT = `
  const { Coordinator } = require(${JSON.stringify(BUILT)});
  const options = { now: () => performance.now(), initialJoinDelayMs: 10, minSessionTimeoutMs: 0, maxSessionTimeoutMs: 1e9 };
  const request = { memberId: '', clientId: 'c', clientHost: '', sessionTimeoutMs: 1e6, rebalanceTimeoutMs: 1e6,
    protocolType: 'consumer', protocols: [{ name: 'range', metadata: Buffer.alloc(0) }] };
  require('node:net').createServer().listen(0, '127.0.0.1');
  new Coordinator(options).join('group', request).then(({ error, generation }) => {
    process.stdout.write(JSON.stringify({ error, generation }), () => process.exit());
  });
`;

describe('the coordinator', () => {
  it('completes a join though nothing else wakes the event loop', () => {
    // V8 wakes an idle process after about 8 s to collect garbage.
    const hangGuard = { timeout: 6_000, killSignal: 'SIGKILL' } as const;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', SCRIPT], { encoding: 'utf8', ...hangGuard });
    expect({ stdout, stderr }).toEqual({ stdout: '{"error":0,"generation":1}', stderr: '' });
  });
});
