import type { Hop, TraceAnswer } from './answers';
import { duration } from './show-moment';

/** A flowchart for mermaid: an arrow from each cause, dotted where nothing but the time or the kind of reply says so. */
export function traceAsMermaid({ events }: TraceAnswer): string {
  const names = new Map(events.map(({ event_id }, index) => [event_id, `n${index}`]));
  const nodes = events.map((hop, index) => `  n${index}${shapeOf(hop)}`);
  const arrows = events.flatMap(({ parent, latency_ms, found_by }, index) => {
    const cause = parent === null ? undefined : names.get(parent);
    if (cause === undefined) return [];
    const arrow = found_by === 'causation' || found_by === 'record' ? '-->' : '-.->';
    return [`  ${cause} ${arrow}|${duration(latency_ms ?? 0)}| n${index}`];
  });
  return ['flowchart TD', ...nodes, ...arrows, '  classDef failed stroke:#c00,color:#c00'].join('\n');
}

/** Requests have round ends; what failed is red. */
function shapeOf({ event_type, topic, pattern, outcome, error_code, marks, status }: Hop): string {
  const said = [event_type === topic ? null : topic, outcome, status, error_code, ...marks];
  const label = [event_type ?? topic, ...(event_type === null ? said.slice(1) : said)]
    .flatMap((part) => (part === null ? [] : [escaped(part)]))
    .join('<br/>');
  const [open, close] = pattern === 'request' ? ['([', '])'] : ['[', ']'];
  const isBad = error_code !== null || pattern === 'dlq' || outcome === 'refused' || outcome === 'dead_lettered';
  return `${open}"${label}"${close}${isBad ? ':::failed' : ''}`;
}

/** Whatever could mean something to mermaid, or to a browser, by its number. */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._:/@+-]/gu, (character) => `#${character.codePointAt(0)};`);
}
