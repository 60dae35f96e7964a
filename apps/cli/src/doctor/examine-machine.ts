import { statfsSync, readFileSync } from 'node:fs';
import { fault, warning, type Finding } from './finding';

export interface Machine {
  /** As `process.versions.node`. */
  readonly node: string;
  /** Oldest that works: `major.minor`. */
  readonly oldestNode: string;
  /** Files that a process may have open; undefined where the system does not say. */
  readonly openFiles: number | undefined;
  /** Bytes free where the program is. */
  readonly freeBytes: number;
}

/** Sockets and files of a worker with all its partitions, and some to spare. */
const OPEN_FILES = 1_024;
const FREE_BYTES = 1_073_741_824;

/** This machine, as far as a program can see it. */
export function machineOf(folder: string, oldestNode: string): Machine {
  const { bavail, bsize } = statfsSync(folder);
  return { node: process.versions.node, oldestNode, openFiles: openFilesAllowed(), freeBytes: bavail * bsize };
}

/** Node.js raises the soft limit to the hard one by itself. */
function openFilesAllowed(): number | undefined {
  try {
    const [, limit = ''] = /^Max open files\s+\S+\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return limit === '' ? undefined : Number(limit);
  } catch {
    return undefined;
  }
}

/** Whether workers have room on a machine. */
export function examineMachine({ node, oldestNode, openFiles, freeBytes }: Machine): readonly Finding[] {
  const findings: Finding[] = [];
  if (isOlder(node, oldestNode)) {
    const fix = `Use Node.js ${oldestNode} or later.`;
    findings.push(fault('machine.node', `this is Node.js ${node}`, 'Workers fail while they start, or later.', fix));
  }
  if (openFiles !== undefined && openFiles < OPEN_FILES) {
    const what = `a process may open ${openFiles} files`;
    const fix = `Raise the limit to ${OPEN_FILES} at least (ulimit -n, LimitNOFILE).`;
    findings.push(warning('machine.open_files', what, 'Under load connections fail.', fix));
  }
  if (freeBytes < FREE_BYTES) {
    const what = `${Math.floor(freeBytes / 1_048_576)} MiB are free`;
    findings.push(warning('machine.disk', what, 'Logs, broker and database stop when it is full.', 'Make room.'));
  }
  return findings;
}

function isOlder(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}
