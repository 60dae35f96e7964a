import 'reflect-metadata';
import * as fc from 'fast-check';
import { blake3Hex } from '#blake3';
import {
  MAX_TREE_FILES,
  MAX_TREE_PROOFS,
  StampTreeRequest,
  VerifyRequest,
  type Outcome,
  type StampTreeFile,
  type StampTreeResponse,
} from '#contracts';
import type { Stamping } from '../stamp-store';
import type { StampRow } from '../stamps';
import { verify } from '../verify';
import { rootFrom } from './file-tree';
import { stampTree } from './stamp-tree';
import { treeOf, trees } from './tree.fixture';

/** Keeps stamps as the table does: the first draft of a key decides. */
function inMemory(): Stamping {
  const rows = new Map<string, StampRow>();
  const now = () => new Date('2026-03-04T05:06:07.000Z');
  const keyOf = (key: Pick<StampRow, 'namespace' | 'blake3_hash'>) => `${key.namespace} ${key.blake3_hash}`;
  return {
    now,
    stamps: {
      stamp: async (draft) => {
        const row = rows.get(keyOf(draft)) ?? { ...draft, uid: `uid-${rows.size}`, stamped_at: now() };
        rows.set(keyOf(draft), row);
        return row;
      },
      find: async (key) => rows.get(keyOf(key)),
      anywhere: async (hash) => [...rows.values()].find(({ blake3_hash }) => blake3_hash === hash),
    },
  };
}

const asking = (fields: Partial<StampTreeRequest>) => Object.assign(new StampTreeRequest(), fields);
const ask = (fields: Partial<StampTreeRequest>, stamping = inMemory()) => stampTree(asking(fields), stamping);

async function answered(outcome: Promise<Outcome<StampTreeResponse>>): Promise<StampTreeResponse> {
  const given = await outcome;
  if (given.kind !== 'answer') throw new Error(`refused: ${given.refusal.message}`);
  return given.result;
}

const named = (paths: readonly string[]): StampTreeFile[] => paths.map((path) => ({ path, content: path }));

describe('stamp_tree', () => {
  it('answers the root that a manifest has, in whatever order the files come, with a proof of each', async () => {
    await fc.assert(
      fc.asyncProperty(
        trees.chain((files) =>
          fc.tuple(
            fc.constant(files),
            fc.shuffledSubarray([...files], { minLength: files.length, maxLength: files.length }),
          ),
        ),
        async ([files, shuffled]) => {
          const { root_hash, file_count, results } = await answered(ask({ files: shuffled }));
          expect(root_hash).toBe(treeOf(files).root());
          expect(results.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
          for (const result of results) {
            expect(rootFrom(result, { ...result, file_count: file_count! })).toBe(root_hash);
          }
        },
      ),
    );
  });

  it('hashes content as it is, and takes hashes in upper case', async () => {
    const paths = ['a', 'é/b'];
    const whole = await answered(ask({ files: named(paths) }));
    const hashes = paths.map((path) => ({ path, blake3_hash: blake3Hex(path).toUpperCase() }));
    expect(await answered(ask({ files: hashes }))).toEqual(whole);
    expect(await answered(ask({ files: hashes.map((file) => ({ ...file, content: file.path })) }))).toEqual(whole);
  });

  it('gives one stamp, whoever computed the root, which verify knows by namespace', async () => {
    const stamping = inMemory();
    const whole = await answered(ask({ files: named(['a', 'b']), namespace: 'a.b' }, stamping));
    const { root_hash, metadata, stamp_time } = whole;
    const again = await answered(ask({ root_hash, namespace: 'a.b' }, stamping));
    expect(again).toEqual({ root_hash, file_count: null, metadata, stamp_time, results: [] });
    expect(metadata).toMatchObject({ content_type: 'application/vnd.onex.tree', namespace: 'a.b' });
    for (const [namespace, valid] of [
      ['a.b', true],
      ['b.a', false],
    ] as const) {
      const asked = Object.assign(new VerifyRequest(), { blake3_hash: root_hash, namespace });
      expect(await verify(asked, stamping)).toMatchObject({ result: { valid } });
    }
  });

  it('proves what is asked for, in the order of the paths', async () => {
    const files = named(['c', 'a', 'b']);
    const { results } = await answered(ask({ files, proofs_of: ['b', 'a', 'b'] }));
    expect(results.map(({ path, index }) => [path, index])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    expect((await answered(ask({ files, proofs_of: [] }))).results).toEqual([]);
  });

  it('takes as many files as it says, and proves as many', async () => {
    const files = named(Array.from({ length: MAX_TREE_FILES }, (_, index) => `f${index}`));
    const proofs_of = files.slice(0, MAX_TREE_PROOFS).map(({ path }) => path);
    expect((await answered(ask({ files, proofs_of }))).results).toHaveLength(MAX_TREE_PROOFS);
  });

  const many = (count: number) => named(Array.from({ length: count }, (_, index) => `f${index}`));
  it.each<[string, Partial<StampTreeRequest>, string, string]>([
    ['neither files nor a root', {}, '', 'must have files or root_hash'],
    ['no file', { files: [] }, '/files', 'at least one'],
    ['too many files', { files: many(MAX_TREE_FILES + 1) }, '/files', 'at most 10000'],
    ['a path upwards', { files: named(['a', '../b']) }, '/files/1/path', '. or ..'],
    ['an absolute path', { files: named(['/etc/passwd']) }, '/files/0/path', 'relative'],
    ['a backslash', { files: named(['a\\b']) }, '/files/0/path', 'separated by /'],
    ['NUL', { files: named(['a\u0000']) }, '/files/0/path', 'NUL'],
    ['a path without UTF-8 bytes', { files: named(['\udc00']) }, '/files/0/path', 'lone surrogates'],
    ['a path twice', { files: named(['b', 'a', 'c', 'a']) }, '/files/3/path', 'twice'],
    ['nothing to hash', { files: [{ path: 'a' }] }, '/files/0', 'content or blake3_hash'],
    ['content without UTF-8 bytes', { files: [{ path: 'a', content: '\ud800' }] }, '/files/0/content', 'UTF-8'],
    ['a hash that is none', { files: [{ path: 'a', blake3_hash: 'ab' }] }, '/files/0/blake3_hash', '64 hex digits'],
    [
      'a hash of another content',
      { files: [{ path: 'a', content: 'a', blake3_hash: blake3Hex('b') }] },
      '/files/0/blake3_hash',
      'the hash of the content',
    ],
    ['a root that is none', { root_hash: 'ab' }, '/root_hash', '64 hex digits'],
    ['a root of other files', { files: named(['a']), root_hash: blake3Hex('') }, '/root_hash', 'the root of the files'],
    ['a proof of no file', { files: named(['a']), proofs_of: ['a', 'b'] }, '/proofs_of/1', 'a file in the tree'],
    ['too many proofs', { files: many(MAX_TREE_PROOFS + 1) }, '/proofs_of', 'at most 1000'],
  ])('refuses %s, and says where', async (_what, fields, path, says) => {
    const outcome = await ask(fields);
    expect(outcome).toMatchObject({
      kind: 'refusal',
      refusal: { code: 'invalid_payload', details: [{ path, message: expect.stringContaining(says) }] },
      events: [{ type: 'validation_failed' }],
    });
  });

  it('names twenty files at most', async () => {
    const outcome = await ask({ files: many(100).map(({ path }) => ({ path: `/${path}` })) });
    expect(outcome.kind === 'refusal' && outcome.refusal.details).toHaveLength(20);
  });
});
