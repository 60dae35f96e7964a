import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { localPath, projectRoot } from '../../../tools/local-stack/src/project';

const CHART = join(projectRoot(), 'deploy/helm/omninode-workers');
const ENGINE = localPath('bin', 'helm-engine');

/** An object of Kubernetes, as far as all have it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: unknown;
}

/** Compiles what renders charts, by Helm's own packages; the first time takes a minute or two. */
export function buildEngine(): void {
  const cwd = join(projectRoot(), 'test/integration/helm/engine');
  execFileSync('go', ['build', '-buildvcs=false', '-o', ENGINE, '.'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** What would be installed with these values set; throws what Helm has to complain about. */
export function render(...values: readonly string[]): readonly Manifest[] {
  const { status, stdout, stderr } = spawnSync(ENGINE, [CHART, ...values], {
    encoding: 'utf8',
    maxBuffer: 16 * 1_048_576,
  });
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout).flatMap((document) => (document.toJS() as Manifest | null) ?? []);
}
