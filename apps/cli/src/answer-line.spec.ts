import {
  answer,
  checkOf,
  MAX_MESSAGE_BYTES,
  refusal,
  refuse,
  RESPONSE_PAYLOADS,
  type Outcome,
  type ValidationResult,
} from '#contracts';
import { answerLine } from './answer-line';
import type { Ask } from './intelligence';

const result: ValidationResult = {
  is_valid: true,
  quality_score: 1,
  onex_compliance_score: 1,
  issues: [],
  dimensions: {},
  language: 'python',
  validation_type: 'full',
  issues_omitted: 0,
  suggestions: [],
};
const agree = always(answer(result));

/** Whatever is asked. */
function always(outcome: Outcome<unknown>): Ask {
  return (() => Promise.resolve(outcome)) as unknown as Ask;
}

async function responseTo(text: string | Buffer, ask = agree, style: 'dotted' | 'underscored' = 'underscored') {
  const line = await answerLine({ number: 3, bytes: Buffer.from(text) }, 'validate', style, ask);
  return { ...line, payload: JSON.parse(line.text) as Record<string, unknown> };
}

describe('one line', () => {
  it('is answered with the payload that a worker would send', async () => {
    const { payload, text } = await responseTo('{"code":"x = 1","correlation_id":"c-1","session_id":"s-1"}');
    expect(payload).toMatchObject({ is_valid: true, correlation_id: 'c-1', session_id: 's-1', schema_version: '1.0' });
    expect(text).not.toContain('\n');
  });

  it('gets the same correlation id each time where it has none', async () => {
    const [one, other] = [await responseTo('{"code":"x"}'), await responseTo('not json')];
    expect(one.correlationId).toBe(other.correlationId);
    expect(one.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('has the field set of the style', async () => {
    expect((await responseTo('{"code":"x"}')).payload).not.toHaveProperty('onex_compliance');
    expect((await responseTo('{"code":"x"}', agree, 'dotted')).payload).toHaveProperty('onex_compliance', 1);
  });

  it.each([
    ['nothing', '', 'empty_value'],
    ['no JSON', '{"code":', 'invalid_json'],
    ['no object', '[]', 'not_an_object'],
    ['no text', Buffer.from([0x7b, 0xff]), 'invalid_utf8'],
    ['no code', '{"language":"python"}', 'invalid_payload'],
    ['a response', '{"event_type":"CodegenValidationResponse","code":"x"}', 'response_on_request_topic'],
    ['more than a message may have', 'x'.repeat(MAX_MESSAGE_BYTES + 1), 'message_too_large'],
  ])('with %s gets an error response that conforms', async (_what, text, code) => {
    const { payload, outcome } = await responseTo(text);
    expect(outcome).toMatchObject({ kind: 'refusal', refusal: { code } });
    expect(payload).toMatchObject({ is_valid: false, validation_result: { error: { code } } });
    expect(checkOf(RESPONSE_PAYLOADS.validate)(payload)).toEqual([]);
  });

  it('gets the refusal of the domain', async () => {
    const { payload } = await responseTo('{"code":"x"}', always(refuse(refusal('code_too_deep', 'deep'))));
    expect(payload).toMatchObject({ validation_result: { error: { code: 'code_too_deep', message: 'deep' } } });
  });

  it('gets an error response instead of an answer that breaks its schema', async () => {
    const broken = always(answer({ ...result, quality_score: 2 }));
    expect((await responseTo('{"code":"x"}', broken)).payload).toMatchObject({
      is_valid: false,
      validation_result: { error: { code: 'internal_error' } },
    });
  });

  it('is answered by the operation it is for', async () => {
    const asked: unknown[] = [];
    const ask = ((operation: string, request: unknown) => {
      asked.push([operation, request]);
      return Promise.resolve(answer({ mixin_recommendations: [], total_recommendations: 0, reasoning: 'none fits' }));
    }) as unknown as Ask;
    const line = { number: 1, bytes: Buffer.from('{"requirements":["retry"]}') };
    const { text } = await answerLine(line, 'mixin', 'dotted', ask);
    expect(asked).toEqual([['mixin', expect.objectContaining({ requirements: ['retry'] })]]);
    expect(JSON.parse(text)).toMatchObject({
      total_recommendations: 0,
      recommended_mixins: [],
      reasoning: 'none fits',
    });
  });
});
