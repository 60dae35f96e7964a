import { canonicalPayload } from './contracts';
import type { JsonObject } from './json';

const DEFAULTS = { validation_type: 'full', language: 'python' };

function wrapped(payload: JsonObject, levels: number): JsonObject {
  return levels === 0 ? payload : { event_type: 'CUSTOM', payload: wrapped(payload, levels - 1) };
}

describe('canonicalPayload', () => {
  it('takes the best of several names, whatever their order', () => {
    const names = ['source_code', 'content', 'code', 'code_content'];
    const given: Record<string, unknown> = {};
    for (const name of names) {
      given[name] = name;
      expect(canonicalPayload('validate', { ...given })).toEqual({ ...DEFAULTS, code_content: name });
    }
  });

  it('takes null for absent and an empty text for given', () => {
    expect(canonicalPayload('validate', { code_content: null, code: 'x' })).toMatchObject({ code_content: 'x' });
    expect(canonicalPayload('validate', { code_content: '', code: 'x' })).toMatchObject({ code_content: '' });
  });

  it('leaves out what the operation does not know', () => {
    const given = JSON.parse('{"code":"x","correlation_id":"c","__proto__":{"node_type":"effect"}}') as JsonObject;
    expect(canonicalPayload('validate', given)).toEqual({ ...DEFAULTS, code_content: 'x' });
  });

  it.each([0, 1, 2, 3, 4])('finds the fields in %i envelopes', (levels) => {
    expect(canonicalPayload('stamp', wrapped({ content: 'x' }, levels))).toMatchObject({ content: 'x' });
  });

  it('stops after four envelopes, and at an object that has the fields itself', () => {
    expect(canonicalPayload('stamp', wrapped({ content: 'x' }, 5))['content']).toBeUndefined();
    const inner = { payload: { content: 'inner' }, content: 'outer' };
    expect(canonicalPayload('stamp', inner)).toMatchObject({ content: 'outer' });
  });

  it.each(['effect', 'EFFECT', 'NodeEffect', 'node_effect', 'EFFECT_GENERIC'])('takes %s for effect', (node_type) => {
    expect(canonicalPayload('pattern', { node_type })).toMatchObject({ node_type: 'effect' });
  });

  it.each([
    ['a.py', 'python'],
    ['src/b.TS', 'typescript'],
    ['c.mjs', 'javascript'],
    ['d.constructor', 'python'],
    ['Makefile', 'python'],
  ])('reads the language of %s as %s, unless one is named', (file_path, language) => {
    expect(canonicalPayload('validate', { file_path })).toMatchObject({ language });
    expect(canonicalPayload('validate', { file_path, language: 'Rust' })).toMatchObject({ language: 'rust' });
  });

  it('splits requirements at newlines, commas and semicolons', () => {
    expect(canonicalPayload('mixin', { requirements: ' a,, b;c\n\n' })).toMatchObject({
      requirements: ['a', 'b', 'c'],
    });
  });

  it('leaves wrong types for the check to refuse', () => {
    expect(canonicalPayload('validate', { code: 1, language: 2, contracts: 'x', node_type: [] })).toEqual({
      validation_type: 'full',
      code_content: 1,
      language: 2,
      contracts: 'x',
      node_type: [],
    });
  });

  it('lowers a hash', () => {
    expect(canonicalPayload('verify', { hash: 'ABC' })).toMatchObject({ blake3_hash: 'abc' });
  });
});
