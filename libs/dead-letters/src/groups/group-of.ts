import { blake3 } from '#blake3';
import { causeOf, type Cause } from './cause';
import { errorClassOf, type Failure } from './failure';
import { normaliseMessage } from './normalise-message';
import { topFrames } from './top-frames';

/** Failures with the same cause. */
export interface Group extends Cause {
  /** Written as a UUID: the same for the same cause on every machine and in every release of the failing program. */
  readonly id: string;
  readonly error_code: string;
  /** Without its package. */
  readonly error_class: string;
  /** What the messages have in common. */
  readonly message: string;
  /** Innermost first. */
  readonly frames: readonly string[];
  readonly event_type: string | null;
}

/** 128 of BLAKE3's 256 bits: among a million groups two are alike with a probability below 1 in 10^26. */
const ID_BYTES = 16;

/** Goes up when the same failure gets another id than before. */
const RULES = 1;

export function groupOf(failure: Failure): Group {
  const { error_code, event_type } = failure;
  const { reason, addressee } = causeOf(failure);
  const told = [
    errorClassOf(failure),
    normaliseMessage(failure.error_message),
    topFrames(failure.error_stack),
  ] as const;
  const [error_class, message, frames] = told;
  const fingerprinted = JSON.stringify([RULES, reason, error_code, ...told, event_type]);
  const id = asUuid(blake3(Buffer.from(fingerprinted)).subarray(0, ID_BYTES));
  return { id, reason, addressee, error_code, error_class, message, frames, event_type };
}

function asUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
