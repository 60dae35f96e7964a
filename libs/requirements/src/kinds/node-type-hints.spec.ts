import fc from 'fast-check';
import { NODE_KINDS } from './kind-lexicon';
import { nodeTypeHints } from './node-type-hints';

const first = (description: string, name?: string): string => {
  const hints = nodeTypeHints(description, name);
  return [...NODE_KINDS].sort((one, other) => hints[other] - hints[one])[0] ?? '';
};

describe('hints at the kind of a node', () => {
  it.each([
    ['effect', 'Uploads scanned letters to the object store and publishes an event.'],
    ['effect', 'Polls the carrier API for parcels and writes their position to the database.'],
    ['compute', 'Scores leads by a weighted sum; deterministic, no I/O.'],
    ['compute', 'Parses meter readings and converts them to kilowatt hours.'],
    ['reducer', 'Projects payments into the balances table, latest state wins.'],
    ['reducer', 'State machine for the lifecycle of a claim.'],
    ['orchestrator', 'Coordinates the nightly closing in four phases and dispatches each to its worker.'],
  ])('%s: %s', (kind, description) => {
    expect(first(description)).toBe(kind);
  });

  it('lets a kind that is called by its name decide', () => {
    expect(first('Reducer that writes nothing and publishes nothing')).toBe('reducer');
    expect(first('Publishes invoices to the bus', 'node_invoice_compute')).toBe('compute');
    expect(first('Publishes invoices to the bus', 'NodeInvoiceOrchestrator')).toBe('orchestrator');
  });

  it('does not take "side effects" for the kind', () => {
    expect(first('Has no side effects.')).toBe('compute');
  });

  it('gives quarters when nothing is known', () => {
    for (const text of ['', 'Zebra', '__proto__ constructor']) {
      expect(nodeTypeHints(text)).toEqual({ effect: 0.25, compute: 0.25, reducer: 0.25, orchestrator: 0.25 });
    }
  });

  it('is a distribution of four places for any text', () => {
    const word = fc.constantFrom('publish', 'parse', 'state', 'workflow', 'effect', 'node', 'toString', '\ud800', '→');
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 40 }), (parts) => {
        const hints = nodeTypeHints(parts.join(' '));
        expect(NODE_KINDS.reduce((sum, kind) => sum + Math.round(hints[kind] * 10_000), 0)).toBe(10_000);
        expect(Math.min(...Object.values(hints))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
