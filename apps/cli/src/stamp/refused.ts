/** Why a file could not be stamped or verified. */
export type RefusedCode =
  'file_not_found' | 'file_unreadable' | 'file_unwritable' | 'file_too_large' | 'file_changed' | 'path_invalid';

export class Refused extends Error {
  constructor(
    readonly code: RefusedCode,
    message: string,
  ) {
    super(message);
    this.name = 'Refused';
  }
}
