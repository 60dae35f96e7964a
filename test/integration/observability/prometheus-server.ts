import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { freePort } from '../../../tools/local-stack/src/ports';
import { eventually } from '../../support/eventually';
import { PROMETHEUS } from './deployed';

interface Config {
  global: Record<string, string>;
  rule_files: string[];
  scrape_configs: { static_configs: { targets: string[]; labels: { service: string } }[] }[];
}

/** A value of one series at one instant, with its labels. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [at: number, value: string];
}

/** A real Prometheus with the configuration that is deployed, but for ports, and the second for the quarter of a minute. */
export class PrometheusServer {
  readonly #directory: string;
  readonly #url: string;
  readonly #child: ChildProcess;

  private constructor(directory: string, port: number) {
    this.#directory = directory;
    this.#url = `http://127.0.0.1:${port}`;
    const options = [
      `--config.file=${join(directory, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(directory, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    this.#child = spawn('prometheus', options, { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  /** `places` has the host and port of each service. */
  static async start(places: Readonly<Record<string, string>>): Promise<PrometheusServer> {
    const directory = mkdtempSync(join(tmpdir(), 'omninode-prometheus-'));
    const config = parse(readFileSync(join(PROMETHEUS, 'prometheus.yml'), 'utf8')) as Config;
    config.global = { scrape_interval: '1s', evaluation_interval: '1s' };
    config.rule_files = config.rule_files.map((name) => join(PROMETHEUS, name));
    for (const { static_configs } of config.scrape_configs) {
      for (const target of static_configs) target.targets = [places[target.labels.service] ?? 'nowhere'];
    }
    writeFileSync(join(directory, 'prometheus.yml'), stringify(config));
    const server = new PrometheusServer(directory, await freePort());
    await server.#ready();
    return server;
  }

  /** What a query finds now; rejects with Prometheus' own words where it cannot be read. */
  async query(query: string): Promise<readonly Sample[]> {
    const response = await fetch(`${this.#url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query }) });
    const answer = (await response.json()) as { error?: string; data?: { result: readonly Sample[] } };
    if (answer.data === undefined) throw new Error(`${query}: ${answer.error}`);
    return answer.data.result;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    let said = '';
    this.#child.stderr?.on('data', (chunk) => (said += String(chunk)));
    await eventually('Prometheus is ready', async () => {
      if (this.#child.exitCode !== null) throw new Error(said);
      return (await fetch(`${this.#url}/-/ready`)).ok;
    });
  }
}
