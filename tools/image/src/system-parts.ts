import { readFileSync } from 'node:fs';

/** What an image has besides packages of npm. */
export interface SystemPart {
  readonly name: string;
  readonly version: string;
  /** Its package URL. */
  readonly purl: string;
}

/** Reads lines of name, version and package URL, with spaces between them. */
export function systemParts(file: string): readonly SystemPart[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [name = '', version = '', purl = ''] = line.split(' ');
    return { name, version, purl };
  });
}
