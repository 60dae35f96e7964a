import type { OpenCount, WatchedGroup } from '#dead-letters';
import { DEFAULT_ALERT_RULES, exceeds, GROUPS_AT_ONCE, measure, type Found, type Measurement } from './measure';

const NOW = new Date('2026-01-01T12:00:00Z');
const before = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);

function count(open: number, ageSeconds = 0): OpenCount {
  const newest = { id: '1', received_at: NOW, error_code: 'x', error_message: 'x' };
  return { dlq_topic: 'a.dlq', open, oldest_received_at: before(ageSeconds), newest };
}

function group(id: string, over: Partial<WatchedGroup> = {}): WatchedGroup {
  const cause = { reason: 'timeout', addressee: 'operator', error_class: 'Timeout', error_code: 't' } as const;
  return { id, ...cause, message: 'late', first_seen_at: before(10), open: 1, dlq_topic: 'a.dlq', ...over };
}

function found(over: Partial<Found>): readonly Measurement[] {
  const nothing = { counts: [], failed: [], traffic: new Map(), groups: [], newSince: before(900), now: NOW };
  return measure({ ...nothing, ...over }, DEFAULT_ALERT_RULES);
}

const exceeding = (over: Partial<Found>) => found(over).filter(exceeds);

describe('open dead letters', () => {
  it.each([
    [10, []],
    [11, ['warning']],
    [100, ['warning']],
    [101, ['critical']],
  ])('alert beyond ten: %d', (open, expected) => {
    expect(exceeding({ counts: [count(open)] }).map(({ severity }) => severity)).toEqual(expected);
  });

  it('alert when the oldest is more than an hour old', () => {
    expect(exceeding({ counts: [count(1, 3_600)] })).toEqual([]);
    const [alert] = exceeding({ counts: [count(1, 7_300)] });
    expect(alert).toMatchObject({ key: 'age:a.dlq', kind: 'age', open: 1, value: 7_300, limit: 3_600 });
    expect(alert?.message).toBe('the oldest open dead letter on a.dlq is 2 h old (more than 60 min)');
  });

  it('are not old before they came, on a clock that was set back', () => {
    expect(exceeding({ counts: [count(1, -5_000)] })).toEqual([]);
  });
});

describe('the share of records that fail', () => {
  const shared = (failed: number, all: number) =>
    exceeding({ failed: [{ original_topic: 't', failed, dlq_topic: 'a.dlq' }], traffic: new Map([['t', all]]) });

  it('alerts beyond one percent', () => {
    expect(shared(10, 1_000)).toEqual([]);
    expect(shared(20, 1_000)).toMatchObject([{ key: 'rate:t', kind: 'rate', value: 0.02, severity: 'warning' }]);
    expect(shared(20, 1_000)[0]?.message).toContain('2 % of the records on t failed within 5 minutes');
  });

  it('is never more than all of them, and critical then', () => {
    expect(shared(7, 0)).toMatchObject([{ value: 1, severity: 'critical' }]);
  });

  it('is not known where the broker knows no such topic, or is away', () => {
    const failed = [{ original_topic: 't', failed: 50, dlq_topic: 'a.dlq' }];
    expect(exceeding({ failed })).toEqual([]);
    expect(exceeding({ failed, traffic: null })).toEqual([]);
  });
});

describe('a group', () => {
  it('alerts when it is new and has open dead letters, and says who must act', () => {
    const [alert] = exceeding({ groups: [group('g')] });
    expect(alert).toMatchObject({ key: 'new_group:g', kind: 'new_group', group_id: 'g', severity: 'warning' });
    expect(alert?.message).toBe('a new cause of failure on a.dlq (timeout, operator must act): Timeout: late');
    expect(exceeding({ groups: [group('g', { open: 0 })] })).toEqual([]);
  });

  it('shows no secret of its message', () => {
    const [alert] = exceeding({ groups: [group('g', { message: 'password=hunter2hunter2' })] });
    expect(alert?.message).not.toContain('hunter2');
  });

  it('that is one of very many alerts with them, once', () => {
    const alerts = exceeding({ groups: Array.from({ length: 500 }, (_, index) => group(String(index))) });
    expect(alerts).toHaveLength(GROUPS_AT_ONCE + 1);
    expect(alerts.at(-1)).toMatchObject({ key: 'new_groups', value: 500, severity: 'critical' });
  });

  it('that alerted before is watched beside new ones', () => {
    const old = group('old', { first_seen_at: before(5_000), open: 0 });
    expect(found({ groups: [old] })).toMatchObject([{ key: 'new_group:old', value: 0 }]);
  });
});
