import { canonicalPayload } from '../../contracts';
import type { MixinRequest } from './payloads';
import { requirementsIn, wordsOf } from './words-of';

const read = (given: Record<string, string | string[]>): MixinRequest =>
  canonicalPayload('mixin', given) as unknown as MixinRequest;

describe('what a mixin request says in words', () => {
  it('is nothing where it has code alone', () => {
    const request = read({ code_content: 'import a, b\nx = 1\n' });
    expect(request.code_content).toBe('import a, b\nx = 1\n');
    expect(wordsOf(request)).toEqual([]);
  });

  it('is its requirements where it has code too', () => {
    expect(wordsOf(read({ code_content: 'x = 1\n', requirements: ['retry'] }))).toEqual(['retry']);
  });

  it('is its requirements where the code is empty, as it always was', () => {
    expect(read({ code_content: '', requirements: ['retry'] })).toMatchObject({
      code_content: undefined,
      requirements: ['retry'],
    });
  });

  it('is one line in the place of code', () => {
    const request = read({ code_content: 'caching; retries' });
    expect(request.code_content).toBeUndefined();
    expect(wordsOf(request)).toEqual(['caching', 'retries']);
  });
});

it('lists requirements at line ends, commas and semicolons', () => {
  expect(requirementsIn('retry, metrics;\n caching\n')).toEqual(['retry', 'metrics', 'caching']);
});
