import type { Command } from '../command';
import { BRIDGE, COMMON, pagesOptions } from '../options';

export const STAMPS: Command = {
  name: 'stamps',
  says: 'list stamps that the bridge keeps',
  usage: ['omni stamps (--namespace NAME | --uid ID | --document-id ID | --op-id ID) [options]'],
  examples: ['omni stamps --namespace a.b.c --op-id 0b0e5a3c-7f2c-4d6e-8a9b-0c1d2e3f4a5b'],
  options: {
    namespace: { type: 'string', value: 'NAME', says: 'those of this namespace' },
    uid: { type: 'string', value: 'ID', says: 'that with this id' },
    'document-id': { type: 'string', value: 'ID', says: 'those of this document, by its own id' },
    'op-id': { type: 'string', value: 'ID', says: 'those that this operation asked for' },
    'protocol-version': { type: 'string', value: 'VERSION', says: 'those of this version of the protocol' },
    version: { type: 'string', value: 'N', says: 'those of this version of a document' },
    'metadata-version': { type: 'string', value: 'VERSION', says: 'those with this version of metadata' },
    'intelligence-data': { type: 'string', value: 'JSON', says: 'those with at least this in their intelligence data' },
    max: { type: 'string', value: 'N', says: 'at most this many, the newest (default 50)' },
    ...pagesOptions(BRIDGE),
    ...COMMON,
  },
  notes: [
    'Filters are joined by "and". The newest come first. With --output json one line for each stamp.',
    'Exit code 3 when the bridge cannot be reached or is busy.',
  ],
  load: async () => (await import('./stamps.js')).stamps,
};
