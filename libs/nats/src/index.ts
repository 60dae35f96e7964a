export type { ServedCall } from './derive-call';
export { Forwarding, type ForwardingWorker } from './forwarding';
export { FAMILIES as FORWARDED_FAMILIES } from './message';
export { natsSpec, type NatsConfig } from './nats-spec';
export { OutboxFullError } from './outbox';
export type { StreamMessage } from './stream-follower';
