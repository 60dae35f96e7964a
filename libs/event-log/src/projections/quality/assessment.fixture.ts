import type { Assessment } from './assessment';

const NOON = Date.UTC(2026, 10, 29, 12);

/** `at` in milliseconds after noon. */
export function assessmentOf(position: number, score: number, at = position): Assessment {
  return {
    position: String(position),
    eventId: `00000000-0000-8000-8000-${String(position).padStart(12, '0')}`,
    entityId: 'src/a.py',
    assessmentId: `event-${position}`,
    at: new Date(NOON + at),
    score,
    compliance: null,
    dimensions: {},
    correlationId: null,
    source: null,
  };
}
