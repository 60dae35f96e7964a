import { createHash } from 'node:crypto';
import { blake3Hex } from '#blake3';
import { isObject, type JsonObject } from '#contracts';

export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** What a stamp says of its subjects: docs/stamping-files.md has its fields. */
export const PREDICATE_TYPE = 'https://omninode.ai/stamp/v1';

/** Lower-case hexadecimal digits. */
export interface Digests {
  readonly sha256: string;
  readonly blake3: string;
}

/** What was stamped. */
export interface Subject {
  readonly name: string;
  readonly digest: Digests;
}

/** An in-toto Statement v1 (in-toto/attestation, spec/v1/statement.md) as it was signed. */
export interface Statement {
  readonly subjects: readonly { readonly name?: string; readonly digest: JsonObject }[];
  readonly predicate: JsonObject;
}

export function digestsOf(bytes: Uint8Array): Digests {
  return { sha256: sha256Of(bytes).toString('hex'), blake3: blake3Hex(bytes) };
}

export function sha256Of(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** The same facts give the same bytes. */
export function writeStatement(subject: readonly Subject[], predicate: JsonObject): Buffer {
  const statement = { _type: STATEMENT_TYPE, subject, predicateType: PREDICATE_TYPE, predicate };
  return Buffer.from(JSON.stringify(statement), 'utf8');
}

/** What is wrong with a payload: what it should be, and is. */
export interface Misfit {
  readonly expected: string;
  readonly found: string;
}

export function readStatement(payload: Buffer): Statement | Misfit {
  const value = parsed(payload);
  if (!isObject(value)) return { expected: 'a JSON object', found: 'something else' };
  const { _type, predicateType, subject, predicate } = value;
  if (_type !== STATEMENT_TYPE) return { expected: STATEMENT_TYPE, found: shown(_type) };
  if (predicateType !== PREDICATE_TYPE) return { expected: PREDICATE_TYPE, found: shown(predicateType) };
  const subjects = Array.isArray(subject) ? subject.map(readSubject) : [];
  if (subjects.length === 0 || !subjects.every((one) => one !== undefined))
    return { expected: 'subjects with digests', found: 'something else' };
  return { subjects, predicate: isObject(predicate) ? predicate : {} };
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}

function readSubject(value: unknown): Statement['subjects'][number] | undefined {
  if (!isObject(value)) return undefined;
  const { name, digest } = value;
  if (!isObject(digest)) return undefined;
  return { digest, ...(typeof name === 'string' && { name }) };
}

function shown(type: unknown): string {
  return typeof type === 'string' ? type.slice(0, 200) : 'something else';
}

const ALGORITHMS = ['sha256', 'blake3'] as const;

/**
 * The first digest of a subject that is another, or `undefined` where all agree. One at least has to be there; those of
 * other algorithms are passed over (in-toto).
 */
export function differenceOf(subject: JsonObject, digests: Digests): keyof Digests | undefined {
  const known = ALGORITHMS.filter((algorithm) => subject[algorithm] !== undefined);
  return known.length === 0 ? 'sha256' : known.find((algorithm) => subject[algorithm] !== digests[algorithm]);
}
