import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../golden');
const VERSIONS = 'contract.json';

/** Digest of the golden messages by contract version, oldest first. A version is never rewritten once committed. */
type Versions = Readonly<Record<string, string>>;

function digestOfGoldens(): string {
  const hash = createHash('sha256');
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json') && name !== VERSIONS);
  for (const name of names.sort()) hash.update(`${name}\n`).update(readFileSync(join(FOLDER, name)));
  return hash.digest('hex');
}

function versionsNow(): Versions {
  return JSON.parse(readFileSync(join(FOLDER, VERSIONS), 'utf8')) as Versions;
}

/** What a commit has; `null` before there was such a file, or where there is no history to ask (a shallow clone). */
function versionsAt(commit: string): Versions | null {
  try {
    const args = ['show', `${commit}:test/golden/${VERSIONS}`];
    return JSON.parse(execFileSync('git', args, { cwd: FOLDER, encoding: 'utf8', stdio: 'pipe' })) as Versions;
  } catch {
    return null;
  }
}

describe('the golden messages', () => {
  it('are what the newest contract version says they are', () => {
    const [version, digest] = Object.entries(versionsNow()).at(-1) ?? [];
    const found = digestOfGoldens();
    if (digest === found) return;
    throw new Error(
      `the golden messages are not those of contract ${version}: a change there is a change of the contract. ` +
        `Decide whether it is minor or major and add "<version>": "${found}" to test/golden/${VERSIONS}`,
    );
  });

  it.each(['HEAD', 'HEAD^'])('have no version rewritten or removed since %s', (commit) => {
    for (const [version, digest] of Object.entries(versionsAt(commit) ?? {})) {
      expect([version, versionsNow()[version]]).toEqual([version, digest]);
    }
  });

  it('move upwards', () => {
    const versions = Object.keys(versionsNow()).map((version) => version.split('.').map(Number));
    expect(versions.every((parts) => parts.length === 3 && parts.every(Number.isInteger))).toBe(true);
    const sorted = [...versions].sort(
      (one, other) => one.map((part, at) => part - (other[at] ?? 0)).find((x) => x !== 0) ?? 0,
    );
    expect(versions).toEqual(sorted);
  });
});
