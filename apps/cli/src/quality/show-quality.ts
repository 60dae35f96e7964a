import { columns } from '../columns';
import { oneLine } from '../printable';
import type { Paint } from '../session';
import type { AssessmentAnswer, Point, QualityAnswer, Trend } from './answers';

/** Where the intelligence worker calls code good, and where it has an error. */
const [GOOD, POOR] = [0.8, 0.6];
const BLOCKS = '▁▂▃▄▅▆▇█';
const ARROWS: Readonly<Record<string, string>> = { rising: '↗', steady: '→', falling: '↘' };

/** A line for each. */
export function showEntities(entities: readonly QualityAnswer[], more: boolean, paint: Paint): string {
  if (entities.length === 0) return 'no entities';
  const head = ['LATEST', 'TREND', 'BEST', 'WORST', 'ASSESSED', 'AT', 'ENTITY'].map((name) => paint('dim', name));
  const rows = entities.map(({ entity_id, latest, best, worst, assessments, trend, recent }) => [
    scoreOf(latest.quality_score, paint),
    `${arrowOf(trend, paint)} ${sparkline(recent)}`,
    scoreOf(best.quality_score, paint),
    scoreOf(worst.quality_score, paint),
    `${assessments}×`,
    paint('dim', oneLine(latest.at)),
    oneLine(entity_id),
  ]);
  return withMore(columns([head, ...rows]), more);
}

/** What is known of an entity, and its history. */
export function showQuality(
  { entity_id, latest, best, worst, assessments, trend, recent }: QualityAnswer,
  history: readonly AssessmentAnswer[],
  more: boolean,
  paint: Paint,
): string {
  const of = (point: Point): readonly string[] => [
    scoreOf(point.quality_score, paint),
    paint('dim', oneLine(point.at)),
    paint('dim', oneLine(point.event_id)),
  ];
  const facts = [
    ['latest', ...of(latest)],
    ['best', ...of(best)],
    ['worst', ...of(worst)],
    ['trend', `${arrowOf(trend, paint)} ${trendOf(trend)}`],
  ];
  const times = assessments === 1 ? 'once' : `${assessments} times`;
  const head = `${paint('bold', oneLine(entity_id))}  assessed ${times}  ${sparkline(recent)}`;
  return `${head}\n\n${columns(facts)}\n\n${withMore(showHistory(history, paint), more)}`;
}

function showHistory(history: readonly AssessmentAnswer[], paint: Paint): string {
  if (history.length === 0) return 'no assessments in that time';
  const head = ['TIME', 'SCORE', 'ONEX', 'SOURCE', 'DIMENSIONS'].map((name) => paint('dim', name));
  const rows = history.map(({ at, quality_score, onex_compliance, source, dimensions }) => [
    paint('dim', oneLine(at)),
    scoreOf(quality_score, paint),
    onex_compliance === null ? '-' : scoreOf(onex_compliance, paint),
    oneLine(source ?? '-'),
    Object.entries(dimensions)
      .map(([name, share]) => `${oneLine(name)} ${share}`)
      .join(', ') || '-',
  ]);
  return columns([head, ...rows]);
}

function trendOf({ direction, change, per_day, assessments }: Trend): string {
  if (change === null || per_day === null) return 'unknown: all of it is of one instant';
  return `${oneLine(direction)}: ${signed(change)} over the last ${assessments} (${signed(per_day)} a day)`;
}

function signed(number: number): string {
  return `${number < 0 ? '' : '+'}${number.toFixed(3)}`;
}

function arrowOf({ direction }: Trend, paint: Paint): string {
  const arrow = ARROWS[direction] ?? '?';
  return direction === 'falling' ? paint('red', arrow) : arrow;
}

function scoreOf(score: number, paint: Paint): string {
  const text = score.toFixed(3);
  if (score >= GOOD) return paint('green', text);
  return paint(score < POOR ? 'red' : 'yellow', text);
}

/** From 0 to 1, the latest on the right. */
function sparkline(points: readonly Point[]): string {
  return points
    .map(({ quality_score }) => BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(quality_score * BLOCKS.length))] ?? '')
    .join('');
}

function withMore(table: string, more: boolean): string {
  return more ? `${table}\n\nThere are more: --max N shows more of them.` : table;
}
