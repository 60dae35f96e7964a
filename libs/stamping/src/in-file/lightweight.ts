import { decoded, encoded, stampOf, type FileStamp, type ReadStamp } from './stamp';

/** A line that is nothing but a stamp, in the comment syntax of any language. */
const LINE = /^[ \t]*(?:(?:\/\/|\/\*|\{\/\*|<!--|--|;+|%+)(?:[ \t]*#)?|##?)[ \t]*ONEX:[ \t]*((?:uid|hash|ts)=.*)$/;

const CLOSER = /(?:-->|\*\/\}?)$/;

/** Behind these a line may go on as code. */
const CLOSERS = /\*\/|--!?>|\?>/;

/** What upstream's own pattern finds. */
const SEEN_UPSTREAM = /# ONEX:uid=[a-zA-Z0-9_-]+,hash=[a-zA-Z0-9]+,ts=[0-9T:\-+.]/;

/** The stamp on a line that has nothing else, without its line break; `undefined` where there is none. */
export function readLightweight(line: string): ReadStamp | undefined {
  const properties = LINE.exec(line)?.[1]?.trimEnd().replace(CLOSER, '').trimEnd();
  if (properties === undefined) return undefined;
  if (CLOSERS.test(properties)) return { problem: 'something follows the stamp on its line', isMixed: true };
  const fields = new Map<string, string>();
  for (const property of properties.split(',')) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(property.trim()) ?? [];
    if (name === undefined || value === undefined) return { problem: `"${property.trim()}" is not NAME=VALUE` };
    if (fields.has(name)) return { problem: `${name} is given twice` };
    fields.set(name, decoded(value));
  }
  return stampOf(fields);
}

export function isSeenUpstream(text: string): boolean {
  return SEEN_UPSTREAM.test(text);
}

/**
 * As upstream writes it: without spaces, or its pattern finds nothing, and with `#` whatever the language. What upstream
 * does not know stands behind what it does. Linters let lines pass that are one word.
 */
export function writeLightweight({ uid, hash, timestamp, author, version, namespace, exact }: FileStamp): string {
  const fields = [
    ['uid', uid],
    ['hash', hash],
    ['ts', timestamp],
    ['author', author && encoded(author)],
    ['v', version && encoded(version)],
    ['ns', namespace],
    ['exact', exact],
  ];
  return `# ONEX:${fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])).join(',')}`;
}
