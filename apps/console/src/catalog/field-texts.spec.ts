import { fieldText } from './field-texts';

const schema = {
  properties: {
    plain: { description: 'A plain one.' },
    error: { description: 'The error.', anyOf: [{ $ref: '#/$defs/Failure' }, {}] },
    list: { items: { $ref: '#/$defs/Failure' } },
    loop: { $ref: '#/$defs/Loop' },
  },
  $defs: {
    Failure: { properties: { code: { description: 'Its code.' } } },
    Loop: { $ref: '#/$defs/Loop' },
  },
};

describe('what a field means', () => {
  it.each([
    ['plain', 'A plain one.'],
    ['error', 'The error.'],
    ['error.code', 'Its code.'],
    ['list[].code', 'Its code.'],
    ['error.none', undefined],
    ['loop.inside', undefined],
    ['none.at.all', undefined],
  ])('%s: %s', (path, text) => expect(fieldText(schema, path)).toBe(text));
});
