import { compare } from './compare';
import { closed, open, TEXT, WHOLE } from './spec/pair';

function findings(older: unknown, newer: unknown, policy: 'strict' | 'tolerant' = 'strict') {
  return compare(older, newer, { direction: 'full', policy }).findings;
}

describe('a finding', () => {
  it('says where, what, why and what to do', () => {
    expect(findings(open({ id: TEXT }, 'id'), open({ id: TEXT, tenant: TEXT }, 'id', 'tenant'), 'tolerant')).toEqual([
      {
        pointer: '/properties/tenant',
        document: 'newer',
        rule: 'property_required_added',
        direction: 'backward',
        reason: 'The older schema does not know "tenant"; the newer schema requires it',
        fix: 'Make the member optional and give it a default, or publish a new major version on a topic of its own.',
      },
    ]);
  });

  it('points into the older schema where the thing is gone', () => {
    const [backward, forward] = findings(closed({ a: TEXT, 'b/c~d': TEXT }), closed({ a: TEXT, e: TEXT }));
    expect(backward).toMatchObject({
      pointer: '/properties/b~1c~0d',
      document: 'older',
      rule: 'property_removed_from_closed_object',
    });
    expect(forward).toMatchObject({
      pointer: '/properties/e',
      document: 'newer',
      rule: 'property_added_to_closed_object',
    });
  });

  it('names the removed values of an enum at the enum', () => {
    const status = (...values: string[]) => open({ status: { type: 'string', enum: values } }, 'status');
    expect(findings(status('a', 'b', 'c'), status('a'))).toEqual([
      expect.objectContaining({
        pointer: '/properties/status/enum',
        rule: 'enum_value_removed',
        reason: 'The older schema allows "b", "c"; the newer schema does not',
      }),
    ]);
  });

  it('leads through references to the definition that changed', () => {
    const document = (schema: unknown) => ({
      ...open({ item: { $ref: '#/definitions/Item' } }),
      definitions: { Item: schema },
    });
    expect(findings(document(open({ n: TEXT })), document(open({ n: WHOLE })))).toEqual([
      expect.objectContaining({ pointer: '/definitions/Item/properties/n/type', rule: 'type_narrowed' }),
      expect.objectContaining({ pointer: '/definitions/Item/properties/n/type', rule: 'type_widened' }),
    ]);
  });

  it('says why something is not decided', () => {
    expect(findings({ type: 'string', pattern: '^a' }, { type: 'string', pattern: '^b' })[0]).toMatchObject({
      pointer: '/pattern',
      rule: 'undecided',
      reason: expect.stringContaining('cannot be decided'),
    });
  });

  it('comes once for one cause in many branches', () => {
    const wide = { anyOf: [open({ a: TEXT }), open({ b: TEXT })] };
    const found = findings(wide, { type: 'array' });
    expect(new Set(found.map((finding) => JSON.stringify(finding))).size).toBe(found.length);
  });
});
