import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Origin } from '#contracts';

export const ORIGIN: Origin = {
  service: 'omninode-cli',
  instanceId: `omninode-cli-${process.pid}`,
  hostname: hostname(),
  now: () => new Date(),
  newId: randomUUID,
};
