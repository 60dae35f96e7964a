import type { Session } from './session';

const CELLS = 24;
const BETWEEN_MS = 100;

/** How far a command has come, on a terminal; `end` takes it away. */
export function progressBar(session: Session, what: string, now: () => number = () => performance.now()) {
  const began = now();
  let shown = 0;
  return {
    show(this: void, done: number, total: number): void {
      if (now() - shown < BETWEEN_MS && done < total) return;
      shown = now();
      const full = total === 0 ? CELLS : Math.round((CELLS * done) / total);
      const rate = Math.round(done / Math.max((shown - began) / 1000, 0.001));
      session.status(`${'█'.repeat(full)}${'░'.repeat(CELLS - full)} ${done} of ${total} ${what}, ${rate}/s`);
    },
    end(this: void): void {
      session.status('');
    },
  };
}
