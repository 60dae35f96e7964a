import { findJavaAndMaven, type JavaAndMaven } from '../../../tools/local-stack/src/kafka-artifacts';
import { NO_OP_ROUTE } from '../contestants';
import { latenciesOf, median, round } from '../figures';
import { beginAt, endsOf, type Ends } from '../groups';
import { Load } from '../load';
import { columnsOf, type Result } from '../measure';
import { stopServer, type Stage } from '../stage';
import { javaPeers } from './java';
import { ownPeers } from './own';
import type { Peer } from './peer';
import { pythonPeers } from './python';

export interface PeerSizes {
  readonly requests: number;
  readonly rounds: number;
  readonly roundTrips: number;
}

export interface PeerResults {
  readonly name: string;
  /** One for each round. */
  readonly runs: readonly Result[];
}

type Say = (line: string) => void;

/** Throws one sentence where Apache Kafka cannot run. */
export async function requireJavaAndMaven(): Promise<JavaAndMaven> {
  const found = await findJavaAndMaven();
  if (found === undefined)
    throw new Error('The peers are measured on Apache Kafka: it needs Java 17 or newer and Maven.');
  return found;
}

/** Every peer answers the same requests of one topic, in groups and on reply topics of their own, taking turns. */
export async function measurePeers(stage: Stage, programs: JavaAndMaven, sizes: PeerSizes, say: Say) {
  const peers = [...ownPeers(stage), ...(await pythonPeers(stage, say)), ...(await javaPeers(stage, programs, say))];
  await stage.makeTopics([NO_OP_ROUTE.request, ...peers.map(({ reply }) => reply)]);
  const runs = new Map<Peer, Result[]>(peers.map((peer) => [peer, []]));
  for (let n = 0; n < sizes.rounds; n++) {
    const ends = await endsOf(stage.bootstrap, NO_OP_ROUTE.request);
    const ids = await publish(stage, sizes.requests);
    // Each round begins with another one: what the machine does meanwhile is nobody's share.
    for (const peer of [...peers.slice(n), ...peers.slice(0, n)]) {
      const result = await measurePeer(stage, peer, { ends, ids, roundTrips: sizes.roundTrips, name: `round-${n}` });
      runs.get(peer)?.push(result);
      say(`${peer.name}: done`);
    }
  }
  report(peers, runs);
  return peers.map((peer): PeerResults => ({ name: peer.name, runs: runs.get(peer) ?? [] }));
}

async function publish(stage: Stage, count: number): Promise<string[]> {
  const load = await Load.open(stage.bootstrap, NO_OP_ROUTE);
  const ids = [...(await load.publish(count))];
  await load.close();
  return ids;
}

interface Round {
  readonly name: string;
  /** Where the topic ended before the round's requests. */
  readonly ends: Ends;
  /** Of the requests that were published since; those of the round trips are added. */
  readonly ids: string[];
  readonly roundTrips: number;
}

async function measurePeer(stage: Stage, peer: Peer, { name, ends, ids, roundTrips }: Round): Promise<Result> {
  const group = `${peer.reply}-${name}`;
  await beginAt(stage.bootstrap, group, NO_OP_ROUTE.request, ends);
  const load = await Load.open(stage.bootstrap, { ...NO_OP_ROUTE, response: peer.reply });
  try {
    const server = stage.start({ ...peer.command(group), name: peer.name });
    const throughput = await load.drain(ids, () => [server]);
    const trips = await load.roundTrips(roundTrips);
    ids.push(...trips.map(({ id }) => id));
    await stopServer(server);
    return { name: peer.name, ...throughput, ...latenciesOf(trips) };
  } finally {
    await load.close();
  }
}

function report(peers: readonly Peer[], runs: ReadonlyMap<Peer, readonly Result[]>): void {
  const middle = (peer: Peer) => mediansOf(runs.get(peer) ?? []);
  const ours = peers[0] === undefined ? Number.NaN : middle(peers[0]).requestsPerSecond;
  console.log('2 KiB requests of one topic, Apache Kafka, medians');
  console.table(
    peers.map((peer) => {
      const rates = (runs.get(peer) ?? []).map((run) => Math.round(run.requestsPerSecond));
      const { 'requests/s': rate, ...rest } = columnsOf(middle(peer));
      const scatter = { min: Math.min(...rates), max: Math.max(...rates) };
      return { server: peer.name, 'requests/s': rate, ...scatter, '× ours': round(rate / ours), ...rest };
    }),
  );
  console.log('what they promise; all send with acks=all, idempotently; dead letters are kept by ours alone');
  console.table(peers.map(({ name, guarantees }) => ({ server: name, ...guarantees })));
}

function mediansOf(runs: readonly Result[]): Omit<Result, 'name'> {
  const of = (key: Exclude<keyof Result, 'name'>): number => median(runs.map((run) => run[key]));
  return {
    requestsPerSecond: of('requestsPerSecond'),
    cpu: of('cpu'),
    peak: of('peak'),
    p50: of('p50'),
    p95: of('p95'),
    p99: of('p99'),
  };
}
