import { createHash } from 'node:crypto';
import { SOURCE, type Notice } from '../alert-events';
import type { Destination, Link } from './destinations';

/** PagerDuty's limits, in characters. */
const SUMMARY_LIMIT = 1_024;

/**
 * Events API v2: `trigger` opens an incident or adds to the one with the same `dedup_key`, `resolve` closes it. The key
 * has at most 255 characters, so it is a hash of the alert's.
 */
export function pagerDuty(url: string, routing_key: string, link: Link): Destination {
  return (notice) => {
    const dedup_key = `${SOURCE}-${createHash('sha256').update(notice.key).digest('hex')}`;
    if (notice.status === 'resolved') return request(url, { routing_key, event_action: 'resolve', dedup_key });
    const page = link(notice);
    return request(url, {
      routing_key,
      event_action: 'trigger',
      dedup_key,
      payload: payloadOf(notice),
      client: SOURCE,
      ...(page !== null && { client_url: page }),
    });
  };
}

function payloadOf({
  severity,
  message,
  timestamp,
  kind,
  key,
  dlq_topic,
  group_id,
  open,
  value,
  limit,
  repeat,
}: Notice) {
  const custom_details = { key, dlq_topic, group_id, open, value, limit, repeat };
  const summary = message.slice(0, SUMMARY_LIMIT);
  return { summary, source: SOURCE, severity, timestamp, component: dlq_topic, class: kind, custom_details };
}

function request(url: string, body: object) {
  return { url, headers: {}, body: JSON.stringify(body) };
}
