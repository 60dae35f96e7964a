import type { Notice } from '../alert-events';
import { pagerDuty } from './pagerduty';
import { slack } from './slack';
import { webhook } from './webhook';

/** What is sent, without what all requests have. */
export interface NoticeRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where notices go: makes the request for one. `id` is the same whenever the notice is sent again. */
export type Destination = (notice: Notice, id: string, now: Date) => NoticeRequest;

export interface DestinationSettings {
  readonly slackUrl?: string;
  readonly pagerDutyKey?: string;
  readonly pagerDutyUrl: string;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  /** Where people reach the monitor's pages. */
  readonly publicUrl?: string;
}

/** By the name under which their notices are kept. */
export function destinationsOf(settings: DestinationSettings): ReadonlyMap<string, Destination> {
  const { slackUrl, pagerDutyKey, pagerDutyUrl, webhookUrl, webhookSecret, publicUrl } = settings;
  const link = linkTo(publicUrl);
  const found = new Map<string, Destination>();
  if (slackUrl !== undefined) found.set('slack', slack(slackUrl, link));
  if (pagerDutyKey !== undefined) found.set('pagerduty', pagerDuty(pagerDutyUrl, pagerDutyKey, link));
  if (webhookUrl !== undefined) found.set('webhook', webhook(webhookUrl, webhookSecret, link));
  return found;
}

/** The page about what an alert is about. */
export type Link = (notice: Notice) => string | null;

function linkTo(publicUrl: string | undefined): Link {
  return ({ group_id, dlq_topic }) => {
    if (publicUrl === undefined) return null;
    const base = publicUrl.replace(/\/+$/, '');
    return group_id === null
      ? `${base}/records?${new URLSearchParams({ status: 'open', topic: dlq_topic }).toString()}`
      : `${base}/groups/${encodeURIComponent(group_id)}`;
  };
}
