import {
  answer,
  checkOf,
  entryOfTopic,
  refusal,
  refuse,
  type DocumentIndexedEvent,
  type DomainEvent,
  type Origin,
  type Outcome,
  type OutboundRecord,
  type QualityAssessedEvent,
  type ValidateRequest,
  type ValidationResult,
} from '#contracts';
import type { Intelligence } from '#code-intelligence';
import { RefusedEventError, type Context } from '#event-bus';
import { Assessments } from './assessments';
import { auditTrail } from './audit-trail';
import { Reactions } from './reactions';
import type { SubscribedEvent } from './subscribed-event';

const ORIGIN: Origin = {
  service: 'intelligence',
  version: '1.2.3',
  instanceId: 'intelligence-1',
  hostname: 'host',
  now: () => new Date('2026-01-02T03:04:05.678Z'),
  newId: () => {
    throw new Error('an id that is not derived');
  },
};

const QUALITY = 'omninode.intelligence.event.quality_assessed.v1';
const SNAPSHOT = 'omninode.audit.quality_snapshot.v1';
const CREATION = 'omninode.audit.pattern_creation.v1';

function assessed(entity_id: string, syntax = 1): DomainEvent {
  return {
    type: 'quality_assessed',
    payload: { entity_id, quality_score: 0.9, onex_compliance: 0.9, dimensions: { syntax } },
  };
}

const LEARNED: DomainEvent = {
  type: 'pattern_learned',
  payload: { pattern_id: 'src/area.py', pattern_type: 'node_structure', pattern_data: { node_type: 'compute' } },
};

const outcome = (...events: DomainEvent[]) => answer({} as ValidationResult, events);

/** Reactions whose validation ends as told, and which can get these documents. */
function reacting(
  end: Outcome<ValidationResult> = outcome(assessed('code:1')),
  texts: Readonly<Record<string, string>> = {},
) {
  const published: OutboundRecord[] = [];
  const validated: ValidateRequest[] = [];
  const invalidated: string[] = [];
  const rated: [string, number][] = [];
  const asked: string[] = [];
  const assessments = new Assessments();
  const answer = async (_: string, request: object) => (validated.push(request as ValidateRequest), end);
  const reactions = new Reactions(
    assessments,
    { answer: answer as Intelligence['answer'], invalidate: (file) => invalidated.push(file) },
    { rate: async (entityId, quality) => rated.push([entityId, quality]) > 0 && !entityId.includes('unknown') },
    { textOf: async ({ path }) => (asked.push(path), texts[path]) },
    { origin: ORIGIN, logger: { debug: () => undefined } },
  );
  const index = async (event: SubscribedEvent<DocumentIndexedEvent>): Promise<void> => {
    published.push(...(await reactions.documentIndexed(event)));
  };
  return { published, validated, invalidated, rated, asked, assessments, reactions, index };
}

function eventOf<Payload extends object>(payload: Payload, service = 'archon-search'): SubscribedEvent<Payload> {
  return {
    kind: 'event',
    origin: 'event-1',
    eventId: 'event-1',
    correlationId: 'c-1',
    sessionId: null,
    trace: { trace_id: 'trace-7' },
    sender: { service, instance: undefined },
    payload: payload as SubscribedEvent<Payload>['payload'],
  };
}

const indexed = (more: object = {}) => eventOf({ document_id: 'doc-1', collection: 'code', vector_dims: 768, ...more });
const bodyOf = (record?: OutboundRecord) => JSON.parse(String(record?.value)) as Record<string, unknown>;

describe('a document was indexed', () => {
  it('is assessed when it carries code, caused by the event and audited', async () => {
    const { index, validated, published } = reacting(outcome(assessed('src/area.py'), LEARNED));
    await index(indexed({ content: 'x = 1\n', source_path: 'src/area.py' }));
    expect(validated).toEqual([
      { code_content: 'x = 1\n', validation_type: 'full', language: 'python', file_path: 'src/area.py' },
    ]);
    expect(published.map(({ topic, key }) => [topic, key])).toEqual([
      [QUALITY, 'c-1'],
      ['omninode.intelligence.event.pattern_learned.v1', 'c-1'],
      [SNAPSHOT, 'doc-1'],
      [CREATION, 'src/area.py'],
    ]);
    for (const record of published) {
      const entry = entryOfTopic(record.topic);
      expect(entry && checkOf(entry.payload)(bodyOf(record)['payload'])).toEqual([]);
    }
    expect(bodyOf(published[0])).toMatchObject({
      correlation_id: 'c-1',
      causation_id: 'event-1',
      metadata: { trace_id: 'trace-7' },
      source: { service: 'intelligence' },
      payload: { entity_id: 'doc-1', quality_score: 0.9, onex_compliance: 0.9, dimensions: { syntax: 1 } },
    });
    expect(bodyOf(published[2])['payload']).toEqual({
      entity_id: 'doc-1',
      quality_scores: { overall: 0.9, onex_compliance: 0.9, syntax: 1 },
      timestamp: '2026-01-02T03:04:05.678Z',
    });
  });

  it('says the same with the same ids when it comes again', async () => {
    const { index, published } = reacting();
    await index(indexed({ code: 'x = 1\n' }));
    await index(indexed({ code: 'x = 1\n' }));
    const [once, again] = [published.slice(0, 2), published.slice(2)];
    expect(again).toEqual(once);
    expect(new Set(once.map((record) => bodyOf(record)['event_id'])).size).toBe(2);
  });

  it('is not called bad Python when it is prose', async () => {
    const prose = reacting(outcome(assessed('code:1', 0.3)));
    await prose.index(indexed({ content: 'Prices go up.' }));
    expect(prose.published).toEqual([]);
    const broken = reacting(outcome(assessed('code:1', 0.3)));
    await broken.index(indexed({ content: 'x = (', language: 'python' }));
    expect(broken.published).toHaveLength(2);
  });

  it('is left alone in a language nobody reads', async () => {
    const { index, published } = reacting(refuse(refusal('unsupported_language', 'no')));
    await index(indexed({ content: 'fn main() {}', language: 'rust' }));
    expect(published).toEqual([]);
  });

  it('is assessed when it carries no code and the source of documents has it', async () => {
    const { index, validated, published, asked } = reacting(undefined, { 'src/area.py': 'x = 1\n' });
    await index(indexed({ document_id: 'src/area.py' }));
    expect(validated).toEqual([
      { code_content: 'x = 1\n', validation_type: 'full', language: 'python', file_path: 'src/area.py' },
    ]);
    expect(published.map(({ topic, key }) => [topic, key])).toEqual([
      [QUALITY, 'c-1'],
      [SNAPSHOT, 'src/area.py'],
    ]);
    await index(indexed({ document_id: 'docs/area.md' }));
    await index(indexed({ document_id: 'src/area.py', code: 'x = 2\n' }));
    expect(asked).toEqual(['src/area.py']);
  });

  it('is told what is known of it when it carries no code', async () => {
    const { index, published, assessments, validated } = reacting();
    await index(indexed());
    expect(published).toEqual([]);
    assessments.remember([assessed('doc-1')]);
    await index(indexed());
    expect(published.map(({ topic }) => topic)).toEqual([QUALITY, SNAPSHOT]);
    assessments.remember([assessed('src/b.py')]);
    await index(indexed({ document_id: 'doc-2', file_path: 'src/b.py' }));
    expect(bodyOf(published[2])['payload']).toMatchObject({ entity_id: 'doc-2' });
    expect(validated).toEqual([]);
  });
});

describe('the quality of an entity was assessed', () => {
  const payload: QualityAssessedEvent = { entity_id: 'src/area.py', quality_score: 0.4 };

  it('is learned from when another service did it', async () => {
    const { reactions, rated } = reacting();
    await reactions.qualityAssessed(eventOf(payload, 'omniarchon'));
    expect(rated).toEqual([['src/area.py', 0.4]]);
  });

  it('is learned where it was not known, and they found it good', async () => {
    const event = { entity_id: 'src/unknown.py', quality_score: 0.8 };
    const learned = { ...LEARNED, payload: { ...LEARNED.payload, pattern_id: 'src/unknown.py' } } as DomainEvent;
    const { reactions, rated, validated } = reacting(outcome(assessed('src/unknown.py'), learned), {
      'src/unknown.py': 'x = 1\n',
    });
    const records = await reactions.qualityAssessed(eventOf(event, 'omniarchon'));
    expect(validated.map(({ file_path }) => file_path)).toEqual(['src/unknown.py']);
    expect(records.map(({ topic }) => topic)).toEqual(['omninode.intelligence.event.pattern_learned.v1', CREATION]);
    expect(rated).toEqual([
      ['src/unknown.py', 0.8],
      ['src/unknown.py', 0.8],
    ]);
    await reactions.qualityAssessed(eventOf({ ...event, quality_score: 0.79 }, 'omniarchon'));
    await reactions.qualityAssessed(eventOf({ ...event, entity_id: 'src/unknown.md' }, 'omniarchon'));
    await reactions.qualityAssessed(eventOf({ ...event, entity_id: 'src/unknown-too.py' }, 'omniarchon'));
    expect(validated).toHaveLength(1);
  });

  it('is no news when this service did it', async () => {
    const { reactions, rated } = reacting();
    await reactions.qualityAssessed(eventOf(payload, 'intelligence'));
    expect(rated).toEqual([]);
  });
});

describe('a document was processed', () => {
  it('makes what was said about it and its files be forgotten', async () => {
    const { index, reactions, invalidated, assessments, published } = reacting();
    await index(indexed({ code: 'x = 1\n', file_path: 'src/area.py' }));
    expect(assessments.of('doc-1')).toBeDefined();
    const processed = { document_id: 'doc-1', processing_time_ms: 3, file_path: 'src/moved.py' };
    await reactions.documentProcessed(eventOf(processed));
    expect(invalidated).toEqual(['doc-1', 'src/area.py', 'src/moved.py']);
    expect(assessments.of('doc-1')).toBeUndefined();
    await index(indexed());
    expect(published).toHaveLength(2);
  });
});

it('refuses what could not be read, so that it is dead-lettered', async () => {
  const { reactions } = reacting();
  const refused = { kind: 'refused', refusal: refusal('invalid_json', 'no') } as const;
  await expect(reactions.documentIndexed(refused)).rejects.toThrow(RefusedEventError);
  await expect(reactions.qualityAssessed(refused)).rejects.toThrow(RefusedEventError);
  await expect(reactions.documentProcessed(refused)).rejects.toThrow(RefusedEventError);
});

describe('Assessments', () => {
  it('remembers so many and no more', () => {
    const assessments = new Assessments(2);
    assessments.remember(['a', 'b', 'c', 'n'.repeat(5000)].map((name) => assessed(name)));
    expect(['a', 'b', 'c', 'n'.repeat(5000)].map((name) => assessments.of(name) !== undefined)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

const TRACE = { trace_id: 't-1', span_id: 's-1', user_id: 'u-1', tenant_id: 'n-1' };

describe('auditTrail', () => {
  const published: OutboundRecord[] = [];
  const contextOf = (result: Context['result']) =>
    ({
      request: { origin: 'request-1', eventId: 'event-1', correlationId: 'c-1', trace: TRACE },
      result,
      publish: (...records: OutboundRecord[]) => published.push(...records),
    }) as unknown as Context;

  it('adds a snapshot of each event of a request to what is published for it, the same each time', async () => {
    const context = contextOf(null);
    await auditTrail(ORIGIN)(context, async () => {
      context.result = outcome(assessed('a'), LEARNED);
    });
    await auditTrail(ORIGIN)(context, async () => undefined);
    expect(published.map(({ topic }) => topic)).toEqual([SNAPSHOT, CREATION, SNAPSHOT, CREATION]);
    expect(published.slice(2)).toEqual(published.slice(0, 2));
  });

  it('carries on from the request who asked for it, for whom, and in what', () => {
    for (const { value } of published) {
      expect(JSON.parse(String(value))).toMatchObject({
        correlation_id: 'c-1',
        causation_id: 'event-1',
        metadata: TRACE,
      });
    }
  });

  it('has nothing to add where nothing was decided', async () => {
    const before = published.length;
    await auditTrail(ORIGIN)(contextOf(null), async () => undefined);
    await auditTrail(ORIGIN)(contextOf({ kind: 'ignored' }), async () => undefined);
    expect(published).toHaveLength(before);
  });
});
