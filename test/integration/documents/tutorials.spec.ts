import { Clone } from '../local-stack/clone';
import { blocksOf } from './documented-commands';
import { Reader } from './reader';

/** Block by block, as somebody would who has cloned the project: files are written, changes made, commands typed. */
describe.each(['docs/tutorials/first-client.md', 'docs/tutorials/first-worker.md'])('whoever follows %s', (page) => {
  let clone: Clone;
  let reader: Reader;
  beforeAll(async () => {
    clone = await Clone.make(['clients', 'docs', 'jest.config.js']);
    reader = new Reader(clone);
  });
  afterAll(() => clone.remove());

  const steps = blocksOf(page).map((block, index) => {
    const what =
      block.file ??
      block.text
        .trimEnd()
        .split('\n')
        .at(block.language === 'diff' ? 1 : 0);
    return [`${index + 1}: ${block.language} ${what}`, block] as const;
  });
  it.each(steps)('gets to step %s', (_, block) => reader.follow(block));
});
