import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const ROOT = join(__dirname, '../../..');
export const PROMETHEUS = join(ROOT, 'deploy/observability/prometheus');
const GRAFANA = join(ROOT, 'deploy/observability/grafana/dashboards');

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook_url: string };
}

interface Target {
  readonly expr: string;
  readonly datasource: { readonly uid: string };
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly {
    readonly title: string;
    readonly datasource: { readonly uid: string };
    readonly targets: readonly Target[];
  }[];
}

/** A line of the table of metrics in docs/observability.md. */
export interface DocumentedMetric {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
  readonly workers: readonly string[];
  readonly meaning: string;
}

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}

const file = parse(readFileSync(join(PROMETHEUS, 'rules.yml'), 'utf8')) as RuleFile;

export const RULES: readonly Rule[] = file.groups.flatMap(({ rules }) => rules);

export const DASHBOARDS: readonly Dashboard[] = readdirSync(GRAFANA).map(
  (name) => JSON.parse(readFileSync(join(GRAFANA, name), 'utf8')) as Dashboard,
);

const THRESHOLD = /^([^]*) ((?:>|==) [\d.]+)$/;

/** What a rule compares: without its threshold, so that there is an answer also while nothing is wrong. */
export const comparedBy = ({ expr }: Rule): string => THRESHOLD.exec(expr)?.[1] ?? '';

export const thresholdOf = ({ expr }: Rule): string => THRESHOLD.exec(expr)?.[2] ?? '';

/** Every query with where it stands. */
export function queriesOf(dashboards: readonly Dashboard[]): readonly [place: string, query: string][] {
  return dashboards.flatMap(({ uid, panels }) =>
    panels.flatMap(({ title, targets }) => targets.map(({ expr }): [string, string] => [`${uid}: ${title}`, expr])),
  );
}

const OURS = /\b(?:omninode|messaging)_[a-z_]+(?=[{[ )]|$)/g;

/** Names of metrics in a query, those of Prometheus and the process too, as the table of the documentation has them. */
export function metricsIn(query: string): readonly string[] {
  const asked = [...query.matchAll(OURS)].map(([name]) => name).filter((name) => !LABELS.has(name));
  const names = asked.map((name) => name.replace(/_(?:bucket|sum|count)$/, ''));
  return /\b(?:up|ALERTS|process_\w+|nodejs_\w+)\b/.test(query) ? [...names, 'omninode_build_info'] : names;
}

const LABELS: ReadonlySet<string> = new Set(['messaging_destination_name', 'messaging_operation_name']);

export function documentedMetrics(): readonly DocumentedMetric[] {
  const doc = readFileSync(join(ROOT, 'docs/observability.md'), 'utf8');
  const section = doc.split('\n## Metrics\n')[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `(\w+)` .*$/gm)].map(([line, name = '']) => {
    const [, , type = '', , labels = '', workers = '', meaning = ''] = line.split('|').map((cell) => cell.trim());
    const words = (cell: string) =>
      cell
        .replaceAll('`', '')
        .split(', ')
        .filter((word) => word !== '');
    return { name, type, labels: words(labels), workers: words(workers), meaning };
  });
}
