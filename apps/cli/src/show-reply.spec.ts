import { definitionOf, type Operation } from '#contracts';
import { isNo } from './answers';
import type { Paint } from './session';
import { showReply, type ShownReply } from './show-reply';

const plain: Paint = (_style, text) => text;

type Shown = Partial<Omit<ShownReply, 'operation'>> & { readonly operation?: Operation };

function shown({ operation = 'stamp', ...reply }: Shown, paint = plain): string {
  const common = { correlationId: 'c-1', payload: {}, error: null, elapsedMs: 7, verbose: false };
  return showReply({ ...common, ...reply, operation: definitionOf(operation) }, paint);
}

const issue = { line: 2, column: 7, severity: 'error', code: 'SEM-001', message: 'Undefined name `x`' };

describe('a reply for people', () => {
  it('says the verdict first and the correlation id last', () => {
    const lines = shown({ payload: { blake3_hash: 'ab', metadata: { content_length: 3 }, stamp_time: 't' } }).split(
      '\n',
    );
    expect(lines).toEqual([
      '✓ stamped  stamp answered in 7 ms',
      '',
      '  blake3 hash     ab',
      '  content length  3',
      '  stamp time      t',
      '',
      '  correlation id  c-1',
    ]);
  });

  it('lists the issues of a validation under each other', () => {
    const result = {
      issues: [issue, { ...issue, line: 12, severity: 'warning' }],
      issues_omitted: 3,
      suggestions: ['s'],
    };
    const text = shown({
      operation: 'validate',
      payload: { is_valid: false, quality_score: 0.5, validation_result: result },
    });
    expect(text).toContain('✗ not valid');
    expect(text).toContain('  2:7   error    SEM-001  Undefined name `x`\n  12:7  warning  SEM-001');
    expect(text).toContain('… and 3 more');
    expect(text).toContain('→ s');
  });

  it('shows what became of each item of a batch', () => {
    const results = [
      { id: '0', success: true, blake3_hash: 'ab' },
      { id: 'readme', success: false, error: { code: 'invalid_payload', message: 'must be text' } },
    ];
    const text = shown({ operation: 'batch_stamp', payload: { results, success_count: 1, failed_count: 1 } });
    expect(text).toContain('✗ 1 stamped, 1 failed');
    expect(text).toContain('  ✓  0       ab\n  ✗  readme  invalid_payload: must be text');
  });

  it('says why a verification failed', () => {
    const payload = { valid: false, reason: 'unknown_hash' };
    expect(shown({ operation: 'verify', payload })).toContain('✗ not verified: unknown_hash');
  });

  it('lists the checks of a service, with the reason of those that fail', () => {
    const checks = [
      { name: 'bus', status: 'healthy' },
      { name: 'database', status: 'unhealthy', message: 'away' },
    ];
    const payload = { service: 'bridge', instance_id: 'b-1', status: 'degraded', checks };
    const text = shown({ operation: 'health_check', payload });
    expect(text).toMatch(/^✗ bridge is degraded/);
    expect(text).toMatch(/^ {2}✓ {2}bus {7}healthy *\n {2}✗ {2}database {2}unhealthy {2}away$/m);
    expect(text).toMatch(/^ {2}instance id {2}b-1$/m);
  });

  it('ranks what was found, with the reasons, and says how much more there is', () => {
    const found = [
      { pattern_name: 'Retry', confidence: 0.81, reason: 'speaks of retry' },
      { name: 'NodeAEffect', similarity_score: 0.4, description: 'fetches\nthings' },
    ];
    const pattern = shown({ operation: 'pattern', payload: { pattern_result: found, total_matches: 3 } });
    expect(pattern).toContain(
      '  0.81  Retry        speaks of retry\n  0.4   NodeAEffect  fetches\\nthings\n  … and 1 more\n',
    );
    const nothing = shown({ operation: 'mixin', payload: { mixin_recommendations: [], total_recommendations: 0 } });
    expect(nothing).toContain('  nothing found\n');
  });

  it('counts what an analysis found instead of writing it all out', () => {
    const analysis_result = { summary: 'Defines A.', entities: [{ id: 'A' }, { id: 'B' }], tags: ['x'] };
    const text = shown({ operation: 'analyze', payload: { analysis_result, confidence: 1 }, verbose: true });
    expect(text).toMatch(/entities +2 \(--output json\)$/m);
    expect(text).toMatch(/tags +\["x"\]$/m);
  });

  it('says of an analysis what matters, and leaves out what there is not', () => {
    const analysis_result = {
      summary: 'Defines A.',
      entities: ['A', 'B', 'C', 'D', 'E'].map((name) => ({ name })),
      node_type_hints: { effect: 0.2, compute: 0.8 },
      recommended_mixins: [],
      features: { is_async: true },
    };
    expect(shown({ operation: 'analyze', payload: { analysis_result, confidence: 1 } }).split('\n')).toEqual([
      '✓ analysed  analyze answered in 7 ms',
      '',
      '  summary     Defines A.',
      '  entities    5: A, B, C, D and 1 more',
      '  node type   compute 0.8, effect 0.2',
      '  confidence  1',
      '',
      '  correlation id  c-1',
      '  --verbose shows everything',
    ]);
  });

  it('names the three best of what was found, and all where that is wanted', () => {
    const pattern_result = ['A', 'B', 'C', 'D', 'E'].map((pattern_name) => ({ pattern_name, confidence: 0.5 }));
    const reply = { operation: 'pattern', payload: { pattern_result, total_matches: 5 } } as const;
    expect(shown(reply)).toMatch(/^✓ 5 found .*\n\n {2}0\.5 {2}A\n {2}0\.5 {2}B\n {2}0\.5 {2}C\n {2}… and 2 more\n/);
    expect(shown({ ...reply, payload: { pattern_result: pattern_result.slice(3), total_matches: 2 } })).not.toContain(
      '--verbose',
    );
    expect(shown({ ...reply, verbose: true })).toMatch(/ {2}0\.5 {2}E\n\n {2}correlation id {2}c-1$/);
  });

  it('says why a request was refused', () => {
    const error = { code: 'unsupported_language', message: 'rust is not supported' };
    expect(shown({ operation: 'validate', error })).toMatch(/^✗ refused: unsupported_language .*\n {2}rust is not/);
  });

  it('lets nobody else command the terminal', () => {
    const payload = { is_valid: false, validation_result: { issues: [{ ...issue, message: '\u001b[2J' }] } };
    expect(shown({ operation: 'validate', payload })).not.toContain('\u001b');
  });
});

describe('a "no"', () => {
  it.each([
    ['validate', { is_valid: true }, false],
    ['validate', { is_valid: false }, true],
    ['verify', { valid: true }, false],
    ['verify', { valid: false }, true],
    ['batch_stamp', { failed_count: 0 }, false],
    ['batch_stamp', { failed_count: 1 }, true],
    ['stamp', {}, false],
    ['stamp', { error: 'x' }, false],
    ['health_check', { status: 'healthy' }, false],
    ['health_check', { status: 'degraded' }, true],
  ] as const)('of %s with %j: %s', (operation, payload, no) => {
    const { view } = definitionOf(operation);
    expect(isNo(view, payload, null)).toBe(no);
    expect(isNo(view, payload, { code: 'c', message: '' })).toBe(true);
  });
});
