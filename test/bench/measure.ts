import { latenciesOf, round, type Latencies } from './figures';
import { Load, type Route, type Throughput } from './load';
import { stopServer, type Command, type Stage } from './stage';

export interface Contestant {
  readonly name: string;
  readonly route: Route;
  /** Requests in the throughput run; fewer for who is slow, so that a run stays short. */
  readonly requests: number;
  readonly command: Omit<Command, 'name'>;
}

export interface Result extends Latencies, Throughput {
  readonly name: string;
}

/** Throughput over requests that wait already, then latency over one at a time. */
export async function measure(stage: Stage, contestant: Contestant, roundTrips: number): Promise<Result> {
  const { name, route, requests, command } = contestant;
  const load = await Load.open(stage.bootstrap, route);
  try {
    const ids = await load.publish(requests);
    const server = stage.start({ ...command, name });
    const throughput = await load.drain(ids, () => [server]);
    const latencies = latenciesOf(await load.roundTrips(roundTrips));
    await stopServer(server);
    return { name, ...throughput, ...latencies };
  } finally {
    await load.close();
  }
}

/** The columns that every table of servers has. */
export function columnsOf({ requestsPerSecond, cpu, peak, p50, p95, p99 }: Omit<Result, 'name'>) {
  return {
    'requests/s': Math.round(requestsPerSecond),
    'CPU µs': Math.round(cpu),
    'peak MB': Math.round(peak),
    'p50 ms': round(p50),
    'p95 ms': round(p95),
    'p99 ms': round(p99),
  };
}

/** Ratios, because absolute figures belong to the machine they were taken on. */
export function reportServers(broker: string, results: readonly Result[]): void {
  const rateOf = (name: string) => results.find((each) => each.name.startsWith(name))?.requestsPerSecond ?? Number.NaN;
  const [batches, nest] = [rateOf('(a) the same with Ajv'), rateOf('(b)')];
  console.log(`2 KiB messages, ${broker}, Node ${process.version}`);
  console.table(
    results.map(({ name, ...result }) => {
      const { 'requests/s': rate, ...rest } = columnsOf(result);
      const { requestsPerSecond } = result;
      const ratios = { '× batches': round(requestsPerSecond / batches), '× nest': round(requestsPerSecond / nest) };
      return { server: name, 'requests/s': rate, ...ratios, ...rest };
    }),
  );
}
