import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processHoldings } from '../../../tools/local-stack/src/proc';
import { eventually } from '../../support/eventually';
import { AppProcess } from '../../support/app-process';
import { bridge } from '../contestants';
import type { Stage } from '../stage';

const MIB = 1_048_576;
const PRELOADED = join(__dirname, '..', 'servers', 'loop-delay.js');

export interface LoopFigures {
  readonly request: string;
  /** Until the answer is there. */
  readonly milliseconds: number;
  /** The longest time that nothing else could run. */
  readonly heldUpMs: number;
  /** The most that the bridge had resident so far. */
  readonly peakMb: number;
}

const REQUESTS: readonly (readonly [request: string, path: string, body: (round: number) => object])[] = [
  ['1 MiB', 'stamp', (round) => ({ content: String(round).padEnd(MIB, 'x') })],
  ['10,000 items of 200 bytes', 'batch', (round) => ({ items: itemsOf(round, 10_000, 200) })],
  ['10,000 items of 2 KiB', 'batch', (round) => ({ items: itemsOf(round, 10_000, 2_048) })],
  ['16 MiB', 'stamp', (round) => ({ content: String(round).padEnd(16 * MIB, 'x') })],
  ['100 MiB', 'stamp', (round) => ({ content: String(round).padEnd(100 * MIB, 'x') })],
];

/** Each request twice over HTTP, the second time measured: how long the event loop of the bridge is held up. */
export async function measureLoop(stage: Stage, databaseUrl: string): Promise<readonly LoopFigures[]> {
  const file = join(stage.directory, 'loop-delay');
  const env = { ...bridge(stage.bootstrap, databaseUrl).env, LOOP_DELAY_FILE: file, LOG_LEVEL: 'info' };
  const server = AppProcess.start('bridge', { ...env, NODE_OPTIONS: `--require ${PRELOADED}` });
  try {
    await server.ready();
    return await ask(server, await server.url(), file);
  } finally {
    await server.stop();
  }
}

async function ask(server: AppProcess, url: string, file: string): Promise<readonly LoopFigures[]> {
  const heldUp = async (): Promise<number> => {
    rmSync(file, { force: true });
    process.kill(server.pid, 'SIGUSR2');
    return eventually('it has told', () => existsSync(file) && Number(readFileSync(file, 'utf8')));
  };
  const figures: LoopFigures[] = [];
  for (const [request, path, bodyOf] of REQUESTS) {
    await post(`${url}/api/v1/metadata-stamping/${path}`, bodyOf(1));
    await heldUp();
    const milliseconds = await post(`${url}/api/v1/metadata-stamping/${path}`, bodyOf(2));
    const peakMb = (processHoldings(server.pid)?.peakKb ?? Number.NaN) / 1_024;
    figures.push({ request, milliseconds, heldUpMs: await heldUp(), peakMb });
  }
  return figures;
}

function itemsOf(round: number, count: number, length: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index,
    content: `${round}-${index} `.padEnd(length, 'x'),
  }));
}

async function post(url: string, body: object): Promise<number> {
  const text = JSON.stringify(body);
  const began = performance.now();
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the bridge answered ${response.status}`);
  return performance.now() - began;
}
