import { setTimeout as pause } from 'node:timers/promises';
import { processHoldings, processSleeps, processState } from '../../../tools/local-stack/src/proc';
import { bridge, NO_OP_ROUTE, oursNoOp } from '../contestants';
import { round } from '../figures';
import { beginAt, untilJoined } from '../groups';
import { stopServer, type Command, type Stage } from '../stage';

/** After half a minute of idleness V8 gives back the memory that a start has grown. */
const SETTLE_MS = 60_000;
const AIMS = { cpu: 1, wakeUps: 50, residentMb: 120 };

export interface Idle {
  readonly name: string;
  /** Percent of one core. */
  readonly cpu: number;
  /** Times a second that a thread of the process is woken. */
  readonly wakeUps: number;
  readonly residentMb: number;
}

/** What a worker costs that has joined its group and has nothing to do. */
export async function measureIdle(stage: Stage, databaseUrl: string, seconds: number): Promise<readonly Idle[]> {
  const noOp = oursNoOp(stage.bootstrap, 'idle');
  await beginAt(stage.bootstrap, 'idle', NO_OP_ROUTE.request);
  return [
    await idleOf(stage, { ...noOp, name: '(c) ours, no-op' }, 'idle', seconds),
    await idleOf(stage, { ...bridge(stage.bootstrap, databaseUrl), name: '(d) bridge' }, 'omninode-bridge', seconds),
  ];
}

async function idleOf(stage: Stage, command: Command, group: string, seconds: number): Promise<Idle> {
  const server = stage.start(command);
  await untilJoined(stage.bootstrap, group, 1);
  await pause(SETTLE_MS);
  const before = snapshot(server.pid);
  await pause(seconds * 1000);
  const after = snapshot(server.pid);
  await stopServer(server);
  const elapsed = after.at - before.at;
  return {
    name: command.name,
    cpu: ((after.cpu - before.cpu) / 1000 / elapsed) * 100,
    wakeUps: ((after.sleeps - before.sleeps) * 1000) / elapsed,
    residentMb: after.residentKb / 1024,
  };
}

function snapshot(pid: number) {
  const cpu = processState(pid)?.cpu ?? Number.NaN;
  const residentKb = processHoldings(pid)?.residentKb ?? Number.NaN;
  return { at: performance.now(), cpu, sleeps: processSleeps(pid), residentKb };
}

export function reportIdle(rows: readonly Idle[]): void {
  const { cpu, wakeUps, residentMb } = AIMS;
  console.log(`idle (aims: ${cpu} % of a core, ${wakeUps} wake-ups a second, ${residentMb} MB)`);
  console.table(
    rows.map((row) => ({
      server: row.name,
      'CPU %': round(row.cpu),
      'wake-ups/s': Math.round(row.wakeUps),
      'resident MB': Math.round(row.residentMb),
    })),
  );
}
