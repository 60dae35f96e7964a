import type { Arguments } from '../arguments';
import { columns } from '../columns';
import { EXIT, usage } from '../failure';
import { printItems } from '../print-items';
import type { Paint, Session } from '../session';
import { cell } from '../show-facts';
import { workerClient, type Json } from '../worker-client';
import { BRIDGE } from './command';

/** `omni revocations` */
export function revocations(typed: Arguments, session: Session): Promise<number> {
  const verb = typed.verb(['ls', 'revoke', 'lift']);
  return verb === 'ls' ? ls(typed, session) : decide(verb, typed, session);
}

async function ls(typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const bridge = workerClient(BRIDGE, typed, session);
  const { items, more } = await bridge.list('revocations', {}, typed.count('max') ?? Infinity);
  return printItems(items, (paint) => show(items, more, paint), session);
}

async function decide(verb: 'revoke' | 'lift', typed: Arguments, session: Session): Promise<number> {
  const [hash = ''] = typed.words(1, ['HASH']).map((word) => word.toLowerCase());
  const reason = typed.text('reason');
  if (!/^[0-9a-f]{64}$/.test(hash)) throw usage('HASH must be 64 hex digits');
  if (reason === undefined) throw usage('say why: --reason TEXT');
  const bridge = workerClient(BRIDGE, typed, session);
  const answer =
    verb === 'revoke'
      ? await bridge.post('revocations', { blake3_hash: hash, reason })
      : await bridge.post(`revocations/${hash}/lift`, { reason });
  const done = verb === 'revoke' ? `revoked since ${cell(answer['revoked_at'])}: ${cell(answer['reason'])}` : 'lifted';
  await session.print(session.json ? JSON.stringify(answer) : `${hash} ${done}`);
  return EXIT.ok;
}

function show(items: readonly Json[], more: boolean, paint: Paint): string {
  if (items.length === 0) return 'nothing is revoked';
  const head = ['HASH', 'SINCE', 'WHO', 'WHY'].map((name) => paint('dim', name));
  const rows = items.map(({ blake3_hash, revoked_at, actor, reason }) =>
    [blake3_hash, revoked_at, actor, reason].map(cell),
  );
  const table = columns([head, ...rows]);
  return more ? `${table}\n\nThere are more: --max N shows more of them.` : table;
}
