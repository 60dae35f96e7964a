import type { Command } from '../command';
import { COMMON, RECORDER, pagesOptions } from '../options';

const NOT_THERE = 'Exit code 1 when there is nothing under that id; 3 when the recorder cannot be reached or is busy.';

export const TRACE: Command = {
  name: 'trace',
  says: 'show what a correlation id did: a tree of causes, with the time of each hop',
  usage: ['omni trace CORRELATION_ID [options]'],
  examples: [
    'omni trace 550e8400-e29b-41d4-a716-446655440000',
    'omni trace 550e8400-e29b-41d4-a716-446655440000 --output mermaid > trace.mmd',
  ],
  options: {
    ...pagesOptions(RECORDER),
    ...COMMON,
    output: { type: 'string', value: 'human|json|mermaid', says: 'for people (default), for programs, as a diagram' },
  },
  notes: [
    'An event hangs below the one that it names as its cause; a reply without one below its request; a dead letter',
    'below the record that it holds; what names nothing below the last request before it (marked with "~").',
    NOT_THERE,
  ],
  load: async () => (await import('./trace.js')).trace,
};

export const EVENTS: Command = {
  name: 'events',
  says: 'list recorded events, or show one',
  usage: [
    'omni events [--topic TOPIC] [--type TYPE] [--correlation-id ID] [--session ID] [--from TIME] [--to TIME] [options]',
    'omni events EVENT_ID [options]',
  ],
  examples: [
    'omni events --topic omninode.bridge.request.stamp.v1 --from 15m',
    'omni events --type CodegenStatusEvent --follow',
  ],
  options: {
    topic: { type: 'string', value: 'TOPIC', says: 'those of this topic' },
    type: { type: 'string', value: 'TYPE', says: 'those of this event type' },
    'correlation-id': { type: 'string', value: 'ID', says: 'those of this correlation id' },
    session: { type: 'string', value: 'ID', says: 'those of this session' },
    from: { type: 'string', value: 'TIME', says: 'those since: 2026-01-31T12:00:00Z, or 15m for "15 minutes ago"' },
    to: { type: 'string', value: 'TIME', says: 'those before' },
    max: { type: 'string', value: 'N', says: 'at most this many, the newest (default 50)' },
    follow: { type: 'boolean', says: 'then those that come, until interrupted' },
    ...pagesOptions(RECORDER),
    ...COMMON,
  },
  notes: [
    'Filters are joined by "and". The newest come first; with --follow they come last.',
    'With --output json one line for each event.',
    NOT_THERE,
  ],
  load: async () => (await import('./events.js')).events,
};

export const SESSION: Command = {
  name: 'session',
  says: 'show what happened in a session: timeline, durations, success rate, bottlenecks',
  usage: ['omni session SESSION_ID [options]'],
  examples: ['omni session 7c9e6679-7425-40de-944b-e07fc1f90ae7'],
  options: { ...pagesOptions(RECORDER), ...COMMON },
  notes: [NOT_THERE],
  load: async () => (await import('./session.js')).session,
};
