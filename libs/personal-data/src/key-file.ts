import { randomBytes } from 'node:crypto';

const KEY_BYTES = 32;

/** The line of the key that subjects are hashed with. */
const INDEX = 'index';

/** What keeps the subjects' keys. */
export interface MasterKeys {
  /** Subjects are hashed with it; it stays when master keys are replaced. */
  readonly indexKey: Buffer;
  /** New keys are wrapped with it. */
  readonly current: MasterKey;
  readonly byId: ReadonlyMap<string, MasterKey>;
}

export interface MasterKey {
  readonly id: string;
  readonly key: Buffer;
}

const LINE = /^([\w.-]{1,64})\s+([A-Za-z0-9+/]{43}=)$/;

/**
 * Reads a file of keys: lines of a name and 32 bytes in base64. `index` is the one that subjects are hashed with; of
 * the others the last one is in use, and those before it only open what they have wrapped.
 */
export function readMasterKeys(text: string): MasterKeys | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const keys = lines.flatMap((line) => {
    const [, id, base64] = LINE.exec(line.trim()) ?? [];
    return id === undefined || base64 === undefined ? [] : [{ id, key: Buffer.from(base64, 'base64') }];
  });
  const byId = new Map(keys.map((key) => [key.id, key]));
  const index = byId.get(INDEX);
  byId.delete(INDEX);
  const current = [...byId.values()].at(-1);
  const isRead = keys.length === lines.length && byId.size + 1 === keys.length;
  return !isRead || index === undefined || current === undefined ? undefined : { indexKey: index.key, current, byId };
}

/** A new file of keys, for `readMasterKeys`. */
export function writeMasterKeys(id: string): string {
  const line = (name: string) => `${name} ${randomBytes(KEY_BYTES).toString('base64')}\n`;
  return `# index stays for good; to replace the master key add a line at the end.\n${line(INDEX)}${line(id)}`;
}
