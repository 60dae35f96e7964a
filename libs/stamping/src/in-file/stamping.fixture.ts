import { stampFile, type StampedFile, type StampOptions } from './stamp-file';
import { verifyFile, type FileVerification } from './verify-file';

export const UID = '0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11';
export const TIME = '2026-03-04T05:06:07+00:00';

/** A stamped file as a test writes and reads it. */
export interface Written {
  readonly text: string;
  readonly sidecar: string | undefined;
  readonly stamped: StampedFile;
}

export interface Given extends Partial<StampOptions> {
  readonly sidecar?: string | undefined;
}

export function stampText(path: string, text: string | Uint8Array, { sidecar, ...options }: Given = {}): Written {
  const file = { path, bytes: Buffer.from(text as string), ...(sidecar !== undefined && { sidecar }) };
  const stamped = stampFile(file, { now: () => new Date(TIME), newUid: () => UID, ...options });
  return { text: Buffer.from(stamped.bytes).toString('utf8'), sidecar: stamped.sidecar ?? undefined, stamped };
}

/** Another time and another id: nothing may depend on them when nothing has changed. */
export function stampAgain(
  path: string,
  { text, sidecar }: Pick<Written, 'text' | 'sidecar'>,
  options: Given = {},
): Written {
  return stampText(path, text, {
    sidecar,
    now: () => new Date('2027-01-01T00:00:00Z'),
    newUid: () => 'another',
    ...options,
  });
}

export function verifyText(
  path: string,
  text: string | Uint8Array,
  more: { sidecar?: string; namespace?: string } = {},
): FileVerification {
  return verifyFile({ path, bytes: Buffer.from(text as string), ...more });
}

/** A text with its stamp shown as `<stamp>`, or `<block>` for a rich one. */
export function outline(text: string): string {
  return text
    .replace(/<!-- ONEX_METADATA_START -->.*<!-- ONEX_METADATA_END -->/s, '<block>')
    .replace(/ONEX_METADATA_START\r?\n.*ONEX_METADATA_END/s, '<block>')
    .replace(/# ONEX:uid=\S+/g, '<stamp>');
}
