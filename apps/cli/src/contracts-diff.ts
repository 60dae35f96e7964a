import { compare, versionStep, type Finding, type Policy } from '#schema-evolution';
import { EXIT, usage } from './failure';
import { jsonMistake, readSource } from './payload';
import { oneLine } from './printable';
import type { Session } from './session';
import { showFindings } from './show-findings';

export interface DiffContracts {
  /** Files with one JSON Schema each. */
  readonly older: string;
  readonly newer: string;
  readonly policy: Policy;
  readonly mode: 'backward' | 'forward' | 'full';
}

/** `omni contracts diff`: whether data stays readable when one schema becomes the other. */
export async function diffContracts(what: DiffContracts, session: Session): Promise<number> {
  const older = await readSchema(what.older);
  const newer = await readSchema(what.newer);
  const { compatible, findings } = compare(older, newer, { direction: what.mode, policy: what.policy });
  const step = versionStep(older, newer);
  const { mode, policy } = what;
  await session.print(
    session.json
      ? JSON.stringify({ compatible, mode, policy, version_step: step, findings })
      : showDiff(findings, `${mode}, ${policy} policy; the version must move by: ${step}`, session),
  );
  return compatible ? EXIT.ok : EXIT.no;
}

function showDiff(findings: readonly Finding[], how: string, { paint }: Session): string {
  if (findings.length === 0) return `${paint('green', 'compatible')} (${how})`;
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  return `${showFindings(findings, paint)}\n\n${paint('red', 'not compatible')}: ${count} (${how})`;
}

async function readSchema(file: string): Promise<unknown> {
  const { name, bytes } = await readSource(file);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const mistake = jsonMistake(text);
  if (mistake !== null) throw usage(`${name} is not JSON: ${oneLine(mistake)}`);
  return JSON.parse(text) as unknown;
}
