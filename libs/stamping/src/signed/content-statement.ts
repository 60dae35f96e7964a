import type { StampRow } from '../stamps';
import type { SignedStatement } from './check-envelope';
import { writeStatement, type Misfit } from './statement';

/** What is signed of a content that was stamped: its bytes, and what the row says. The path stays out: it may be personal. */
export function contentStatement(row: StampRow, sha256: Buffer): Buffer {
  const { uid, blake3_hash } = row;
  const digest = { sha256: sha256.toString('hex'), blake3: blake3_hash };
  return writeStatement([{ name: uid, digest }], { ...factsOf(row), content_length: row.content_length });
}

/** The first fact that the row has otherwise than it was signed. */
export function rowMisfit(row: StampRow, { statement }: SignedStatement): Misfit | undefined {
  const { subjects, predicate } = statement;
  const facts = { ...factsOf(row), blake3: row.blake3_hash };
  const signed: Readonly<Record<string, unknown>> = { ...predicate, blake3: subjects[0]?.digest['blake3'] };
  const [name, found] = Object.entries(facts).find(([key, value]) => signed[key] !== value) ?? [];
  return name === undefined ? undefined : { expected: `${name} ${String(signed[name])}`, found: `${name} ${found}` };
}

function factsOf({ uid, stamped_at, namespace, content_type }: StampRow) {
  return { uid, stamped_at: stamped_at.toISOString(), namespace, content_type };
}
