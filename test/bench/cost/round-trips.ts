import { NO_OP_ROUTE, oursNoOp, rawEcho, RAW_ROUTE } from '../contestants';
import { latenciesOf, round, type Latencies } from '../figures';
import { beginAt, untilJoined } from '../groups';
import { Load, type RoundTrip } from '../load';
import { stopServer, type Stage } from '../stage';

const WARM_UP = 200;
const AIM = 1.15;

export interface RoundTrips {
  readonly raw: Latencies;
  readonly ours: Latencies;
}

/** One request at a time, to ours and to raw kafkajs in turn: what else the machine does meets both alike. */
export async function measureRoundTrips(stage: Stage, count: number): Promise<RoundTrips> {
  const { bootstrap } = stage;
  const groups = { ours: 'round-trips-ours', raw: 'round-trips-raw' };
  await beginAt(bootstrap, groups.ours, NO_OP_ROUTE.request);
  await beginAt(bootstrap, groups.raw, RAW_ROUTE.request);
  const servers = [
    stage.start(oursNoOp(bootstrap, groups.ours)),
    stage.start(rawEcho(bootstrap, RAW_ROUTE, 'checked-batch', groups.raw)),
  ];
  const [ours, raw] = [await Load.open(bootstrap, NO_OP_ROUTE), await Load.open(bootstrap, RAW_ROUTE)];
  try {
    for (const group of Object.values(groups)) await untilJoined(bootstrap, group, 1);
    await inTurn(ours, raw, WARM_UP);
    return await inTurn(ours, raw, count);
  } finally {
    await Promise.all([ours.close(), raw.close()]);
    await Promise.all(servers.map((server) => stopServer(server)));
  }
}

async function inTurn(ours: Load, raw: Load, count: number): Promise<RoundTrips> {
  const trips: Record<keyof RoundTrips, RoundTrip[]> = { ours: [], raw: [] };
  for (let n = 0; n < count; n++) {
    trips.ours.push(await ours.roundTrip());
    trips.raw.push(await raw.roundTrip());
  }
  return { ours: latenciesOf(trips.ours), raw: latenciesOf(trips.raw) };
}

export function reportRoundTrips({ raw, ours }: RoundTrips): void {
  const row = (server: string, { p50, p95, p99 }: Latencies) => ({
    server,
    'p50 ms': round(p50),
    '× raw p50': round(p50 / raw.p50),
    'p95 ms': round(p95),
    'p99 ms': round(p99),
    '× raw p99': round(p99 / raw.p99),
  });
  console.log(`one request at a time, in turn (aim: × ${AIM})`);
  console.table([row('(a) raw kafkajs with Ajv', raw), row('(c) ours, no-op', ours)]);
}
