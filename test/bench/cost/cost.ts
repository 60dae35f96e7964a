import type { Stage } from '../stage';
import { measureIdle, reportIdle, type Idle } from './idle';
import { measureRoundTrips, reportRoundTrips, type RoundTrips } from './round-trips';
import { measureTwoWorkers, reportTwoWorkers, type TwoWorkers } from './two-workers';

export interface CostSizes {
  readonly requests: number;
  readonly rounds: number;
  readonly roundTrips: number;
  readonly idleSeconds: number;
}

export interface Cost {
  readonly roundTrips: RoundTrips;
  readonly twoWorkers: TwoWorkers;
  readonly idle: readonly Idle[];
}

/** What a worker of ours costs: beside raw kafkajs for one request, beside a second worker, and when nothing is to do. */
export async function measureCost(stage: Stage, databaseUrl: string, sizes: CostSizes): Promise<Cost> {
  const roundTrips = await measureRoundTrips(stage, sizes.roundTrips);
  reportRoundTrips(roundTrips);
  const twoWorkers = await measureTwoWorkers(stage, sizes.requests, sizes.rounds);
  reportTwoWorkers(twoWorkers);
  const idle = await measureIdle(stage, databaseUrl, sizes.idleSeconds);
  reportIdle(idle);
  return { roundTrips, twoWorkers, idle };
}
