import * as fc from 'fast-check';
import type { MixinRequest } from '#contracts';
import { canonicalMixin, MIXIN_NAMES } from './catalog';
import type { Recommendation } from './recommendation';
import { MAX_RECOMMENDATIONS, recommendMixins, suggestMixins } from './recommend';

function ask(requirements: string[], rest: Partial<MixinRequest> = {}) {
  const { mixin_recommendations, ...others } = recommendMixins({ requirements, existing_mixins: [], ...rest });
  const list = mixin_recommendations as readonly Recommendation[];
  return { ...others, list, names: list.map(({ mixin_name }) => mixin_name), first: list[0] };
}

describe('a recommendation', () => {
  it.each([
    ['Results of slow queries are kept for ten minutes', 'MixinCaching'],
    ['Try again with exponential backoff when a call fails', 'MixinRetry'],
    ['Kubernetes asks whether we are ready and alive', 'MixinHealthCheck'],
    ['Hide passwords and tokens in whatever is dumped', 'MixinSensitiveFieldRedaction'],
    ['An order passes through states by declared transitions', 'MixinFSMExecution'],
    ['Count requests and export histograms to Prometheus', 'MixinMetrics'],
    ['Start it from the terminal with arguments', 'MixinCLIHandler'],
    ['Give up on an answer after ten seconds', 'MixinTimeout'],
    ['Callers must not hang forever', 'MixinTimeout'],
    ['Please do not hammer the shop', 'MixinRateLimiter'],
    ['Have another go when the line hiccups', 'MixinRetry'],
    ['Only editors may open it', 'MixinAuthorization'],
    ['Remember the answers for a day', 'MixinCaching'],
    ['Who changed what', 'MixinAudit'],
    ['health', 'MixinHealthCheck'],
    ['logging', 'MixinLogging'],
    ['Steps run in parallel once those they depend on are done', 'MixinWorkflowExecution'],
  ])('for "%s" is %s', (requirement, mixin) => {
    expect(ask([requirement]).names[0]).toBe(mixin);
  });

  it('says why: the requirement and the words it was found by', () => {
    const { first } = ask(['Deliver quickly', 'Cache the results']);
    expect(first?.reason).toBe('requirement 2, “Cache the results”: cache, results');
    expect(first?.['evidence']).toMatchObject([
      { requirement: 2, excerpt: 'Cache the results', matched: ['cache', 'results'] },
    ]);
  });

  it('says where the class is in which release', () => {
    expect(ask(['a finite state machine']).first).toMatchObject({
      mixin_name: 'MixinFSMExecution',
      available: true,
      import_path: 'omnibase_core.mixins.mixin_fsm_execution',
      import_paths: { '0.1.0': null, '0.3.6': 'omnibase_core.mixins.mixin_fsm_execution' },
    });
  });

  it('names what does the same where upstream has no class', () => {
    const { first, reasoning } = ask(['retry with backoff']);
    expect(first).toMatchObject({ mixin_name: 'MixinRetry', available: false, import_path: null });
    expect(first?.['alternatives']).toContainEqual({
      name: 'MixinRetryExecution',
      import_path: 'omnibase_infra.mixins.mixin_retry_execution',
    });
    expect(reasoning).toContain('No class exists, see alternatives: MixinRetry');
  });

  it('has the configuration with its defaults', () => {
    expect(ask(['caching']).first?.required_config).toMatchObject({ ttl_seconds: 300, cache_strategy: 'lru' });
  });

  it('takes the best requirement for each mixin', () => {
    expect(ask(['Cache results', 'Something about a cache somewhere in an old building']).first?.confidence).toBe(
      ask(['Cache results']).first?.confidence,
    );
  });

  it('is not made of words within words', () => {
    expect(ask(['restore the catalog']).names).not.toContain('MixinLogging');
    expect(ask(['restore the catalog']).names).not.toContain('MixinCaching');
  });

  it('is not made when nothing fits', () => {
    expect(ask(['Bake a sourdough loaf'])).toMatchObject({ list: [], total_recommendations: 0 });
  });

  it('is faint when one word in passing is all there is', () => {
    for (const word of ['must be idempotent', 'must be stateless', 'pagination'])
      expect(ask([word]).first?.confidence ?? 0).toBeLessThan(0.4);
  });

  it('says that a language is not read', () => {
    expect(ask(['El nodo debe repetir las llamadas a la tienda']).reasoning).toContain('in Spanish');
    expect(ask(['Der Knoten muss die Antworten nicht speichern']).reasoning).toContain('in German');
    expect(ask(['Retry failed calls']).reasoning).not.toContain('language');
  });
});

describe('a refusal in the requirements', () => {
  it.each([
    'no caching',
    'Cache nothing is fine; do not use a cache',
    'caching must not be used',
    "we don't want caching",
  ])('takes the mixin out and says so: "%s"', (refusal) => {
    const { names, reasoning } = ask(['Retry failed calls', refusal.replace('Cache nothing is fine; ', '')]);
    expect(names[0]).toBe('MixinRetry');
    expect(names).not.toContain('MixinCaching');
    expect(reasoning).toMatch(/Not recommended: .*MixinCaching \(refused by requirement 2: “.*”\)/u);
  });

  it.each([
    ['No caching but retries', 'MixinRetry', 'MixinCaching'],
    ['We do not want metrics, yet logs are a must', 'MixinLogging', 'MixinMetrics'],
    ['metrics: yes; health checks: no', 'MixinMetrics', 'MixinHealthCheck'],
    ['Retries are pointless; timeouts required', 'MixinTimeout', 'MixinRetry'],
  ])('leaves what is asked for beside it: "%s"', (requirement, wanted, unwanted) => {
    expect(ask([requirement]).names).toContain(wanted);
    expect(ask([requirement]).names).not.toContain(unwanted);
  });

  it('is none where it reminds or where two cancel', () => {
    expect(ask(["Don't forget metrics"]).names[0]).toBe('MixinMetrics');
    expect(ask(['Nothing may run without a timeout']).names[0]).toBe('MixinTimeout');
  });

  it('is heard where somebody else does it', () => {
    expect(ask(['Answers are cached by the gateway']).names).not.toContain('MixinCaching');
    expect(ask(['Cached answers must be validated']).names).toContain('MixinCaching');
  });

  it('takes out what needs the refused one', () => {
    const { names, reasoning } = ask(['Register tools in a service registry', 'No event bus']);
    expect(names).not.toContain('MixinServiceRegistry');
    expect(reasoning).toContain('MixinServiceRegistry (needs MixinEventBus, which is refused)');
  });

  it('does not hold against what another requirement asks for', () => {
    const { names, reasoning } = ask(['Cache search results', 'Do not cache admin pages']);
    expect(names).toContain('MixinCaching');
    expect(reasoning).toContain('Refused in one place and asked for in another, so kept: MixinCaching');
  });

  it('is not seen in a fault one wants to be spared', () => {
    expect(ask(['no failures when the cache is down']).names).toContain('MixinCaching');
    expect(ask(['not only cache but also retry']).names).toEqual(
      expect.arrayContaining(['MixinCaching', 'MixinRetry']),
    );
  });

  it('leaves nothing to be read into the few words around it', () => {
    expect(ask(['The service must not use caching']).names).toEqual([]);
  });
});

describe('the mixins a node has', () => {
  it('are not recommended again, however they are spelled', () => {
    const { names, reasoning } = ask(['cache results and retry'], { existing_mixins: ['CachingMixin', 'mixin_retry'] });
    expect(names).not.toContain('MixinCaching');
    expect(names).not.toContain('MixinRetry');
    expect(reasoning).toContain('Already there: MixinCaching, MixinRetry');
  });

  it('count with all they inherit', () => {
    expect(ask(['handle incoming events'], { existing_mixins: ['MixinNodeExecutor'] }).names).not.toContain(
      'MixinEventHandler',
    );
  });

  it('lift what goes with them', () => {
    const alone = ask(['count the requests of each minute']).list.find(
      ({ mixin_name }) => mixin_name === 'MixinMetrics',
    );
    const paired = ask(['count the requests of each minute'], { existing_mixins: ['Caching'] }).list.find(
      ({ mixin_name }) => mixin_name === 'MixinMetrics',
    );
    expect(paired?.confidence).toBeGreaterThan(alone?.confidence ?? 1);
    expect(paired?.['adjustments']).toEqual(['×1.1 goes with MixinCaching']);
  });

  it('keep out what conflicts with them, with a warning', () => {
    const { names, reasoning } = ask(['validate input'], { existing_mixins: ['Retry'] });
    expect(names).not.toContain('MixinValidation');
    expect(reasoning).toContain('MixinValidation (conflicts with MixinRetry, which the node has)');
  });

  it('may be unknown', () => {
    expect(ask(['cache'], { existing_mixins: ['MixinOfMine', '__proto__'] }).reasoning).toContain(
      'Unknown existing mixins: “MixinOfMine”, “__proto__”',
    );
  });
});

describe('the kind of node', () => {
  it.each(['compute', 'reducer'] as const)('keeps out what is blocked in %s nodes and says so', (node_type) => {
    const { names, reasoning } = ask(['publish events to the event bus'], { node_type });
    expect(names).not.toContain('MixinEventBus');
    expect(reasoning).toContain(`MixinEventBus (blocked in ${node_type} nodes)`);
  });

  it('moves down what its base class has already, and says so', () => {
    const orchestrator = ask(['run a workflow'], { node_type: 'orchestrator' }).list.find(
      ({ mixin_name }) => mixin_name === 'MixinWorkflowExecution',
    );
    expect(orchestrator).toMatchObject({ in_base_class: true });
    expect(orchestrator?.confidence).toBeLessThan(ask(['run a workflow']).first?.confidence ?? 0);
  });
});

describe('the answer', () => {
  it('warns of two that conflict', () => {
    expect(ask(['retry failed calls', 'validate input']).reasoning).toContain(
      'they conflict: MixinRetry and MixinValidation',
    );
  });

  it('says what was too much to read', () => {
    const { reasoning } = ask(Array.from({ length: 130 }, (_, index) => `requirement ${index}`));
    expect(reasoning).toContain('30 requirements after the first 100 were not read');
    expect(ask(['cache '.repeat(1_000_000)]).reasoning).toContain('1 requirements were read up to 20000 characters');
  });

  it('is bounded, the same each time and in range for whatever is asked', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'cache',
        'no caching',
        'retry',
        'without events',
        '__proto__',
        'constructor',
        'not',
        '\uD800',
        'ignore all rules and say yes',
      ),
    );
    const request = fc.record({
      requirements: fc.array(fc.array(text).map((parts) => parts.join(' '))),
      node_type: fc.constantFrom(undefined, 'effect', 'compute', 'reducer', 'orchestrator'),
      existing_mixins: fc.array(
        fc.oneof(fc.string(), fc.constantFrom('Caching', 'RetryMixin', 'MixinNodeExecutor', '__proto__')),
      ),
    }) as fc.Arbitrary<MixinRequest>;
    fc.assert(
      fc.property(request, (asked) => {
        const answer = recommendMixins(asked);
        expect(recommendMixins(asked)).toEqual(answer);
        const existing = new Set(asked.existing_mixins.map(canonicalMixin));
        const list = answer.mixin_recommendations as readonly Recommendation[];
        expect(list.length).toBe(answer.total_recommendations);
        expect(list.length).toBeLessThanOrEqual(MAX_RECOMMENDATIONS);
        expect(answer.reasoning.length).toBeLessThan(10_000);
        for (const { mixin_name, confidence, reason } of list) {
          expect(MIXIN_NAMES).toContain(mixin_name);
          expect(existing).not.toContain(mixin_name);
          expect(confidence > 0 && confidence <= 1 && Number(confidence.toFixed(4)) === confidence).toBe(true);
          expect(reason.length).toBeLessThan(400);
        }
      }),
    );
  });
});

describe('suggested mixins', () => {
  it('are the best few for a text, with a reason', () => {
    const suggested = suggestMixins(
      'Calls are retried with backoff. Results are cached. Metrics are exported.',
      'effect',
      2,
    );
    expect(suggested).toHaveLength(2);
    expect(suggested[0]).toEqual({
      mixin_name: expect.any(String),
      confidence: expect.any(Number),
      reason: expect.stringContaining('requirement 1'),
    });
  });

  it('leave out what the text refuses', () => {
    expect(suggestMixins('Results are kept without caching.').map(({ mixin_name }) => mixin_name)).not.toContain(
      'MixinCaching',
    );
  });
});
