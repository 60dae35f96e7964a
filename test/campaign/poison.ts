import { message, requestTopic, type Asked } from '../integration/main-job/requests';

/** What goes onto a topic, and what it deserves there. */
export interface Wire {
  readonly topic: string;
  readonly key: string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly id: string;
  readonly deserves: 'answer' | readonly string[];
  readonly answerable: boolean;
}

type Oddity = (asked: Asked) => Partial<Wire>;

const HUGE = 'y'.repeat(1_100_000);
const DEEP = 5_000;

const refused = (code: string, value: Wire['value']): Partial<Wire> => ({ value, deserves: [code] });
const changed = (asked: Asked, fields: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ ...message(asked), ...fields });

/** Requests of `stamp` or `validate` that must be refused, each for a reason of its own; their key is their id. */
export const POISON: Readonly<Record<string, Oddity>> = {
  'no-json': ({ correlationId }) => refused('invalid_json', `{"correlation_id":"${correlationId}","payload":`),
  'no-utf8': () => refused('invalid_utf8', Buffer.from('7b2261223a22ff227d', 'hex')),
  array: () => refused('not_an_object', '[1,2]'),
  tombstone: () => refused('empty_value', null),
  deep: () => refused('too_deep', `{"payload":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`),
  huge: ({ correlationId: correlation_id }) =>
    refused('message_too_large', JSON.stringify({ correlation_id, payload: { content: HUGE } })),
  'missing-field': (asked) => refused('invalid_payload', changed(asked, { payload: { node_type: 'effect' } })),
  'wrong-types': (asked) =>
    refused('invalid_payload', changed(asked, { payload: { content: { a: 1 }, code_content: 7 } })),
  'future-version': ({ correlationId: correlation_id, fields }) =>
    refused('unsupported_version', JSON.stringify({ correlation_id, envelope_version: '9.0', payload: fields })),
  'no-id': ({ correlationId, fields }) => ({
    ...refused('missing_correlation_id', JSON.stringify({ payload: { ...fields, campaign_marker: correlationId } })),
    key: null,
    answerable: false,
  }),
  'response-type': (asked) => ({
    ...refused('response_on_request_topic', changed(asked, { event_type: 'StampResponse' })),
    answerable: false,
  }),
};

/** Requests that look strange and must be served all the same. */
export const ODDITIES: Readonly<Record<string, Oddity>> = {
  'null-header': () => ({ headers: { traceparent: null } }),
  'repeated-header': () => ({ headers: { 'x-team': ['blue', 'red'] } }),
  'many-headers': () => ({
    headers: Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [`x-${index}`, 'a'])),
  }),
  'id-in-key': ({ fields }) => ({ value: JSON.stringify({ payload: fields }) }),
  'unknown-type': (asked) => ({ value: changed(asked, { event_type: 'SOMETHING_ELSE' }) }),
  'nul-text': (asked) => ({
    topic: requestTopic('stamp', 'dotted'),
    value: changed(asked, { payload: { content: `a\u0000${asked.correlationId}`, namespace: 'campaign.nul' } }),
  }),
  'unicode-id': (asked) => withId(asked, `é\u202e✓ ${asked.correlationId}`),
  'number-id': (asked) => {
    const id = `9${BigInt(`0x${asked.correlationId.replaceAll('-', '').slice(0, 16)}`)}`;
    const { value } = withId(asked, id);
    return { id, value: value.replaceAll(`"${id}"`, id) };
  },
};

function withId(asked: Asked, id: string) {
  return { id, value: JSON.stringify(message({ ...asked, correlationId: id })) };
}
