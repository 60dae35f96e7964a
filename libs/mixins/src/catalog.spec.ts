import { readKnowledge } from '#knowledge';
import { canonicalMixin, MIXIN_NAMES, MIXINS, RECOMMENDABLE } from './catalog';

const ENTRIES = [...MIXINS.values()];

describe('the catalogue of mixins', () => {
  it('has each name once, none of them without the prefix', () => {
    expect(new Set(ENTRIES.map(({ name }) => name)).size).toBe(ENTRIES.length);
    expect([...MIXIN_NAMES].filter((name) => !/^Mixin[A-Z]\w+$/u.test(name))).toEqual([]);
  });

  it('has all that is written in its files', () => {
    const groups = Object.values(readKnowledge('mixins', 'mixins') as Record<string, unknown[]>);
    expect(groups.flat()).toHaveLength(ENTRIES.length);
  });

  it.each(ENTRIES.map((entry) => [entry.name, entry] as const))('refers from %s to mixins it knows', (name, entry) => {
    const { compatible = [], conflicts = [], requires = [], composes = [] } = entry;
    for (const other of [...compatible, ...conflicts, ...requires, ...composes]) {
      expect(MIXINS.has(other) ? '' : other).toBe('');
      expect(other).not.toBe(name);
    }
  });

  it('has conflicts both ways, and none with what goes with it', () => {
    for (const { name, conflicts = [], compatible = [] } of ENTRIES) {
      for (const other of conflicts) expect(MIXINS.get(other)?.conflicts).toContain(name);
      expect(conflicts.filter((other) => compatible.includes(other))).toEqual([]);
    }
  });

  it('knows where every class is, and what does instead where there is none', () => {
    for (const { status, module, since, until, alternatives = [] } of RECOMMENDABLE) {
      expect(status === 'class').toBe(module !== undefined && since !== undefined && until === undefined);
      expect(status === 'class' || alternatives.length > 0).toBe(true);
      for (const it of alternatives) expect(it.import_path ?? it.contract).toMatch(/^[a-z_]+(?:\.[a-z_]+)+$/u);
    }
  });

  it('says of everything it may recommend what it does, when it is wanted, and what it is called', () => {
    for (const { description, wanted, keywords, topics } of RECOMMENDABLE)
      for (const text of [description, wanted, keywords, topics.join()]) expect(text).not.toBe('');
  });

  it('has no two mixins with one alias', () => {
    for (const { name, aliases = [], module = name } of ENTRIES)
      for (const alias of [name, module, ...aliases]) expect(canonicalMixin(alias)).toBe(name);
  });
});

describe('the name of a mixin', () => {
  it.each([
    'Caching',
    'CachingMixin',
    'MixinCaching',
    'mixin_caching',
    'caching-mixin',
    'MIXIN CACHING',
    'omnibase_core.mixins.mixin_caching.MixinCaching',
  ])('is understood as %s', (spelling) => {
    expect(canonicalMixin(spelling)).toBe('MixinCaching');
  });

  const GENERATOR =
    'Caching Logging Metrics HealthCheck EventBus Retry CircuitBreaker Timeout RateLimiter Validation Security Authorization Audit Transaction Connection Repository';
  const TEMPLATES =
    'EventBus HealthCheck EventListener EventHandler ServiceRegistry NodeLifecycle NodeIntrospection IntrospectionPublisher FailFast';
  const OLDER =
    'EventBusMixin CachingMixin HealthCheckMixin MetricsMixin RetryMixin CircuitBreakerMixin ValidationMixin PerformanceTrackerMixin AggregationMixin StateManagementMixin PersistenceMixin WorkflowMixin DependencyManagementMixin ErrorHandlingMixin';

  it.each([GENERATOR, TEMPLATES, OLDER].flatMap((list) => list.split(' ')))(
    'is understood in the words of others: %s',
    (name) => {
      expect(MIXIN_NAMES).toContain(canonicalMixin(name));
    },
  );

  it.each([
    ['StateManagementMixin', 'MixinContractStateReducer'],
    ['WorkflowMixin', 'MixinWorkflowExecution'],
    ['ErrorHandlingMixin', 'MixinFailFast'],
    ['PerformanceTrackerMixin', 'MixinMetrics'],
    ['NodeIntrospection', 'MixinIntrospection'],
  ])('%s is %s', (theirs, ours) => {
    expect(canonicalMixin(theirs)).toBe(ours);
  });

  it.each(['', 'Mixin', '__proto__', 'constructor', 'toString', 'Cache', 'x'.repeat(10_000)])(
    'is nothing we know: %.20s',
    (name) => {
      expect(canonicalMixin(name)).toBeUndefined();
    },
  );
});
