import { analyzeRequirements } from '../analyze';
import { NODE_KINDS } from '../kinds/kind-lexicon';
import { PRODUCT_PRDS } from './product-prds.fixture';
import { SERVICE_PRDS } from './service-prds.fixture';

const PRDS = [...SERVICE_PRDS, ...PRODUCT_PRDS];

describe('the analysis of a requirements document', () => {
  describe.each(PRDS)('of $name', (prd) => {
    const analysis = analyzeRequirements(prd.text, 'full');

    it('hints at the kind of node a reader would build first', () => {
      const hints = analysis.node_type_hints;
      expect([...NODE_KINDS].sort((one, other) => hints[other] - hints[one])[0]).toBe(prd.kind);
      expect(NODE_KINDS.reduce((sum, kind) => sum + hints[kind], 0)).toBeCloseTo(1, 9);
    });

    it('names the outside systems and no others', () => {
      expect(analysis.external_systems.map(({ name }) => name).sort()).toEqual([...prd.systems].sort());
    });

    it('counts functions and qualities apart', () => {
      const count = (kind: string): number => analysis.requirements.filter((one) => one.kind === kind).length;
      expect([count('functional'), count('non_functional')]).toEqual([prd.functional, prd.nonFunctional]);
    });

    it('finds its entities, actors and mixins', () => {
      expect(analysis.entities.map(({ name }) => name)).toEqual(expect.arrayContaining(prd.entities));
      expect(analysis.actors.map(({ name }) => name)).toEqual(expect.arrayContaining(prd.actors));
      expect(analysis.recommended_mixins).toEqual(expect.arrayContaining(prd.mixins));
    });

    it('is JSON as it is, the same every time, with every member at every depth', () => {
      expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
      expect(JSON.stringify(analyzeRequirements(prd.text, 'full'))).toBe(JSON.stringify(analysis));
      for (const depth of ['quick', 'partial'] as const) {
        expect(Object.keys(analyzeRequirements(prd.text, depth)).sort()).toEqual(Object.keys(analysis).sort());
      }
    });
  });

  it('looks deeper from depth to depth', () => {
    const text = PRODUCT_PRDS[1]?.text ?? '';
    const [quick, partial, full] = (['quick', 'partial', 'full'] as const).map((depth) =>
      analyzeRequirements(text, depth),
    );
    expect(quick?.requirements.map(({ text: words }) => words)).toEqual(
      full?.requirements.map(({ text: words }) => words),
    );
    expect(quick?.requirements.every(({ kind }) => kind === null)).toBe(true);
    expect(quick?.entities).toEqual([]);
    expect(partial?.entities.length).toBeGreaterThan(0);
    expect(partial?.smells.length).toBeGreaterThan(0);
    expect([partial?.user_stories, partial?.relationships, partial?.features, partial?.completeness]).toEqual([
      [],
      [],
      [],
      null,
    ]);
    expect(full?.user_stories).toHaveLength(3);
  });

  it('links stories, criteria and relations', () => {
    const analysis = analyzeRequirements(PRODUCT_PRDS[1]?.text ?? '', 'full');
    expect(analysis.user_stories[0]).toMatchObject({
      id: 'US-1',
      role: 'seller',
      goal: 'publish an offer with photos',
      priority: { level: 'high' },
    });
    expect(analysis.acceptance_criteria.map(({ verifies }) => verifies)).toEqual([['US-1'], ['US-2']]);
    expect(analysis.acceptance_criteria[0]).toMatchObject({ when: 'the seller publishes an offer' });
    expect(analysis.relationships).toContainEqual(
      expect.objectContaining({ source: 'seller', type: 'has_many', target: 'offer' }),
    );
    expect(analysis.relationships).toContainEqual(expect.objectContaining({ type: 'writes', target: 'Amazon S3' }));
  });

  it('reads tables, front matter and attributes', () => {
    const analysis = analyzeRequirements(SERVICE_PRDS[2]?.text ?? '', 'full');
    expect(analysis.requirements.map(({ id }) => id)).toEqual(['SL-1', 'SL-2', 'SL-3', 'SL-4', 'SL-5', 'SL-10']);
    expect(analysis.requirements.map(({ priority }) => priority.level)).toEqual([
      'high',
      'high',
      'medium',
      'high',
      'low',
      'high',
    ]);
    expect(analysis.requirements[0]?.line).toBe(14);
    expect(analysis.requirements[5]?.measure).toEqual({ value: 2000, unit: '/s', comparator: '=' });
    expect(analysis.entities.find(({ name }) => name === 'Article')?.attributes).toEqual([
      { name: 'sku', type: 'string' },
      { name: 'quantity', type: 'integer' },
      { name: 'warehouse', type: 'string' },
    ]);
    expect(analysis.open_questions).toEqual(['How long are snapshots kept?']);
  });

  it('makes features of sub-headings, with their requirements, kinds and patterns', () => {
    const analysis = analyzeRequirements(PRODUCT_PRDS[0]?.text ?? '', 'full');
    expect(analysis.features.map(({ name, requirements }) => [name, requirements.length])).toEqual([
      ['Application', 2],
      ['Approval', 3],
      ['Hand-over', 2],
    ]);
    expect(analysis.features[0]?.node_types[0]?.kind).toBe('orchestrator');
    expect(analysis.features[1]?.patterns).toContain('saga-compensation');
  });

  it('serves the lists callers read under their names', () => {
    const analysis = analyzeRequirements(SERVICE_PRDS[0]?.text ?? '', 'quick');
    expect(analysis.title).toBe('Shipment Notifier');
    expect(analysis.description).toMatch(/^Parcels leave/u);
    expect(analysis.functional_requirements).toHaveLength(5);
    expect(analysis.success_criteria).toHaveLength(1);
    expect(analysis.technical_details).toHaveLength(1);
    expect(analysis.dependencies).toEqual(['Kafka', 'SendGrid', 'Twilio']);
  });

  it('takes file names of the workspace as places of entities', () => {
    const files = ['src/models/model_offer.py', { path: 'src/photo_store.ts' }, 7, null];
    const { entities } = analyzeRequirements(PRODUCT_PRDS[1]?.text ?? '', 'partial', { files });
    expect(entities.find(({ name }) => name === 'offer')?.files).toEqual(['src/models/model_offer.py']);
    expect(entities.find(({ name }) => name === 'photo')?.files).toEqual(['src/photo_store.ts']);
  });

  it('knows nothing about nothing, and little about one line', () => {
    for (const text of ['', ' ', '\r\n\t\n']) {
      expect(analyzeRequirements(text, 'full')).toMatchObject({
        title: 'Untitled',
        requirements: [],
        confidence: { score: 0 },
        truncated: null,
      });
    }
    const one = analyzeRequirements('Build a service that shortens links', 'full');
    expect(one.requirements.map(({ text }) => text)).toEqual(['Build a service that shortens links']);
    expect(one.confidence.score).toBeLessThanOrEqual(0.35);
  });
});
