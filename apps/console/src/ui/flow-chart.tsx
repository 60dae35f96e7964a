import { useEffect, useRef, type ReactNode } from 'react';
import uPlot from 'uplot';
import type { Monitor } from '../api/client';
import { count, counted, time } from '../lib/format';

type Flow = Monitor['OverviewView']['flow'];

const HEIGHT = 220;

/** What came and what was closed, drawn; and in words for who does not see it. */
export function FlowChart({ flow, stepSeconds }: { readonly flow: Flow; readonly stepSeconds: number }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let chart = draw(element, flow);
    const redraw = (): void => {
      chart.destroy();
      chart = draw(element, flow);
    };
    const watch = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redraw);
    window.addEventListener('themechange', redraw);
    return () => {
      watch.disconnect();
      dark.removeEventListener('change', redraw);
      window.removeEventListener('themechange', redraw);
      chart.destroy();
    };
  }, [flow]);
  const [received, closed] = [total(flow, 'received'), total(flow, 'closed')];
  const busiest = flow.reduce((most, step) => (step.received > most.received ? step : most), {
    at: '',
    received: 0,
    closed: 0,
  });
  return (
    <figure className="chart">
      <div ref={place} aria-hidden="true" />
      <figcaption className="note">
        <span className="key received" /> {counted(received, 'dead letter')} came, <span className="key closed" />{' '}
        {count(closed)} {closed === 1 ? 'was' : 'were'} closed
        {busiest.received > 0 && ` · most at ${time(busiest.at)} UTC: ${busiest.received} in ${stepSeconds / 60} min`}
      </figcaption>
    </figure>
  );
}

/** Midnights have the day, all others the time; UTC, as everywhere here. */
function tick(seconds: number): string {
  const at = new Date(seconds * 1_000).toISOString();
  return seconds % 86_400 === 0 ? at.slice(5, 10) : at.slice(11, 16);
}

function total(flow: Flow, of: 'received' | 'closed'): number {
  return flow.reduce((all, step) => all + step[of], 0);
}

function draw(element: HTMLElement, flow: Flow): uPlot {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--soft'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line') },
  };
  const bars = uPlot.paths.bars?.({ size: [0.7, 40] });
  const options: uPlot.Options = {
    width: element.clientWidth,
    height: HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC'),
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] } },
    axes: [
      { ...axis, values: (_, seconds) => seconds.map(tick) },
      { ...axis, size: 56, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000] },
    ],
    series: [
      {},
      {
        label: 'came',
        stroke: colour('--fault'),
        fill: colour('--fault'),
        ...(bars && { paths: bars }),
        points: { show: false },
      },
      { label: 'closed', stroke: colour('--accent'), width: 2, points: { show: false } },
    ],
  };
  const data: uPlot.AlignedData = [
    flow.map(({ at }) => Date.parse(at) / 1_000),
    flow.map(({ received }) => received),
    flow.map(({ closed }) => closed),
  ];
  return new uPlot(options, data, element);
}
