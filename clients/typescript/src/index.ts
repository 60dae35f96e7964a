export { WorkersClient, type Answer, type AskOptions, type OpenOptions, type Operation } from './client.js';
export * from './errors.js';
export { TOPICS } from './generated/topics.js';
export type * from './generated/types.js';
