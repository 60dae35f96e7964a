import { toUSVString } from 'node:util';

/** Whether the text can be written as UTF-8: JSON escapes such as `\ud800` make text that cannot. */
export function hasUtf8Bytes(text: string): boolean {
  return toUSVString(text) === text;
}
