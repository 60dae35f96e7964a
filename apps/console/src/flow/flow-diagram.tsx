import { useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Recorder } from '../api/client';
import { milliseconds, time } from '../lib/format';
import { Badge } from '../ui/parts';
import { layoutFlow, type Drawn, type Edge } from './layout';

type Moment = Recorder['MomentView'];

/** Of one row, in pixels; the rows of text beside the drawing are as high. */
const ROW = 56;
const MARGIN = 12;
const WIDE = 220;
const NARROW = 84;

const top = (y: number): number => y * ROW + ROW / 2;

/** Events as rows, beside a drawing of when each came and what caused it. */
export function FlowDiagram({ events }: { readonly events: readonly (Moment & Drawn)[] }): ReactNode {
  const { nodes, edges } = useMemo(() => layoutFlow(events), [events]);
  const width = useWidth();
  const left = (x: number): number => MARGIN + x * (width - 2 * MARGIN);
  const begin = events.reduce((least, { at }) => Math.min(least, Date.parse(at)), Infinity);
  return (
    <div className="flow-diagram">
      <svg width={width} height={events.length * ROW} aria-hidden="true">
        {edges.map((edge) => (
          <path key={edge.to.id} d={curve(edge, left)} className="edge" />
        ))}
        {nodes.map(({ id, x, y }) => (
          <circle key={id} cx={left(x)} cy={top(y)} r={6} className={`node ${kindOf(events[y]!)}`} />
        ))}
      </svg>
      <ol>
        {events.map((event) => (
          <Row key={event.event_id} event={event} begin={begin} />
        ))}
      </ol>
    </div>
  );
}

const phone = window.matchMedia('(max-width: 54rem)');

function useWidth(): number {
  const isPhone = useSyncExternalStore(
    (changed) => {
      phone.addEventListener('change', changed);
      return () => phone.removeEventListener('change', changed);
    },
    () => phone.matches,
  );
  return isPhone ? NARROW : WIDE;
}

/** Down from the cause, then across. */
function curve({ from, to }: Edge, left: (x: number) => number): string {
  const [x1, y1, x2, y2] = [left(from.x), top(from.y), left(to.x), top(to.y)];
  return `M${x1},${y1} C${x1},${y2} ${x1},${y2} ${x2},${y2}`;
}

function kindOf({ pattern, error_code, outcome }: Moment): string {
  return error_code !== null || outcome === 'refused' || outcome === 'dead_lettered' ? 'failed' : pattern;
}

function Row({ event, begin }: { readonly event: Moment; readonly begin: number }): ReactNode {
  const { event_id, at, topic, pattern, source, latency_ms, marks, error_code, outcome, duration_ms, message, status } =
    event;
  return (
    <li>
      <Link href={`/events/${event_id}`} data-row={event_id} className="flow-topic">
        {topic}
      </Link>
      <span className="flow-note">
        <Badge kind={pattern} />{' '}
        <time dateTime={at} title={`${time(at)} UTC`}>
          +{milliseconds(Date.parse(at) - begin)}
        </time>
        {latency_ms !== null && <> · {milliseconds(latency_ms)} after its cause</>}
        {source !== null && <> · {source}</>}
        {outcome !== null && (
          <>
            {' '}
            · {outcome.replaceAll('_', ' ')}
            {duration_ms !== null && ` in ${milliseconds(duration_ms)}`}
          </>
        )}
        {status !== null && <> · {status}</>}
        {marks.map((mark) => (
          <Badge key={mark} kind="warn">
            {mark}
          </Badge>
        ))}
        {error_code !== null && (
          <span className="error">
            {' '}
            · {error_code}
            {message !== null && `: ${message}`}
          </span>
        )}
      </span>
    </li>
  );
}
