import { createHash } from 'node:crypto';
import type { ValidationIssue } from '#contracts';

const LENGTH = 32;

/**
 * What an issue is known by from one version of a file to the next: a hash of its rule and of its line without the space
 * around it, and the how-manieth of those it is. It stays when lines above come and go and when the file moves. In the
 * order of `issues`.
 */
export function fingerprints(issues: readonly ValidationIssue[], source: string): readonly string[] {
  const lines = source.split(/\r\n|\r|\n/);
  const seen = new Map<string, number>();
  return issues.map(({ code, line }) => {
    const text = (lines[line - 1] ?? '').replace(/\s+/g, ' ').trim();
    const hash = createHash('sha256').update(`${code}\n${text}`).digest('hex').slice(0, LENGTH);
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    return `${hash}:${occurrence}`;
  });
}
