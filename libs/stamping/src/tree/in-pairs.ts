import { comparePaths } from './tree-path';

interface AtPath {
  readonly path: string;
}

export type Pair<Left, Right> =
  | { readonly left: Left; readonly right: Right }
  | { readonly left: Left; readonly right: undefined }
  | { readonly left: undefined; readonly right: Right };

/** Joins two lists by path, both in the order of `comparePaths`; holds one of each. */
export async function* inPairs<Left extends AtPath, Right extends AtPath>(
  lefts: AsyncIterable<Left>,
  rights: AsyncIterable<Right>,
): AsyncGenerator<Pair<Left, Right>> {
  const [ofLefts, ofRights] = [lefts[Symbol.asyncIterator](), rights[Symbol.asyncIterator]()];
  try {
    let [left, right] = [await next(ofLefts), await next(ofRights)];
    while (left !== undefined || right !== undefined) {
      const order = left === undefined ? 1 : right === undefined ? -1 : comparePaths(left.path, right.path);
      yield { left: order > 0 ? undefined : left, right: order < 0 ? undefined : right } as Pair<Left, Right>;
      if (order <= 0) left = await next(ofLefts);
      if (order >= 0) right = await next(ofRights);
    }
  } finally {
    await Promise.all([ofLefts.return?.(), ofRights.return?.()]);
  }
}

async function next<Item>(items: AsyncIterator<Item>): Promise<Item | undefined> {
  const { done, value } = await items.next();
  return done === true ? undefined : value;
}
