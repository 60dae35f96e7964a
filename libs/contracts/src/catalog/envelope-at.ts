import type { EnvelopeForm } from '../envelope-form';
import { BaseEvent } from '../payloads/hooks/base-event';
import { DeadLetter } from '../payloads/dead-letter';
import { DlqAlertEvent } from '../payloads/system';
import { STYLE_SPELLINGS } from '../topic-styles';
import type { CatalogEntry, Place } from './catalog-entry';

/** Payloads that are whole messages. */
const WHOLE: readonly CatalogEntry['payload'][] = [BaseEvent, DeadLetter, DlqAlertEvent];

/** The envelope that the messages of an entry are wrapped in by whoever speaks that style. */
export function envelopeAt(
  { payload, pattern }: Pick<CatalogEntry, 'payload' | 'pattern'>,
  { style }: Place,
): EnvelopeForm {
  if (WHOLE.includes(payload) || style === 'nats') return 'flat';
  if (style === 'hooks') return 'hook';
  // The Python stamping service wraps its events, unlike the other programs of its style.
  if (pattern === 'event' && style === 'omninode-bridge') return 'stamping';
  const form = STYLE_SPELLINGS.find((spelling) => spelling.style === style)?.envelope ?? 'architecture';
  // Our workers send status events in this form only (`encodeStatus`).
  return pattern === 'status' && form === 'flat' ? 'onex-v1' : form;
}
