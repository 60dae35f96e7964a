import type { KeyObject } from 'node:crypto';
import { KeyFileError, readKeyFiles } from '#signing';
import type { Arguments } from './arguments';
import { usage } from './failure';
import { reasonOf } from './system-error';

/** The keys in the files and folders that `--public-key` names. */
export function publicKeysOf(typed: Arguments): readonly KeyObject[] {
  try {
    return typed.texts('public-key').flatMap(readKeyFiles);
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    const { file, cause, message } = error;
    throw usage(cause === undefined ? message : `${file} cannot be read: ${reasonOf(cause)}`);
  }
}
