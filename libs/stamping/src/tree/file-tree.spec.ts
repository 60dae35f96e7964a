import * as fc from 'fast-check';
import { blake3Hex } from '#blake3';
import { rootFrom, UnorderedFiles, type TreeFile } from './file-tree';
import { comparePaths, pathFault } from './tree-path';
import { treeOf, trees } from './tree.fixture';

const rootOf = (files: readonly TreeFile[]): string => treeOf(files).root();
const sorted = (files: readonly TreeFile[]) => files.toSorted((a, b) => comparePaths(a.path, b.path));
const places = trees.chain((files) => fc.tuple(fc.constant(files), fc.nat({ max: files.length - 1 })));

describe('the root of a tree', () => {
  it('is of this format for ever', () => {
    const files = ['README.md', 'src/a.ts', 'src/b.ts'].map((path) => ({ path, blake3_hash: blake3Hex(path) }));
    expect(rootOf(files)).toBe('26f86bf9012296169986fa1fb14510f8dcf5195bf2c62afe50a75f3af4a48f3a');
  });

  it('is another one when any byte of a file changes', () => {
    fc.assert(
      fc.property(places, ([files, at]) => {
        const changed = files.with(at, { ...files[at]!, blake3_hash: blake3Hex('something new') });
        expect(rootOf(changed)).not.toBe(rootOf(files));
      }),
    );
  });

  it('is another one when a file moves, comes, goes, or changes places with another', () => {
    fc.assert(
      fc.property(places, ([files, at]) => {
        const file = files[at]!;
        const other = files.find(({ blake3_hash }) => blake3_hash !== file.blake3_hash);
        const variants = [
          files.with(at, { ...file, path: `${file.path}x` }),
          files.with(at, { ...file, path: `x/${file.path}` }),
          [...files, { ...file, path: 'new/file' }],
          ...(files.length > 1 ? [files.toSpliced(at, 1)] : []),
          ...(other === undefined
            ? []
            : [files.map((each) => ({ ...each, blake3_hash: swapped(each.blake3_hash, file, other) }))]),
        ].filter((variant) => new Set(variant.map(({ path }) => path)).size === variant.length);
        for (const variant of variants) expect(rootOf(sorted(variant))).not.toBe(rootOf(files));
      }),
    );
  });

  it('is only of files in the order of the bytes of their paths, each once, and there is none of nothing', () => {
    const file = { path: 'a', blake3_hash: blake3Hex('') };
    for (const paths of [
      ['b', 'a'],
      ['a', 'a'],
      ['a/x', 'a.txt'],
      ['\u{1f600}', '\uffee'],
    ]) {
      expect(() => treeOf(paths.map((path) => ({ ...file, path })))).toThrow(UnorderedFiles);
    }
    expect(() => treeOf([]).root()).toThrow(RangeError);
  });
});

function swapped(hash: string, a: TreeFile, b: TreeFile): string {
  return hash === a.blake3_hash ? b.blake3_hash : hash === b.blake3_hash ? a.blake3_hash : hash;
}

describe('the proof of a file', () => {
  it('leads to the root from this file alone, at its own place', () => {
    fc.assert(
      fc.property(places, fc.nat(), ([files, at], any) => {
        const [tree, file, other] = [treeOf(files, at), files[at]!, files[any % files.length]!];
        const root = tree.root();
        const place = { index: at, file_count: files.length, proof: tree.proofs()[0]! };
        expect(rootFrom(file, place)).toBe(root);
        if (other !== file) expect(rootFrom(other, place)).not.toBe(root);
        expect(rootFrom({ ...file, path: `${file.path}x` }, place)).not.toBe(root);
        expect(rootFrom({ ...file, blake3_hash: blake3Hex('something new') }, place)).not.toBe(root);
        expect(rootFrom(file, { ...place, index: at + 1 + any })).not.toBe(root);
        expect(rootFrom(file, { ...place, file_count: files.length + 1 + (any % 1000) })).not.toBe(root);
        expect(rootFrom(file, { ...place, proof: [...place.proof, root] })).not.toBe(root);
        expect(rootFrom(file, { ...place, proof: [...place.proof, 'ab'] })).toBeNull();
      }),
    );
  });
});

describe('a path', () => {
  it('is ordered by its bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(comparePaths(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });

  it.each(['a', 'a/b.c', '..a', 'a..', 'a:b', ' ', '.github/x', 'a\nb', '中/é', 'x'.repeat(4096)])(
    'may be %j',
    (path) => {
      expect(pathFault(path)).toBeNull();
    },
  );

  it.each([
    ['', 'no part'],
    ['.', 'no part'],
    ['..', 'no part'],
    ['a/../b', 'no part'],
    ['a//b', 'no part'],
    ['a/', 'no part'],
    ['./a', 'no part'],
    ['/etc/passwd', 'relative'],
    ['C:/windows', 'relative'],
    ['a\\b', 'separated by /'],
    ['a\u0000b', 'NUL'],
    ['a\ud800', 'lone surrogates'],
    ['é'.repeat(2049), 'at most 4096 bytes'],
  ])('may not be %j', (path, says) => {
    expect(pathFault(path)).toContain(says);
  });
});
