import * as fc from 'fast-check';
import { blake3 } from '#blake3';
import { MerkleTree, nodeHash, rootOf } from './merkle-tree';

const leafOf = (number: number): Buffer => blake3(Buffer.from(`leaf ${number}`));
const LEAVES = Array.from({ length: 600 }, (_, index) => leafOf(index + 1));
const leavesOf = (size: number): readonly Buffer[] => LEAVES.slice(0, size);

/** As RFC 9162, section 2.1.1, defines it. */
function definedRoot(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (leaves.length === 1) return only!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

function treeOf(size: number, ...pathsOf: readonly number[]): MerkleTree {
  const tree = new MerkleTree(...pathsOf.map(BigInt));
  for (const leaf of leavesOf(size)) tree.add(leaf);
  return tree;
}

function proofOf(number: number, size: number) {
  const tree = treeOf(size, number);
  const root = tree.root();
  const [path = []] = tree.paths();
  return { root, path };
}

const SIZES = Array.from({ length: 130 }, (_, index) => index + 1);
const sized = fc
  .integer({ min: 1, max: 600 })
  .chain((size) => fc.tuple(fc.integer({ min: 1, max: size }), fc.constant(size)));

describe('the Merkle tree', () => {
  it.each(SIZES)('has the root that the RFC defines: %i leaves', (size) => {
    expect(treeOf(size).root()).toEqual(definedRoot(leavesOf(size)));
  });

  it.each([...SIZES.slice(0, 34), 63, 64, 65, 127, 128, 129])(
    'proves every one of %i leaves with as many hashes as the tree is high',
    (size) => {
      for (let number = 1; number <= size; number++) {
        const { root, path } = proofOf(number, size);
        expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
        expect(rootOf(leafOf(number), BigInt(number), BigInt(size), path)?.equals(root)).toBe(true);
      }
    },
  );

  it('proves many leaves at once as it does each alone', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 600 })
          .chain((size) =>
            fc.tuple(fc.constant(size), fc.uniqueArray(fc.integer({ min: 1, max: size }), { maxLength: 20 })),
          ),
        ([size, numbers]) => {
          const inOrder = numbers.toSorted((a, b) => a - b);
          expect(treeOf(size, ...numbers).paths()).toEqual(inOrder.map((number) => proofOf(number, size).path));
        },
      ),
    );
  });

  it('proves a leaf at its own place in a tree of its own size only', () => {
    fc.assert(
      fc.property(
        sized,
        fc.integer({ min: -3, max: 600 }),
        fc.integer({ min: -3, max: 600 }),
        ([number, size], n, s) => {
          const { root, path } = proofOf(number, size);
          fc.pre(n !== number);
          expect(rootOf(leafOf(number), BigInt(n), BigInt(size), path)).not.toEqual(root);
          // Another size may have the same path to the leaf, and then it has another root.
          if (s !== size && s >= 1) expect(treeOf(s).root()).not.toEqual(root);
        },
      ),
    );
  });

  it('notices every flipped bit of a path and of a leaf', () => {
    fc.assert(
      fc.property(sized, fc.nat(), fc.integer({ min: 0, max: 255 }), ([number, size], which, bit) => {
        const { root, path } = proofOf(number, size);
        const parts = [leafOf(number), ...path].map((part) => Buffer.from(part));
        parts[which % parts.length]![bit >> 3]! ^= 1 << (bit & 7);
        const [leaf, ...altered] = parts;
        expect(rootOf(leaf!, BigInt(number), BigInt(size), altered)).not.toEqual(root);
      }),
    );
  });

  it('takes no path that is too short or too long', () => {
    fc.assert(
      fc.property(sized, ([number, size]) => {
        const { root, path } = proofOf(number, size);
        expect(rootOf(leafOf(number), BigInt(number), BigInt(size), [...path, root])).toBeNull();
        if (path.length > 0) {
          expect(rootOf(leafOf(number), BigInt(number), BigInt(size), path.slice(0, -1))).not.toEqual(root);
        }
      }),
    );
  });

  it('goes on from its peaks as if it had never stopped', () => {
    fc.assert(
      fc.property(sized, ([first, size]) => {
        const tree = MerkleTree.from(BigInt(first), treeOf(first).peaks);
        for (const leaf of leavesOf(size).slice(first)) tree.add(leaf);
        expect(tree.root()).toEqual(treeOf(size).root());
        expect(tree.size).toBe(BigInt(size));
      }),
    );
    expect(() => MerkleTree.from(3n, Buffer.alloc(32))).toThrow(RangeError);
  });
});
