import { reasonsFor } from './asking.fixture';

describe('mixins for what TypeScript code does', () => {
  it('retry, for a loop over attempts with a pause', async () => {
    const reasons = await reasonsFor(`
import { setTimeout as sleep } from 'node:timers/promises';

export class NodePriceEffect extends NodeEffect {
  async executeEffect(request: Request): Promise<Response> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        return await fetch(request.url);
      } catch {
        await sleep(2 ** attempt * 100);
      }
    }
    throw new Error('unreachable');
  }
}
`);
    expect(reasons['MixinRetry']).toMatch(/^line 9: .*: retry by hand;/u);
  });

  it('digests and serialization', async () => {
    const reasons = await reasonsFor(
      `
import { createHash } from 'node:crypto';

export class NodeStampCompute extends NodeCompute {
  executeCompute(block: object): string {
    const body = JSON.stringify(block);
    return createHash('sha256').update(body).digest('hex');
  }
}
`,
      'typescript',
    );
    expect(reasons['MixinHashComputation']).toBe('line 6: calls createHash: digests by hand');
    expect(reasons['MixinSerialization']).toMatch(/^line 5: calls JSON.stringify: serialization by hand;/u);
  });

  it('health checks and metrics', async () => {
    const reasons = await reasonsFor(
      `
import { Counter } from 'prom-client';

export class NodeOrderEffect extends NodeEffect {
  private readonly orders = new Counter({ name: 'orders_total', help: 'Orders taken' });

  async healthCheck(): Promise<boolean> {
    return this.store.ping();
  }
}
`,
      'typescript',
    );
    expect(reasons['MixinHealthCheck']).toBe('line 6: defines healthCheck: health checks by hand');
    expect(reasons['MixinMetrics']).toBe('line 4: calls Counter: metrics by hand');
  });

  it('redaction, for a secret that goes into the log', async () => {
    const reasons = await reasonsFor(
      [
        'export class NodeLoginEffect extends NodeEffect {',
        '  async executeEffect(request: Login): Promise<void> {',
        '    console.log(`login of ${request.user} with ${request.apiKey}`);',
        '  }',
        '}',
        '',
      ].join('\n'),
      'typescript',
    );
    expect(reasons['MixinSensitiveFieldRedaction']).toBe('line 3: logs request.apiKey: a secret goes into the log');
  });

  it('none for words of comments and texts, nor for types that are imported', async () => {
    expect(
      await reasonsFor(
        `
import type { Counter } from 'prom-client';

/** Caches answers, retries with backoff; see MixinCaching. */
export class NodeSumCompute extends NodeCompute {
  // a circuit breaker, a token bucket, health_check
  executeCompute(numbers: number[]): string {
    return numbers.length > 0 ? 'cached by MixinCaching' : 'retried by MixinRetry';
  }
}
`,
        'typescript',
      ),
    ).toEqual({});
  });
});
