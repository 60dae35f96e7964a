import { spawnSync } from 'node:child_process';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { describeWith } from '../../support/describe-with';
import { eventually } from '../../support/eventually';
import { ask, deadLetterTopic, requestTopic, responseTopic, toSend } from '../main-job/requests';
import { TestSystem } from '../main-job/test-system';
import { comparedBy, DASHBOARDS, documentedMetrics, PROMETHEUS, queriesOf, RULES } from './deployed';
import { PrometheusServer } from './prometheus-server';

const WORKERS = ['bridge', 'intelligence', 'coordinator', 'dlq-monitor', 'recorder'] as const;

/** What has no data while nothing is wrong and nobody decides anything. */
const NOTHING_TO_TELL = [
  'omninode-overview: Not published',
  'omninode-worker: Not published',
  'omninode-worker: Retries',
  'omninode-dead-letters: Redriven',
  'omninode-dead-letters: Notices of alerts',
  'DeliveryRate',
  // No version of ours ends within a month.
  'DeprecatedVersionInUse',
];

const QUERIES = [
  ...queriesOf(DASHBOARDS),
  ...RULES.map((rule): [string, string] => [rule.alert, comparedBy(rule)]),
].map(([place, query]) => ({
  place,
  query: query.replaceAll('$service', 'bridge').replaceAll('$__rate_interval', '1m'),
}));

describeWith('promtool', 'the configuration of Prometheus', () => {
  it.each([
    ['check', 'config', 'prometheus.yml'],
    ['check', 'rules', 'rules.yml'],
    ['test', 'rules', 'rules.test.yml'],
  ])('passes promtool %s %s', (...words) => {
    const { status, stdout, stderr } = spawnSync('promtool', words, { cwd: PROMETHEUS, encoding: 'utf8' });
    expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
  });
});

/** Names, types and labels of our own metrics on a page of Prometheus' text format. */
function metricsOn(page: string) {
  const types = new Map([...page.matchAll(/^# TYPE ((?:omninode|messaging)_\w+) (\w+)$/gm)].map(([, n, t]) => [n, t]));
  const labels = new Map<string, Set<string>>();
  for (const [, series = '', inside = ''] of page.matchAll(/^(\w+)\{(.*)\} \S+$/gm)) {
    const name = types.has(series) ? series : series.replace(/_(?:bucket|sum|count)$/, '');
    const found = labels.get(name) ?? new Set<string>();
    for (const [, label = ''] of inside.matchAll(/(\w+)="/g)) if (!['service', 'le'].includes(label)) found.add(label);
    labels.set(name, found);
  }
  return { types, labels };
}

/** The built workers as they are deployed, all of them with something to do. */
describe('five workers', () => {
  let broker: LocalBroker;
  let system: TestSystem;

  beforeAll(async () => {
    broker = await startLocalBroker();
    system = await TestSystem.open(broker.bootstrap);
    await Promise.all(WORKERS.map((name) => system.start(name).ready()));
    await work();
  });
  afterAll(async () => {
    await system.close();
    await broker.stop();
  });

  /** Requests that are answered and some that are refused, by two workers. */
  async function work(): Promise<void> {
    const good = [ask('stamp', { content: 'x' }), ask('validate', { code_content: 'x = 1\n' })];
    const bad = ask('stamp', { content: 5 });
    await system.tap.send(...[...good, bad].map(toSend));
    for (const { op, correlationId } of good) await system.tap.first(responseTopic(op, 'dotted'), correlationId);
    await system.tap.first(deadLetterTopic('stamp', 'dotted'), bad.correlationId);
  }

  it('serve the metrics that are documented, and no others', async () => {
    const documented = documentedMetrics().filter(({ meaning }) => !meaning.includes('only with'));
    const seen = new Map<string, ReadonlySet<string>>();
    for (const worker of WORKERS) {
      const page = await (await fetch(`${await system.app(worker).url()}/metrics`)).text();
      const { types, labels } = metricsOn(page);
      const wanted = documented.filter(({ workers }) => workers.includes('all') || workers.includes(worker));
      expect({ worker, types: Object.fromEntries(types) }).toEqual({
        worker,
        types: Object.fromEntries(wanted.map(({ name, type }) => [name, type])),
      });
      for (const [name, found] of labels) seen.set(name, new Set([...(seen.get(name) ?? []), ...found]));
    }
    for (const { name, labels } of documented) {
      const found = seen.get(name);
      if (found !== undefined) expect([name, [...found].sort()]).toEqual([name, [...labels].sort()]);
    }
  });

  describeWith('prometheus', 'seen by a Prometheus', () => {
    let prometheus: PrometheusServer;

    beforeAll(async () => {
      const urls = await Promise.all(WORKERS.map((name) => system.app(name).url()));
      prometheus = await PrometheusServer.start(
        Object.fromEntries(WORKERS.map((name, at) => [name, new URL(urls[at] ?? '').host])),
      );
    });
    afterAll(() => prometheus.stop());

    it('are up under their names', async () => {
      const up = await eventually('all are scraped', async () => {
        const found = await prometheus.query('up == 1');
        return found.length === WORKERS.length && found;
      });
      expect(new Set(up.map(({ metric }) => metric['service']))).toEqual(new Set(WORKERS));
    });

    it('have data for every query of every dashboard and rule', async () => {
      let silent = QUERIES;
      const isExpected = ({ place }: { place: string }) => NOTHING_TO_TELL.includes(place);
      await eventually(
        'all have data',
        async () => {
          await work();
          const found = await Promise.all(silent.map(({ query }) => prometheus.query(query)));
          silent = silent.filter((_, at) => found[at]?.length === 0);
          const missing = silent.filter((query) => !isExpected(query));
          if (missing.length > 0) throw new Error(JSON.stringify(missing));
          return true;
        },
        60_000,
      );
      expect(NOTHING_TO_TELL.filter((place) => !QUERIES.some((query) => query.place === place))).toEqual([]);
    });

    it('alert, for a request that was not what its schema says', async () => {
      const firing = await eventually('it alerts', async () => {
        const alerts = await prometheus.query('ALERTS{alertname="SchemaCompliance",alertstate="firing"}');
        return alerts.length > 0 && alerts;
      });
      expect(firing[0]?.metric).toMatchObject({ service: 'bridge', operation: 'stamp', severity: 'warning' });
    });

    it('are counted as they were asked', async () => {
      const answered = `messaging_client_consumed_messages_total{outcome="answered",messaging_destination_name="${requestTopic('stamp', 'dotted')}"}`;
      const before = await prometheus.query(answered);
      await work();
      await eventually('one more is counted', async () => {
        const [now] = await prometheus.query(answered);
        return Number(now?.value[1]) > Number(before[0]?.value[1] ?? 0);
      });
    });
  });
});
