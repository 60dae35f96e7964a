import type { Finding } from '#schema-evolution';
import { oneLine } from './printable';
import type { Paint } from './session';

/** What speaks against a change, one after the other: rule and place, why, and what to do. */
export function showFindings(findings: readonly Finding[], paint: Paint): string {
  return findings.map((finding) => showFinding(finding, paint)).join('\n');
}

function showFinding({ rule, direction, document, pointer, reason, fix }: Finding, paint: Paint): string {
  const place = pointer === '' ? 'the whole schema' : oneLine(pointer);
  return [
    `${paint('red', rule)}  ${place}${document === 'older' ? ' (in the older schema)' : ''}  ${paint('dim', direction)}`,
    `    ${oneLine(reason)}.`,
    `    ${oneLine(fix)}`,
  ].join('\n');
}
