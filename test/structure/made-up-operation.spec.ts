import { IsOptional, IsString } from 'class-validator';
import {
  buildContracts,
  checkedReply,
  defineOperation,
  encodeReply,
  encodeStatus,
  ENVELOPE_FORMS,
  OPERATION_DEFINITIONS,
  refusal,
  refuse,
  type EnvelopeForm,
  type InboundRecord,
  type JsonObject,
  type OutboundRecord,
  messageOf,
} from '#contracts';
import { showReply } from '../../apps/cli/src/show-reply';
import { CODEGEN } from '../../libs/contracts/src/operations/families';

class EchoRequest {
  @IsString()
  text!: string;
}

class EchoResponse {
  @IsOptional()
  @IsString()
  said!: string | null;
}

interface Echoed {
  readonly said: string;
}

/** All of it: what a folder in `libs/contracts/src/operations` would hold. */
const ECHO = defineOperation({
  ...CODEGEN,
  name: 'echo_back',
  styles: ['omninode-bridge'],
  request: {
    payload: EchoRequest,
    className: 'CodegenEchoRequest',
    aliases: ['speech.echo'],
    read: (given) => ({ text: given['text'] ?? given['words'] ?? undefined }),
    summary: 'Asks to hear the text again.',
    sample: { text: 'hello' },
    invalid: [],
  },
  response: {
    payload: EchoResponse,
    className: 'CodegenEchoResponse',
    summary: 'The text again.',
    sample: { said: 'hello' },
    invalid: [],
  },
  reply: {
    answer: ({ said }: Echoed) => ({ said }),
    answerExtra: ({ said }) => ({ length: said.length }),
    refusal: (error) => ({ said: null, error }),
    refusalExtra: () => ({ length: 0 }),
  },
  view: {
    yes: { field: 'said', is: 'hello' },
    verdict: { yes: 'heard', no: 'heard {said} instead' },
    parts: [{ kind: 'fields', fields: [['said', '{said}']] }],
  },
});

const contracts = buildContracts([...OPERATION_DEFINITIONS, ECHO]);

const ORIGIN = {
  service: 'spec',
  version: '1.0.0',
  instanceId: 'spec-1',
  hostname: 'host',
  now: () => new Date('2026-01-02T03:04:05.678Z'),
  newId: () => '0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11',
};

function delivered({ topic, key, value }: OutboundRecord): InboundRecord {
  const bytes = { key: Buffer.from(key ?? ''), value: Buffer.from(value) };
  return { topic, partition: 0, offset: '0', timestamp: 0, headers: {}, ...bytes };
}

function asked(form: EnvelopeForm, style: 'dotted' | 'underscored', payload: JsonObject = { words: 'hello' }) {
  const parts = { operation: 'echo_back', style, form, correlationId: 'c-1', sessionId: 's-1', payload } as const;
  const decoded = contracts.decodeRequest(messageOf(delivered(contracts.encodeRequest(parts, ORIGIN))));
  if (decoded.kind === 'refusal') throw new Error(decoded.refusal.message);
  return decoded.request;
}

function payloadOf({ value }: OutboundRecord): JsonObject {
  const message = JSON.parse(String(value)) as JsonObject;
  return (message['payload'] ?? message) as JsonObject;
}

describe('an operation that only its definition knows', () => {
  it.each(ENVELOPE_FORMS)('is asked for in %s messages, under the names its fields go by', (form) => {
    const request = asked(form, 'dotted');
    expect(request).toMatchObject({ operation: 'echo_back', correlationId: 'c-1', payload: { text: 'hello' } });
  });

  it('has topics in every style it speaks, and dead letters', () => {
    expect(contracts.routesOf('echo_back').map(({ request }) => request)).toEqual([
      'omninode.codegen.request.echo_back.v1',
      'omninode_codegen_request_echo_back_v1',
      ...['dev', 'staging', 'prod'].map((env) => `${env}.omninode-bridge.codegen.request-echo_back.v1`),
    ]);
    expect(contracts.deadLetterTopicOf('omninode_codegen_request_echo_back_v1')).toBe(
      'omninode_codegen_dlq_echo_back_v1',
    );
  });

  it('is answered in the fields and the event types of each dialect', () => {
    const strict = checkedReply(asked('onex-v1', 'underscored'), { said: 'hello' }, 1, ORIGIN);
    expect(JSON.parse(String(strict.value))).toMatchObject({ event_type: 'CodegenEchoResponse' });
    expect(payloadOf(strict)).toMatchObject({ said: 'hello', correlation_id: 'c-1', schema_version: '1.0' });
    expect(payloadOf(strict)).not.toHaveProperty('length');
    const dotted = checkedReply(asked('registry', 'dotted'), { said: 'hello' }, 1, ORIGIN);
    expect(JSON.parse(String(dotted.value))).toMatchObject({ event_type: 'CODEGEN_ECHO_RESPONSE' });
    expect(payloadOf(dotted)).toMatchObject({ said: 'hello', length: 5 });
  });

  it('is held to its schemas, and refused in its own fields', () => {
    const request = asked('architecture', 'dotted');
    expect(() => checkedReply(request, { said: 5 }, 1, ORIGIN)).toThrow('the echo_back reply breaks its schema');
    expect(() => asked('architecture', 'dotted', { text: 5 })).toThrow('/text must be string');
    const refused = encodeReply(request, refuse(refusal('internal_error', 'no voice')), 1, ORIGIN);
    expect(payloadOf(refused)).toMatchObject({ said: null, length: 0, error: { code: 'internal_error' } });
  });

  it('reports its progress to a session', () => {
    const step = { status: 'processing', progress: 10, message: 'echo started' } as const;
    const status = encodeStatus(asked('onex-v1', 'underscored'), step, ORIGIN);
    expect(status).toMatchObject({ topic: 'omninode_codegen_status_session_v1', key: 's-1' });
  });

  it.each([
    ['CodegenEchoRequest', 'request'],
    ['SPEECH_ECHO', 'request'],
    ['codegen_echo_response', 'response'],
    ['codegen.response.echo_back', 'response'],
    ['dev.omninode-bridge.codegen.response-echo_back.v1', 'response'],
  ])('is named by %s', (name, direction) => {
    expect(contracts.classifyEventType(name)).toEqual({ operation: 'echo_back', direction });
  });

  it('is in the catalog, with its sample', () => {
    const entry = contracts.entryOfTopic('omninode.codegen.request.echo_back.v1');
    expect(entry).toMatchObject({
      name: 'codegen.request.echo_back',
      answeredBy: 'codegen.response.echo_back',
      eventType: 'CodegenEchoRequest',
      consumers: ['intelligence', 'omniarchon'],
      sample: { text: 'hello' },
    });
    expect(contracts.canonicalPayload('echo_back', entry?.sample ?? {})).toEqual({ text: 'hello' });
    expect(contracts.entryOf('codegen.response.echo_back')).toMatchObject({ sample: { said: 'hello' } });
    expect(contracts.entryOf('codegen.dlq.echo_back')).toMatchObject({ producers: ['intelligence'] });
  });

  it('is shown to people as its view says', () => {
    const shown = (said: string) => {
      const reply = {
        operation: ECHO,
        correlationId: 'c-1',
        payload: { said },
        error: null,
        elapsedMs: 7,
        verbose: false,
      };
      return showReply(reply, (_style, text) => text);
    };
    expect(shown('hello')).toMatch(/^✓ heard {2}echo_back answered in 7 ms\n\n {2}said {2}hello\n/);
    expect(shown('ho')).toMatch(/^✗ heard ho instead/);
  });

  it('is nothing to the contracts without it', () => {
    expect(buildContracts(OPERATION_DEFINITIONS).routeOfRequest('omninode.codegen.request.echo_back.v1')).toBe(
      undefined,
    );
  });
});
