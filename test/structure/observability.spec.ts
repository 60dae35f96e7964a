import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readArguments } from '../../apps/cli/src/arguments';
import { COMMANDS } from '../../apps/cli/src/commands';
import { PORTS } from '../../tools/local-stack/src/config';
import {
  DASHBOARDS,
  documentedMetrics,
  metricsIn,
  queriesOf,
  ROOT,
  RULES,
  thresholdOf,
  type Rule,
} from '../integration/observability/deployed';

const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const doc = text('docs/observability.md');
const runbooks = readdirSync(join(ROOT, 'docs/runbooks'));
const services = ['intelligence', 'bridge', 'dlq-monitor', 'recorder', 'coordinator'] as const;

interface Prometheus {
  readonly scrape_configs: readonly {
    readonly static_configs: readonly { readonly targets: readonly string[]; readonly labels: { service: string } }[];
  }[];
}

interface RuleTests {
  readonly tests: readonly { readonly name: string }[];
}

/** The line of the documentation's table about it. */
const documented = ({ alert }: Rule): string =>
  doc.split('\n').find((line) => line.startsWith(`| \`${alert}\` `)) ?? '';

describe('alert rules', () => {
  it.each(RULES)('$alert has a severity, says what is wrong, and leads to a runbook', ({ labels, annotations }) => {
    expect(['info', 'warning', 'critical']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/\S/);
    expect(annotations.description).toMatch(/\S/);
    expect(existsSync(join(ROOT, annotations.runbook_url))).toBe(true);
  });

  it.each(RULES)('$alert stands in its runbook, and in the documentation as it is', (rule) => {
    expect(text(rule.annotations.runbook_url)).toContain(`\`${rule.alert}\``);
    const [, , severity, threshold, wait] = documented(rule)
      .split('|')
      .map((cell) => cell.trim());
    expect([severity, threshold, wait]).toEqual([rule.labels.severity, thresholdOf(rule), rule.for ?? 'at once']);
  });

  it('are those that the documentation lists', () => {
    const listed = [...doc.matchAll(/^\| `([A-Z]\w+)` /gm)].map(([, name]) => name);
    expect(listed).toEqual(RULES.map(({ alert }) => alert));
  });

  it('are each tested to fire and to be silent', () => {
    const { tests } = parse(text('deploy/observability/prometheus/rules.test.yml')) as RuleTests;
    const wanted = RULES.flatMap(({ alert }) => [`${alert} fires`, `${alert} silent`]);
    expect(tests.map(({ name }) => name).sort()).toEqual(wanted.sort());
  });
});

/** For whoever decides to; no alert leads there. */
const WITHOUT_ALERT = 'docs/runbooks/replay.md';

describe('runbooks', () => {
  it('are each linked by a rule, or about what people do of themselves', () => {
    const linked = new Set([...RULES.map(({ annotations }) => annotations.runbook_url), WITHOUT_ALERT]);
    expect([...linked].sort()).toEqual(runbooks.map((name) => `docs/runbooks/${name}`).sort());
  });

  it.each(runbooks)('%s has only commands that there are, with options that they have', (name) => {
    const lines = text(`docs/runbooks/${name}`).match(/^omni .+$/gm) ?? [];
    for (const line of lines) {
      const [, command = '', ...words] = (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) =>
        word.replaceAll(/^["']|["']$/g, ''),
      );
      const known = COMMANDS.find((one) => one.name === command);
      if (known === undefined) throw new Error(`there is no omni ${command}`);
      const typed = readArguments(known, words);
      const verbs = new Set(known.usage.flatMap((usage) => /^omni \S+ ([a-z|]+)/.exec(usage)?.[1]?.split('|') ?? []));
      if (verbs.size > 0) expect([line, verbs.has(typed.all()[0] ?? '')]).toEqual([line, true]);
    }
  });

  it.each(runbooks)('%s links only what there is', (name) => {
    const links = [...text(`docs/runbooks/${name}`).matchAll(/\]\(([^)#]+)/g)].map(([, link]) => link ?? '');
    for (const link of links) expect([link, existsSync(join(ROOT, 'docs/runbooks', link))]).toEqual([link, true]);
  });
});

describe('queries of rules and dashboards', () => {
  const names = new Set(documentedMetrics().map(({ name }) => name));

  it.each([...RULES.map(({ alert, expr }) => [alert, expr]), ...queriesOf(DASHBOARDS)])(
    '%s asks for metrics that are documented: %s',
    (_, query) => {
      const asked = metricsIn(query);
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter((name) => !names.has(name))).toEqual([]);
    },
  );

  it('are asked of the Prometheus that is provisioned, one dashboard by each name', () => {
    const { datasources } = parse(text('deploy/observability/grafana/provisioning/datasources/omninode.yml')) as {
      datasources: readonly { uid: string }[];
    };
    expect(datasources.map(({ uid }) => uid)).toEqual(['omninode', 'omninode-traces']);
    for (const { panels } of DASHBOARDS) {
      for (const { datasource, targets } of panels) {
        expect([datasource, ...targets.map((target) => target.datasource)].map(({ uid }) => uid)).toEqual(
          Array.from({ length: targets.length + 1 }, () => 'omninode'),
        );
      }
    }
    expect(new Set(DASHBOARDS.map(({ uid }) => uid)).size).toBe(DASHBOARDS.length);
  });
});

it('every worker is scraped, at the port that it has in docker-compose.yml', () => {
  const { scrape_configs } = parse(text('deploy/observability/prometheus/prometheus.yml')) as Prometheus;
  const targets = scrape_configs.flatMap(({ static_configs }) => static_configs);
  const places = Object.fromEntries(targets.map(({ labels, targets: [place] }) => [labels.service, place]));
  expect(places).toEqual(Object.fromEntries(services.map((name) => [name, `${name}:${PORTS[name].fallback}`])));
});
