import { checkProof, type ProofFault, type ProofOutcome } from '#event-log';
import type { Arguments } from '../arguments';
import { columns } from '../columns';
import { EXIT, usage } from '../failure';
import { oneLine, printable } from '../printable';
import type { Paint, Session } from '../session';
import { publicKeysOf } from '../public-keys';
import { readText } from './files';

const SAYS: Readonly<Record<ProofFault, string>> = {
  proof_unreadable: 'the file is no proof',
  entry_altered: 'the entry is not the one that was recorded',
  proof_node_altered: 'the path does not lead to the root that was signed',
  root_altered: 'the checkpoint is not the one that was signed',
  signature_altered: 'the signature of the checkpoint is not valid',
  unknown_key: 'the checkpoint is signed with another key',
};

/** `omni audit check-proof` */
export async function checkProofFile(typed: Arguments, session: Session): Promise<number> {
  const [file = ''] = typed.words(1, ['FILE']);
  const keys = publicKeysOf(typed);
  if (keys.length === 0) throw usage('say who should have signed it: --public-key FILE');
  const outcome = checkProof(await readText(file), keys);
  await session.print(session.json ? JSON.stringify(asJson(outcome)) : show(outcome, session.paint));
  return outcome.valid ? EXIT.ok : EXIT.no;
}

function show(outcome: ProofOutcome, paint: Paint): string {
  if (!outcome.valid) return `${paint('red', '✗')} ${outcome.code}: ${SAYS[outcome.code]}`;
  const { entry, checkpoint } = outcome;
  const rows = [
    ['event', entry.eventId],
    ['place', `${oneLine(entry.topic)} partition ${entry.partition} offset ${entry.offset}`],
    ['recorded', entry.recordedAt.toISOString()],
    ['signed', `${checkpoint.time.toISOString()}, as one of ${checkpoint.size} entries, with key ${checkpoint.keyId}`],
  ].map(([label = '', value = '']) => [paint('dim', label), value]);
  const value = entry.value === null ? [] : [printable(entry.value.toString())];
  return [`${paint('green', '✓')} the entry is in the audit chain`, columns(rows, '  '), ...value].join('\n');
}

function asJson(outcome: ProofOutcome) {
  if (!outcome.valid) return outcome;
  const { entry, checkpoint } = outcome;
  return {
    valid: true,
    event_id: entry.eventId,
    position: entry.position,
    topic: entry.topic,
    partition: entry.partition,
    offset: entry.offset,
    recorded_at: entry.recordedAt.toISOString(),
    value_base64: entry.value?.toString('base64') ?? null,
    signed_at: checkpoint.time.toISOString(),
    key: checkpoint.keyId,
  };
}
