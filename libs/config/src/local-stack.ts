import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { isSet, type Environment } from './read-config';

/** Where the parts of a stack that `npm start` runs are, on this machine. */
export interface LocalStack {
  /** Of the process that runs it. */
  readonly pid: number;
  /** `host:port`, separated by commas. */
  readonly bootstrap: string;
  /** With its password: the file is its owner's alone. */
  readonly databaseUrl: string;
  /** By the name of the service. */
  readonly ports: Readonly<Record<string, number>>;
}

/** The file in which the stack of a project's folder says where its parts are, from when they are ready until it stops. */
export function localStackFile(root: string): string {
  return join(root, '.local', 'run', 'addresses.json');
}

/** The stack that runs in a project's folder; undefined where none does, also where the process is gone and its file is not. */
export function localStack(root: string): LocalStack | undefined {
  try {
    const stack = JSON.parse(readFileSync(localStackFile(root), 'utf8')) as LocalStack;
    return isRunning(stack.pid) ? stack : undefined;
  } catch {
    return undefined;
  }
}

/** What `.env` in a project's folder says; nothing where there is none. */
export function dotEnv(root: string): Environment {
  const file = join(root, '.env');
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}

/** Environments as one: what an earlier one sets, as text or by `NAME_FILE`, none of the later ones changes. */
export function firstOf(...environments: readonly Environment[]): Environment {
  return environments.reduce((first, next) => {
    const added = Object.entries(next).filter(
      ([name]) => !isSet(first, name.replace(/_FILE$/, '')) && !isSet(first, name),
    );
    return { ...first, ...Object.fromEntries(added) };
  }, {});
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
