import type { Finding, ProcessFigures, Recovery, Verdict } from './check-history';
import type { CampaignOptions } from './options';

const MB = 1024;
/** What a bridge may have resident at most. */
const BRIDGE_PEAK_MB = 256;
/** By how much the last third of a soak may lie above the first. */
const FLAT = 1.15;

const PROMISES = [
  'unpublished',
  'lost',
  'conflicting',
  'undeserved',
  'unrefused',
  'commitsAhead',
  'outOfOrder',
  'uncollected',
] as const;
const TITLES: Readonly<Record<(typeof PROMISES)[number], string>> = {
  unpublished: 'never acknowledged by the broker',
  lost: 'lost',
  conflicting: 'conflicting answers',
  undeserved: 'undeserved dead letters and refusals',
  unrefused: 'poison not refused as it should be',
  commitsAhead: 'commits ahead of the settlement',
  outOfOrder: 'out of order by key',
  uncollected: 'dead letters the monitor does not have',
};
const SHOWN = 3;

/** The one page about a run that people read. */
export function report(verdict: Verdict, options: CampaignOptions): string {
  return [
    `seed ${options.seed}: ${verdict.ok ? 'all promises held' : 'BROKEN PROMISES'}`,
    '',
    ...traffic(verdict).map(row),
    '',
    ...PROMISES.flatMap((promise) => [row([TITLES[promise], verdict[promise].length]), ...examples(verdict[promise])]),
    '',
    ...recoveries(verdict.recoveries, options).map(row),
    '',
    ...verdict.processes.map((figures) => row(memory(figures, options))),
    ...verdict.unexpectedExits.map((exit) => row(['ended unasked', exit])),
  ].join('\n');
}

function traffic(verdict: Verdict): (readonly [string, string | number])[] {
  return [
    ['requests', verdict.requests],
    ['records acknowledged', verdict.acknowledged],
    ['answered / dead-lettered', `${verdict.answered} / ${verdict.deadLettered}`],
    ['void (their topic was deleted)', verdict.voided],
    ['answers repeated', verdict.repeated],
    ['samples of commits', verdict.commitSamples],
    ['longest stall outside faults', `${seconds(verdict.longestStall.ms)} ${verdict.longestStall.partition}`],
    ['most changes of readiness in one fault', verdict.mostFlips],
  ];
}

function examples(findings: readonly Finding[]): readonly string[] {
  return findings.slice(0, SHOWN).map(({ id, what }) => `    ${id}: ${what}`);
}

/** Faults that came alone speak for their kind; where there is none, all do. */
function recoveries(all: readonly Recovery[], { sessionTimeoutMs }: CampaignOptions): (readonly [string, string])[] {
  const aim = sessionTimeoutMs + 2_000;
  return [...new Set(all.map(({ kind }) => kind))].map((kind) => {
    const own = all.filter((recovery) => recovery.kind === kind);
    const alone = own.filter(({ overlapped }) => !overlapped);
    const judged = alone.length > 0 ? alone : own;
    const takeovers = judged.flatMap(({ takeoverMs }) => (takeoverMs === null ? [] : [takeoverMs]));
    const late = takeovers.some((ms) => ms > aim) && alone.length > 0;
    return [
      `${kind} (${own.length}, ${alone.length} alone)`,
      [
        `first answer ${worst(judged.map(({ firstMs }) => firstMs))}, caught up ${worst(judged.map(({ caughtUpMs }) => caughtUpMs))}`,
        ...(takeovers.length > 0 ? [`takeover ${worst(takeovers)}${late ? ` (aim: ${seconds(aim)})` : ''}`] : []),
      ].join(', '),
    ];
  });
}

function worst(values: readonly number[]): string {
  return seconds(Math.max(...values));
}

function memory(figures: ProcessFigures, { soak }: CampaignOptions): readonly [string, string] {
  const { worker, peakKb, peakDescriptors, residentKb, descriptors, slopeKbPerMinute } = figures;
  const heavy = worker.startsWith('bridge') && peakKb > BRIDGE_PEAK_MB * MB ? ` (aim: ${BRIDGE_PEAK_MB} MB)` : '';
  const growing = soak !== null && (grows(residentKb) || grows(descriptors)) ? ' (aim: flat)' : '';
  return [
    worker,
    `peak ${megabytes(peakKb)}${heavy}, first third ${megabytes(residentKb[0])}, last third ${megabytes(residentKb[1])}, ` +
      `${(slopeKbPerMinute / MB).toFixed(1)} MB/min; descriptors ${descriptors.map(Math.round).join(' to ')}, peak ${peakDescriptors}${growing}`,
  ];
}

const grows = ([first, last]: readonly [number, number]): boolean => last > first * FLAT;
const megabytes = (kb: number): string => `${Math.round(kb / MB)} MB`;
const seconds = (ms: number): string => (Number.isFinite(ms) ? `${(ms / 1000).toFixed(1)} s` : 'never');
const row = ([name, value]: readonly [string, string | number]): string => `${name.padEnd(40)} ${value}`;
