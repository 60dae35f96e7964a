import { nullableReferences } from './nullable-references';

describe('a reference that may be null', () => {
  it('is one of both, wherever it stands', () => {
    const reference = { $ref: '#/components/schemas/Reply' };
    const before = {
      properties: { reply: { description: 'x', nullable: true, allOf: [reference] }, other: reference },
    };
    expect(nullableReferences(before)).toEqual({
      properties: {
        reply: { description: 'x', anyOf: [reference, { type: 'object', enum: [null], nullable: true }] },
        other: reference,
      },
    });
  });

  it('leaves all others as they are', () => {
    const document = { a: { type: 'string', nullable: true }, b: [{ allOf: [{ $ref: 'x' }] }, null, 1] };
    expect(nullableReferences(document)).toEqual(document);
  });
});
