import { oneLine } from '../printable';
import type { Paint } from '../session';
import type { Finding } from './finding';

/** Findings for people, or that there are none. */
export function showFindings(findings: readonly Finding[], paint: Paint): string {
  if (findings.length === 0) return paint('green', 'Nothing is wrong.');
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const counts = `${errors} ${errors === 1 ? 'error' : 'errors'}, ${findings.length - errors} warnings`;
  return [...findings.map((finding) => shown(finding, paint)), counts].join('\n\n');
}

function shown({ code, severity, what, why, fix }: Finding, paint: Paint): string {
  const mark = paint(severity === 'error' ? 'red' : 'yellow', severity);
  return [`${mark} ${oneLine(what)} ${paint('dim', `(${code})`)}`, `  ${oneLine(why)}`, `  ${oneLine(fix)}`].join('\n');
}
