import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Origin } from '#contracts';
import { programVersion } from './version';

export const ORIGIN: Origin = {
  service: 'omninode-cli',
  version: programVersion(),
  instanceId: `omninode-cli-${process.pid}`,
  hostname: hostname(),
  now: () => new Date(),
  newId: randomUUID,
};
