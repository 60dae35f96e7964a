import type { StartupStep } from '#contracts';

/** What was done to stop, in order, and how long each took; the shape is that of a start. */
export class StopSteps {
  readonly done: StartupStep[] = [];

  /** `work` resolves to whether it came to its end. */
  async take(step: string, work: () => Promise<boolean>, details?: () => Record<string, unknown>): Promise<void> {
    const began = performance.now();
    const status = (await work()) ? 'success' : 'warning';
    const duration_ms = Math.round(performance.now() - began);
    this.done.push({ step, duration_ms, status, ...(details && { details: details() }) });
  }
}
