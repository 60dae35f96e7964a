import type { GroupDescription, GroupLag, GroupPosition } from '#event-bus';
import { columns } from '../columns';
import { oneLine } from '../printable';
import type { Paint } from '../session';
import type { Move } from './plan-moves';

export function showGroups(groups: readonly GroupLag[], paint: Paint): string {
  if (groups.length === 0) return 'no groups';
  const rows = groups.map(({ group, state, members, lag }) => [
    oneLine(group),
    oneLine(state),
    counted(members, 'member'),
    paint(lag === 0 ? 'green' : 'yellow', `${counted(lag, 'record')} behind`),
  ]);
  return columns(rows);
}

export function showGroup({ group, state, members, positions }: GroupDescription, paint: Paint): string {
  const behind = positions.reduce((sum, { lag }) => sum + (lag ?? 0), 0);
  const title = `${paint('bold', oneLine(group))}  ${oneLine(state)}, ${counted(members.length, 'member')}, ${counted(behind, 'record')} behind`;
  const numbers = new Map(members.map(({ id }, index) => [id, `#${index + 1}`]));
  const who = members.map(({ id, clientId, host }) => [numbers.get(id) ?? '', ...[clientId, host, id].map(oneLine)]);
  const where = positions.map((position) => row(position, numbers));
  const table = [['TOPIC', 'PARTITION', 'OFFSET', 'END', 'LAG', 'READER'], ...where];
  return [
    title,
    ...(who.length > 0 ? [columns(who, '  ')] : []),
    ...(where.length > 0 ? ['', columns(table)] : []),
  ].join('\n');
}

function row({ topic, partition, offset, end, lag, member }: GroupPosition, numbers: ReadonlyMap<string, string>) {
  const reader = member === null ? '-' : (numbers.get(member) ?? '-');
  return [oneLine(topic), String(partition), offset ?? '-', end ?? 'gone', lag === null ? '-' : String(lag), reader];
}

export function showMoves(moves: readonly Move[]): string {
  const rows = moves.map(({ topic, partition, from, to }) => [oneLine(topic), String(partition), from ?? '-', to]);
  return columns([['TOPIC', 'PARTITION', 'FROM', 'TO'], ...rows]);
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
