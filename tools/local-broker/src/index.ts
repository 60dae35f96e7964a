/**
 * A small single-node broker that speaks the Kafka wire protocol, in memory, for tests and for machines without Java.
 * It keeps nothing beyond its own life, has no replicas and no transactions, compacts nothing, and drops by size, never
 * by age. No app and no library imports it.
 */
export { ERROR, type ApiName } from './apis';
export { Faults, type Which } from './faults';
export { startLocalBroker, type LocalBroker, type LocalBrokerOptions } from './server';
