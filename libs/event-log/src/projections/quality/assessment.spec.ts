import { loggedEvent } from '../../event.fixture';
import { readAssessment } from './assessment';

const TOPIC = 'omninode.intelligence.event.quality_assessed.v1';

function read(payload: unknown, given: Parameters<typeof loggedEvent>[1] = {}) {
  return readAssessment({ ...loggedEvent(7, { topic: TOPIC, value: { payload }, ...given }), valueBytes: null });
}

const GOOD = { entity_id: 'src/a.py', quality_score: 0.5 };

describe('an assessment', () => {
  it('is read from its event', () => {
    const payload = { ...GOOD, onex_compliance: 0.25, dimensions: { syntax: 1 } };
    expect(read(payload, { envelopeId: 'e-1', source: 'somebody' })).toEqual({
      position: '7',
      eventId: '00000000-0000-8000-8000-000000000007',
      entityId: 'src/a.py',
      assessmentId: 'e-1',
      at: new Date('2026-11-29T12:00:00.007Z'),
      score: 0.5,
      compliance: 0.25,
      dimensions: { syntax: 1 },
      correlationId: 'c-1',
      source: 'somebody',
    });
  });

  it.each([
    ['no score', { entity_id: 'a' }],
    ['a score that is text', { ...GOOD, quality_score: '0.5' }],
    ['a score below 0', { ...GOOD, quality_score: -0.001 }],
    ['a score above 1', { ...GOOD, quality_score: 92 }],
    ['no entity', { quality_score: 0.5 }],
    ['an entity that is a number', { ...GOOD, entity_id: 5 }],
    ['an entity of blanks', { ...GOOD, entity_id: ' ' }],
    ['an entity of half a character', { ...GOOD, entity_id: 'a\ud800' }],
    ['an entity with NUL', { ...GOOD, entity_id: 'a\u0000' }],
    ['an entity of a megabyte', { ...GOOD, entity_id: 'x'.repeat(1_000_000) }],
    ['an entity just too long', { ...GOOD, entity_id: 'x'.repeat(513) }],
    ['no object', [GOOD]],
    ['nothing', null],
  ])('is none with %s', (_, payload) => {
    expect(read(payload)).toBeNull();
  });

  it.each([
    '{',
    '',
    '{"payload":{"entity_id":"a","quality_score":NaN}}',
    '{"payload":{"entity_id":"a","quality_score":1e999}}',
  ])('is none where the value is %j', (value) => {
    expect(readAssessment({ ...loggedEvent(7), value: Buffer.from(value), valueBytes: null })).toBeNull();
  });

  it('takes of the rest what can be kept', () => {
    const dimensions = { good: 0.5, high: 2, text: '1', 'with\u0000': 1, ['x'.repeat(1_000)]: 1, negative: -0 };
    const found = read({ ...GOOD, quality_score: -0, onex_compliance: 7, dimensions });
    expect(found).toMatchObject({ compliance: null, dimensions: { good: 0.5, 'with\uFFFD': 1, negative: 0 } });
    expect(Object.is(found?.score, 0)).toBe(true);
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`d${index}`, 1]));
    expect(Object.keys(read({ ...GOOD, dimensions: many })?.dimensions ?? {})).toHaveLength(64);
    expect(read(JSON.parse('{"entity_id":"__proto__","quality_score":1,"dimensions":{"__proto__":1}}'))).not.toBeNull();
  });

  it('is the same where it comes again under the id that its sender gave it', () => {
    const again = { envelopeId: 'e-1', partition: 3 };
    expect(read(GOOD, again)?.assessmentId).toBe(read(GOOD, { envelopeId: 'e-1' })?.assessmentId);
    expect(read(GOOD)?.assessmentId).toBe('00000000-0000-8000-8000-000000000007');
  });

  it('is of the time that its sender says, but not after it was recorded', () => {
    const earlier = new Date('2026-01-01T00:00:00Z');
    expect(read(GOOD, { eventTime: earlier })?.at).toEqual(earlier);
    expect(read(GOOD, { eventTime: new Date('9999-01-01T00:00:00Z') })?.at).toEqual(
      new Date('2026-11-29T12:00:00.007Z'),
    );
  });
});
