import { readFileSync } from 'node:fs';
import { KeyRing, readPrivateKey, Signer } from '#signing';
import { readRevocations, type Revocations, type Trust } from '#stamping';
import type { Arguments } from '../arguments';
import { stampSigningKeyFile } from '../config';
import { usage } from '../failure';
import { publicKeysOf } from '../public-keys';
import { reasonOf } from '../system-error';

/** With the key that `--sign-with` or the environment names; `undefined` where nobody does. */
export function signerOf(typed: Arguments): Signer | undefined {
  const file = stampSigningKeyFile(typed.text('sign-with'));
  if (file === undefined) return undefined;
  const key = readPrivateKey(textOf(file));
  if (key === undefined) throw usage(`${file} has no private Ed25519 key in PEM form; omni audit keygen makes one`);
  return new Signer(key);
}

/** Whom `--public-key` says to trust, and what not, as `--revoked` says. */
export function trustOf(typed: Arguments): Trust {
  const keys = publicKeysOf(typed);
  const mustBeSigned = typed.flag('require-signature');
  if (mustBeSigned && keys.length === 0) throw usage('say whose signature: --public-key FILE');
  const revoked = new Map(typed.texts('revoked').flatMap((file) => [...revocationsIn(file)]));
  return { revoked, mustBeSigned, ...(keys.length > 0 && { ring: new KeyRing(keys) }) };
}

function revocationsIn(file: string): Revocations {
  const read = readRevocations(textOf(file));
  if ('badLine' in read) throw usage(`${file}:${read.badLine} is no revoked hash: 64 hex digits, and why behind them`);
  return read;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw usage(`${file} cannot be read: ${reasonOf(error)}`);
  }
}
