#!/usr/bin/env node
import { asFailure, EXIT } from './failure';
import { omni } from './omni';
import { openSession, paintFor, type Session } from './session';

/** 128 + the number of the signal, as shells report a process that a signal ended. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

const ending = new AbortController();
let endCode: number | undefined;

/** Asks the running command to clean up and end with that code; who asks twice does not want to wait. */
function end(code: number): void {
  if (endCode !== undefined) process.exit(endCode);
  endCode = code;
  ending.abort();
}

for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => end(code));
// `omni consume … | head`: nobody reads any more, which is no error of ours.
process.stdout.on('error', () => endCode ?? end(EXIT.readerGone));
process.stderr.on('error', () => undefined);

function complain(error: unknown, argv: readonly string[]): number {
  const { code, message, exitCode } = asFailure(error);
  const json = argv.some((word, at) => word === '--output=json' || (word === 'json' && argv[at - 1] === '--output'));
  const paint = paintFor(process.stderr);
  const text = json ? JSON.stringify({ error: { code, message } }) : `${paint('red', 'omni:')} ${message}`;
  process.stderr.write(`${text}\n`);
  return exitCode;
}

const open = (json: boolean): Session => openSession(process, json, ending.signal);

async function main(argv: readonly string[]): Promise<void> {
  const code = await omni(argv, open).catch((error: unknown) =>
    endCode === undefined ? complain(error, argv) : endCode,
  );
  process.stdout.write('', () => process.exit(endCode ?? code));
}

void main(process.argv.slice(2));
