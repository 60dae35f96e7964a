import * as fc from 'fast-check';
import type { TreeFile } from './file-tree';
import { inPairs } from './in-pairs';
import { ManifestFault, MAX_LINE_BYTES, readTreeFiles, readTreeStamp, writeTreeFile, writeTreeStamp } from './manifest';
import { isSoundProof, readTreeProof, writeTreeProof, type TreeProof } from './tree-proof';
import { each, treeOf, trees } from './tree.fixture';

const stampOf = (files: readonly TreeFile[]) => ({
  root_hash: treeOf(files).root(),
  file_count: files.length,
  namespace: 'omninode.tests',
  uid: '0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11',
  stamp_time: '2026-11-30T12:00:00.000Z',
});

const written = (files: readonly TreeFile[]): readonly string[] => [
  writeTreeStamp(stampOf(files)),
  ...files.map(writeTreeFile),
];

async function read([first = '', ...lines]: readonly string[]): Promise<readonly TreeFile[] | string> {
  const files: TreeFile[] = [];
  try {
    for await (const file of readTreeFiles(readTreeStamp(first), each(lines))) files.push(file);
    return files;
  } catch (error) {
    if (error instanceof ManifestFault) return error.code;
    throw error;
  }
}

describe('a manifest', () => {
  it('is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(trees, async (files) => {
        expect(readTreeStamp(written(files)[0]!)).toEqual(stampOf(files));
        expect(await read(written(files))).toEqual(files);
      }),
    );
  });

  it('is noticed to be another one when a line goes, comes again, or moves', async () => {
    await fc.assert(
      fc.asyncProperty(trees, fc.nat(), async (files, any) => {
        const at = 1 + (any % files.length);
        const lines = written(files);
        expect(await read(lines.toSpliced(at, 1))).toBe('manifest_altered');
        expect(await read(lines.toSpliced(at, 0, lines[at]!))).toBe('manifest_altered');
        if (at > 1) expect(await read(lines.with(at, lines[1]!).with(1, lines[at]!))).toBe('manifest_altered');
      }),
    );
  });

  it('is refused, and nothing worse, when it is anything else', async () => {
    const lines = written([{ path: 'a', blake3_hash: '0'.repeat(64) }]);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), fc.boolean(), async (garbage, isFirst) => {
        expect(await read(lines.with(isFirst ? 0 : 1, garbage))).toBe('manifest_unreadable');
      }),
    );
    expect(await read([])).toBe('manifest_unreadable');
    expect(await read(lines.with(1, lines[1]!.replace('"a"', '"../a"')))).toBe('manifest_unreadable');
  });

  it('has no line that is longer than those which are read', () => {
    const path = '\u0001'.repeat(4096);
    expect(writeTreeFile({ path, blake3_hash: '0'.repeat(64) }).length).toBeLessThan(MAX_LINE_BYTES);
  });
});

describe('a proof', () => {
  const proofs = trees.chain((files) =>
    fc.nat({ max: files.length - 1 }).map((index): TreeProof => {
      const proof = treeOf(files, index).proofs()[0]!;
      return { ...stampOf(files), ...files[index]!, index, proof };
    }),
  );

  it('is read as it was written, and sound', () => {
    fc.assert(
      fc.property(proofs, (proof) => {
        const again = readTreeProof(writeTreeProof(proof));
        expect(again).toEqual(proof);
        expect(isSoundProof(again!)).toBe(true);
      }),
    );
  });

  it('is noticed to be altered, whatever was', () => {
    fc.assert(
      fc.property(proofs, fc.nat(), (proof, any) => {
        const wrong = '5'.repeat(64);
        const at = any % Math.max(1, proof.proof.length);
        for (const altered of [
          { ...proof, path: `${proof.path}x` },
          { ...proof, blake3_hash: wrong },
          { ...proof, root_hash: wrong },
          { ...proof, index: proof.index - 1 - any },
          { ...proof, file_count: proof.file_count + 1 + any },
          ...(proof.proof.length > 0 ? [{ ...proof, proof: proof.proof.with(at, wrong) }] : []),
        ]) {
          expect(isSoundProof(altered)).toBe(false);
        }
      }),
    );
  });

  it('is none, and nothing worse, when the text is anything else', () => {
    const text = writeTreeProof({
      ...stampOf([{ path: 'a', blake3_hash: '0'.repeat(64) }]),
      path: 'a',
      blake3_hash: '0'.repeat(64),
      index: 0,
      proof: [],
    });
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ at: fc.nat({ max: text.length - 1 }), to: fc.string({ maxLength: 3 }) })
        .map(({ at, to }) => text.slice(0, at) + to + text.slice(at + 1)),
    );
    fc.assert(
      fc.property(texts, (altered) => {
        const proof = readTreeProof(altered);
        if (proof !== undefined) isSoundProof(proof);
      }),
    );
    expect(readTreeProof('{}')).toBeUndefined();
  });
});

describe('two lists', () => {
  it('are joined by path', async () => {
    await fc.assert(
      fc.asyncProperty(trees, trees, async (lefts, rights) => {
        const pairs: (readonly [string | undefined, string | undefined])[] = [];
        for await (const { left, right } of inPairs(each(lefts), each(rights))) pairs.push([left?.path, right?.path]);
        expect(pairs.flatMap(([left]) => left ?? [])).toEqual(lefts.map(({ path }) => path));
        expect(pairs.flatMap(([, right]) => right ?? [])).toEqual(rights.map(({ path }) => path));
        const both = lefts.filter(({ path }) => rights.some((right) => right.path === path));
        expect(pairs.filter(([left, right]) => left === right)).toHaveLength(both.length);
        expect(pairs.every(([left, right]) => left === undefined || right === undefined || left === right)).toBe(true);
      }),
    );
  });
});
