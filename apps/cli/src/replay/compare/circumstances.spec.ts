import { circumstanceOf } from './circumstances';

const reply = (payload: object, headers = {}) => ({
  topic: 't',
  key: null,
  value: JSON.stringify({ payload }),
  headers,
});

describe('what an answer depends on', () => {
  it.each([
    ['learned nodes', reply({ pattern_result: [{ kind: 'similar_node' }] }), 'learned_nodes'],
    ['time', reply({ issues: [{ rule: 'engine-timeout' }] }), 'out_of_time'],
    ['a dependency', reply({}, { 'x-error-code': 'retries_exhausted' }), 'out_of_time'],
    ['the request alone', reply({ issues: [{ rule: 'F821', message: '"rule":"engine-timeout"' }] }), null],
    ['the request alone, refused', reply({}, { 'x-error-code': 'invalid_payload' }), null],
  ])('is %s', (_, answer, circumstance) => {
    expect(circumstanceOf(answer)).toBe(circumstance);
  });
});
