import { encodeHeaders, rawHeadersOf, type InboundRecord, type OutboundRecord } from '#contracts';
import { RESPONSE } from '../event.fixture';
import { headersIn } from '../record-of';
import { compareReplies } from './compare-replies';

interface Given {
  readonly payload?: object;
  readonly error?: { readonly code: string; readonly message: string };
  readonly timestamp?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function reply({ payload = {}, headers = {}, timestamp = 'T0', error }: Given = {}): OutboundRecord {
  const value = { event_id: 'e', correlation_id: 'c', timestamp, payload, ...(error !== undefined && { error }) };
  return { topic: RESPONSE, key: 'c', value: JSON.stringify(value), headers: { content_type: 'json', ...headers } };
}

function recorded(given: Given = {}): InboundRecord {
  const { topic, key, value, headers = {} } = reply(given);
  const place = { topic, partition: 3, offset: '17', timestamp: 1 };
  const raw = headersIn(encodeHeaders(rawHeadersOf(headers)));
  return { ...place, key: Buffer.from(key ?? ''), value: Buffer.from(value), ...raw };
}

function verdict(was: Given, now: Given, elsewhere: Given = now, ignored: readonly string[] = []) {
  return compareReplies(recorded(was), { now: reply(now), elsewhere: reply(elsewhere) }, ignored).verdict;
}

const paths = (...parts: Parameters<typeof verdict>) => {
  const found = verdict(...parts);
  return found.kind === 'different' ? found.differences.map(({ path }) => path) : found.kind;
};

describe('comparing an answer with the recorded one', () => {
  it('takes the same answer for equal, wherever it was recorded', () => {
    const answer = { payload: { issues: [{ line: 1 }], is_valid: true } };
    expect(verdict(answer, answer)).toEqual({ kind: 'equal' });
  });

  it('names each field that differs, inside of lists too, and what is there on one side only', () => {
    const was = { payload: { a: 1, issues: [{ line: 1 }, { line: 2 }], gone: null } };
    const now = { payload: { a: '1', issues: [{ line: 1 }, { line: 5 }], come: 0 } };
    expect(verdict(was, now)).toEqual({
      kind: 'different',
      differences: [
        { path: 'payload.a', recorded: 1, now: '1' },
        { path: 'payload.issues[1].line', recorded: 2, now: 5 },
        { path: 'payload.gone', recorded: null, now: undefined },
        { path: 'payload.come', recorded: undefined, now: 0 },
      ],
    });
  });

  it('says of lists of another length that they are', () => {
    expect(verdict({ payload: { l: [1, 2] } }, { payload: { l: [2] } })).toMatchObject({
      differences: [{ path: 'payload.l.length', recorded: 2, now: 1 }],
    });
  });

  it('compares what is around the value', () => {
    expect(paths({ headers: { a: '1' } }, { headers: { a: '2' } })).toEqual(['record.headers.a']);
  });

  it('of what varies between two answers of this build compares the kind of value alone', () => {
    const [was, now, elsewhere] = ['T1', 'T2', 'T3'].map((timestamp) => ({ timestamp, payload: { at: timestamp } }));
    expect(verdict(was!, now!, elsewhere)).toEqual({ kind: 'equal' });
    expect(paths({ timestamp: 'T1', payload: { at: 12 } }, now!, elsewhere)).toEqual(['payload.at']);
    expect(paths(was!, now!, now)).toEqual(['timestamp', 'payload.at']);
  });

  it('takes items of a list for one field', () => {
    const items = (...ids: readonly string[]) => ({ payload: { items: ids.map((id) => ({ id })) } });
    // The second item happens to be the same elsewhere.
    expect(verdict(items('a', 'b'), items('c', 'd'), items('e', 'd'))).toEqual({ kind: 'equal' });
  });

  it('passes over fields that are to be ignored, and over all inside of them, and nothing else', () => {
    const [was, now] = [1, 2].map((n) => ({ payload: { issues: [{ line: n }], issues_omitted: n } }));
    expect(paths(was!, now!, now, ['payload.issues'])).toEqual(['payload.issues_omitted']);
    expect(paths(was!, now!, now, ['payload.issues[].line', 'payload.issues_omitted'])).toBe('equal');
    expect(paths(was!, now!, now, ['payload'])).toBe('equal');
  });

  it('tells an answer that became a refusal, and another code, apart from other differences', () => {
    const refusal = (code: string) => ({ error: { code, message: code } });
    const changed = (before: string, now: string) => ({ kind: 'outcome_changed', recorded: before, now });
    expect(verdict({}, refusal('invalid_payload'))).toEqual(changed('answered', 'invalid_payload'));
    expect(verdict(refusal('too_deep'), {})).toEqual(changed('too_deep', 'answered'));
    expect(verdict(refusal('too_deep'), refusal('invalid_json'))).toEqual(changed('too_deep', 'invalid_json'));
    expect(compareReplies(recorded(), { now: null, elsewhere: null }).verdict).toEqual(changed('answered', 'none'));
  });

  it('tells the times that answers say', () => {
    const took = (ms: number) => ({ payload: { processing_time_ms: ms } });
    const { times } = compareReplies(recorded(took(5)), { now: reply(took(9)), elsewhere: reply(took(1_000)) });
    expect(times).toEqual({ recorded: 5, now: 9 });
  });

  it('does not compare what is no reply', () => {
    const nonsense = { ...recorded(), value: Buffer.from('no JSON') };
    expect(compareReplies(nonsense, { now: reply(), elsewhere: reply() }).verdict).toEqual({
      kind: 'not_comparable',
      reason: 'unreadable_reply',
    });
  });
});
