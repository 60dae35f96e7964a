import type { Command } from '../command';
import { COMMON, RECORDER, WORKERS, pagesOptions } from '../options';

/** Of what sends nothing. */
const SENDS = { not: ['--compare', '--export'] } as const;

/** A sample is compared line by line. */
const CHOOSES = { not: ['--sample'] } as const;

const COMPARES = { of: ['--compare'] } as const;

export const REPLAY: Command = {
  name: 'replay',
  says: 'send recorded events again',
  usage: [
    'omni replay (--correlation ID | --session ID | --from TIME [--to TIME]) --dry-run [options]',
    'omni replay (--correlation ID | --session ID | --from TIME [--to TIME]) --reason TEXT [options]',
    'omni replay (--correlation ID | --session ID | --from TIME [--to TIME] | --sample FILE) --compare [options]',
    'omni replay (--correlation ID | --session ID | --from TIME [--to TIME]) --export FILE',
  ],
  examples: [
    'omni replay --session s-17 --dry-run',
    'omni replay --from 2026-11-28T06:00:00Z --to 2026-11-28T07:00:00Z --to-topic sandbox --rate 500/s --reason "load"',
    'omni replay --from 2026-11-28T06:00:00Z --to 2026-11-28T07:00:00Z --compare --stamps',
    'omni replay --session s-17 --export s-17.jsonl',
    'omni replay --sample s-17.jsonl --compare --ignore payload.suggestions --output json',
  ],
  options: {
    correlation: { type: 'string', ...CHOOSES, value: 'ID', says: 'events of this correlation id' },
    session: { type: 'string', ...CHOOSES, value: 'ID', says: 'events of this session' },
    from: { type: 'string', ...CHOOSES, value: 'TIME', says: "events from this time on, by the records' time" },
    to: { type: 'string', ...CHOOSES, value: 'TIME', says: 'and before this time (default: now)' },
    type: { type: 'string', ...CHOOSES, value: 'TYPE', says: 'of this event type alone' },
    topic: { type: 'string', ...CHOOSES, value: 'TOPIC', says: 'of this topic alone' },
    'to-topic': {
      type: 'string',
      ...SENDS,
      value: 'TOPIC',
      says: 'send all of them there (default: each to its own topic)',
    },
    rate: { type: 'string', ...SENDS, value: 'N/s', says: 'records a second at most (default: as fast as it goes)' },
    'max-dead-letters': {
      ...SENDS,
      type: 'string',
      value: 'N',
      says: 'more dead letters end it (default: 10, or 1 % of what was sent)',
    },
    reason: { type: 'string', ...SENDS, value: 'TEXT', says: 'why; kept in the audit trail' },
    'dry-run': { type: 'boolean', ...SENDS, says: 'show what would be sent, and send nothing' },
    compare: { type: 'boolean', says: 'send nothing: compare the recorded answers with those of this build' },
    export: {
      not: ['--compare'],
      type: 'string',
      value: 'FILE',
      says: 'send nothing: write requests and answers as a sample for --compare',
    },
    sample: { type: 'string', ...COMPARES, value: 'FILE', says: 'what --export wrote, instead of the event log' },
    ignore: {
      type: 'string',
      ...COMPARES,
      multiple: true,
      value: 'FIELD',
      says: 'pass over this field; may be repeated',
    },
    stamps: { type: 'boolean', ...COMPARES, says: 'look stamps up in the database, as they were then' },
    workers: { ...WORKERS, ...COMPARES },
    detach: { type: 'boolean', ...SENDS, says: 'do not wait for its end' },
    ...pagesOptions(RECORDER),
    ...COMMON,
  },
  notes: [
    'TIME is like 2026-01-31T12:00:00Z, or a date; without a zone it is of this machine. All that is said must hold.',
    'Records keep their bytes, key, headers and order; x-replay-id and x-replay-of tell consumers what they are.',
    'It is a job that outlives this command: "omni jobs" watches, cancels and resumes it, with the same --url.',
    'With --output json one line for each change of the job; with --dry-run one object.',
    'Exit code 1 when there is nothing to send, or too much, when the job fails or is cancelled, or when the recorder',
    'did not find all that was sent on the topics.',
    'compare, export: the log is read over DATABASE_URL, because the recorder shows no exact bytes. Nothing is changed.',
    'FIELD is dotted, [] for the items of a list: payload.issues[].line; all inside of it is passed over, too.',
    'compare: exit code 1 when an answer differs or nothing could be compared. With --output json one line for each',
    'request that is not answered as it was, and a last one with the summary.',
  ],
  load: async () => (await import('./replay.js')).replay,
};
