import { uuidOf, verifyChain, type Fault, type Verified } from '#event-log';
import type { Arguments } from '../arguments';
import { onDatabase } from '../database';
import { EXIT, usage } from '../failure';
import { progressBar } from '../progress';
import type { Paint, Session } from '../session';
import { publicKeysOf } from '../public-keys';
import { checkpointsOf } from './files';
import { AUDIT_CHAIN } from './tables';
import { topicCheckpoints } from './topic-checkpoints';

/** Of the faults behind the first one, for people. */
const MAX_SHOWN = 10;

/** `omni audit verify` */
export async function verify(typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const publicKeys = publicKeysOf(typed);
  const isOnTopic = typed.flag('checkpoint-topic');
  const files = await checkpointsOf(typed);
  if ((isOnTopic || files.length > 0) && publicKeys.length === 0) {
    throw usage('checkpoints say nothing without --public-key: anybody could have written them');
  }
  const checkpoints = isOnTopic ? [...files, ...(await topicCheckpoints(typed, publicKeys, session))] : files;
  const bar = progressBar(session, 'entries');
  const verified = await onDatabase(session, AUDIT_CHAIN, (source) =>
    verifyChain(source, { checkpoints, publicKeys, onProgress: bar.show }),
  ).finally(bar.end);
  await session.print(session.json ? JSON.stringify(asJson(verified)) : show(verified, session.paint));
  if (!session.json && checkpoints.length === 0) session.note(WITHOUT_CHECKPOINTS);
  return verified.faults.length === 0 ? EXIT.ok : EXIT.no;
}

const WITHOUT_CHECKPOINTS =
  'without --checkpoints or --checkpoint-topic it cannot be seen that the end is gone or that the chain was replaced as a whole';

function show({ entries, good, checkpoints, faults }: Verified, paint: Paint): string {
  const [first, ...others] = faults;
  const signed = `${checkpoints} ${checkpoints === 1 ? 'checkpoint agrees' : 'checkpoints agree'}`;
  if (first === undefined)
    return `${paint('green', '✓')} ${entries} audit entries are as they were recorded; ${signed}`;
  const more = others.length - MAX_SHOWN;
  return [
    `${paint('red', '✗')} first fault: ${paint('bold', `position ${first.position}`)}, ${described(first)}`,
    ...others.slice(0, MAX_SHOWN).map((fault) => `  position ${fault.position}, ${described(fault)}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    `${good} of ${entries} audit entries are as they were recorded; ${signed}`,
  ].join('\n');
}

function described({ kind, number, eventId, says }: Fault): string {
  const which = [number === null ? '' : `entry ${number}`, eventId === null ? '' : `event ${uuidOf(eventId)}`];
  return `${kind}: ${says} (${which.filter((text) => text !== '').join(', ')})`;
}

function asJson({ entries, good, checkpoints, faults }: Verified) {
  return {
    valid: faults.length === 0,
    entries,
    good,
    checkpoints,
    faults: faults.map(({ kind, position, number, eventId, says }) => ({
      kind,
      position: String(position),
      number: number === null ? null : String(number),
      event_id: eventId === null ? null : uuidOf(eventId),
      says,
    })),
  };
}
