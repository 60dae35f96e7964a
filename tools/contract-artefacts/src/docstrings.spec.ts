import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docOfClass, docOfMember, readDocstrings } from './docstrings';

const SOURCE = `
import { IsString } from 'class-validator';

/** What all have. */
abstract class Base {
  /** Echoed
   * verbatim. */
  @IsString()
  id!: string;
}

export class Child extends Base {
  // A remark for those who change it.
  @IsString()
  name!: string;

  /** Not this one. */
  /** Milliseconds. */
  @IsString()
  took!: string;
}
`;

describe('the docstrings of a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docstrings-'));
  mkdirSync(join(folder, 'hooks'));
  writeFileSync(join(folder, 'hooks/child.ts'), SOURCE);
  writeFileSync(join(folder, 'child.spec.ts'), '/** A test. */ class Tested {}');
  const docstrings = readDocstrings(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are those of classes and members, on one line each', () => {
    expect(docOfClass(docstrings, 'Base')).toBe('What all have.');
    expect(docOfMember(docstrings, 'Child', 'took')).toBe('Milliseconds.');
  });

  it('are inherited with the member', () => {
    expect(docOfMember(docstrings, 'Child', 'id')).toBe('Echoed verbatim.');
  });

  it('are absent where nobody wrote one for readers, and where nobody knows the class', () => {
    expect(docOfClass(docstrings, 'Child')).toBeUndefined();
    expect(docOfMember(docstrings, 'Child', 'name')).toBeUndefined();
    expect(docOfMember(docstrings, 'Nobody', 'name')).toBeUndefined();
    expect(docOfClass(docstrings, 'Tested')).toBeUndefined();
  });
});
