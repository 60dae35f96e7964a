import { codeInDocument } from './code-in-document';

const PLAIN = { document_id: 'doc-1', collection: 'code', vector_dims: 768 };

describe('codeInDocument', () => {
  it('finds nothing where there is no code', () => {
    expect(codeInDocument(PLAIN)).toBeUndefined();
    expect(codeInDocument({ ...PLAIN, code: '' })).toBeUndefined();
    expect(codeInDocument({ ...PLAIN, content: 7 })).toBeUndefined();
  });

  it.each(['content', 'code_content', 'code'])('finds code under %s', (name) => {
    expect(codeInDocument({ ...PLAIN, [name]: 'x = 1\n', language: 'Python' })).toEqual({
      request: { code_content: 'x = 1\n', validation_type: 'full', language: 'python' },
      guessed: false,
    });
  });

  it.each([
    [{ source_path: 'src/a.ts' }, 'typescript', 'src/a.ts'],
    [{ file_path: 'src/a.py' }, 'python', 'src/a.py'],
    [{ document_id: 'src/a.mjs' }, 'javascript', 'src/a.mjs'],
    [{ language: 'rust', file_path: 'src/a.rs' }, 'rust', undefined],
  ])('knows the language of %j', (told, language, path) => {
    const found = codeInDocument({ ...PLAIN, content: 'x', ...told });
    expect(found?.guessed).toBe(false);
    expect(found?.request).toMatchObject({ language });
    expect(found?.request.file_path).toBe(path);
  });

  it('leaves documents alone that are something else', () => {
    expect(codeInDocument({ ...PLAIN, document_id: 'docs/price.md', content: '# Price' })).toBeUndefined();
    expect(codeInDocument({ ...PLAIN, content: 'x', language: 'l'.repeat(65) })).toBeUndefined();
  });

  it('guesses when nothing says what it is', () => {
    expect(codeInDocument({ ...PLAIN, content: 'x = 1' })).toMatchObject({ guessed: true });
    expect(codeInDocument({ ...PLAIN, code: 'x = 1' })).toMatchObject({ guessed: false });
  });
});
