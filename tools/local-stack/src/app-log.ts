const WARNING = 40;
const LEVELS: Readonly<Record<string, number>> = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

/**
 * What the console shows of one line of a service's JSON log: warnings and errors, readable; undefined for the rest.
 * A line that is no JSON comes from Node itself (a crash) and is shown as it is.
 */
export function consoleLine(line: string): string | undefined {
  const entry = parseEntry(line);
  if (entry === undefined) return line.trim() === '' ? undefined : line;
  const level = levelOf(entry['level']);
  if (level < WARNING) return undefined;
  const name = Object.keys(LEVELS).findLast((candidate) => (LEVELS[candidate] ?? 0) <= level);
  const message = textOf(entry['message'] ?? entry['msg']);
  return `${name}: ${[message, ...detailsOf(entry, message)].join(', ')}`;
}

function parseEntry(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function levelOf(level: unknown): number {
  if (typeof level === 'number') return level;
  return typeof level === 'string' ? (LEVELS[level] ?? WARNING) : WARNING;
}

/** What tells one warning from another; the rest is in the log file. */
function detailsOf(entry: Readonly<Record<string, unknown>>, message: string): readonly string[] {
  return ['code', 'topic', 'reason', 'err', 'error']
    .map((name) => entry[name])
    .filter((value) => value !== undefined && value !== null)
    .map((value) => textOf(typeof value === 'object' && value !== null && 'message' in value ? value.message : value))
    .filter((text) => text !== message);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
