import { durationMs } from './duration';
import { usage } from './failure';

/** An instant, or how long ago. */
export function timeOf(option: string, text: string | undefined, now: Date): string | undefined {
  if (text === undefined) return undefined;
  if (/^[\d.]+[a-z]+$/.test(text)) return new Date(now.getTime() - durationMs(option, text)).toISOString();
  const at = new Date(/^\d{4}-/.test(text) ? text : NaN);
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  throw usage(`--${option} must be an instant such as 2026-01-31T12:00:00Z, or 15m, not ${JSON.stringify(text)}`);
}
