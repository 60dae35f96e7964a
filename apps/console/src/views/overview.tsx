import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Monitor } from '../api/client';
import { alertsQuery, countsQuery, overviewQuery, workersQuery, type Span } from '../api/queries';
import { count, counted, workerName } from '../lib/format';
import { useFilters, withFilters } from '../lib/use-filters';
import { Ago, Badge, Loading, Name, Page, Problem } from '../ui/parts';
import { FlowChart } from '../ui/flow-chart';
import { alertHref, AlertState, worstFirst } from './alerts';

/** More than that is a page of its own. */
const SHOWN_ALERTS = 5;

const SPANS: readonly Span[] = ['hour', 'day', 'week'];

export function OverviewView(): ReactNode {
  const [{ span: asked }, change] = useFilters(['span']);
  const span = SPANS.find((one) => one === asked) ?? 'day';
  const { data, error, refetch } = useQuery(overviewQuery(span));
  if (error !== null) return <Problem error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return (
    <Page title="Overview">
      <Figures overview={data} />
      <Alerts />
      <section aria-labelledby="flow">
        <div className="section-header">
          <h2 id="flow">Dead letters over time</h2>
          <div className="chips" role="group" aria-label="Span of time">
            {SPANS.map((one) => (
              <button
                key={one}
                type="button"
                className="chip"
                aria-pressed={one === span}
                onClick={() => change({ span: one === 'day' ? undefined : one })}
              >
                last {one}
              </button>
            ))}
          </div>
        </div>
        <FlowChart flow={data.flow} stepSeconds={data.step_seconds} />
      </section>
      <Topics />
      <Workers />
    </Page>
  );
}

function Figures({ overview }: { readonly overview: Monitor['OverviewView'] }): ReactNode {
  const { open, open_groups, oldest_received_at, flow, step_seconds } = overview;
  const [received, closed] = [sum(flow, 'received'), sum(flow, 'closed')];
  const hours = Math.max(1, (flow.length * step_seconds) / 3_600);
  return (
    <ul className="figures">
      <li className={open > 0 ? 'bad' : 'good'}>
        <Link href={withFilters('/records', { status: 'open' })}>
          <strong>{count(open)}</strong> open dead letters
        </Link>
      </li>
      <li>
        <Link href="/groups">
          <strong>{count(open_groups)}</strong> groups of them, by cause
        </Link>
      </li>
      <li>
        <span>
          <strong>{oldest_received_at === null ? '–' : <Ago at={oldest_received_at} />}</strong> came the oldest that is
          open
        </span>
      </li>
      <li>
        <span>
          <strong>{perHour(received / hours)}</strong> an hour came, {perHour(closed / hours)} were closed
        </span>
      </li>
    </ul>
  );
}

/** What alerts now. */
function Alerts(): ReactNode {
  const { data, error } = useQuery(alertsQuery);
  if (error !== null) return <Problem error={error} />;
  const firing = worstFirst(data?.items ?? []).filter(({ status }) => status === 'firing');
  if (firing.length === 0) return null;
  return (
    <section>
      <div className="section-header">
        <h2>{counted(firing.length, 'alert')}</h2>
        <Link href="/alerts">all, and what recovered</Link>
      </div>
      <ul className="alerts">
        {firing.slice(0, SHOWN_ALERTS).map((alert) => (
          <li key={alert.key}>
            <AlertState alert={alert} />
            <p>
              <Link href={alertHref(alert)}>{alert.message}</Link>{' '}
              <span className="note">
                began <Ago at={alert.began_at} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function perHour(rate: number): string {
  return rate >= 10 || rate === 0 ? count(Math.round(rate)) : rate.toFixed(1);
}

function sum(flow: Monitor['OverviewView']['flow'], of: 'received' | 'closed'): number {
  return flow.reduce((all, step) => all + step[of], 0);
}

function Topics(): ReactNode {
  const { data, error } = useQuery(countsQuery);
  if (error !== null) return <Problem error={error} />;
  return (
    <section>
      <h2>Open by topic</h2>
      {data?.items.length === 0 && <p className="empty">Nothing is open.</p>}
      <ul className="bars">
        {data?.items.map(({ dlq_topic, open, newest }) => (
          <li key={dlq_topic}>
            <Link href={withFilters('/records', { topic: dlq_topic, status: 'open' })}>
              <span className="name">
                <Name>{dlq_topic}</Name>
              </span>
              <strong>{count(open)}</strong>
            </Link>
            <meter min={0} max={data.items[0]?.open ?? 1} value={open} aria-hidden="true" />
            <p className="note">
              newest <Ago at={newest.received_at} />: <code>{newest.error_code}</code> {newest.error_message}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Workers(): ReactNode {
  const { data, error } = useQuery(workersQuery);
  return (
    <section>
      <h2>Workers</h2>
      {error !== null && <Problem error={error} />}
      {data === undefined && error === null && <Loading />}
      {data?.items.length === 0 && (
        <p className="empty">The broker knows no consumer group that begins with omninode-.</p>
      )}
      <ul className="workers">
        {data?.items.map(({ group, members, state, lag, topics }) => (
          <li key={group}>
            <h3>{workerName(group)}</h3>
            <p>
              <Badge kind={members > 0 ? 'good' : 'bad'}>
                {members > 0 ? counted(members, 'instance') : 'not running'}
              </Badge>{' '}
              {members > 0 && state !== 'Stable' && <Badge kind="warn">{state}</Badge>}
            </p>
            <p>
              <strong>{count(lag)}</strong> {lag === 1 ? 'record' : 'records'} behind
            </p>
            {topics.map(({ topic, lag: behind }) => (
              <p key={topic} className="note">
                {count(behind)} <Name>{topic}</Name>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
