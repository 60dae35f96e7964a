import type { DueNotice } from '#dead-letters';
import { alertNotice, endNotice } from '../alert-events';
import { measurement } from '../measurement.fixture';
import { destinationsOf } from './destinations';
import { nextAttempt } from './send';

const NOW = new Date('2026-01-01T12:00:00Z');
const URLS = { slackUrl: 'http://slack', pagerDutyKey: 'key', pagerDutyUrl: 'http://pd', webhookUrl: 'http://hook' };
const firing = alertNotice(measurement({ message: 'more < than & ever >' }), 1, NOW);
const over = endNotice({ ...measurement(), alerted_at: NOW }, NOW);

function bodyOf(name: string, notice = firing, publicUrl?: string): Record<string, unknown> {
  const request = destinationsOf({ ...URLS, publicUrl }).get(name)?.(notice, '7', NOW);
  return JSON.parse(request?.body ?? 'null') as Record<string, unknown>;
}

describe('destinations', () => {
  it('are those that are configured', () => {
    expect([...destinationsOf({ pagerDutyUrl: 'http://pd' }).keys()]).toEqual([]);
    expect([...destinationsOf(URLS).keys()]).toEqual(['slack', 'pagerduty', 'webhook']);
  });

  it('get a link where people reach the pages', () => {
    expect(bodyOf('webhook')['link']).toBeNull();
    const link = 'https://m/records?status=open&topic=a.dlq';
    expect(bodyOf('webhook', firing, 'https://m/')['link']).toBe(link);
    expect(bodyOf('pagerduty', firing, 'https://m')['client_url']).toBe(link);
    expect(bodyOf('slack', firing, 'https://m')['text']).toContain('<https://m/records?status=open&amp;topic=a.dlq|');
  });

  it('get texts in which nothing is taken for markup', () => {
    expect(bodyOf('slack')['text']).toBe('⚠️ *dead letters, warning*: more &lt; than &amp; ever &gt;');
  });

  it('are told that it is over', () => {
    expect(bodyOf('slack', over)['text']).toMatch(/^✅ \*dead letters, over\*: /);
    expect(bodyOf('pagerduty', over)).toEqual({
      routing_key: 'key',
      event_action: 'resolve',
      dedup_key: bodyOf('pagerduty')['dedup_key'],
    });
  });

  it('get summaries that PagerDuty takes', () => {
    const { payload } = bodyOf('pagerduty', { ...firing, message: 'x'.repeat(5_000) });
    expect((payload as { summary: string }).summary).toHaveLength(1_024);
  });
});

describe('a notice that was not taken', () => {
  const next = (attempts: number, retryAfterSeconds?: number, age = 0) => {
    const notice: Pick<DueNotice, 'attempts' | 'created_at'> = {
      attempts,
      created_at: new Date(NOW.getTime() - age * 1_000),
    };
    return nextAttempt(notice, { retryAfterSeconds }, NOW);
  };

  it('is sent again after twice the time, at most ten minutes, or when the receiver says', () => {
    expect([1, 2, 3, 9, 1_000].map((attempts) => next(attempts))).toEqual([2, 4, 8, 512, 600]);
    expect([next(1, 30), next(1, 1e9)]).toEqual([30, 600]);
  });

  it('is given up when it is a day old', () => {
    expect(next(200, undefined, 86_401)).toBeNull();
  });
});
