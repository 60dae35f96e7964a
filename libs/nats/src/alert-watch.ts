import type { HealthState } from '#operations';
import { safeText } from '#redaction';
import { deriveAlert, judgeLatency, QUIET, stepAlert, type AlertState, type AlertType, type Finding } from './alert';
import type { LatencyWindow } from './latency-window';
import type { ForwardedMessage } from './message';
import type { AlertRules } from './nats-spec';

export interface AlertWatchParts {
  readonly rules: AlertRules;
  readonly latency: LatencyWindow;
  readonly from: { readonly service: string; readonly instanceId: string };
  readonly now: () => Date;
  readonly readiness: () => Promise<HealthState>;
  /** Rejects when the messages must be sent again later. */
  readonly send: (messages: readonly ForwardedMessage[]) => Promise<void>;
}

const LOOK_EVERY_MS = 1_000;

/** Looks at readiness and latency every second and sends an alert when one turns bad, and when it is good again. */
export class AlertWatch {
  readonly #parts: AlertWatchParts;
  readonly #timer: NodeJS.Timeout;
  readonly #states: Record<AlertType, AlertState> = { service_down: QUIET, high_latency: QUIET };
  /** Red while it starts is no news. */
  #wasReady = false;
  #stopped = false;
  #looking: Promise<void> | null = null;

  constructor(parts: AlertWatchParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  /** What stops is not ready, and that is no alert: whatever a look finds from now on is not said. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** One look; never two at once. */
  #look(): Promise<void> {
    this.#looking ??= this.#lookAtBoth().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #lookAtBoth(): Promise<void> {
    const { rules, latency } = this.#parts;
    await this.#step('service_down', await this.#judgeReadiness());
    await this.#step('high_latency', judgeLatency(latency.summary(performance.now()), rules.p95Ms));
  }

  async #judgeReadiness(): Promise<Finding> {
    const state = await this.#parts.readiness().catch(down);
    this.#wasReady ||= state.status === 'up';
    if (state.status === 'up') return { kind: 'good' };
    return this.#wasReady ? { kind: 'bad', message: `not ready: ${safeText(state.reason)}` } : { kind: 'unclear' };
  }

  async #step(type: AlertType, finding: Finding): Promise<void> {
    const { rules, from, now, send } = this.#parts;
    const at = now();
    const { state, notice } = stepAlert(this.#states[type], finding, at.getTime(), rules.cooldownMs);
    if (this.#stopped) return;
    try {
      if (notice !== null) await send([deriveAlert(type, notice, at, from)]);
      this.#states[type] = state;
    } catch {
      // The queue is full: the next look finds the same, and says it then.
    }
  }
}

function down(error: unknown): HealthState {
  return { status: 'down', reason: error instanceof Error ? error.message : String(error) };
}
