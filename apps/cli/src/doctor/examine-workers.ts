import { listens } from './examine-neighbours';
import { fault, warning, type Finding } from './finding';

const ANSWER_MS = 3_000;

/** Where a worker should be. */
export interface Place {
  readonly worker: string;
  readonly url: string;
}

interface Seen extends Place {
  /** `silent`: nobody listens. */
  readonly state: 'silent' | 'other' | 'ours';
  readonly version?: string;
  /** What is in its way, where it is not ready. */
  readonly down?: string;
}

/** Whether it is the workers that answer there, of one version and ready. Silence is a fault only of those that `mustRun`. */
export async function examineWorkers(
  places: readonly Place[],
  mustRun: boolean,
  version: string,
): Promise<readonly Finding[]> {
  const seen = await Promise.all(places.map(look));
  const versions = new Set(seen.flatMap(({ version: theirs }) => theirs ?? []));
  return [...seen.flatMap((one) => examineOne(one, mustRun, version)), ...(versions.size > 1 ? [several(seen)] : [])];
}

function examineOne({ worker, url, state, down, version: theirs }: Seen, mustRun: boolean, ours: string): Finding[] {
  if (state === 'silent') {
    const what = `${worker} does not answer at ${url}`;
    return mustRun ? [fault('worker.down', what, 'What it does is not done.', 'See its log; "npm start" again.')] : [];
  }
  if (state === 'other') {
    const what = `something else than ${worker} answers at ${url}`;
    return [
      fault('worker.port_taken', what, `${worker} cannot listen there.`, 'End it, or move the worker to another port.'),
    ];
  }
  const findings: Finding[] = [];
  if (down !== undefined) {
    const fix = 'Look after what it waits for; it goes on by itself.';
    findings.push(warning('worker.not_ready', `${worker} is not ready: ${down}`, 'It answers nothing for now.', fix));
  }
  if (theirs !== undefined && theirs !== ours) {
    const what = `${worker} is version ${theirs}, this command ${ours}`;
    findings.push(warning('worker.version', what, 'They may not know the same messages.', 'Update the older one.'));
  }
  return findings;
}

function several(seen: readonly Seen[]): Finding {
  const said = seen.flatMap(({ worker, version }) => (version === undefined ? [] : `${worker} ${version}`));
  const why = 'Workers of different versions are meant for the time of an update only.';
  return warning('worker.versions', `the workers differ: ${said.join(', ')}`, why, 'Finish the update.');
}

async function look({ worker, url }: Place): Promise<Seen> {
  const described = await ask(`${url}/openapi.json`);
  if (described === undefined) return { worker, url, state: 'silent' };
  const { title, version } = (described.body as { info?: { title?: unknown; version?: unknown } }).info ?? {};
  if (typeof title !== 'string' || !title.includes(worker)) return { worker, url, state: 'other' };
  const health = await ask(`${url}/health/ready`);
  const reasons = health?.ok === false ? reasonsIn(health.body) : undefined;
  return {
    worker,
    url,
    state: 'ours',
    ...(typeof version === 'string' && { version }),
    ...(reasons !== undefined && { down: reasons }),
  };
}

/** Undefined where nobody listens; something without JSON is somebody else. */
async function ask(url: string): Promise<{ readonly ok: boolean; readonly body: object } | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'error' });
    const body: unknown = await response.json().catch(() => undefined);
    return { ok: response.ok, body: typeof body === 'object' && body !== null ? body : {} };
  } catch {
    const { hostname, port, protocol } = new URL(url);
    const isTaken = await listens(hostname, Number(port || (protocol === 'https:' ? 443 : 80)));
    return isTaken ? { ok: false, body: {} } : undefined;
  }
}

function reasonsIn(body: object): string {
  const { error = {} } = body as { error?: Readonly<Record<string, { readonly reason?: unknown }>> };
  const reasons = Object.entries(error).map(([name, { reason }]) => (typeof reason === 'string' ? reason : name));
  return reasons.join('; ') || 'it does not say why';
}
