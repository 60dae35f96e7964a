import { safeFields } from '../logging/safe-fields';
import { safeText } from '#redaction';

/**
 * live: is this process itself beyond repair, so that a restart is the cure? (A broker outage is not.)
 * ready: can it do its work now? startup: has it come up?
 */
export type HealthKind = 'live' | 'ready' | 'startup';

type Details = Readonly<Record<string, unknown>>;

/** Details are shown to anybody who asks: counts and names, no business data. */
export type HealthState =
  (Details & { readonly status: 'up' }) | (Details & { readonly status: 'down'; readonly reason: string });

export interface HealthCheck {
  /** Unique within a service; the key of the state in the answer. */
  readonly name: string;
  readonly kinds: readonly HealthKind[];
  check(): Promise<HealthState> | HealthState;
}

/**
 * Runs one check and never throws: a check that throws, answers nonsense or takes longer than `deadlineMs` is
 * down, with a reason. Strings of the state are cleaned of secrets and control characters.
 */
export async function runCheck(source: Pick<HealthCheck, 'check'>, deadlineMs: number): Promise<HealthState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HealthState>((resolve) => {
    timer = setTimeout(() => resolve(down(`no answer within ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    return shown(await Promise.race([source.check(), late]));
  } catch (error) {
    return down(reasonOf(error));
  } finally {
    clearTimeout(timer);
  }
}

function down(reason: string): HealthState {
  return { status: 'down', reason };
}

function shown(state: HealthState): HealthState {
  const details = safeFields(state);
  if (state.status === 'up') return { ...details, status: 'up' };
  const reason: unknown = state.reason;
  return { ...details, ...down(typeof reason === 'string' ? safeText(reason) : 'the check gave no reason') };
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0]);
  return safeText(
    error instanceof Error ? error.message || error.name : 'the check threw something else than an error',
  );
}
