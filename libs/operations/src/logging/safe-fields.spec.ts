import { safeFields } from './safe-fields';

describe('safeFields', () => {
  it('keeps what JSON can say and spells out what it cannot', () => {
    const at = new Date(0);
    expect(safeFields({ a: 1, b: true, c: null, d: undefined, e: 9n, f: Number.NaN, g: at, h: () => 1 })).toEqual({
      a: 1,
      b: true,
      c: null,
      e: '9',
      f: 'NaN',
      g: '1970-01-01T00:00:00.000Z',
      h: '[function]',
    });
  });

  it('ends a cycle at the depth limit', () => {
    const node: Record<string, unknown> = { id: 1 };
    node['next'] = node;
    const shown = { id: 1, next: { id: 1, next: { id: 1, next: { id: 1, next: { id: 1, next: '[deeper]' } } } } };
    expect(safeFields(node)).toEqual(shown);
  });

  it('cuts wide structures', () => {
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`f${index}`, index]));
    expect(Object.keys(safeFields(wide))).toHaveLength(32);
    expect(safeFields({ items: Array(100).fill(0) })['items']).toHaveLength(32);
  });

  it('leaves out payloads and secrets by name at every depth, and keeps plain numbers', () => {
    const sent = { payload: { a: 1 }, deep: { content: 'print(1)', sasl_password: 'hunter2' }, value: 3 };
    expect(safeFields(sent)).toEqual({
      payload: '[omitted]',
      deep: { content: '[omitted]', sasl_password: '[REDACTED]' },
      value: 3,
    });
  });
});
