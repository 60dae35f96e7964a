import { CATALOG, ENVIRONMENTS, topicsReadBy, topicsWrittenBy, WORKERS, type Worker } from '#contracts';
import { permissionsOf, type AccessOptions, type Permission } from './permissions';

const options = (worker: Worker, more: Partial<AccessOptions> = {}): AccessOptions => ({
  worker,
  group: 'the-group',
  environments: ENVIRONMENTS,
  takenIn: [],
  ownDatabase: false,
  ...more,
});

const of = (worker: Worker, more?: Partial<AccessOptions>) => permissionsOf(options(worker, more));

function on(permissions: readonly Permission[], name: string, type: Permission['resourceType'] = 'TOPIC') {
  return permissions.find((one) => one.name === name && one.resourceType === type);
}

describe('what a worker needs on a broker', () => {
  it.each(WORKERS)('is of %s what it reads and writes, and its group', (worker) => {
    const permissions = of(worker);
    for (const topic of topicsReadBy(worker, ENVIRONMENTS))
      expect(on(permissions, topic)?.operations).toContain('READ');
    for (const topic of topicsWrittenBy(worker, ENVIRONMENTS))
      expect(on(permissions, topic)?.operations).toContain('WRITE');
    expect(on(permissions, 'the-group', 'GROUP')?.operations).toEqual(['READ']);
  });

  // The recorder takes in whatever there is, by patterns.
  it.each(WORKERS.filter((worker) => worker !== 'recorder'))(
    'has what the catalog says that %s reads, but for requests in styles it does not ask in',
    (worker) => {
      const read = new Set(topicsReadBy(worker, ENVIRONMENTS));
      const named = CATALOG.filter(({ consumers, pattern }) => consumers.includes(worker) && pattern !== 'response');
      const topics = named.flatMap(({ places }) => places.filter(({ style }) => style === 'dotted'));
      expect(topics.filter(({ name }) => !read.has(name))).toEqual([]);
    },
  );

  it('is nothing of other environments where only one is meant', () => {
    const names = of('intelligence', { environments: ['dev'] }).map(({ name }) => name);
    expect(names).toContain('dev.omniclaude.codegen.validate.request.v1');
    expect(names.filter((name) => /^(staging|prod)\./.test(name))).toEqual([]);
  });

  it('is not to write requests that it answers, nor to read answers', () => {
    const permissions = of('bridge', { ownDatabase: true });
    expect(on(permissions, 'omninode.bridge.request.stamp.v1')?.operations).toEqual(['READ']);
    expect(on(permissions, 'omninode.bridge.response.stamp.v1')?.operations).toEqual([
      'WRITE',
      'CREATE',
      'DESCRIBE_CONFIGS',
    ]);
    expect(on(permissions, 'omninode.codegen.request.validate.v1')).toBeUndefined();
  });

  it('is more where the outbox is shared', () => {
    const alert = 'omninode_system_alerts';
    expect(on(of('bridge'), alert)?.operations).toContain('WRITE');
    expect(on(of('bridge', { ownDatabase: true }), alert)).toBeUndefined();
    expect(on(of('intelligence'), alert)).toBeUndefined();
  });

  it('is to send again where that can be asked for, never to where dead letters are', () => {
    const permissions = of('dlq-monitor', { ownDatabase: true });
    expect(on(permissions, 'omninode.bridge.request.stamp.v1')?.operations).toEqual(['WRITE']);
    expect(on(permissions, 'omninode.bridge.request.stamp.v1.dlq')?.operations).toEqual(['READ']);
    expect(on(permissions, 'omninode-job-', 'TRANSACTIONAL_ID')).toMatchObject({ patternType: 'PREFIXED' });
    expect(of('bridge').some(({ resourceType }) => resourceType === 'TRANSACTIONAL_ID')).toBe(false);
  });

  it('has beginnings of names as patterns', () => {
    expect(on(of('recorder', { takenIn: ['app.*'] }), 'app.')).toMatchObject({ patternType: 'PREFIXED' });
    expect(on(of('recorder', { takenIn: ['*'] }), '*')).toMatchObject({ patternType: 'LITERAL', operations: ['READ'] });
  });
});
