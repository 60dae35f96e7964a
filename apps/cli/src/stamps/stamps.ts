import type { Arguments } from '../arguments';
import { columns } from '../columns';
import { given } from '../dlq/choices';
import { usage } from '../failure';
import { BRIDGE } from '../options';
import { printItems } from '../print-items';
import type { Paint, Session } from '../session';
import { cell } from '../show-facts';
import { workerClient, type Json } from '../worker-client';

const DEFAULT_MAX = 50;

/** The bridge searches by one of these at least. */
const NAMING = ['namespace', 'uid', 'document-id', 'op-id'] as const;

const FILTERS = [...NAMING, 'protocol-version', 'version', 'metadata-version', 'intelligence-data'] as const;

/** `omni stamps`: what the bridge has stamped. */
export async function stamps(typed: Arguments, session: Session): Promise<number> {
  typed.words(0, []);
  const filter = given(Object.fromEntries(FILTERS.map((name) => [name.replaceAll('-', '_'), typed.text(name)])));
  if (!NAMING.some((name) => typed.text(name) !== undefined))
    throw usage(`say which: ${NAMING.map((name) => `--${name}`).join(', ')}`);
  const bridge = workerClient(BRIDGE, typed, session);
  const { items, more } = await bridge.list('stamps', filter, typed.count('max') ?? DEFAULT_MAX);
  return printItems(items, (paint) => showStamps(items, more, paint), session);
}

function showStamps(items: readonly Json[], more: boolean, paint: Paint): string {
  if (items.length === 0) return 'no such stamp';
  const head = ['STAMPED', 'BLAKE3', 'NAMESPACE', 'UID', 'DOCUMENT', 'PATH'].map((name) => paint('dim', name));
  const table = columns([head, ...items.map(rowOf)]);
  return more ? `${table}\n\nThere are more: --max N shows more of them.` : table;
}

function rowOf({ blake3_hash, stamp_time, metadata }: Json): string[] {
  const { namespace, uid, document_id, file_path } = metadata as Json;
  return [stamp_time, blake3_hash, namespace, uid, document_id, file_path].map(cell);
}
