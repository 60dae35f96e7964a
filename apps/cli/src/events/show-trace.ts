import { columns } from '../columns';
import { oneLine } from '../printable';
import type { Paint } from '../session';
import type { Hop, TraceAnswer } from './answers';
import { duration, painted, showMoment } from './show-moment';

/** The tree of causes: on the left when it began, or how long after its cause each event came. */
export function showTrace(
  { correlation_id, outcome, duration_ms, complete, events }: TraceAnswer,
  paint: Paint,
): string {
  const count = `${events.length} ${events.length === 1 ? 'event' : 'events'}`;
  const head = `${painted(outcome, paint)}  ${count} in ${duration(duration_ms, paint)}  ${paint('dim', oneLine(correlation_id))}`;
  const branches = branchesOf(events);
  const rows = events.map((hop, index) => [
    hop.latency_ms === null
      ? paint('dim', hop.at)
      : `${hop.latency_ms < 0 ? '' : '+'}${duration(hop.latency_ms, paint)}`,
    `${paint('dim', branches[index] ?? '')}${showMoment(hop, paint)}`,
  ]);
  const more = complete ? '' : '\n\nThere are more events: these are the first.';
  return `${head}\n\n${columns(rows)}${more}`;
}

/** What stands before each event of a tree that is listed causes first. */
function branchesOf(events: readonly Hop[]): readonly string[] {
  /** By depth: whether another one follows below the same cause. From the end, because only there it is known. */
  const followed: boolean[] = [];
  return events
    .toReversed()
    .map(({ depth }) => {
      const above = Array.from({ length: Math.max(0, depth - 1) }, (_, at) =>
        followed[at + 1] === true ? '│  ' : '   ',
      );
      const own = depth === 0 ? '' : followed[depth] === true ? '├─ ' : '└─ ';
      followed.length = depth;
      followed[depth] = true;
      return `${above.join('')}${own}`;
    })
    .toReversed();
}
